"""Two rules that say when the same act is due on the same day: versions that overlap."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from rulebook.law.rule import Rule
from rulebook.loading.shelf import Shelf

# Rules alike in all of this are versions of one duty, if they also stand in the same place.
_DUTY = ("kind", "subject", "origin", "several", "from_due", "from_date", "settles", "when")


def check(shelf: Shelf) -> None:
    """Note every two rules of one duty and one place that are in force on the same day."""
    for one, other in overlapping(shelf):
        if one.supersedes != other.id:  # else said already
            shelf.entries["rule", one.id].fault(
                f"overlapping versions: {other.id} sets the same duty and is in force until "
                f"{other.effective_to or 'further notice'}: end one of them, or tell them apart"
            )


def overlapping(shelf: Shelf) -> Iterator[tuple[Rule, Rule]]:
    """Each such pair, the later rule first."""
    duties: dict[object, list[Rule]] = {}
    for rule in shelf.rules.values():
        if not rule.restates:
            duties.setdefault(_duty(rule), []).append(rule)
    for alike in duties.values():
        for pair in combinations(sorted(alike, key=lambda rule: rule.effective_from), 2):
            earlier, later = pair
            if _same_place(earlier, later) and earlier.in_force(later.effective_from):
                yield later, earlier


def _duty(rule: Rule) -> tuple[object, ...]:
    """What two versions share. An outer bound beside the clock that warns has no ladder."""
    return (bool(rule.ladder), *(getattr(rule, name) for name in _DUTY))


def _same_place(one: Rule, other: Rule) -> bool:
    """Whether both come from one row of the law: one catalogue id, or one article."""
    if (one.catalogue or one.id) == (other.catalogue or other.id):
        return True
    return (one.source.number, one.source.article) == (other.source.number, other.source.article)
