"""Words that a program sends (来文): what no table can hold is turned away at the door."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from dueprocess.cli.case.record import DetailUnreadable, read_details
from dueprocess.cli.frame import moments
from rulebook.law.lawbook import Lawbook

_UNFIT = re.compile("[\x00\ud800-\udfff]")  # no database keeps them
FIRST_YEAR, LAST_YEAR = 1949, 2999
_LONGEST = 4000  # signs of anything that is said
WHEN = "2026-03-11, 2026-03-11T14:30 or 2026-03-11T14:30+08:00; without a zone Asia/Shanghai"


class WordsUnfit(ValueError):
    """A text bears signs that cannot be kept."""

    def __init__(self) -> None:
        super().__init__("a text holds a NUL or half a character: send plain Unicode")


class YearAstray(ValueError):
    """A date lies outside of anything that this book counts."""

    def __init__(self, text: str) -> None:
        super().__init__(f"{text!r} is no date of a case: give a year {FIRST_YEAR} to {LAST_YEAR}")


class Said(BaseModel):
    """What a program says of one act; a field that the act does not know is refused."""

    model_config = ConfigDict(extra="forbid")


def expect_plain(*texts: object) -> None:
    """Raise `WordsUnfit` for a text that no table can hold."""
    if any(isinstance(one, str) and _UNFIT.search(one) for one in texts):
        raise WordsUnfit


def _plain(text: str) -> str:
    expect_plain(text)
    return text.strip()


Text = Annotated[str, Field(max_length=_LONGEST), AfterValidator(_plain)]
Name = Annotated[str, Field(max_length=400), AfterValidator(_plain)]
Moment = Annotated[str, Field(max_length=40, description=WHEN), AfterValidator(_plain)]
Day = Annotated[str, Field(max_length=40, description="2026-03-11"), AfterValidator(_plain)]


def moment(text: str) -> datetime:
    """The moment written. Raises what `moments.moment` raises, and `YearAstray`."""
    found = moments.moment(text)
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise YearAstray(text)
    return found


def day(text: str) -> date:
    """The day written; see `moment`."""
    return moment(text).date()


def details(law: Lawbook, kind: str, said: Mapping[str, Any]) -> dict[str, object]:
    """A fact's payload from JSON values, each read as its field's type wants it."""
    fields = {field.name: field.type for field in law.fields_of(kind)}
    found: dict[str, object] = {}
    for name, value in said.items():
        if value is None:
            continue
        if "=" in name:
            raise DetailUnreadable(name, "no detail is called so")
        texts = list(_texts(name, value))
        expect_plain(name, *texts)
        if fields.get(name) == "texts":
            found[name] = texts
        elif isinstance(value, list):
            raise DetailUnreadable(name, "it takes one value, not a list")
        else:
            found |= read_details(law, kind, [f"{name}={texts[0]}"])
            if fields.get(name) in {"date", "moment"}:
                moment(texts[0])
    return found


def _texts(name: str, value: object) -> Iterator[str]:
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, bool):
            yield str(one).lower()
        elif isinstance(one, str | int | float) and len(str(one)) <= _LONGEST:
            yield str(one).strip()
        else:
            raise DetailUnreadable(name, "give a text, a number, true or false, or a list of texts")
