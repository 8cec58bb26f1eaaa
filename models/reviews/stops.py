"""Stops of the clocks (停止计算): each cause with its first day, its end, and until when it was."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select
from sqlmodel import Session

from models.reviews.files import files
from rulebook.case.casefile import FactView
from rulebook.case.clock import day_of
from rulebook.law.lawbook import Lawbook
from rulebook.property.figure import on


@dataclass(slots=True)
class Stop:
    """One interval under a cause; `ended` is None while it lasts, `until` the day it named."""

    cause: str
    ref: str
    seq: int
    begun: date
    ground: str = ""
    until: date | None = None
    ended: date | None = None

    def days(self, today: date) -> int:
        """Natural days, the first counted and the day of resumption not."""
        return max(((self.ended or today) - self.begun).days, 0)


def stops(session: Session, law: Lawbook, cases: Select[Any]) -> dict[int, list[Stop]]:
    """Case id → every stop of its clocks, the oldest first; one statement."""
    read = files(session, kinds(law), cases)
    return {case: stops_of(facts, law) for case, facts in read.items()}


def kinds(law: Lawbook) -> frozenset[str]:
    """Kinds of facts that begin or end a stop, or say until when it lasts."""
    edges = {kind for cause in law.causes.values() for kind in (*cause.starts, *cause.ends)}
    return frozenset(edges | {kind for kind in law.facts if _lengthened(law, kind)})


def stops_of(facts: Iterable[FactView], law: Lawbook) -> list[Stop]:
    """The stops that follow from facts in order; a cause begins anew only after it ended."""
    found: list[Stop] = []
    begins, ends = _edges(law)
    for fact in facts:
        standing = [one for one in found if one.ended is None]
        if fact.kind in begins:
            _begin(found, standing, fact, begins[fact.kind])
        elif fact.kind in ends:
            for one in standing:
                if one.cause == ends[fact.kind] and one.ref == fact.subject_ref:
                    one.ended = day_of(fact.occurred_at)
        else:
            for one in standing:
                if one.cause == _lengthened(law, fact.kind):
                    one.until = on(fact.payload, "until") or one.until
    return found


def stopped_days(found: Iterable[Stop], today: date) -> int:
    """Natural days on which some clock stood still; days under two causes count once."""
    days, reached = 0, date.min
    for one in sorted(found, key=lambda stop: stop.begun):
        end = one.ended or today
        begin = max(one.begun, reached)
        days += max((end - begin).days, 0)
        reached = max(reached, end)
    return days


def _begin(found: list[Stop], standing: list[Stop], fact: FactView, cause: str) -> None:
    if any(one.cause == cause and one.ref == fact.subject_ref for one in standing):
        return
    ground = str(fact.payload.get("ground") or fact.payload.get("basis") or "")
    found.append(
        Stop(
            cause,
            fact.subject_ref,
            fact.seq,
            day_of(fact.occurred_at),
            ground,
            on(fact.payload, "until"),
        )
    )


def _edges(law: Lawbook) -> tuple[Mapping[str, str], Mapping[str, str]]:
    begins = {kind: cause.id for cause in law.causes.values() for kind in cause.starts}
    return begins, {kind: cause.id for cause in law.causes.values() for kind in cause.ends}


def _lengthened(law: Lawbook, kind: str) -> str:
    """The cause of which a kind says anew until when it lasts, as superior_stay_continued does."""
    cause = kind.removesuffix("_continued")
    return cause if cause != kind and cause in law.causes else ""
