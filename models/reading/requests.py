"""Requests to other systems (查询请求) as the desk shows them: how many stand how."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, func, select

from models.tables.case import Case
from models.tables.node import Node
from models.tables.request import Request, RequestState


@dataclass(frozen=True, slots=True)
class OpenRequest:
    """One question that waits for its answer."""

    key: str
    interface: str
    case: str
    rule_id: str
    tries: int
    next_at: datetime
    error: str


def by_state(session: Session) -> Mapping[str, Mapping[str, int]]:
    """Interface → state → how many requests."""
    rows = session.exec(
        select(Request.interface, Request.state, func.count()).group_by(
            Request.interface, Request.state
        )
    ).all()
    found: dict[str, dict[str, int]] = {}
    for interface, state, count in rows:
        found.setdefault(interface, {})[state] = count
    return found


def waiting(session: Session, most: int) -> tuple[OpenRequest, ...]:
    """Questions that were put and are not answered, those that go out again first."""
    rows = session.exec(
        select(Request, Case.number, Node.rule_id)
        .join(Case, col(Case.id) == col(Request.case_id))
        .join(Node, col(Node.id) == col(Request.node_id))
        .where(Request.state == RequestState.WAITING, Request.tries > 0)
        .order_by(col(Request.next_at), col(Request.id))
        .limit(most)
    ).all()
    return tuple(
        OpenRequest(one.key, one.interface, number, rule, one.tries, one.next_at, one.error)
        for one, number, rule in rows
    )
