"""The sweep in rows (巡查): due rungs found by index, claimed once, fired, the next one set."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, bindparam, literal, select, tuple_, update
from sqlmodel import Session

from models.insertion import among, insert_many, insertion, table_of
from models.oversight import holds
from models.oversight.firing import Fired, Firing, fire
from models.oversight.ledger import (
    CASE,
    CASE_COLUMNS,
    ITEM,
    NODE,
    NODE_COLUMNS,
    Entry,
    NodeRow,
    Post,
    entries,
    node_of,
    post_of,
)
from models.oversight.watch import Watch
from models.tables.claim import Claim
from models.tables.run import CaseRun
from rulebook.law.ladder import Mode, Rung
from rulebook.oversight.climbing import Climb, base, climb
from rulebook.oversight.supervision import OPEN

CLAIM = table_of(Claim)
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


@dataclass(frozen=True, slots=True)
class Candidate:
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


@dataclass(frozen=True, slots=True)
class Won:
    """One claim to be made or just made: a rung of a node, fired or passed over."""

    node: NodeRow
    post: Post
    key: str
    mode: Mode | None  # None: passed over
    newly_overdue: bool = False
    claim_id: int = 0


@dataclass(frozen=True, slots=True)
class _Past:
    """An earlier claim of a node, as far as it matters here."""

    rung: str
    due_at: datetime | None
    fired_at: datetime


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
    past = _claims(session, [row.node_id for row in rows])
    open_items = _open_items(session, [row.node_id for row in rows])
    plans = [_plan(row, past[row.node_id], open_items[row.node_id], watch) for row in rows]
    won = make_claims(session, [one for wanted, _ in plans for one in wanted], watch)
    fired = fire_all(session, won, [e for some in open_items.values() for e in some], watch)
    _set_next(
        session, {row.node_id: step.next_at for row, (_, step) in zip(rows, plans, strict=True)}
    )
    cases = frozenset(row.case_id for row in rows)
    rouse(session, cases)
    _mend(session, cases)
    count = sum(one.mode is not None for one in won)
    return Served(count, len(won) - count, fired.messages, fired.items, cases=cases)


def make_claims(session: Session, wanted: Sequence[Won], watch: Watch) -> list[Won]:
    """Insert the claims; those that were won, with their ids. The constraint is the lock."""
    if not wanted:
        return []
    claims = [_claim(one, watch) for one in wanted]
    key = ("node_id", "rung")
    rows = insert_many(session, CLAIM, claims, returning=("id", *key), unless=key)
    ids = {(row.node_id, row.rung): row.id for row in rows}
    return [
        replace(one, claim_id=ids[one.node.id, one.key])
        for one in wanted
        if (one.node.id, one.key) in ids
    ]


def fire_all(
    session: Session, won: Sequence[Won], open_items: Sequence[Entry], watch: Watch
) -> Fired:
    """Fire the claims that were won for firing, not those that record a rung passed over."""
    firings = [_firing(one, one.mode, watch) for one in won if one.mode is not None]
    return fire(session, firings, open_items, watch)


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
    held = holds.held(session, [node_of(row) for row in rows], watch.as_of)
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


def _claims(session: Session, node_ids: Collection[int]) -> Mapping[int, list[_Past]]:
    found: dict[int, list[_Past]] = defaultdict(list)
    rows = session.connection().execute(
        select(CLAIM.c.node_id, CLAIM.c.rung, CLAIM.c.due_at, CLAIM.c.fired_at).where(
            among(session, CLAIM.c.node_id, node_ids)
        )
    )
    for row in rows:
        found[row.node_id].append(_Past(row.rung, row.due_at, row.fired_at))
    return found


def _open_items(session: Session, node_ids: Collection[int]) -> Mapping[int, list[Entry]]:
    found: dict[int, list[Entry]] = defaultdict(list)
    which = (among(session, ITEM.c.node_id, node_ids), ITEM.c.state.in_(sorted(OPEN)))
    for entry in entries(session, *which):
        found[entry.node.id].append(entry)
    return found


def _plan(
    row: Row[Any], past: Sequence[_Past], open_items: Sequence[Entry], watch: Watch
) -> tuple[list[Won], Climb]:
    """The claims that one node asks for; raises what a broken node raises."""
    node, post = node_of(row), post_of(row)
    schedule = [(key, datetime.fromisoformat(at)) for key, at in row.schedule]
    step = climb(schedule, {claim.rung for claim in past}, watch.as_of)
    wanted = [Won(node, post, key, None) for key in step.skip]
    if step.fire is not None:
        mode = _mode(watch.ladder(node).rung(step.fire), open_items, watch)
        wanted.append(Won(node, post, step.fire, mode, _newly_overdue(node, past, watch)))
    return wanted, step


def _mode(rung: Rung, open_items: Sequence[Entry], watch: Watch) -> Mode:
    """The rung's own mode, or the sterner one that silence at a lower level brings."""
    for entry in open_items:
        below = watch.ladder(entry.node).rung(entry.rung)
        silent = entry.reply_due_at is not None and entry.reply_due_at <= watch.as_of
        if silent and below.on_silence == rung.key and below.silent_mode is not None:
            return below.silent_mode
    return rung.mode


def _newly_overdue(node: NodeRow, past: Sequence[_Past], watch: Watch) -> bool:
    """Whether this clock tells of its being late for the first time."""
    due_at = node.due_at
    return due_at is not None and not any(
        claim.due_at == due_at and claim.fired_at >= due_at for claim in past
    )


def _claim(one: Won, watch: Watch) -> dict[str, object]:
    late = watch.delay(one.node)
    return {
        "case_id": one.post.case_id,
        "node_id": one.node.id,
        "rung": one.key,
        "fired_at": watch.as_of,
        "due_at": one.node.due_at,
        "outcome": "skipped" if one.mode is None else "fired",
        "overdue_days": late.days if late else 0,
    }


def _firing(one: Won, mode: Mode, watch: Watch) -> Firing:
    late = watch.delay(one.node)
    if late is None:
        raise ValueError(f"node {one.node.id} has a rung due but no clock: record a fact anew")
    rung = watch.ladder(one.node).rung(base(one.key))
    return Firing(one.claim_id, one.key, rung, mode, one.node, one.post, late, one.newly_overdue)


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
