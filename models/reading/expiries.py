"""Measures by the day on which they run out (到期日历): which registry, whose, in which case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, select
from sqlmodel import Session, col

from models.reading.counts import RUNNING
from models.reading.renewals import LADDER
from models.reading.selection import ALL, Selection
from models.tables.case import Case
from models.tables.fact import Fact
from models.tables.node import Node
from models.tables.officer import Officer
from rulebook.law.lawbook import Lawbook
from rulebook.property.figure import on


@dataclass(frozen=True, slots=True)
class Expiry:
    """One measure that runs out. `renew_by` is the last day on which renewal is in time."""

    case: str
    court: str
    key: str
    named_by: int  # seq of the fact that names the last day
    rule_id: str
    code: str
    asset: str
    registry: str  # the kind of property, which decides the registry; "" where nobody said it
    expires_on: date
    renew_by: date
    owner: str


def expiries(
    session: Session, law: Lawbook, until: datetime, chosen: Selection = ALL, rows: int = 1000
) -> tuple[Expiry, ...]:
    """What runs out by `until` and is neither renewed nor released, what ran out first; one query.

    A measure bears the day that its receipt names; the clock of its renewal ends before it.
    """
    opening = and_(col(Fact.case_id) == col(Node.case_id), col(Fact.seq) == col(Node.opened_by))
    rules = [rule.id for rule in law.rules.values() if rule.ladder == LADDER]
    found = session.execute(
        select(Node, col(Case.number), col(Case.court_code), col(Officer.name), col(Fact.payload))
        .join(Case, col(Case.id) == col(Node.case_id))
        .join(Fact, opening)
        .outerjoin(Officer, col(Officer.id) == col(Node.owner_id))
        .where(RUNNING, col(Node.due_at) <= until, col(Node.rule_id).in_(rules))
        .where(*chosen.of_nodes())
        .order_by(col(Node.due_at), col(Node.id))
        .limit(rows)
    )
    return tuple(map(_expiry, found))


def _expiry(row: Any) -> Expiry:
    node, number, court, owner, payload = row
    return Expiry(
        case=number,
        court=court,
        key=node.key,
        named_by=node.opened_by,
        rule_id=node.rule_id,
        code=node.code,
        asset=node.subject_ref,
        registry=str(payload.get("category") or ""),
        expires_on=on(payload, "expires_on") or node.due_on,
        renew_by=node.due_on,
        owner=owner or node.role,
    )
