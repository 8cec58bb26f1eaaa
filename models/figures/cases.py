"""Cases as a bulletin counts them: in hand, received, closed; over three years; with property."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import func, select

from models.figures.ground import FACT, CaseRow, Ground
from models.figures.nodes import NODE
from rulebook.case.casefile import Timeliness
from rulebook.case.clock import day_of
from rulebook.figures.course import Move, course, stood_open
from rulebook.figures.entry import Entry
from rulebook.figures.span import later
from rulebook.figures.stops import Stop, days_within

_MONTHS = 12


class Closing(NamedTuple):
    """A case that was closed within the window."""

    case: int
    at: datetime
    mode: str


def cases(ground: Ground, stops: Mapping[int, Sequence[Stop]]) -> list[Entry]:
    """All lines about cases: two reads for their course, two for what was closed."""
    kinds = [kind for kind, effects in ground.law.effects.items() if effects.to_state]
    moved = ground.facts(kinds, since=ground.window.start)
    found, closings = list[Entry](), list[Closing]()
    for row in ground.cases.values():
        facts = moved.get(row.id)
        moves = () if facts is None else course(facts, ground.law)
        found += _standing(row, moves, ground, touched=facts is not None)
        for line, closing in _moves(row, moves, ground, stops.get(row.id, ())):
            found.append(line)
            closings += [closing] if closing else []
    return [*found, *_with_property(ground, closings)]


def _standing(
    row: CaseRow, moves: Sequence[Move], ground: Ground, *, touched: bool
) -> Iterator[Entry]:
    start, cut_off = ground.window.start, ground.window.cut_off
    still = row.state == "open"
    was = stood_open(moves, start) if touched else still
    now = stood_open(moves, cut_off) if touched else still
    if was:
        yield Entry("case_start", row.court, row.id)
    if now:
        yield Entry("case_open", row.court, row.id)
    filed = _filed(row, moves)
    if filed is not None and _years_ago(ground) <= filed < cut_off.date():
        yield Entry("three_years_filed", row.court, row.id)
        if not now:
            yield Entry("three_years_closed", row.court, row.id)


def _filed(row: CaseRow, moves: Sequence[Move]) -> date | None:
    return day_of(moves[0].at) if moves else row.filed_on


def _years_ago(ground: Ground) -> date:
    """The first of a month so many years before the cut-off, and in it the same day."""
    until = day_of(ground.window.cut_off)
    months = -ground.defined.limits.three_years * _MONTHS
    return later(until.replace(day=1), months) + (until - until.replace(day=1))


def _moves(
    row: CaseRow, moves: Sequence[Move], ground: Ground, stops: Sequence[Stop]
) -> Iterator[tuple[Entry, Closing | None]]:
    opened = None
    for move in moves:
        if move.what != "closed":
            opened = move.at
        if not ground.window.holds(move.at):
            continue
        line = Entry(f"case_{move.what}", row.court, row.id, str(move.fact.seq))
        if move.what != "closed" or opened is None:
            yield line, None
            continue
        since, until = day_of(opened), day_of(move.at)
        gross = (until - since).days
        net = gross - days_within(stops, since, until)
        mode = str(move.fact.payload.get("mode") or move.fact.kind)
        yield line._replace(days=net, gross=gross, code=mode), Closing(row.id, move.at, mode)


def _with_property(ground: Ground, closings: Sequence[Closing]) -> Iterator[Entry]:
    """Closed cases with property, and those of them performed within their limit."""
    core, ids = ground.defined.core, [one.case for one in closings]
    if not ids:
        return
    known = ground.rows(
        select(FACT.c.case_id, func.min(FACT.c.occurred_at, type_=FACT.c.occurred_at.type))
        .where(ground.among(FACT.c.case_id, ids), FACT.c.kind.in_(core.property_kinds))
        .group_by(FACT.c.case_id)
    )
    since: dict[int, datetime] = {row[0]: row[1] for row in known}
    kept = _kept(ground, ids)
    for one in closings:
        if one.case not in since or since[one.case] > one.at:
            continue
        line = Entry("property_closed", ground.court(one.case), one.case, code=one.mode)
        yield line
        if one.mode in core.performed_modes and kept.get((one.case, one.at)):
            yield line._replace(what="property_in_time")


def _kept(ground: Ground, ids: Sequence[int]) -> dict[tuple[int, datetime], bool]:
    """Whether the closing at that moment kept every limit of the case that it settled."""
    query = select(NODE.c.case_id, NODE.c.settled_at, NODE.c.timeliness).where(
        ground.among(NODE.c.case_id, ids),
        NODE.c.code == ground.defined.core.limit_node,
        NODE.c.enforced,
        NODE.c.settled_at.is_not(None),
    )
    found: dict[tuple[int, datetime], bool] = {}
    for case, at, timeliness in ground.rows(query):
        found[case, at] = found.get((case, at), True) and timeliness == Timeliness.IN_TIME
    return found
