"""What the book knows of a clock's change (期限变更要素): asked, approved, standing, resumed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlmodel import Session

from models.insertion import table_of
from models.oversight.acts.ledger import NodeRow
from models.oversight.watch import Watch
from models.tables.transition import Transition
from notifications.documents.gaps import day
from notifications.names import officer_name
from rulebook.case.casefile import FactView
from rulebook.case.payload import day as read_day
from rulebook.law.lawbook import Lawbook

EXTENSION = ("extension_requested", "extension_approved")
_KINDS = {"suspension": "中止", "settlement_stay": "暂缓", "superior_stay": "暂缓"}
_EXCLUDED = "扣除"  # every other cause
_UNITS = {
    "day": "日",
    "working_day": "个工作日",
    "month": "个月",
    "year": "年",
    "hour": "小时",
}
_TRANSITION = table_of(Transition)


def of_change(
    session: Session, node: NodeRow, facts: Sequence[FactView], watch: Watch
) -> dict[str, Any]:
    """The newest change of this clock: an extension, or a cause that stopped it."""
    asked = [
        one
        for one in facts
        if one.kind in EXTENSION and one.payload.get("rule") in (None, "", node.rule_id)
    ]
    stop = _stop(session, node, facts)
    newest = max([*asked, *([stop] if stop else [])], key=lambda one: one.seq, default=None)
    if newest is None:
        return {}
    if newest is stop:
        known = _stopped(session, stop, facts, watch.law)
        stands = {} if node.due_on else {"due_on": _last_day(session, node), "delay": "停止计算"}
        return known | stands
    return _extended(session, node, asked)


def _stop(session: Session, node: NodeRow, facts: Sequence[FactView]) -> FactView | None:
    """The fact that stopped the clock last."""
    c = _TRANSITION.c
    found = session.connection().execute(
        select(c.fact_seq)
        .where(c.node_id == node.id, c.what == "paused", c.fact_seq.is_not(None))
        .order_by(c.id.desc())
        .limit(1)
    )
    seq = found.scalar_one_or_none()
    return next((one for one in facts if one.seq == seq), None)


def _extended(session: Session, node: NodeRow, asked: Sequence[FactView]) -> dict[str, Any]:
    newest = asked[-1]
    reasons = [str(one.payload["reason"]) for one in asked if one.payload.get("reason")]
    papers = [one.evidence for one in asked if one.evidence]
    known: dict[str, Any] = {
        "kind": "延长",
        "legal_cause": reasons[-1] if reasons else None,
        "proof": papers[-1] if papers else None,
        "from_on": node.due_on,
    }
    if newest.kind == "extension_approved":
        known |= _approved(session, node, newest)
    return known


def _approved(session: Session, node: NodeRow, fact: FactView) -> dict[str, Any]:
    said = fact.payload
    number = f"{said['number']}{_UNITS.get(str(said['unit']), said['unit'])}"
    return {
        "days_asked": number,
        "until": day(node.due_on) if node.due_on else None,
        "from_on": _before(session, node, fact.seq) or node.due_on,
        "new_due_on": node.due_on,
        **_signed(session, said),
    }


def _before(session: Session, node: NodeRow, seq: int) -> date | None:
    """The last day that the extension moved, as the move was noted."""
    c = _TRANSITION.c
    found = session.connection().execute(
        select(c.detail).where(c.node_id == node.id, c.what == "moved", c.fact_seq == seq)
    )
    detail = str(found.scalars().first() or "").partition(" → ")[0]
    return date.fromisoformat(detail) if detail else None


def _last_day(session: Session, node: NodeRow) -> date | None:
    """The last day that a clock had which stands still now."""
    c = _TRANSITION.c
    found = session.connection().execute(
        select(c.detail)
        .where(c.node_id == node.id, c.what.in_(("opened", "moved", "resumed")))
        .order_by(c.id.desc())
    )
    day = str(found.scalars().first() or "").rpartition(" ")[2]
    return date.fromisoformat(day) if day else None


def _stopped(
    session: Session, stop: FactView | None, facts: Sequence[FactView], law: Lawbook
) -> dict[str, Any]:
    assert stop is not None
    cause = next((one for one in law.causes.values() if stop.kind in one.starts), None)
    if cause is None:
        return {}
    said = stop.payload
    ended = next((one for one in facts if one.kind in cause.ends and one.seq > stop.seq), None)
    until = said.get("until")
    on = ended.occurred_at.date() if ended else None
    return {
        "kind": _KINDS.get(cause.id, _EXCLUDED),
        "legal_cause": "：".join(filter(None, (cause.zh, _ground(said)))),
        "proof": stop.evidence,
        "from_on": stop.occurred_at.date(),
        "until": day(read_day(until)) if until else f"{cause.zh}事由消失",
        "cause_ended_on": on,
        "resumed_on": on,
        **_signed(session, said),
    }


def _ground(said: Mapping[str, Any]) -> str:
    return str(said.get("ground") or said.get("basis") or said.get("reason") or "")


def _signed(session: Session, said: Mapping[str, Any]) -> dict[str, Any]:
    approver = str(said.get("approver") or "")
    if not approver:
        return {}
    return {"decision": "同意", "approved_by": officer_name(session, approver)}
