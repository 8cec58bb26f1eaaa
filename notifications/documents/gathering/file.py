"""What a case's own facts say for its documents (卷内要素): money, 终本, handlers, steps."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlmodel import Session, col, select

from models.oversight.telling.delay import delay
from models.oversight.watch import Watch
from models.reading.card import file_of
from models.tables.node import Node, NodeState
from notifications.documents.gaps import day
from notifications.names import officer_name
from rulebook.case.casefile import FactView
from rulebook.case.standing import standing
from rulebook.gates.barred import why_barred

GATE = "zhongben-conditions"
DRAWN = ("execution_costs_taken",)


def facts_of(session: Session, case_id: int) -> tuple[FactView, ...]:
    """The facts of the case as they stand, corrections applied."""
    return standing(file_of(session, case_id))


def of_receipt(facts: Sequence[FactView], receipt: str, as_of: datetime) -> dict[str, Any]:
    """One receipt of case money: how much came when, what was taken, who is to have it."""
    mine = [one for one in facts if one.subject_kind == "receipt" and one.subject_ref == receipt]
    came = next((one for one in mine if one.kind == "funds_received"), None)
    if came is None:
        return {}
    amount = Decimal(str(came.payload["amount"]))
    taken = [
        Decimal(str(one.payload["amount"]))
        for one in mine
        if one.kind in DRAWN and one.payload.get("amount")
    ]
    payees = [str(one.payload["payee"]) for one in mine if one.payload.get("payee")]
    deferred = next((one for one in reversed(mine) if one.kind == "funds_deferred"), None)
    return {
        "receipt": receipt,
        "amount": amount,
        "arrived_on": came.occurred_at.date(),
        "days_held": (as_of.date() - came.occurred_at.date()).days,
        "deductions": [{"what": "执行费用", "amount": one} for one in taken],
        "net": amount - sum(taken, Decimal(0)),
        "payee": payees[-1] if payees else None,
        "reason": str(deferred.payload.get("reason") or "") if deferred else None,
    }


def of_ending(facts: Sequence[FactView], watch: Watch) -> dict[str, Any]:
    """Each condition for ending a round: what stands for it in the file, or what is missing."""
    looked = why_barred(facts, GATE, watch.law, watch.calendar, watch.as_of).conditions
    items = [
        {
            "what": need.zh,
            "article": need.article,
            "met": reason.holds,
            "evidence": _papers(facts, need.has or need.each[1:]) if reason.holds else reason.zh,
        }
        for need, reason in zip(watch.law.gates[GATE].needs, looked, strict=True)
    ]
    lacking = sum(not one["met"] for one in items)
    verdict = f"尚缺{lacking}项，不得终结本次执行程序" if lacking else "各项条件均已具备"
    return {"items": items, "lacking": lacking, "conclusion": verdict}


def _papers(facts: Sequence[FactView], kinds: Sequence[str]) -> str | None:
    """The newest fact of these kinds, with its day and its paper."""
    found = [one for one in facts if one.kind in kinds]
    if not found:
        return None
    return f"{day(found[-1].occurred_at)} {found[-1].evidence}".strip()


def of_handlers(
    session: Session, case_id: int, facts: Sequence[FactView], watch: Watch, *, asked: bool = False
) -> dict[str, Any]:
    """Who had the case and who has it, where it stands, and the nodes that go over.

    `asked`: the change is only asked for; who has the case is the old handler then.
    """
    had = [
        str(one.payload["handler"])
        for one in facts
        if one.kind in {"handler_assigned", "handler_changed"}
    ]
    changes = [] if asked else [one for one in facts if one.kind == "handler_changed"]
    why = [str(one.payload.get("reason") or "") for one in changes]
    moved = [one for one in facts if watch.law.facts[one.kind].progress]
    reached = f"{day(moved[-1].occurred_at)} {_name(moved[-1], watch)}" if moved else None
    return {
        "old_handler": officer_name(session, had[-2 if why else -1]) if had else None,
        "new_handler": officer_name(session, had[-1]) if why else None,
        "reason": why[-1] if why else None,
        "step_reached": reached,
        "open_nodes": _open(session, case_id, watch),
    }


def _open(session: Session, case_id: int, watch: Watch) -> list[dict[str, Any]]:
    rows = session.exec(
        select(Node)
        .where(Node.case_id == case_id, Node.state == NodeState.RUNNING, col(Node.enforced))
        .order_by(col(Node.due_at))
    )
    return [
        {
            "node": watch.law.rules[one.rule_id].zh,
            "due_on": one.due_on,
            "delay": _delay(one, watch),
        }
        for one in rows
    ]


def _delay(node: Node, watch: Watch) -> str | None:
    if node.due_on is None or node.due_at is None:
        return None
    return delay(node.due_on, node.due_at, watch.as_of, watch.calendar).text


def steps(facts: Sequence[FactView], since: datetime, watch: Watch) -> list[dict[str, Any]]:
    """What was done in the case since a moment, each with its paper; supervision apart."""
    return [
        {
            "on": one.occurred_at.date(),
            "what": _name(one, watch),
            "paper": one.evidence or None,
        }
        for one in facts
        if one.occurred_at >= since and not watch.law.facts[one.kind].supervision
    ]


def _name(fact: FactView, watch: Watch) -> str:
    return watch.law.facts[fact.kind].zh
