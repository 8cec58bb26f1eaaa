"""Nodes as a bulletin counts them: due, carried over, standing still, in charge."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, literal_column, select, type_coerce

from models.figures.ground import CASE, FACT, Ground
from models.insertion import table_of
from models.tables.columns import Moment
from models.tables.node import Node, NodeState
from models.tables.transition import Transition
from rulebook.case.casefile import Timeliness
from rulebook.case.clock import day_of
from rulebook.figures.entry import Entry
from rulebook.figures.fate import NodeRow, gross_due, node_entries, place
from rulebook.figures.stops import Stop
from rulebook.law.lawbook import Lawbook
from rulebook.law.rule import Rule

NODE = table_of(Node)
_CHANGE = table_of(Transition)
_INSTANT = timedelta(microseconds=1)

# Word for word the conditions of the partial indexes, which then serve the queries.
_KEPT: ColumnElement[bool] = literal_column("node.timeliness <> ''")
_RUNNING: ColumnElement[bool] = literal_column("node.state = 'running'")


def _mooted() -> ColumnElement[Any]:
    """When a node became moot: the moment of the fact that ended it."""
    return (
        select(func.max(FACT.c.occurred_at))
        .join_from(
            _CHANGE,
            FACT,
            and_(FACT.c.case_id == _CHANGE.c.case_id, FACT.c.seq == _CHANGE.c.fact_seq),
        )
        .where(_CHANGE.c.node_id == NODE.c.id, _CHANGE.c.what == "moot")
        .correlate(NODE)
        .scalar_subquery()
    )


ENDED_AT = type_coerce(
    case((NODE.c.state == NodeState.MOOT, _mooted()), else_=NODE.c.settled_at), Moment
)


def nodes(ground: Ground, *which: ColumnElement[bool]) -> Iterator[NodeRow]:
    """The nodes of the ground's courts that fit."""
    for row in ground.rows(_query().where(ground.within(), *which)):
        yield NodeRow(*row)


def _query() -> Select[Any]:
    return select(
        NODE.c.case_id,
        CASE.c.court_code,
        NODE.c.rule_id,
        NODE.c.code,
        NODE.c.key,
        NODE.c.state,
        NODE.c.enforced,
        NODE.c.origin_at,
        NODE.c.due_on,
        NODE.c.due_at,
        ENDED_AT.label("ended_at"),
        NODE.c.timeliness,
    ).join_from(NODE, CASE, CASE.c.id == NODE.c.case_id)


def due(
    ground: Ground, stops: Mapping[int, Sequence[Stop]], extended: Collection[int]
) -> list[Entry]:
    """What was due in the window, or overdue when it began: three reads by index."""
    start, cut_off = ground.window.start, ground.window.cut_off
    reads = (
        (
            _KEPT,
            NODE.c.timeliness.in_(list(Timeliness)),
            NODE.c.due_at > start,
            NODE.c.due_at <= cut_off,
        ),
        (_KEPT, NODE.c.timeliness == Timeliness.LATE, NODE.c.due_at <= start),
        (_RUNNING, NODE.c.due_at <= cut_off),
    )
    stopped = {*stops, *extended}
    found: list[Entry] = []
    for which in reads:
        for node in nodes(ground, *which):
            found += node_entries(node, ground.window, ground.law, ground.calendar, stopped)
    return found


def paused(ground: Ground, stops: Mapping[int, Sequence[Stop]]) -> list[Entry]:
    """The clocks that stood still at the cut-off, and those of them past their first last day."""
    day = day_of(ground.window.cut_off - _INSTANT)
    standing = {one: [stop for stop in found if stop.reaches(day)] for one, found in stops.items()}
    standing = {one: found for one, found in standing.items() if found}
    if not standing:
        return []
    entries: list[Entry] = []
    which = ground.among(NODE.c.case_id, list(standing)), NODE.c.enforced
    for node in nodes(ground, *which):
        rule = ground.law.rules.get(node.rule)
        if rule is not None and rule.runs and _stood(node, rule, standing[node.case], ground):
            entries += _paused(node, rule, ground)
    return entries


def _stood(node: NodeRow, rule: Rule, standing: Sequence[Stop], ground: Ground) -> bool:
    cut_off = ground.window.cut_off
    if node.origin_at >= cut_off or (node.ended_at is not None and node.ended_at < cut_off):
        return False
    causes = _causes(rule, ground.law)
    return any(
        stop.cause in causes and (node.due_on is None or stop.start <= node.due_on)
        for stop in standing
    )


def _causes(rule: Rule, law: Lawbook) -> frozenset[str]:
    """What stops a clock: its own list, and that of the clock from whose last day it counts."""
    base = law.rules.get(rule.from_due)
    return law.causes_of(rule) | (_causes(base, law) if base else frozenset())


def _paused(node: NodeRow, rule: Rule, ground: Ground) -> Iterator[Entry]:
    code = place(node, rule)
    line = Entry("node_paused", node.court, node.case, node.key, code, rule.legal_class.value)
    yield line
    first = gross_due(node, rule, ground.calendar)
    over = None if first is None else (ground.window.cut_off.date() - first).days
    if over is not None and over > 0:
        yield line._replace(what="node_paused_beyond", gross=over)


def running(ground: Ground) -> list[Entry]:
    """How many clocks were in charge at the cut-off, by court and node."""
    cut_off = ground.window.cut_off
    alive = NODE.c.state.in_([NodeState.RUNNING, NodeState.PAUSED])
    begun = and_(NODE.c.enforced, NODE.c.origin_at < cut_off)
    query = (
        select(CASE.c.court_code, NODE.c.code, NODE.c.rule_id, func.count())
        .join_from(NODE, CASE, CASE.c.id == NODE.c.case_id)
        .where(ground.within(), alive, begun)
        .group_by(CASE.c.court_code, NODE.c.code, NODE.c.rule_id)
    )
    found = [_running(ground, *row) for row in ground.rows(query)]
    later = select(FACT.c.case_id).where(
        FACT.c.kind.in_(list(ground.law.facts)), FACT.c.recorded_at >= cut_off
    )
    ended = NODE.c.state.in_([NodeState.SETTLED, NodeState.MOOT])
    found += [
        _running(ground, node.court, node.code, node.rule, 1)
        for node in nodes(ground, ended, begun, NODE.c.case_id.in_(later))
        if node.ended_at is not None and node.ended_at >= cut_off
    ]
    return [one for one in found if one.times]


def _running(ground: Ground, court: str, code: str, rule_id: str, times: int) -> Entry:
    rule = ground.law.rules.get(rule_id)
    runs = rule is not None and rule.runs
    stage = rule.stage if rule else ""
    return Entry("node_running", court, code=code or stage, times=times if runs else 0)
