"""What the supervised have said of a late node (情况说明与整改要素): replies, promises, results."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row, select
from sqlmodel import Session

from models.oversight.acts.interviews import INTERVIEW
from models.oversight.acts.ledger import ITEM, NodeRow
from models.oversight.watch import Watch
from notifications.documents.gathering import file
from notifications.names import officer_name
from rulebook.case.casefile import FactView
from rulebook.case.payload import day

_DONE = "本节点已办结"


def of_explanation(
    session: Session, node: NodeRow, facts: Sequence[FactView], watch: Watch
) -> dict[str, Any]:
    """Why it is late, as the newest reply or the interview's record has it, and by when it ends."""
    items = _items(session, node)
    causes = [row.causes for row in _meetings(session, node) if row.causes]
    replies = [row.reply for row in items if row.reply]
    days = [row.promised_on for row in items if row.promised_on]
    days += [one["due_on"] for one in _promises(session, node, facts)]
    return {
        "cause_code": causes[-1] if causes else None,
        "reason": (replies or causes or [None])[-1],
        "planned_on": max(days) if days else None,
        "steps": file.steps(facts, node.origin_at, watch),
    }


def of_rectification(
    session: Session, node: NodeRow, facts: Sequence[FactView], watch: Watch
) -> dict[str, Any]:
    """Problem by problem what was promised or answered, when it was done, how it was checked."""
    items = _items(session, node)
    settled = next((one for one in facts if one.seq == node.settled_by), None)
    name = watch.law.rules[node.rule_id].zh
    measures = [
        {
            "problem": f"{name}超期",
            "measure": row.reply,
            "done_on": settled.occurred_at.date() if settled else None,
            "evidence": settled.evidence or None if settled else _paper(facts, row.reply_seq),
        }
        for row in items
        if row.reply
    ]
    measures += [
        {
            "problem": one["causes"] or f"{name}超期",
            "measure": one["text"],
            "done_on": one["kept_on"],
            "evidence": one["paper"] or None,
        }
        for one in _promises(session, node, facts)
    ]
    return {"measures": measures, **_checked(session, items)}


def _checked(session: Session, items: Sequence[Row[Any]]) -> dict[str, Any]:
    verified = [row for row in items if row.verified_by]
    if verified:
        return {"review": "通过", "reviewer": officer_name(session, verified[-1].verified_by)}
    return {"review": "退回"} if any(row.state == "returned" for row in items) else {}


def _paper(facts: Sequence[FactView], seq: int | None) -> str | None:
    return next((one.evidence for one in facts if one.seq == seq and one.evidence), None)


def _items(session: Session, node: NodeRow) -> Sequence[Row[Any]]:
    found = select(ITEM).where(ITEM.c.node_id == node.id).order_by(ITEM.c.id)
    return session.connection().execute(found).all()


def _meetings(session: Session, node: NodeRow) -> Sequence[Row[Any]]:
    found = select(INTERVIEW).where(INTERVIEW.c.node_id == node.id).order_by(INTERVIEW.c.id)
    return session.connection().execute(found).all()


def _promises(session: Session, node: NodeRow, facts: Sequence[FactView]) -> list[dict[str, Any]]:
    """What was promised in the interviews on the node, and whether it was kept."""
    causes = {str(row.id): row.causes for row in _meetings(session, node)}
    kept = {one.subject_ref: one for one in facts if one.kind == "promise_kept"}
    found = []
    for one in facts:
        if one.kind == "promise_made" and one.subject_ref.partition("-")[0] in causes:
            done = kept.get(one.subject_ref)
            when: date | None = done.occurred_at.date() if done else None
            found.append(
                {
                    "due_on": day(one.payload["due_on"]),
                    "text": str(one.payload.get("text") or ""),
                    "causes": causes[one.subject_ref.partition("-")[0]],
                    "kept_on": when,
                    "paper": done.evidence if done else "",
                }
            )
    return found
