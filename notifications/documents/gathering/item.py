"""What the book knows of an item of supervision and of an interview (督办与约谈要素)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlmodel import Session

from models.insertion import table_of
from models.oversight.acts.interviews import places
from models.oversight.acts.ledger import BY_LADDER, ITEM, Entry
from models.oversight.acts.opening import OPENED, PROPOSED
from models.oversight.telling.alert import last_day
from models.oversight.watch import Watch
from models.tables.interview import InterviewState
from models.tables.paper import IssuedPaper
from notifications.documents.gaps import day
from notifications.documents.gathering.node import (
    FACT,
    leader,
    level_name,
    of_node,
    said,
)
from notifications.names import officer_name
from rulebook.case.payload import day as read_day
from rulebook.oversight.acts import CONFIRMING, MEASURE
from rulebook.oversight.supervision import reply_due

PAPER = table_of(IssuedPaper)
SOURCE = "流程节点监管系统"
BY_LEADER = "领导批示"
ASKED = "立即办理；办结后附证据材料回复。"
MATERIALS = "案卷；办理情况说明；拟采取的措施和期限"


def of_item(session: Session, entry: Entry, watch: Watch) -> dict[str, Any]:
    """The item as of the moment it was issued or proposed: what is late, asked, answered."""
    at = entry.issued_at or entry.opened_at
    asked = _asked(session, entry)
    known = of_node(session, entry.node, entry.post, watch, at)
    earlier = [one for one in known["acts"] if one["item"] < entry.id]
    row = session.connection().execute(select(ITEM).where(ITEM.c.id == entry.id)).one()
    return {
        **known,
        "violation": str(entry.id),
        "level": level_name(entry, entry.rung, watch),
        "issued_on": at.date(),
        "acts": earlier,
        "materials": [f"{one['name']}（事项{one['item']}）及办理情况" for one in earlier] or None,
        "reply_on": _reply_on(entry, watch),
        "source": asked.get("source") or SOURCE,
        "instruction": asked.get("reason") if asked.get("source") == BY_LEADER else None,
        "problem": _problem(known),
        "requirement": str(asked.get("text") or ASKED),
        "matter": asked.get("reason"),
        "facts": _problem(known),
        "breached": known["basis"],
        "receiver": asked.get("receiver"),
        "received_at": row.receipted_at,
        "reply": row.reply,
        "replied_at": row.replied_at,
        "verified_by": officer_name(session, row.verified_by or None),
        "struck_off_at": row.ended_at if row.verified_by else None,
        "leader": leader(watch, entry.post.court, _owner(entry)),
    }


def _reply_on(entry: Entry, watch: Watch) -> date | None:
    """The last day for the answer; once it came, the day that was given when it was asked for."""
    by = entry.reply_due_at
    if by is None and entry.issued_at is not None:
        given = watch.ladder(entry.node).rung(entry.rung).reply
        by = reply_due(given, entry.issued_at, watch.calendar)
    return last_day(by) if by else None


def _asked(session: Session, entry: Entry) -> Mapping[str, Any]:
    if entry.opened_by_hand:
        return said(session, entry.post.case_id, OPENED, entry.node.key)
    if entry.issued_by == BY_LADDER:
        return {}
    kind = CONFIRMING.get(entry.level, MEASURE)
    confirmed = said(session, entry.post.case_id, kind, str(entry.id))
    return {**said(session, entry.post.case_id, PROPOSED, entry.node.key), **confirmed}


def _problem(known: dict[str, Any]) -> str:
    began, due, at = (day(known[name]) for name in ("origin_on", "due_on", "as_of"))
    since = f"该节点自{began}{known['beginning']}，期限至{due}届满"
    return f"{since}，截至{at}{known['delay']}，尚未办结。"


def _owner(entry: Entry) -> str | None:
    return entry.node.owner_id or entry.post.handler_id


def of_interview(session: Session, entry: Entry, row: Any, watch: Watch) -> dict[str, Any]:
    """The interview with the facts frozen for it, its record and its promises."""
    known = of_item(session, entry, watch)
    person = known["handler"]
    there = [officer_name(session, one) for one in row.attendees or ()]
    frozen = [act for act in row.fact_sheet.get("acts", []) if act["item"] != row.item_id]
    leaders = leader(watch, entry.post.court, _owner(entry))
    return {
        **known,
        "interview": row.id,
        "person": person,
        "recipients": tuple(one for one in (person, leaders) if one),
        "interviewer": officer_name(session, row.interviewer_id),
        "matter": f"{known['node']}超期未办结",
        "materials": MATERIALS,
        "place": places(session, [entry.id]).get(entry.id),
        "set_for": row.set_for,
        "notice": _notice(session, entry),
        "why": _ended(session, entry),
        "issued_on": _written(row, watch),
        "acts": [_act(entry, act, watch) for act in frozen],
        "done": _done(entry, frozen, watch),
        "workload": row.fact_sheet.get("workload"),
        "held_at": row.held_at,
        "attendees": tuple(there),
        "causes": row.causes,
        "recorded_by": officer_name(session, row.recorded_by or None),
        "promises": _promises(session, row.case_id, row.id),
    }


def _written(row: Any, watch: Watch) -> date:
    """The day of the notice or the record; one called off is written about now."""
    off = row.state == InterviewState.CANCELLED
    return (watch.as_of if off else row.convened_at).date()


def _notice(session: Session, entry: Entry) -> str | None:
    """The number of the newest notice of the interview."""
    newest = (
        select(PAPER.c.number)
        .where(PAPER.c.case_id == entry.post.case_id, PAPER.c.item_id == entry.id)
        .where(PAPER.c.kind == "interview_notice")
        .order_by(PAPER.c.id.desc())
        .limit(1)
    )
    return session.connection().execute(newest).scalar_one_or_none()


def _ended(session: Session, entry: Entry) -> str | None:
    """Why the matter of an interview is over; None while it is not."""
    why = session.connection().execute(select(ITEM.c.ended_why).where(ITEM.c.id == entry.id))
    return why.scalar_one() or None


def _act(entry: Entry, act: dict[str, Any], watch: Watch) -> dict[str, Any]:
    issued = act["issued_on"]
    return {
        "item": act["item"],
        "name": level_name(entry, str(act["level"]), watch),
        "issued_on": datetime.fromisoformat(issued).date() if issued else None,
        "state": act["state"],
        "reply": act.get("reply"),
    }


def _done(entry: Entry, frozen: list[dict[str, Any]], watch: Watch) -> tuple[str, ...]:
    """The acts that were really issued before the interview, each level once."""
    names = (level_name(entry, str(act["level"]), watch) for act in frozen if act["issued_on"])
    return tuple(dict.fromkeys(names))


def _promises(session: Session, case_id: int, interview_id: int) -> list[dict[str, Any]]:
    rows = session.connection().execute(
        select(FACT.c.payload)
        .where(
            FACT.c.case_id == case_id,
            FACT.c.kind == "promise_made",
            FACT.c.subject_ref.like(f"{interview_id}-%"),
        )
        .order_by(FACT.c.seq)
    )
    said = [row.payload for row in rows]
    return [{"due_on": read_day(one["due_on"]), "text": one.get("text", "")} for one in said]
