"""Supervision as a bulletin counts it: items issued, answered, verified, returned; interviews."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select

from models.figures.ground import CASE, Ground
from models.figures.nodes import NODE
from models.insertion import table_of
from models.tables.claim import Claim
from models.tables.interview import Interview
from models.tables.item import SupervisionItem
from models.tables.node import NodeState
from models.tables.objection import AlertObjection, ObjectionState
from rulebook.figures.entry import Entry
from rulebook.oversight.acts import INTERVIEW
from rulebook.oversight.supervision import AWAITING_REPLY

ITEM = table_of(SupervisionItem)
_TALK = table_of(Interview)
_CLAIM = table_of(Claim)
_OBJECTION = table_of(AlertObjection)
_SKIPPED = "skipped"  # passed over because a higher rung was due: nobody was told
_ACTS = {
    "supervision_replied": "item_answered",
    "supervision_returned": "item_returned",
    "supervision_verified": "item_verified",
}
_ON_TALKS = {"supervision_verified": "talk_verified"}


def supervision(ground: Ground) -> list[Entry]:
    """All lines about supervision: items and interviews from their rows, acts from their facts."""
    return [
        *_items(ground),
        *_acts(ground),
        *_talks(ground),
        *_alerts(ground),
        *_objections(ground),
    ]


def _items(ground: Ground) -> Iterator[Entry]:
    window = ground.window
    query = (
        select(
            CASE.c.court_code,
            ITEM.c.case_id,
            ITEM.c.id,
            ITEM.c.level,
            ITEM.c.state,
            ITEM.c.issued_at,
            ITEM.c.reply_due_at,
            ITEM.c.silent_since,
            NODE.c.state.label("node_state"),
        )
        .join_from(ITEM, CASE, CASE.c.id == ITEM.c.case_id)
        .join(NODE, NODE.c.id == ITEM.c.node_id)
        .where(
            ground.within(),
            ITEM.c.level != INTERVIEW,
            ITEM.c.issued_at < window.cut_off,
            or_(ITEM.c.ended_at.is_(None), ITEM.c.ended_at >= window.start),
        )
        .order_by(ITEM.c.id)
    )
    for row in ground.rows(query):
        line = Entry("item_issued", row.court_code, row.case_id, str(row.id), row.level)
        if window.holds(row.issued_at):
            yield line
        silent = _silent(row)
        if silent is not None and window.start < silent <= window.cut_off:
            yield line._replace(what="item_unanswered")


def _silent(row: Any) -> datetime | None:
    """When its reply was first late; by its clock where no round of the patrol has noted it yet."""
    waits = row.state in AWAITING_REPLY and row.node_state == NodeState.RUNNING
    found: datetime | None = row.silent_since or (row.reply_due_at if waits else None)
    return found


def _acts(ground: Ground) -> Iterator[Entry]:
    """Acts on items by the level of the item; an interview is struck off under its own name."""
    found = [
        (case, fact)
        for case, facts in ground.facts(_ACTS, since=ground.window.start).items()
        for fact in facts
        if ground.window.holds(fact.occurred_at) and fact.subject_ref.isdigit()
    ]
    query = select(ITEM.c.id, ITEM.c.level).where(
        ground.among(ITEM.c.id, [int(fact.subject_ref) for _, fact in found])
    )
    levels = {row.id: row.level for row in ground.rows(query)}
    for case, fact in found:
        level = levels.get(int(fact.subject_ref), "")
        what = (_ON_TALKS if level == INTERVIEW else _ACTS).get(fact.kind)
        if what:
            yield Entry(what, ground.court(case), case, fact.subject_ref, level, fact.recorded_by)


def _talks(ground: Ground) -> Iterator[Entry]:
    query = (
        select(
            CASE.c.court_code,
            _TALK.c.case_id,
            _TALK.c.id,
            NODE.c.code,
            _TALK.c.convened_at,
            _TALK.c.held_at,
        )
        .join_from(_TALK, CASE, CASE.c.id == _TALK.c.case_id)
        .join(NODE, NODE.c.id == _TALK.c.node_id)
        .where(ground.within(), _TALK.c.convened_at < ground.window.cut_off)
        .order_by(_TALK.c.id)
    )
    for court, case, talk, code, convened_at, held_at in ground.rows(query):
        line = Entry("talk_convened", court, case, str(talk), code)
        if ground.window.holds(convened_at):
            yield line
        if ground.window.holds(held_at):
            yield line._replace(what="talk_held")


def _alerts(ground: Ground) -> Iterator[Entry]:
    """Every node on which a rung fired, once."""
    query = (
        select(CASE.c.court_code, NODE.c.case_id, NODE.c.key, NODE.c.code)
        .distinct()
        .join_from(_CLAIM, NODE, NODE.c.id == _CLAIM.c.node_id)
        .join(CASE, CASE.c.id == NODE.c.case_id)
        .where(
            ground.within(),
            _CLAIM.c.fired_at >= ground.window.start,
            _CLAIM.c.fired_at < ground.window.cut_off,
            _CLAIM.c.outcome != _SKIPPED,
        )
        .order_by(NODE.c.case_id, NODE.c.key)
    )
    for court, case, key, code in ground.rows(query):
        yield Entry("alerted", court, case, key, code)


def _objections(ground: Ground) -> Iterator[Entry]:
    """Objections raised, and those found right, by the moments of either."""
    query = (
        select(
            CASE.c.court_code,
            _OBJECTION.c.case_id,
            NODE.c.key,
            _OBJECTION.c.cause,
            _OBJECTION.c.state,
            _OBJECTION.c.raised_at,
            _OBJECTION.c.answered_at,
        )
        .join_from(_OBJECTION, CASE, CASE.c.id == _OBJECTION.c.case_id)
        .join(NODE, NODE.c.id == _OBJECTION.c.node_id)
        .where(ground.within(), _OBJECTION.c.raised_at < ground.window.cut_off)
        .order_by(_OBJECTION.c.id)
    )
    for court, case, key, cause, state, raised_at, answered_at in ground.rows(query):
        line = Entry("objection", court, case, key)
        if ground.window.holds(raised_at):
            yield line
        if state == ObjectionState.UPHELD and ground.window.holds(answered_at):
            yield line._replace(what="objection_upheld", code=cause)
