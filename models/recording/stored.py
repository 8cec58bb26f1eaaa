"""What is stored of a case, read back (回读): rows as a driver gives them, in our own types."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from rulebook.case.casefile import FactView

FACT = FactView._fields
NAMED = ("id", "key", "rule_id", "code", "subject_kind", "subject_ref", "round")
# The columns of a stored node that follow from the facts and may change.
FOLLOWING = (
    "origin_at",
    "due_on",
    "due_at",
    "provisional",
    "calendar",
    "state",
    "settled_by",
    "settled_at",
    "timeliness",
    "owner_id",
    "ladder",
    "ladder_version",
)
# A clock that does not run has no ladder to compare, so none is read.
NODE = (*NAMED, "CASE WHEN state = 'running' THEN schedule END", *FOLLOWING)


class Stored(NamedTuple):
    """A node as it is stored, as far as it is named and may change."""

    id: int
    key: str
    rule_id: str
    code: str
    subject_kind: str
    subject_ref: str
    round: int
    schedule: list[list[str]] | None  # None unless its clock runs
    following: tuple[Any, ...]  # values of the columns `FOLLOWING`

    def row(self) -> dict[str, Any]:
        """The same by column."""
        return self._asdict() | dict(zip(FOLLOWING, self.following, strict=True))


@dataclass(frozen=True, slots=True)
class Reader:
    """How an engine's driver writes what it has no type for; None stays None."""

    moment: Callable[[Any], datetime]
    day: Callable[[Any], date]
    document: Callable[[Any], Any]

    def fact(self, values: Sequence[Any]) -> FactView:
        """A fact from the values of the columns `FACT`."""
        seq, kind, subject, ref, occurred, recorded, by, payload, paper, on, corrects = values
        return FactView(
            seq,
            kind,
            subject,
            ref,
            self.moment(occurred),
            self.moment(recorded),
            by,
            self.document(payload),
            paper,
            on and self.day(on),
            corrects,
        )

    def node(self, values: Sequence[Any]) -> Stored:
        """A node from the values of the columns `NODE`."""
        id_, key, rule, code, subject, ref, turn, rungs, origin, due_on, due_at, *more = values
        provisional, calendar, state, settled_by, settled_at, timeliness, owner, *climbs = more
        following = (
            self.moment(origin),
            due_on and self.day(due_on),
            due_at and self.moment(due_at),
            bool(provisional),
            calendar,
            state,
            settled_by,
            settled_at and self.moment(settled_at),
            timeliness,
            owner,
            *climbs,
        )
        schedule = rungs and self.document(rungs)
        return Stored(id_, key, rule, code, subject, ref, turn, schedule, following)
