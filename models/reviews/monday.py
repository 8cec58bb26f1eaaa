"""The Monday list (周一清单): what the president should know of before the meeting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, literal_column, select
from sqlmodel import Session

from models.insertion import table_of
from models.oversight.telling import outbox
from models.oversight.telling.alert import REHEARSAL_MARK, Alert
from models.oversight.telling.outbox import Line
from models.oversight.watch import Watch
from models.reading.reviews import below
from models.reviews.dates import months_ago
from models.reviews.finding import CASE, NODE
from models.tables.case import CaseState
from models.tables.officer import Officer
from rulebook.law.lawbook import Lawbook
from rulebook.law.review import Review
from rulebook.time.calendar import Calendar
from rulebook.time.zone import SHANGHAI

MONDAY = "monday-list"
_LADDER = "default"  # whose hour of the day a message waits for
_OFFICER = table_of(Officer)
# Spelled out, not bound: only so do both engines see that the partial index serves the query.
_RUNNING: ColumnElement[bool] = literal_column("node.state = 'running'")


@dataclass(frozen=True, slots=True)
class Near:
    """A case whose limit is near or over; `days_left` is below zero past the last day."""

    case: str
    court: str
    handler: str
    rule: str
    due_on: date
    days_left: int


@dataclass(frozen=True, slots=True)
class Pending:
    """A case pending long; days are natural days since its filing."""

    case: str
    court: str
    handler: str
    filed_on: date
    days: int


@dataclass(frozen=True, slots=True)
class Monday:
    """Both lists as of one moment, the most pressing first."""

    as_of: datetime
    near: tuple[Near, ...]
    pending: tuple[Pending, ...]

    @property
    def courts(self) -> tuple[str, ...]:
        """The courts that have a case on either list."""
        near, pending = (one.court for one in self.near), (one.court for one in self.pending)
        return tuple(sorted({*near, *pending}))

    def of(self, court: str) -> Monday:
        """The part of one court."""
        return Monday(
            self.as_of,
            tuple(one for one in self.near if one.court == court),
            tuple(one for one in self.pending if one.court == court),
        )


def monday(
    session: Session, law: Lawbook, calendar: Calendar, as_of: datetime, court: str = ""
) -> Monday:
    """The lists of a court and those below it, or of the whole book; two statements."""
    review, today = law.reviews[MONDAY], as_of.astimezone(SHANGHAI).date()
    where = [CASE.c.court_code.in_(below(court))] if court else []
    since = months_ago(today, review.number("months"), calendar)
    return Monday(
        as_of,
        tuple(_near(row, today) for row in _rows(session, _limits(review, today), where)),
        tuple(_pending(row, today) for row in _rows(session, _open(since), where)),
    )


def tell(session: Session, found: Monday, seen: Watch) -> int:
    """Tell each court's president of both lists, in the caller's transaction; once a day."""
    review = seen.law.reviews[MONDAY]
    day = f"{found.as_of.astimezone(SHANGHAI):%Y-%m-%d}"
    lines = [
        Line(f"monday:{day}:{court}:{person.officer_id}", person, alert, None)
        for court in found.courts
        for alert in [_alert(found.of(court), court, seen.rehearsal)]
        for person in seen.roster.told(court, review.to)
    ]
    quiet = outbox.quiet_until(seen.law.ladders[_LADDER], seen.as_of, seen.calendar)
    return outbox.post(session, lines, seen.as_of, quiet)


def _alert(found: Monday, court: str, rehearsal: bool) -> Alert:
    mark = REHEARSAL_MARK if rehearsal else ""
    brief = f"临近或者已过期限{len(found.near)}件，长期未结{len(found.pending)}件"
    first = "；".join(f"{one.case}（{_days(one.days_left)}）" for one in found.near[:3])
    body = f"{mark}{court}：{brief}。{first}。清单见 dueprocess monday --court {court}"
    return Alert("notice", f"{mark}[周一清单] {court} {brief}", body.replace("。。", "。"))


def _days(left: int) -> str:
    return f"余{left}日" if left >= 0 else f"超{-left}日"


def _near(row: Row[Any], today: date) -> Near:
    left = (row.due_on - today).days
    return Near(row.number, row.court_code, row.name or "", row.rule_id, row.due_on, left)


def _pending(row: Row[Any], today: date) -> Pending:
    days = (today - row.filed_on).days
    return Pending(row.number, row.court_code, row.name or "", row.filed_on, days)


def _limits(review: Review, today: date) -> Any:
    until = today + timedelta(days=review.number("days") + 1)
    return (
        select(CASE.c.number, CASE.c.court_code, _OFFICER.c.name, NODE.c.rule_id, NODE.c.due_on)
        .join_from(NODE, CASE, CASE.c.id == NODE.c.case_id)
        .outerjoin(_OFFICER, _OFFICER.c.id == CASE.c.handler_id)
        .where(_RUNNING, NODE.c.due_at <= datetime.combine(until, time(), SHANGHAI))
        .where(NODE.c.rule_id.in_(review.named("rules")))
        .order_by(NODE.c.due_at, NODE.c.id)
    )


def _open(since: date) -> Any:
    return (
        select(CASE.c.number, CASE.c.court_code, _OFFICER.c.name, CASE.c.filed_on)
        .outerjoin_from(CASE, _OFFICER, _OFFICER.c.id == CASE.c.handler_id)
        .where(CASE.c.state == CaseState.OPEN.value, CASE.c.filed_on <= since)
        .order_by(CASE.c.filed_on, CASE.c.id)
    )


def _rows(session: Session, query: Any, where: Sequence[Any]) -> Sequence[Row[Any]]:
    return session.connection().execute(query.where(*where)).all()
