"""What stands beside the figures: the own past, how fresh the sources are, the open overdue."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import case, func, or_, select

from models.figures.ground import CASE, FACT, Ground
from models.figures.nodes import NODE
from models.figures.supervision import ITEM
from models.insertion import table_of
from models.tables.heartbeat import Heartbeat
from models.tables.node import NodeState
from models.tables.officer import Officer
from models.tables.source import ImportRun
from rulebook.case.casefile import Timeliness
from rulebook.case.clock import turn_of
from rulebook.figures.entry import Entry
from rulebook.figures.span import Span
from rulebook.law import inwords
from rulebook.law.lawbook import Lawbook
from rulebook.oversight.supervision import OPEN

MOST = 50  # lines of the overdue list that a bulletin prints; the list command gives all

_IMPORT = table_of(ImportRun)
_HEARTBEAT = table_of(Heartbeat)
_OFFICER = table_of(Officer)
_OPEN_OVERDUE = ("node_open", "node_carried_open")


def trend(ground: Ground, spans: Sequence[Span]) -> dict[str, list[dict[str, Any]]]:
    """For each court and span, oldest first, how many nodes were due and how many of them in time.

    By what is known now; one read over all the spans.
    """
    place = case(
        *[(NODE.c.due_at <= span.end, number) for number, span in enumerate(spans)],
        else_=len(spans),
    ).label("place")
    waiting = sorted(ground.law.waiting)
    late = (Timeliness.IN_TIME, Timeliness.LATE, Timeliness.LATE_OR_UNPROVEN)
    query = (
        select(CASE.c.court_code, place, NODE.c.timeliness, func.count())
        .join_from(NODE, CASE, CASE.c.id == NODE.c.case_id)
        .where(
            ground.within(),
            NODE.c.enforced,
            NODE.c.rule_id.not_in(waiting),
            NODE.c.due_at > spans[0].start,
            NODE.c.due_at <= ground.window.cut_off,
            or_(NODE.c.state == NodeState.RUNNING, NODE.c.timeliness.in_(late)),
        )
        .group_by(CASE.c.court_code, place, NODE.c.timeliness)
    )
    found = {
        court: [{"span": span.key, "due": 0, "on_time": 0} for span in spans]
        for court in ground.courts
    }
    for court, number, timeliness, count in ground.rows(query):
        if number < len(spans):
            found[court][number]["due"] += count
            found[court][number]["on_time"] += count if timeliness == Timeliness.IN_TIME else 0
    return found


def added(of: dict[str, list[dict[str, Any]]], courts: Iterable[str]) -> list[dict[str, Any]]:
    """The past of several courts together."""
    rows = [of[court] for court in courts]
    return [
        {
            "span": parts[0]["span"],
            "due": sum(one["due"] for one in parts),
            "on_time": sum(one["on_time"] for one in parts),
        }
        for parts in zip(*rows, strict=True)
    ]


def freshness(ground: Ground) -> list[dict[str, str | None]]:
    """When each source was last heard of (数据源时效)."""
    last = ground.rows(select(FACT.c.recorded_at).order_by(FACT.c.id.desc()).limit(1)).scalar()
    read = ground.rows(select(_IMPORT.c.ended_at).order_by(_IMPORT.c.id.desc()).limit(1)).scalar()
    beats = ground.rows(select(_HEARTBEAT.c.name, _HEARTBEAT.c.beat_at))
    found = [("录入 last entry", last), ("导入 last import", read)]
    found += [(f"心跳 {name}", at) for name, at in sorted(beats)]
    return [{"source": name, "at": _text(at)} for name, at in found]


def _text(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat(timespec="seconds")


def outstanding(ground: Ground, entries: Iterable[Entry]) -> list[dict[str, Any]]:
    """The nodes still overdue at the cut-off, the oldest first, with level, duty and next step."""
    worst = sorted(
        (one for one in entries if one.what in _OPEN_OVERDUE),
        key=lambda one: (-(one.days or 0), one.case, one.ref),
    )[:MOST]
    if not worst:
        return []
    query = (
        select(CASE.c.number, NODE.c.id, NODE.c.case_id, NODE.c.key, NODE.c.rule_id)
        .add_columns(NODE.c.due_on, NODE.c.role, NODE.c.next_rung_at)
        .join_from(NODE, CASE, CASE.c.id == NODE.c.case_id)
        .where(
            ground.among(NODE.c.case_id, [one.case for one in worst]),
            NODE.c.key.in_([one.ref for one in worst]),
        )
    )
    known = {(row.case_id, row.key): row for row in ground.rows(query)}
    levels = _levels(ground, [row.id for row in known.values()])
    return [_overdue(one, known[one.case, one.ref], levels, ground) for one in worst]


def _levels(ground: Ground, nodes: Sequence[int]) -> dict[int, str]:
    """The open item of the highest level on each node: the latest that was opened."""
    query = (
        select(ITEM.c.node_id, ITEM.c.level)
        .where(ground.among(ITEM.c.node_id, nodes), ITEM.c.state.in_(sorted(OPEN)))
        .order_by(ITEM.c.id)
    )
    return {row.node_id: row.level for row in ground.rows(query)}


def _overdue(entry: Entry, row: Any, levels: dict[int, str], ground: Ground) -> dict[str, Any]:
    rule = ground.law.rules.get(row.rule_id)
    name = inwords.title(rule, turn_of(row.key))[0] if rule else row.rule_id
    return {
        "court": entry.court,
        "case": row.number,
        "node": name,
        "due_on": row.due_on.isoformat() if row.due_on else None,
        "days": entry.days,
        "working": entry.working,
        "level": levels.get(row.id, ""),
        "role": ground.law.roles.get(row.role, row.role),
        "next": _text(row.next_rung_at),
    }


def names(ground: Ground, courts: Iterable[Mapping[str, Any]]) -> dict[str, dict[str, str]]:
    """What nodes, causes, levels and approvers were called when the bulletin was made."""
    law, blocks = ground.law, tuple(courts)
    codes = {code for block in blocks for code in block["nodes"]}
    people = sorted({row["who"] for block in blocks for row in block["approvers"]})
    known = ground.rows(select(_OFFICER.c.id, _OFFICER.c.name).where(_OFFICER.c.id.in_(people)))
    return {
        "nodes": {code: _node_name(law, code) for code in sorted(codes)},
        "causes": {cause.id: cause.zh for cause in law.causes.values()},
        "levels": law.levels,
        "officers": {str(officer): str(name) for officer, name in known},
    }


def _node_name(law: Lawbook, code: str) -> str:
    """The official name of a node; steps without a code stand together under their stage."""
    return law.nodes.get(code) or f"{law.stages.get(code, '')}（无编码步骤）"
