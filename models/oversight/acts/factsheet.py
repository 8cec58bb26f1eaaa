"""The fact sheet of an interview (约谈事实清单): what is known when it is convened, frozen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, case, func, select
from sqlmodel import Session

from models.insertion import among, table_of
from models.oversight.acts import record
from models.oversight.acts.ledger import CASE, ITEM, NODE, NodeRow, Post
from models.oversight.watch import Watch
from models.tables.case import CaseState
from models.tables.claim import Claim
from models.tables.node import NodeState
from rulebook.oversight.supervision import STATE_NAMES, ItemState

CLAIM = table_of(Claim)


@dataclass(slots=True)
class Load:
    """What else an officer has to do: open cases, running nodes, and those overdue.

    Overdue is what may be charged: no outsider's duty, no aim, nothing that is only shown.
    """

    open_cases: int = 0
    running_nodes: int = 0
    overdue_nodes: int = 0


def sheets(
    session: Session, about: Sequence[tuple[NodeRow, Post]], watch: Watch
) -> dict[int, dict[str, object]]:
    """The sheet of each node by its id: a handful of queries, however many nodes.

    Holds numbers, dates and staff numbers only: no party and no amount.
    """
    node_ids = [node.id for node, _ in about]
    officers = {officer for node, post in about if (officer := _officer(node, post))}
    acts, alerts = _acts(session, node_ids), _alerts(session, node_ids)
    loads = _loads(session, officers, watch.as_of)
    before = record.read(session, officers, {post.case_id for _, post in about}, watch)
    return {
        node.id: {
            **_node(node, post, watch),
            "acts": acts[node.id],
            "alerts": alerts[node.id],
            "workload": asdict(loads[_officer(node, post)]),
            **before.of(_officer(node, post), post.case_id),
        }
        for node, post in about
    }


def _officer(node: NodeRow, post: Post) -> str:
    return node.owner_id or post.handler_id or ""


def _node(node: NodeRow, post: Post, watch: Watch) -> dict[str, object]:
    known: dict[str, object] = {
        "case": post.number,
        "court": post.court,
        "node": watch.heading(node, post).node,
        "basis": watch.law.rules[node.rule_id].source.cited_on(node.origin_at.date()),
        "handler": _officer(node, post),
        "origin_on": node.origin_at.date().isoformat(),
        "as_of": watch.as_of.isoformat(timespec="minutes"),
        "due_on": "",
        "overdue_days": 0,
        "overdue_working_days": 0,
    }
    late = watch.delay(node)
    if late is not None:
        known["due_on"] = late.due_on.isoformat()
        known["overdue_days"], known["overdue_working_days"] = late.days, late.working_days
    return known


def _acts(session: Session, node_ids: Collection[int]) -> Mapping[int, list[dict[str, object]]]:
    """Earlier acts of supervision with what was answered."""
    found: dict[int, list[dict[str, object]]] = defaultdict(list)
    rows = session.connection().execute(
        select(ITEM).where(among(session, ITEM.c.node_id, node_ids)).order_by(ITEM.c.id)
    )
    for row in rows:
        found[row.node_id].append(
            {
                "item": row.id,
                "level": row.level,
                "state": STATE_NAMES[ItemState(row.state)],
                "issued_on": _day(row.issued_at),
                "replied_on": _day(row.replied_at),
                "reply": row.reply,
                "returned": row.returned,
                "silent_since": _day(row.silent_since),
                "promised_on": row.promised_on.isoformat() if row.promised_on else "",
            }
        )
    return found


def _alerts(session: Session, node_ids: Collection[int]) -> Mapping[int, list[dict[str, object]]]:
    """The rungs that were fired, with the days they told."""
    found: dict[int, list[dict[str, object]]] = defaultdict(list)
    rows = session.connection().execute(
        select(CLAIM.c.node_id, CLAIM.c.rung, CLAIM.c.fired_at, CLAIM.c.overdue_days)
        .where(among(session, CLAIM.c.node_id, node_ids), CLAIM.c.outcome == "fired")
        .order_by(CLAIM.c.id)
    )
    for row in rows:
        found[row.node_id].append(
            {"rung": row.rung, "on": _day(row.fired_at), "overdue_days": row.overdue_days}
        )
    return found


def _loads(session: Session, officers: Collection[str], as_of: datetime) -> Mapping[str, Load]:
    found: dict[str, Load] = defaultdict(Load)
    connection = session.connection()
    late = func.sum(case((and_(NODE.c.due_at <= as_of, NODE.c.enforced), 1), else_=0))
    nodes = connection.execute(
        select(NODE.c.owner_id, func.count(), late)
        .where(NODE.c.owner_id.in_(officers), NODE.c.state == NodeState.RUNNING)
        .group_by(NODE.c.owner_id)
    )
    for officer, running, overdue in nodes:
        found[officer].running_nodes, found[officer].overdue_nodes = running, int(overdue)
    cases = connection.execute(
        select(CASE.c.handler_id, func.count())
        .where(CASE.c.handler_id.in_(officers), CASE.c.state == CaseState.OPEN)
        .group_by(CASE.c.handler_id)
    )
    for officer, count in cases:
        found[officer].open_cases = count
    return found


def _day(moment: Any) -> str:
    return "" if moment is None else moment.date().isoformat()
