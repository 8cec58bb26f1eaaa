"""The sweep in rows (巡查): due rungs found by index, claimed once, fired, the next one set."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Row, Select, bindparam, literal, select, tuple_, update
from sqlmodel import Session

from models.insertion import among, insertion, table_of
from models.oversight import feed
from models.oversight.acts import holds
from models.oversight.acts.ledger import (
    CASE,
    CASE_COLUMNS,
    ITEM,
    NODE,
    NODE_COLUMNS,
    Entry,
    entries,
)
from models.oversight.firing.claims import fire_all, make_claims
from models.oversight.firing.planning import claims_of, plan
from models.oversight.firing.repeating import with_repeats
from models.oversight.watch import Watch
from models.tables.run import CaseRun
from rulebook.oversight.standstill import HoldKind
from rulebook.oversight.supervision import OPEN

RUN = table_of(CaseRun)
_NEW_RUN: Mapping[str, int | str] = {
    "wanted": 1,
    "seen": 0,
    "told": 0,
    "passes": 0,
    "waits_for": "",
    "lease_owner": "",
    "error": "",
}


class Candidate(NamedTuple):
    """A node with a rung due; in the order of the index, so that a batch ends where one began."""

    next_at: datetime
    node_id: int
    case_id: int


@dataclass(frozen=True, slots=True)
class Served:
    """What one batch did."""

    fired: int = 0
    skipped: int = 0
    messages: int = 0
    items: int = 0
    lapsed: int = 0
    cases: frozenset[int] = frozenset()

    def __add__(self, other: Served) -> Served:
        return Served(
            self.fired + other.fired,
            self.skipped + other.skipped,
            self.messages + other.messages,
            self.items + other.items,
            self.lapsed + other.lapsed,
            self.cases | other.cases,
        )


def candidates(
    session: Session, as_of: datetime, after: Candidate | None, limit: int
) -> list[Candidate]:
    """The next nodes with a rung due by `as_of`, read by the index alone."""
    statement = (
        select(NODE.c.next_rung_at, NODE.c.id, NODE.c.case_id)
        .where(NODE.c.next_rung_at <= as_of)
        .order_by(NODE.c.next_rung_at, NODE.c.id)
        .limit(limit)
    )
    if after is not None:
        place = tuple_(NODE.c.next_rung_at, NODE.c.id)
        last = tuple_(
            bindparam("at", after.next_at, NODE.c.next_rung_at.type), literal(after.node_id)
        )
        statement = statement.where(place > last, NODE.c.next_rung_at >= after.next_at)
    return [Candidate(*row) for row in session.connection().execute(statement)]


def serve(session: Session, found: Sequence[Candidate], watch: Watch) -> Served:
    """Fire the highest due rung of each node once, in the caller's transaction.

    Locks the case first, as recording a fact does, and passes over a case that is being
    recorded: its node comes up again in the next sweep. A claim lost to another patrol does
    nothing.
    """
    rows = session.connection().execute(_locked(session, found, watch.as_of)).all()
    held = _wait(session, rows, watch)
    rows = [row for row in rows if row.node_id not in held]
    if not rows:
        return Served()
    past = claims_of(session, [row.node_id for row in rows])
    open_items = _open_items(session, [row.node_id for row in rows])
    plans = [plan(row, past[row.node_id], open_items[row.node_id], watch) for row in rows]
    won = make_claims(session, [one for looked in plans for one in looked.claims], watch)
    won = with_repeats(session, won, watch)
    fired = fire_all(session, won, [e for some in open_items.values() for e in some], watch)
    _set_next(
        session, {row.node_id: looked.next_at for row, looked in zip(rows, plans, strict=True)}
    )
    waiting = {r.node_id: r.case_id for r, one in zip(rows, plans, strict=True) if one.waits}
    feed.hold(session, waiting, watch.feed, watch.as_of, watch.next_look)
    cases = frozenset(row.case_id for row in rows)
    rouse(session, cases)
    _mend(session, cases)
    count = sum(one.mode is not None for one in won)
    return Served(count, len(won) - count, fired.messages, fired.items, cases=cases)


def rouse(session: Session, cases: Collection[int]) -> None:
    """Ask for one more pass of each case's run; the row is made where it lacks."""
    if not cases:
        return
    there = select(
        CASE.c.id, *(literal(value).label(name) for name, value in _NEW_RUN.items())
    ).where(among(session, CASE.c.id, sorted(cases)))
    statement = insertion(session, RUN).from_select(["case_id", *_NEW_RUN], there)
    session.connection().execute(
        statement.on_conflict_do_update(
            index_elements=["case_id"], set_={"wanted": RUN.c.wanted + 1}
        )
    )


def break_case(session: Session, case_id: int, why: str) -> None:
    """Name a case that a sweep could not serve; the others are served."""
    session.connection().execute(update(CASE).where(CASE.c.id == case_id).values(broken=why))


def _wait(session: Session, rows: Sequence[Row[Any]], watch: Watch) -> Collection[int]:
    """Leave alone what is held back; a fact recorded meanwhile may have set its rung anew."""
    found = holds.held(session, {row.node_id: row.due_at for row in rows}, watch.as_of)
    # What waits for fresh data waits from a level up; the rungs below go out all the same.
    held = {node: one for node, one in found.items() if one.kind != HoldKind.FEED_STALE}
    _set_next(session, {node_id: holds.goes_on(one) for node_id, one in held.items()})
    return held.keys()


def _locked(session: Session, found: Sequence[Candidate], as_of: datetime) -> Select[Any]:
    ids = [one.node_id for one in found]
    return (
        select(*NODE_COLUMNS, *CASE_COLUMNS, NODE.c.schedule)
        .join_from(NODE, CASE, CASE.c.id == NODE.c.case_id)
        .where(among(session, NODE.c.id, ids), NODE.c.next_rung_at <= as_of)
        .order_by(CASE.c.id, NODE.c.id)
        .with_for_update(of=[CASE, NODE], skip_locked=True)
    )


def _open_items(session: Session, node_ids: Collection[int]) -> Mapping[int, list[Entry]]:
    found: dict[int, list[Entry]] = defaultdict(list)
    which = (among(session, ITEM.c.node_id, node_ids), ITEM.c.state.in_(sorted(OPEN)))
    for entry in entries(session, *which):
        found[entry.node.id].append(entry)
    return found


def _set_next(session: Session, moments: Mapping[int, datetime | None]) -> None:
    """One statement a moment: rungs fire at one hour of the day, so there are few."""
    by_moment: dict[datetime | None, list[int]] = defaultdict(list)
    for node_id, moment in moments.items():
        by_moment[moment].append(node_id)
    for moment, ids in by_moment.items():
        session.connection().execute(
            update(NODE).where(among(session, NODE.c.id, ids)).values(next_rung_at=moment)
        )


def _mend(session: Session, cases: Collection[int]) -> None:
    """A case that was served again is broken no more."""
    session.connection().execute(
        update(CASE).where(among(session, CASE.c.id, cases), CASE.c.broken != "").values(broken="")
    )
