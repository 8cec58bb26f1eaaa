"""The check sheet of a drawn case (评查表) as a form: each item answered, then what was found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dueprocess.views.supervision.sampling import NotDrawn, items
from models.reading.reviews import ReviewLine
from rulebook.law.lawbook import Lawbook

YES, NO = "yes", "no"


class SheetUnfilled(ValueError):
    """A question of the sheet was left open."""

    def __init__(self, open_: Sequence[int]) -> None:
        which = "、".join(map(str, open_))
        super().__init__(f"评查表第{which}项尚未勾选 items {which} of the sheet are not answered")


class SheetContradicts(ValueError):
    """Nothing is said to be wrong, and yet an item was not fulfilled."""

    def __init__(self) -> None:
        super().__init__(
            "评查表有不符合的项目，结果不能是未发现问题 "
            "an item is not fulfilled: the outcome cannot be that nothing was found"
        )


def asked(line: ReviewLine, law: Lawbook) -> tuple[str, ...]:
    """What the sheet asks; nothing for a finding that was not drawn."""
    try:
        return items(line, law)
    except NotDrawn:
        return ()


def answers(questions: Sequence[str], said: Mapping[str, str]) -> tuple[str, ...]:
    """What was not fulfilled, each with its remark. Raises `SheetUnfilled`, `SheetContradicts`."""
    numbered = list(enumerate(questions, start=1))
    left = [number for number, _ in numbered if said.get(f"check_{number}") not in (YES, NO)]
    if left:
        raise SheetUnfilled(left)
    found = tuple(
        f"{question}：不符合{_remark(said.get(f'remark_{number}', ''))}"
        for number, question in numbered
        if said[f"check_{number}"] == NO
    )
    if found and said.get("outcome") == "未发现问题":
        raise SheetContradicts
    return found


def _remark(text: str) -> str:
    return f"（{text.strip()}）" if text.strip() else ""
