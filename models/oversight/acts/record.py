"""What befell a person and a case before (以往督办): repetitions, promises kept and broken."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, select
from sqlmodel import Session

from models.insertion import among
from models.oversight.acts.ledger import ITEM, NODE
from models.oversight.watch import Watch
from models.tables.node import NodeState
from rulebook.time.counting import due
from rulebook.time.period import Term
from rulebook.time.zone import SHANGHAI

Counts = Mapping[str, int]  # by level


@dataclass(slots=True)
class Promises:
    """Promises of one officer: kept in time, kept late or still owed after their day, open."""

    kept: int = 0
    broken: int = 0
    open: int = 0


@dataclass(slots=True)
class Record:
    """The record of several officers and cases since a day, counted in three queries."""

    since: date
    persons: dict[str, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))
    matters: dict[int, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))
    promises: dict[str, Promises] = field(default_factory=lambda: defaultdict(Promises))

    def of(self, officer: str, case_id: int) -> dict[str, object]:
        """The part of a fact sheet about one officer and one case."""
        return {
            "repeats_since": self.since.isoformat(),
            "repeats_of_person": dict(self.persons[officer]),
            "repeats_of_matter": dict(self.matters[case_id]),
            "promises": asdict(self.promises[officer]),
        }


def read(
    session: Session, officers: Collection[str], cases: Collection[int], watch: Watch
) -> Record:
    """Acts that were issued in the law's span before now, by person and by case; promises ever."""
    back = Term(watch.law.supervision.repeat, backward=True)
    since = due(watch.as_of, back, watch.calendar).on
    found = Record(since)
    begin = datetime.combine(since, datetime.min.time(), SHANGHAI)
    by_person = _acts(session, NODE.c.owner_id, begin, NODE.c.owner_id.in_(list(officers)))
    for officer, level, count in by_person:
        found.persons[officer][level] = count
    by_case = _acts(session, ITEM.c.case_id, begin, among(session, ITEM.c.case_id, cases))
    for case_id, level, count in by_case:
        found.matters[case_id][level] = count
    for officer, kept, broken, still in _promises(session, officers, watch.as_of):
        found.promises[officer] = Promises(int(kept), int(broken), int(still))
    return found


def _acts(
    session: Session, whose: ColumnElement[Any], since: datetime, which: ColumnElement[bool]
) -> Collection[Any]:
    return (
        session.connection()
        .execute(
            select(whose, ITEM.c.level, func.count())
            .join_from(ITEM, NODE, NODE.c.id == ITEM.c.node_id)
            .where(which, ITEM.c.issued_at >= since)
            .group_by(whose, ITEM.c.level)
            .order_by(whose, ITEM.c.level)
        )
        .all()
    )


def _promises(session: Session, officers: Collection[str], as_of: datetime) -> Collection[Any]:
    settled, running = NODE.c.state == NodeState.SETTLED, NODE.c.state == NodeState.RUNNING
    in_time = NODE.c.timeliness == "in_time"
    late = NODE.c.due_at <= as_of
    counted = (
        and_(settled, in_time),
        and_(settled, ~in_time) | and_(running, late),
        and_(running, ~late),
    )
    sums = [func.sum(case((one, 1), else_=0)) for one in counted]
    return (
        session.connection()
        .execute(
            select(NODE.c.owner_id, *sums)
            .where(NODE.c.owner_id.in_(list(officers)), NODE.c.subject_kind == "promise")
            .group_by(NODE.c.owner_id)
        )
        .all()
    )
