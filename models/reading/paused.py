"""Paused clocks (暂停的时钟): since when they stand, on what cause and paper, in whose case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, func, literal_column, select
from sqlmodel import Session, col

from models.reading.selection import ALL, Selection
from models.tables.case import Case
from models.tables.fact import Fact
from models.tables.node import Node
from models.tables.officer import Officer
from models.tables.transition import Transition
from rulebook.case.casefile import FactView

# Spelled out, not bound: only so do both engines see that the partial index serves the query.
_PAUSED: ColumnElement[bool] = literal_column("node.state = 'paused'")


@dataclass(frozen=True, slots=True)
class PausedLine:
    """One clock that stands still. `days` are natural days since the act that stopped it."""

    case: str
    key: str
    rule_id: str
    code: str
    subject_ref: str
    owner: str  # the officer's name, or the role that answers for it
    since: datetime
    days: int
    cause: str  # id of the lawful cause
    paper: str
    approver: str  # staff number; "" where the cause needs no approval


def paused(
    session: Session, as_of: datetime, chosen: Selection = ALL, rows: int = 1000
) -> tuple[PausedLine, ...]:
    """Clocks that stand still and that somebody could be late with, the longest first."""
    found = session.execute(
        _stopped(chosen)
        .add_columns(col(Case.number), col(Officer.name), col(Transition.detail), Fact)
        .outerjoin(Officer, col(Officer.id) == col(Node.owner_id))
        .order_by(col(Fact.occurred_at), col(Node.id))
        .limit(rows)
    )
    return tuple(_line(row, as_of) for row in found)


def paused_count(session: Session, chosen: Selection = ALL) -> int:
    """How many clocks stand still that somebody could be late with."""
    lines = _stopped(chosen).with_only_columns(col(Node.id), maintain_column_froms=True)
    return int(session.execute(select(func.count()).select_from(lines.subquery())).scalar_one())


def stop_of(session: Session, node_id: int) -> FactView | None:
    """The fact on which a paused node stands; None when it is not paused."""
    found = session.execute(_stopped(ALL).add_columns(Fact).where(col(Node.id) == node_id)).first()
    if found is None:
        return None
    return FactView(**{name: getattr(found[1], name) for name in FactView._fields})


def _stopped(chosen: Selection) -> Select[Any]:
    """Each paused node with the last fact that stopped it; terms that only wait bear none."""
    last = (
        select(func.max(col(Transition.id)))
        .where(col(Transition.node_id) == col(Node.id), col(Transition.what) == "paused")
        .correlate(Node)
        .scalar_subquery()
    )
    by = and_(col(Fact.case_id) == col(Node.case_id), col(Fact.seq) == col(Transition.fact_seq))
    return (
        select(Node)
        .join(Case, col(Case.id) == col(Node.case_id))
        .join(Transition, col(Transition.id) == last)
        .join(Fact, by)
        .where(_PAUSED, *chosen.of_nodes())
    )


def _line(row: Row[Any], as_of: datetime) -> PausedLine:
    node, number, owner, cause, fact = row
    return PausedLine(
        case=number,
        key=node.key,
        rule_id=node.rule_id,
        code=node.code,
        subject_ref=node.subject_ref,
        owner=owner or node.role,
        since=fact.occurred_at,
        days=(as_of.date() - fact.occurred_at.date()).days,
        cause=cause,
        paper=fact.evidence,
        approver=str(fact.payload.get("approver") or ""),
    )
