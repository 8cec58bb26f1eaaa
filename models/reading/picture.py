"""The live picture of a book (实时画面): a handful of indexed queries, none of them per row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, literal_column, select
from sqlmodel import Session, col

from models import clock, founding
from models.insertion import among, table_of
from models.reading.counts import RUNNING, clocks, midnight_after
from models.reading.items import OpenItem, open_items
from models.reading.selection import ALL, Selection
from models.tables.book import BookKind
from models.tables.case import Case
from models.tables.claim import Claim
from models.tables.court import Court
from models.tables.fact import Fact
from models.tables.heartbeat import Heartbeat
from models.tables.node import Node
from models.tables.officer import Officer
from models.tables.run import CaseRun

_Ids = Select[Any]  # of nodes

# Spelled out, not bound: only so do both engines see that the partial index serves the query.
_LEASED: ColumnElement[bool] = literal_column("case_run.lease_until IS NOT NULL")
_PENDING: ColumnElement[bool] = literal_column("case_run.wanted > case_run.seen")


@dataclass(frozen=True, slots=True)
class NodeLine:
    """One open clock, as a list of clocks shows it."""

    node_id: int
    case: str
    key: str
    rule_id: str
    code: str
    subject_ref: str
    due_on: date
    due_at: datetime
    provisional: bool
    enforced: bool
    state: str
    owner: str  # the officer's name, or the role that answers for it
    last_act: str = ""  # the last rung fired
    last_act_at: datetime | None = None
    court: str = ""  # code of the case's court
    role: str = ""  # that bears the node


@dataclass(frozen=True, slots=True)
class Runs:
    """How the cases' runs stand with Prefect."""

    cases: int
    awake: int  # a pass holds the lease
    asleep: int
    pending: int  # a wake was asked for and not yet served


@dataclass(frozen=True, slots=True)
class FactLine:
    """One recorded fact, newest first in lists."""

    case: str
    seq: int
    kind: str
    occurred_at: datetime
    recorded_at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Beat:
    """One duty's heartbeat, and the fault that withheld the last one."""

    name: str
    beat_at: datetime | None
    tried_at: datetime
    fault: str
    figures: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Picture:
    """The book at one moment."""

    as_of: datetime
    rehearsal: bool
    court: str
    overdue: tuple[NodeLine, ...]  # the longest overdue first, cut to the asked number
    overdue_count: int
    today: tuple[NodeLine, ...]
    today_count: int
    week_count: int  # due in the seven days after today
    items: tuple[OpenItem, ...]
    items_count: int
    runs: Runs
    beats: tuple[Beat, ...]
    facts: tuple[FactLine, ...]


def picture(session: Session, rows: int = 12) -> Picture:
    """The book as of its own clock, each list cut to `rows`. `NoBook` when none was founded."""
    book = founding.book(session)
    as_of = clock.now(session)
    tonight = midnight_after(as_of)
    counted = clocks(session, as_of)
    items, items_count = open_items(session, rows)
    return Picture(
        as_of=as_of,
        rehearsal=book.kind == BookKind.REHEARSAL,
        court=_court(session),
        overdue=_lines(session, _due(None, as_of, ()), rows),
        overdue_count=counted.overdue,
        today=_lines(session, _due(as_of, tonight, ()), rows),
        today_count=counted.today,
        week_count=counted.week,
        items=items,
        items_count=items_count,
        runs=runs(session),
        beats=beats(session),
        facts=_facts(session, rows),
    )


def overdue(
    session: Session, as_of: datetime, rows: int = 1000, chosen: Selection = ALL
) -> tuple[NodeLine, ...]:
    """Running clocks whose due moment has passed, the longest overdue first."""
    return _lines(session, _due(None, as_of, chosen.of_clocks()), rows)


def due_between(
    session: Session,
    after: datetime,
    until: datetime,
    rows: int = 1000,
    chosen: Selection = ALL,
) -> tuple[NodeLine, ...]:
    """Running clocks whose due moment lies in (after, until], the nearest first."""
    return _lines(session, _due(after, until, chosen.of_clocks()), rows)


def due_lines(
    session: Session, until: datetime, which: Iterable[ColumnElement[bool]], rows: int
) -> tuple[NodeLine, ...]:
    """Running clocks that fit and are due by `until`, late ones included; the earliest first.

    The conditions are on nodes alone: see `Selection.of_clocks`.
    """
    return _lines(session, _due(None, until, list(which)), rows)


def _due(after: datetime | None, until: datetime, which: Sequence[ColumnElement[bool]]) -> _Ids:
    """Clocks in the order of their last moment, by index as far as the conditions allow."""
    due = col(Node.due_at)
    found = select(col(Node.id)).where(RUNNING, due <= until, *which).order_by(due, col(Node.id))
    return found if after is None else found.where(due > after)


def _lines(session: Session, found: _Ids, rows: int) -> tuple[NodeLine, ...]:
    """The rows are looked at once it is known which they are: few of the many that were sorted."""
    nodes = session.execute(
        select(Node, col(Case.number), col(Case.court_code), col(Officer.name))
        .join(Case, col(Case.id) == col(Node.case_id))
        .outerjoin(Officer, col(Officer.id) == col(Node.owner_id))
        .where(col(Node.id).in_(found.limit(rows)))
        .order_by(col(Node.due_at), col(Node.id))
    ).all()
    acts = last_acts(session, [row[0].id for row in nodes if row[0].id is not None])
    return tuple(_line(row, acts) for row in nodes)


def _line(row: Row[Any], acts: Mapping[int, tuple[str, datetime]]) -> NodeLine:
    node, number, court, owner = row
    act, at = acts.get(node.id or 0, ("", None))
    return NodeLine(
        node_id=node.id or 0,
        case=number,
        key=node.key,
        rule_id=node.rule_id,
        code=node.code,
        subject_ref=node.subject_ref,
        due_on=node.due_on,
        due_at=node.due_at,
        provisional=node.provisional,
        enforced=node.enforced,
        state=node.state,
        owner=owner or node.role,
        last_act=act,
        last_act_at=at,
        court=court,
        role=node.role,
    )


def last_acts(session: Session, nodes: Sequence[int]) -> dict[int, tuple[str, datetime]]:
    """For each node the rung that was fired last, and when; one query for all of them."""
    if not nodes:
        return {}
    claims = session.execute(
        select(col(Claim.node_id), col(Claim.rung), col(Claim.fired_at))
        .where(among(session, table_of(Claim).c.node_id, nodes), col(Claim.outcome) == "fired")
        .order_by(col(Claim.fired_at), col(Claim.id))
    )
    return {node: (rung, at) for node, rung, at in claims}


def _court(session: Session) -> str:
    """The court whose cases these are: that of the newest case; "" in an empty book."""
    name = session.execute(
        select(col(Court.name))
        .join(Case, col(Case.court_code) == col(Court.code))
        .order_by(col(Case.id).desc())
        .limit(1)
    ).scalar()
    return name or ""


def runs(session: Session) -> Runs:
    """How the cases' runs stand.

    Leases are kept by the server's clock; whatever neither runs nor waits is asleep.
    """
    count = select(func.count()).select_from(CaseRun)
    total = session.execute(count).scalar_one()
    awake = session.execute(
        count.where(_LEASED, col(CaseRun.lease_until) > clock.system_now())
    ).scalar_one()
    pending = session.execute(count.where(_PENDING)).scalar_one()
    return Runs(total, awake, max(0, total - awake - pending), pending)


def beats(session: Session) -> tuple[Beat, ...]:
    """Every duty's heartbeat."""
    found = session.execute(select(Heartbeat).order_by(col(Heartbeat.name))).scalars()
    return tuple(Beat(b.name, b.beat_at, b.tried_at, b.fault, b.figures) for b in found)


def _facts(session: Session, rows: int) -> tuple[FactLine, ...]:
    found = session.execute(
        select(Fact, col(Case.number))
        .join(Case, col(Case.id) == col(Fact.case_id))
        .order_by(col(Fact.id).desc())
        .limit(rows)
    )
    return tuple(
        FactLine(number, f.seq, f.kind, f.occurred_at, f.recorded_at, f.recorded_by)
        for f, number in found
    )
