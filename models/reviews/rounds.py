"""Ended rounds (终本核查): half-yearly queries whose day has come, and rounds that lack some."""

from __future__ import annotations

from collections.abc import Iterator

from models.ending.oldrounds import old_rounds as lacking
from models.ending.queries import WINDOW, Owed, owed
from models.reviews.finding import Finding, Look, Whose


def queries(look: Look) -> Iterator[Finding]:
    """Queries whose planned day has come. What is late already is on its ladder: listed only."""
    if WINDOW not in look.law.rules:
        return
    for row in owed(look.session, look.law, look.calendar, look.as_of):
        if row.planned.planned_on <= look.today:
            yield _query(row, look)


def _query(row: Owed, look: Look) -> Finding:
    planned, late = row.planned, row.planned.due_on < look.today
    return Finding(
        whose=Whose(planned.court, row.case_id, planned.case, row.handler),
        subject=f"node:{planned.node_id}",
        turn=f"第{planned.turn}次",
        about=f"第{planned.turn}次，最迟{planned.due_on:%Y-%m-%d}",
        why=f"第{planned.turn}次半年查询安排在{planned.planned_on:%Y-%m-%d}办理，"
        f"最迟{planned.due_on:%Y-%m-%d}。请查询财产并告知申请执行人。",
        figures={"planned_on": planned.planned_on, "due_on": planned.due_on, "turn": planned.turn},
        quiet=late,
        node_id=planned.node_id,
    )


def old_rounds(look: Look) -> Iterator[Finding]:
    """Rounds that lack a query or a restriction, the most lacking first."""
    for one in lacking(look.session, look.law, look.calendar, look.as_of):
        parts = [f"缺{one.missing}次查询"] if one.missing else []
        parts += [] if one.restricted else ["未限制消费"]
        yield Finding(
            whose=Whose(one.court, one.case_id, one.case, one.handler),
            subject=f"case:{one.case_id}",
            turn="，".join(parts),
            about="，".join(parts),
            why=f"{one.ended_on}终本，应查{one.due}次，已查{one.done}次；{'，'.join(parts)}。",
            figures={
                "ended_on": one.ended_on,
                "due": one.due,
                "done": one.done,
                "missing": one.missing,
                "last_on": one.last_on,
                "restricted": one.restricted,
            },
        )
