"""The handover sheet (值班交接表): all that happened on the desk since it was handed over last."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlmodel import Session

from models.insertion import table_of
from models.oversight.telling.alert import last_day
from models.reading.counts import RUNNING, midnight_after
from models.reading.picture import Beat, beats
from models.reading.reviews import below
from models.tables.case import Case
from models.tables.fact import Fact
from models.tables.item import OPEN_ITEM, SupervisionItem
from models.tables.message import Message, MessageState
from models.tables.node import Node
from models.tables.officer import Officer
from models.tables.request import Request, RequestState
from models.tables.review import Review
from rulebook.law.lawbook import HANDLER, Lawbook

DUTY = "duty-handover"
_LIMITS = ("due_on", "until")  # details by which such a fact names its last day
MOST = 500  # lines of one part; the count says how many there are
_CASE, _NODE, _ITEM, _FACT = (table_of(one) for one in (Case, Node, SupervisionItem, Fact))
_MESSAGE, _REVIEW, _REQUEST = table_of(Message), table_of(Review), table_of(Request)
_OFFICER = table_of(Officer)


@dataclass(frozen=True, slots=True)
class Matter:
    """One line of the sheet."""

    case: str
    what: str
    due_on: date | None = None
    who: str = ""
    state: str = ""
    en: str = ""  # `what` in English; "" in a sheet that was frozen before it was kept
    key: str = ""  # of the node whose last day `due_on` is
    item: int = 0  # the item whose reply is due on that day
    seq: int = 0  # the fact that names the day …
    field: str = ""  # … and the detail of it that does
    finding: int = 0  # number of the finding that the line is about


@dataclass(frozen=True, slots=True)
class Handing:
    """The sheet from one handover to the next, as of the book's clock."""

    court: str  # "": the whole installation
    since: datetime
    until: datetime
    overdue: tuple[Matter, ...]  # became overdue since
    today: tuple[Matter, ...]  # due until midnight
    unanswered: tuple[Matter, ...]  # a reply is late, or a proposal or a reply waits for a person
    tasks: tuple[Matter, ...]  # from the courts above
    incidents: tuple[Matter, ...]
    done: tuple[Matter, ...]  # matters struck off and findings concluded since
    settled: int  # nodes settled since
    findings: tuple[Matter, ...]  # brought up by reviews since, and still open
    undelivered: int  # messages given up
    unanswered_requests: int  # questions to other systems given up
    beats: tuple[Beat, ...]


def sheet(
    session: Session, law: Lawbook, as_of: datetime, since: datetime, court: str = ""
) -> Handing:
    """What one desk hands to the next; a fixed number of statements, by index."""
    ours = [_CASE.c.court_code.in_(below(court))] if court else []
    review = law.reviews[DUTY]
    tonight = midnight_after(as_of)
    return Handing(
        court=court,
        since=since,
        until=as_of,
        overdue=_nodes(session, law, [_NODE.c.due_at > since, _NODE.c.due_at <= as_of, *ours]),
        today=_nodes(session, law, [_NODE.c.due_at > as_of, _NODE.c.due_at <= tonight, *ours]),
        unanswered=_unanswered(session, law, as_of, ours),
        tasks=_facts(session, law, review.named("task_facts"), since, ours),
        incidents=_facts(session, law, review.named("incident_facts"), since, ours),
        done=_done(session, law, since, court),
        settled=_settled(session, since, ours),
        findings=_findings(session, law, since, court),
        undelivered=_count(session, _MESSAGE.c.state == MessageState.FAILED.value),
        unanswered_requests=_count(session, _REQUEST.c.state == RequestState.GIVEN_UP.value),
        beats=beats(session),
    )


def _rows(session: Session, query: Select[Any]) -> Sequence[Any]:
    return session.connection().execute(query.limit(MOST)).all()


def _name(law: Lawbook, rule: str) -> tuple[str, str]:
    """A node's name in Chinese and English."""
    found = law.rules.get(rule)
    return (found.zh, found.en) if found else (rule, rule)


def _item(law: Lawbook, row: Any) -> tuple[str, str]:
    zh, en = _name(law, row.rule_id)
    return f"{zh}（督办事项{row.id}）", f"{en} (item {row.id})"


def _who(law: Lawbook, row: Any) -> str:
    """The officer, else the role in Chinese; a case without a handler is nobody's yet."""
    return row.name or ("未定" if row.role == HANDLER else law.roles.get(row.role, row.role))


def _nodes(session: Session, law: Lawbook, where: list[Any]) -> tuple[Matter, ...]:
    query = (
        select(
            _CASE.c.number,
            _NODE.c.rule_id,
            _NODE.c.key,
            _NODE.c.due_on,
            _OFFICER.c.name,
            _NODE.c.role,
        )
        .join_from(_NODE, _CASE, _CASE.c.id == _NODE.c.case_id)
        .outerjoin(_OFFICER, _OFFICER.c.id == _NODE.c.owner_id)
        .where(RUNNING, *where)
        .order_by(_NODE.c.due_at, _NODE.c.id)
    )
    return tuple(
        Matter(row.number, zh, row.due_on, _who(law, row), en=en, key=row.key)
        for row in _rows(session, query)
        for zh, en in (_name(law, row.rule_id),)
    )


def _unanswered(
    session: Session, law: Lawbook, as_of: datetime, ours: list[Any]
) -> tuple[Matter, ...]:
    waits = _ITEM.c.state.in_(("proposed", "replied"))
    late = _ITEM.c.reply_due_at <= as_of
    query = (
        select(
            _CASE.c.number,
            _NODE.c.rule_id,
            _ITEM.c.id,
            _ITEM.c.state,
            _ITEM.c.reply_due_at,
            _OFFICER.c.name,
            _NODE.c.role,
        )
        .join_from(_ITEM, _CASE, _CASE.c.id == _ITEM.c.case_id)
        .join(_NODE, _NODE.c.id == _ITEM.c.node_id)
        .outerjoin(_OFFICER, _OFFICER.c.id == _NODE.c.owner_id)
        .where(OPEN_ITEM, or_(waits, late), *ours)
        .order_by(_ITEM.c.id)
    )
    return tuple(
        Matter(
            row.number,
            zh,
            last_day(row.reply_due_at) if row.reply_due_at else None,
            _who(law, row),
            row.state,
            en,
            item=row.id,
        )
        for row in _rows(session, query)
        for zh, en in (_item(law, row),)
    )


def _facts(
    session: Session, law: Lawbook, kinds: tuple[str, ...], since: datetime, ours: list[Any]
) -> tuple[Matter, ...]:
    query = (
        select(_CASE.c.number, _FACT.c.kind, _FACT.c.payload, _FACT.c.seq)
        .join_from(_FACT, _CASE, _CASE.c.id == _FACT.c.case_id)
        .where(_FACT.c.recorded_at > since, _FACT.c.kind.in_(kinds), *ours)
        .order_by(_FACT.c.id)
    )
    return tuple(_told(law, row) for row in _rows(session, query))


def _told(law: Lawbook, row: Any) -> Matter:
    field = next((name for name in _LIMITS if row.payload.get(name)), "")
    return Matter(
        row.number,
        f"{law.facts[row.kind].zh}（第{row.seq}项）",
        _day(row.payload.get(field)),
        en=f"{law.facts[row.kind].en} (entry {row.seq})",
        seq=row.seq,
        field=field,
    )


def _done(session: Session, law: Lawbook, since: datetime, court: str) -> tuple[Matter, ...]:
    ours = [_CASE.c.court_code.in_(below(court))] if court else []
    struck = (
        select(_CASE.c.number, _NODE.c.rule_id, _ITEM.c.id, _ITEM.c.verified_by)
        .join_from(_ITEM, _CASE, _CASE.c.id == _ITEM.c.case_id)
        .join(_NODE, _NODE.c.id == _ITEM.c.node_id)
        .where(_ITEM.c.state == "struck_off", _ITEM.c.ended_at > since, *ours)
        .order_by(_ITEM.c.ended_at, _ITEM.c.id)
    )
    items = [
        Matter(row.number, zh, None, row.verified_by, "销号", en)
        for row in _rows(session, struck)
        for zh, en in (_item(law, row),)
    ]
    concluded = _reviews(court).where(_REVIEW.c.state == "done", _REVIEW.c.ended_at > since)
    return (*items, *(_found(law, row, row.outcome) for row in _rows(session, concluded)))


def _findings(session: Session, law: Lawbook, since: datetime, court: str) -> tuple[Matter, ...]:
    fresh = _reviews(court).where(_REVIEW.c.state == "open", _REVIEW.c.found_at > since)
    return tuple(_found(law, row, "") for row in _rows(session, fresh))


def _reviews(court: str) -> Select[Any]:
    query = (
        select(
            _CASE.c.number,
            _REVIEW.c.id,
            _REVIEW.c.kind,
            _REVIEW.c.about,
            _REVIEW.c.outcome,
            _REVIEW.c.court_code,
            func.coalesce(_OFFICER.c.name, _REVIEW.c.officer_id).label("who"),
        )
        .outerjoin_from(_REVIEW, _CASE, _CASE.c.id == _REVIEW.c.case_id)
        .outerjoin(_OFFICER, _OFFICER.c.id == _REVIEW.c.officer_id)
        .order_by(_REVIEW.c.kind, _REVIEW.c.id)
    )
    return query.where(_REVIEW.c.court_code.in_(below(court))) if court else query


def _found(law: Lawbook, row: Any, state: str) -> Matter:
    kind, case = law.reviews.get(row.kind), row.number or row.court_code
    zh, en = (kind.zh, kind.en) if kind else (row.kind, row.kind)
    what = f"{zh}：{row.about}（核查事项{row.id}）"
    said = f"{en}: {row.about} (finding {row.id})"
    return Matter(case, what, None, row.who or "", state, said, finding=row.id)


def _settled(session: Session, since: datetime, ours: list[Any]) -> int:
    """By the facts that settled them: those are recorded since, and found by their own time."""
    query = (
        select(func.count())
        .select_from(_NODE)
        .join(_CASE, _CASE.c.id == _NODE.c.case_id)
        .join(_FACT, (_FACT.c.case_id == _NODE.c.case_id) & (_FACT.c.seq == _NODE.c.settled_by))
        .where(_FACT.c.recorded_at > since, *ours)
    )
    return session.connection().execute(query).scalar_one()


def _count(session: Session, which: ColumnElement[bool]) -> int:
    return session.connection().execute(select(func.count()).where(which)).scalar_one()


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value)[:10]) if value else None
    except ValueError:
        return None
