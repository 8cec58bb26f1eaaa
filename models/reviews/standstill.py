"""Clocks that stand still (停止计算核查): for too long, or though their cause has ended."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, literal_column, select

from models.reviews.files import files
from models.reviews.finding import CASE, NODE, WHOSE, Finding, Look, Whose
from models.reviews.stops import Stop, kinds, stops_of
from rulebook.case.casefile import FactView
from rulebook.case.clock import day_of
from rulebook.law.review import Sign

# Spelled out, not bound: only so do both engines see that the partial index serves the query.
_PAUSED: ColumnElement[bool] = literal_column("node.state = 'paused'")
_DAYS = "days"  # the marks of every cause that has none of its own


def paused_long(look: Look) -> Iterator[Finding]:
    """Stops that have lasted for one of the marks of their cause."""
    for whose, stop, _ in _standing(look):
        name = stop.cause if stop.cause in (look.review.limits or {}) else _DAYS
        days = stop.days(look.today)
        mark = look.review.mark(name, days)
        if mark is None:
            continue
        zh = look.law.causes[stop.cause].zh
        yield Finding(
            whose=whose,
            subject=f"case:{whose.case_id}|{stop.cause}|{stop.seq}",
            turn=f"{mark}日",
            about=f"{zh}满{mark}日",
            why=f"自{stop.begun}起因{zh}停止计算，已{days}日（第{stop.seq}项）。请核对事由是否仍在。",
            figures={"cause": stop.cause, "since": stop.begun, "days": days, "until": stop.until},
        )


def cause_ended(look: Look) -> Iterator[Finding]:
    """Stops that still last though the day they named has passed, or a fact shows their end."""
    signs = look.review.signs
    more = frozenset(kind for sign in signs for kind in sign.facts)
    days = _days_come(look, [rule for sign in signs for rule in sign.rules])
    for whose, stop, facts in _standing(look, more):
        shown = _shown(look, stop, facts, days.get(whose.case_id or 0, {}))
        if shown is None:
            continue
        on, why = shown
        zh = look.law.causes[stop.cause].zh
        yield Finding(
            whose=whose,
            subject=f"case:{whose.case_id}|{stop.cause}|{stop.seq}",
            turn=f"{on}",
            about=f"{zh}，{on}起应审查恢复",
            why=f"自{stop.begun}起因{zh}停止计算（第{stop.seq}项）；{why}，尚未恢复。请审查是否恢复计算。",
            figures={
                "cause": stop.cause,
                "since": stop.begun,
                "ended_on": on,
                "days": (look.today - on).days,
            },
        )


def _standing(
    look: Look, more: frozenset[str] = frozenset()
) -> Iterator[tuple[Whose, Stop, tuple[FactView, ...]]]:
    """Every stop that lasts in a case with a paused clock; two statements."""
    cases = _cases()
    read = files(look.session, kinds(look.law) | more, cases.with_only_columns(CASE.c.id))
    for row in look.rows(cases):
        facts = read.get(row.case_id, ())
        for stop in stops_of(facts, look.law):
            if stop.ended is None:
                yield Whose.of(row), stop, facts


def _cases() -> Select[Any]:
    paused = select(NODE.c.case_id).where(_PAUSED)
    return select(*WHOSE).where(CASE.c.id.in_(paused)).order_by(CASE.c.id)


def _shown(
    look: Look, stop: Stop, facts: tuple[FactView, ...], come: Mapping[str, date]
) -> tuple[date, str] | None:
    """Since when the cause shows signs of having ended, and which; the earliest sign counts."""
    found = [_past(stop, look.today)] if stop.until and stop.until < look.today else []
    for sign in look.review.signs:
        if sign.cause == stop.cause and sign.ground in ("", stop.ground):
            found += [*_by_fact(look, stop, sign, facts), *_by_day(look, stop, sign, come)]
    return min(found, default=None)


def _past(stop: Stop, today: date) -> tuple[date, str]:
    assert stop.until is not None
    return stop.until, f"载明的届满日{stop.until}已过"


def _by_fact(
    look: Look, stop: Stop, sign: Sign, facts: tuple[FactView, ...]
) -> Iterator[tuple[date, str]]:
    for fact in facts:
        same = not stop.ref or fact.subject_ref in ("", stop.ref)
        if fact.kind in sign.facts and fact.seq > stop.seq and same:
            on = day_of(fact.occurred_at)
            yield on, f"{on}已记录“{look.law.facts[fact.kind].zh}”（第{fact.seq}项）"


def _by_day(
    look: Look, stop: Stop, sign: Sign, come: Mapping[str, date]
) -> Iterator[tuple[date, str]]:
    for rule in sign.rules:
        if rule in come and come[rule] >= stop.begun:
            yield come[rule], f"“{look.law.rules[rule].zh}”的期间已于{come[rule]}届满"


def _days_come(look: Look, rules: list[str]) -> dict[int, dict[str, date]]:
    """Case id → rule → the last day of its clock, where that has passed."""
    found: dict[int, dict[str, date]] = {}
    query = (
        select(NODE.c.case_id, NODE.c.rule_id, NODE.c.due_on)
        .where(NODE.c.rule_id.in_(rules), NODE.c.due_at <= look.as_of)
        .where(NODE.c.case_id.in_(select(NODE.c.case_id).where(_PAUSED)))
        .order_by(NODE.c.id)
    )
    for case, rule, on in look.rows(query) if rules else ():
        found.setdefault(case, {})[rule] = on
    return found
