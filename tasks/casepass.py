"""One pass over a case: what its rows owe now, and when the run has to look again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import CursorResult, func, or_, update
from sqlmodel import Session, col, select

from models import clock
from models.errors import UnknownCase
from models.store import Store
from models.tables.book import Book, BookKind
from models.tables.case import Case, CaseState
from models.tables.node import Node, NodeState
from models.tables.run import CaseRun
from models.tables.transition import Transition
from rulebook.case.clock import turn_of

# A pass takes seconds; a lease this old belongs to a worker that died.
LEASE = timedelta(minutes=2)
# Steps served before the lease is renewed: an imported case may bring a long history.
STRETCH = 40
# A rung that is due already is the patrol's to fire; it then wakes the run.
PATROL_TIME = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Step:
    """One transition of one node that the run has not shown yet."""

    id: int
    rule_id: str
    turn: int  # 第几次; 0 for a node in no series
    what: str
    detail: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Pass:
    """A pass that may begin: the case, how far it was asked to look, and what it owes."""

    case_id: int
    number: str
    wanted: int
    rehearsal: bool
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Rest:
    """How a pass ends: asleep until `at` (the server's clock; None: no clock runs), or done."""

    at: datetime | None
    waits_for: str
    done: bool


def begin(store: Store, number: str, owner: str) -> Pass | None:
    """Take the lease of the case and read what is owed; None while another holder lives.

    `owner` is the flow run's id: a run that was killed takes its own lease up again at once.
    Raises UnknownCase.
    """
    with store.writing() as session:
        case = _case(session, number)
        if not _take_lease(session, case, owner):
            return None
        run = session.get_one(CaseRun, case.id)
        rehearsal = session.get_one(Book, 1).kind == BookKind.REHEARSAL
        assert case.id is not None
        return Pass(case.id, case.number, run.wanted, rehearsal, _steps(session, case.id))


def leave(store: Store, done: Pass) -> Rest:
    """Give the lease back, mark what was served, and say when the run must look again."""
    with store.writing() as session:
        run = session.get_one(CaseRun, done.case_id)
        case = session.get_one(Case, done.case_id)
        rest = _rest(session, case)
        run.seen = max(run.seen, done.wanted)
        run.passes += 1
        run.sleeps_until, run.waits_for = rest.at, rest.waits_for
        run.lease_owner, run.lease_until, run.error = "", None, ""
        session.add(run)
        return rest


def owes_more(store: Store, case_id: int) -> bool:
    """Whether a wake was asked for that no pass has served yet."""
    with store.reading() as session:
        run = session.get_one(CaseRun, case_id)
        return run.wanted > run.seen


def _case(session: Session, number: str) -> Case:
    case = session.exec(select(Case).where(Case.number == number)).one_or_none()
    if case is None:
        raise UnknownCase(number)
    return case


def _take_lease(session: Session, case: Case, owner: str) -> bool:
    now = clock.system_now()
    free = or_(
        col(CaseRun.lease_until).is_(None),
        col(CaseRun.lease_until) < now,
        col(CaseRun.lease_owner) == owner,
    )
    taken: CursorResult[tuple[()]] = session.execute(  # type: ignore[assignment]
        update(CaseRun)
        .where(col(CaseRun.case_id) == case.id, free)
        .values(lease_owner=owner, lease_until=now + LEASE, flow_run_id=owner)
    )
    return taken.rowcount == 1


def _steps(session: Session, case_id: int) -> tuple[Step, ...]:
    rows: Sequence[tuple[Transition, Node]] = session.exec(
        select(Transition, Node)
        .join(Node, col(Node.id) == col(Transition.node_id))
        .where(Transition.case_id == case_id, col(Transition.shown_at).is_(None))
        .order_by(col(Transition.at), col(Transition.id))
        .limit(STRETCH)
    ).all()
    return tuple(_step(transition, node) for transition, node in rows)


def _step(row: Transition, node: Node) -> Step:
    assert row.id is not None
    return Step(row.id, node.rule_id, turn_of(node.key), row.what, row.detail, row.at)


def _rest(session: Session, case: Case) -> Rest:
    nearest = session.exec(
        select(func.min(Node.next_rung_at)).where(
            Node.case_id == case.id, col(Node.next_rung_at).is_not(None)
        )
    ).one()
    if nearest is not None:
        at = max(clock.to_system(session, nearest), clock.system_now() + PATROL_TIME)
        return Rest(at, _name(session, case, nearest), False)
    return Rest(None, "等待事实", case.state == CaseState.CLOSED and not _alive(session, case))


def _alive(session: Session, case: Case) -> bool:
    """Whether a clock outlives the closed case: money still held, a promise still owed."""
    states = (NodeState.RUNNING, NodeState.PAUSED)
    found = session.exec(
        select(Node.id).where(Node.case_id == case.id, col(Node.state).in_(states)).limit(1)
    ).first()
    return found is not None


def _name(session: Session, case: Case, at: datetime) -> str:
    """What the sleeping run is called: the node whose rung comes next, and its moment."""
    node = session.exec(
        select(Node).where(Node.case_id == case.id, Node.next_rung_at == at).limit(1)
    ).one()
    return f"{node.code} {node.rule_id} · {at:%Y-%m-%d %H:%M}".lstrip()


def lease_end() -> datetime:
    """When a lease taken by another holder just now has certainly run out."""
    return clock.system_now() + LEASE
