"""Signs of conduct (办案作风线索): cases without an act, nodes always settled on their last day.

Signals for a person to look into; none of them charges anybody with anything.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    and_,
    case,
    cast,
    func,
    literal_column,
    select,
)

from models.reviews.dates import day_in_shanghai, days_ago, days_between
from models.reviews.finding import CASE, FACT, NODE, WHOSE, Finding, Look, Whose
from models.tables.case import CaseState
from models.tables.schema import metadata
from rulebook.case.clock import day_of

_OFFICER = metadata.tables["officer"]
_PAUSED: ColumnElement[bool] = literal_column("node.state = 'paused'")


def no_act(look: Look) -> Iterator[Finding]:
    """Open cases whose last act of procedure lies one of the marks of days back."""
    for row in look.rows(_silent(look)):
        last = day_of(row.last_at)
        days = (look.today - last).days
        mark = look.review.mark("days", days)
        if mark is None:
            continue
        yield Finding(
            whose=Whose.of(row),
            subject=f"case:{row.case_id}",
            turn=f"{last}|{mark}日",
            about=f"{mark}日无办理动作",
            why=f"最近一次办案事实在{last}，已{days}日。线索，请核实原因。",
            figures={"last_on": last, "days": days},
        )


def _silent(look: Look) -> Select[Any]:
    passed = {kind.id for kind in look.law.facts.values() if kind.supervision}
    passed |= set(look.review.named("passed_facts"))
    since = days_ago(look.as_of, min(look.review.numbers("days")) - 1)
    last = func.max(FACT.c.occurred_at)
    paused = select(NODE.c.case_id).where(_PAUSED)
    return (
        select(*WHOSE, last.label("last_at"))
        .join_from(CASE, FACT, FACT.c.case_id == CASE.c.id)
        .where(
            CASE.c.state == CaseState.OPEN.value,
            CASE.c.id.not_in(paused),
            FACT.c.kind.not_in(sorted(passed)),
        )
        .group_by(*WHOSE)
        .having(last < since)
        .order_by(last, CASE.c.id)
    )


def last_day(look: Look) -> Iterator[Finding]:
    """Officers most of whose nodes of the window were settled on the very last day."""
    least, share = look.review.number("least"), look.review.number("share")
    for row in look.rows(_settled(look)):
        if row.nodes < least or row.on_last * 100 < share * row.nodes:
            continue
        yield Finding(
            whose=Whose(row.court_code, handler=row.id),
            subject=f"officer:{row.id}",
            turn=f"{look.today:%Y-%m}",
            about=f"{row.id} 踩点办结",
            why=f"近{look.review.number('window')}日按期限办结{row.nodes}个节点，"
            f"其中{row.on_last}个在末日当天。办结均在期限内；线索，请了解工作安排。",
            figures={"officer": row.id, "nodes": row.nodes, "on_last_day": row.on_last},
        )


def _settled(look: Look) -> Select[Any]:
    since = days_ago(look.as_of, look.review.number("window"))
    settled = day_in_shanghai(NODE.c.settled_at, look.engine)
    long_enough = days_between(NODE.c.due_at, NODE.c.origin_at, look.engine)
    on_last = func.sum(case((settled == NODE.c.due_on, 1), else_=0))
    return (
        select(
            _OFFICER.c.id,
            _OFFICER.c.court_code,
            func.count().label("nodes"),
            cast(on_last, Integer).label("on_last"),
        )
        .join_from(NODE, _OFFICER, _OFFICER.c.id == NODE.c.owner_id)
        .where(
            and_(NODE.c.state == "settled", NODE.c.settled_at >= since, NODE.c.timeliness != ""),
            NODE.c.due_on.is_not(None),
            long_enough > look.review.number("shortest"),
        )
        .group_by(_OFFICER.c.id, _OFFICER.c.court_code)
        .order_by(_OFFICER.c.id)
    )
