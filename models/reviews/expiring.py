"""What runs out or falls due (届期核查): measures before they expire, instalments."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, literal_column, select

from models.reviews.finding import CASE, FACT, NODE, WHOSE, Finding, Look, Whose
from models.tables.schema import metadata
from rulebook.property.figure import on
from rulebook.time.period import ONE_DAY
from rulebook.time.zone import SHANGHAI

_ASSET = metadata.tables["asset"]
_RUNNING: ColumnElement[bool] = literal_column("node.state = 'running'")


def measures(look: Look) -> Iterator[Finding]:
    """Measures in force by the days left to their expiry; the nearest mark that was passed counts.

    The clock is the law's own, which ends on the last working day in time; days are counted to the
    expiry that the measure names. What has expired is the clock's and the doctor's to say.
    """
    most = max(look.review.numbers("days"))
    for row in look.rows(_measures(look, most)):
        expires = on(row.payload, "expires_on") or row.due_on
        left = (expires - look.today).days
        mark = min((one for one in look.review.numbers("days") if one >= left), default=None)
        if mark is None or left < 0:
            continue
        category = str(row.payload.get("category") or "")
        yield Finding(
            whose=Whose.of(row),
            subject=f"node:{row.node_id}",
            turn=f"{expires}|{mark}日",
            about=f"{category}（{row.subject_ref}）{expires}届满",
            why=f"{category}{row.subject_ref}的控制措施{expires}届满，还有{left}日；"
            f"最迟{row.due_on}办妥续行，或者处置、解除。",
            figures={
                "asset": row.subject_ref,
                "registry": category,
                "kind": row.asset_kind or "",
                "expires_on": expires,
                "renew_by": row.due_on,
                "days_left": left,
            },
            node_id=row.node_id,
        )


def instalments(look: Look) -> Iterator[Finding]:
    """Agreed payments that fall due within the lead, or were missed by one of the marks of days."""
    lead, marks = look.review.number("lead"), look.review.numbers("missed")
    for row in look.rows(_running(look, look.today + timedelta(days=lead))):
        over = (look.today - row.due_on).days
        mark = max((one for one in marks if one <= over), default=None)
        if over > 0 and mark is None:
            continue
        said = f"未付满{mark}日" if mark else f"{row.due_on}到期"
        ask = "请询问双方并登记是否违约" if mark else "请提醒被执行人按期付款"
        yield Finding(
            whose=Whose.of(row),
            subject=f"node:{row.node_id}",
            turn=said if mark else "到期前",
            about=f"分期款{row.subject_ref} {said}",
            why=f"和解分期款{row.subject_ref}约定{row.due_on}付款，{said}；{ask}。",
            figures={"instalment": row.subject_ref, "due_on": row.due_on, "days_over": over},
            node_id=row.node_id,
        )


def _running(look: Look, last: date, *more: Any) -> Select[Any]:
    """Running clocks of the kind's rules that end by that day; by the index on due moments."""
    until = datetime.combine(last + ONE_DAY, time(), SHANGHAI)
    return (
        select(*WHOSE, NODE.c.id.label("node_id"), NODE.c.subject_ref, NODE.c.due_on, *more)
        .join_from(NODE, CASE, CASE.c.id == NODE.c.case_id)
        .where(_RUNNING, NODE.c.due_at <= until, NODE.c.rule_id.in_(look.review.named("rules")))
        .order_by(NODE.c.due_at, NODE.c.id)
    )


def _measures(look: Look, most: int) -> Select[Any]:
    opening = and_(FACT.c.case_id == NODE.c.case_id, FACT.c.seq == NODE.c.opened_by)
    asset = and_(_ASSET.c.case_id == NODE.c.case_id, _ASSET.c.ref == NODE.c.subject_ref)
    last = look.today + timedelta(days=most)
    found = _running(look, last, FACT.c.payload, _ASSET.c.kind.label("asset_kind"))
    return found.join(FACT, opening).outerjoin(_ASSET, asset)
