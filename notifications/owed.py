"""Papers that acts bring with them (随行为签发的文书): issued once, after the act."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, String, cast, exists, select
from sqlmodel import Session

from models.insertion import table_of
from models.oversight.acts.interviews import FACT, INTERVIEW
from models.oversight.acts.ledger import BY_LADDER, ITEM
from models.oversight.acts.notices import unwithdrawn
from models.oversight.watch import Watch
from models.tables.case import Case
from models.tables.interview import InterviewState
from models.tables.item import OPEN_ITEM
from models.tables.paper import IssuedPaper
from notifications.documents.gathering.known import known
from notifications.documents.gathering.subject import subject
from notifications.documents.issuing import FACT as ISSUED
from notifications.documents.issuing import IssuedBefore, Press, Proposal, issue
from notifications.documents.kinds import kind as kind_of

PAPER = table_of(IssuedPaper)
_NOTED, _LATER = FACT.alias("issued"), PAPER.alias("later")


@dataclass(frozen=True, slots=True)
class Owed:
    """One act whose paper is not issued yet, and the person who signs for it."""

    kind: str  # supervision_order, interview_notice, interview_record, interview_withdrawal
    case_id: int
    item_id: int
    by: str
    interview: int | None = None
    supersedes: str = ""  # the number of the paper that says it otherwise


@dataclass(frozen=True, slots=True)
class Issued:
    """How many papers were issued, and one line for each that stays a draft."""

    count: int = 0
    faults: tuple[str, ...] = ()


def issue_owed(press: Press, watch: Watch, limit: int) -> Issued:
    """Issue what people's acts lack, at most `limit` of each kind, each in its own transaction.

    An act of the ladder has no signer and stays a draft; so does a paper with a gap, which is
    named. Neither ever holds up an act or another paper.
    """
    with press.store.reading() as session:
        owed = [
            one
            for find in (_orders, _notices, _moved, _records, _withdrawn)
            for one in find(session, limit)
        ]
    outcomes = [_attempt(one, partial(_issue, press, one, watch)) for one in owed]
    return Issued(outcomes.count(""), tuple(filter(None, outcomes)))


def _attempt(owed: Owed, work: Callable[[], object]) -> str:
    try:
        work()
    except IssuedBefore as other:
        return str(other)
    except Exception as error:  # noqa: BLE001 - told by the patrol, which goes on
        return f"事项{owed.item_id}：{error}".splitlines()[0]
    return ""


def _issue(press: Press, owed: Owed, watch: Watch) -> None:
    what = kind_of(owed.kind)
    with press.store.reading() as session:
        case = session.get_one(Case, owed.case_id)
        about = subject(session, case, case.court_code, item=owed.item_id, interview=owed.interview)
        values = known(session, what, about, watch, owed.by)
    proposal = Proposal(what, about.matter, values, owed.by, supersedes=owed.supersedes)
    issue(press, replace(proposal, once=not owed.supersedes))


def _orders(session: Session, limit: int) -> Iterator[Owed]:
    c = ITEM.c
    signed = c.issued_at.is_not(None) & c.issued_by.not_in(("", BY_LADDER))
    wanted = select(c.case_id, c.id, c.issued_by).where(
        OPEN_ITEM, c.level == "order", signed, ~_issued("supervision_order")
    )
    for row in session.connection().execute(wanted.order_by(c.id).limit(limit)):
        yield Owed("supervision_order", row.case_id, row.id, row.issued_by)


def _notices(session: Session, limit: int) -> Iterator[Owed]:
    signed = ITEM.c.issued_by.not_in(("", BY_LADDER))
    for row in _meetings(session, "interview_notice", InterviewState.CONVENED, signed, limit):
        yield Owed("interview_notice", row.case_id, row.item_id, row.issued_by, row.id)


def _moved(session: Session, limit: int) -> Iterator[Owed]:
    """Interviews set anew since their newest notice: the next one replaces it."""
    c, p = INTERVIEW.c, PAPER.c
    wanted = (
        select(c.id, c.case_id, c.item_id, p.number, FACT.c.recorded_by)
        .join_from(INTERVIEW, ITEM, ITEM.c.id == c.item_id)
        .join(PAPER, (p.case_id == c.case_id) & (p.item_id == c.item_id))
        .join(_NOTED, (_NOTED.c.case_id == c.case_id) & (_NOTED.c.evidence == p.number))
        .join(FACT, (FACT.c.case_id == c.case_id) & (FACT.c.seq > _NOTED.c.seq))
        .where(OPEN_ITEM, c.state == InterviewState.CONVENED, c.moved > 0)
        .where(p.kind == "interview_notice", ~exists().where(_LATER.c.supersedes_id == p.id))
        .where(_NOTED.c.kind == ISSUED, FACT.c.kind == "interview_rescheduled")
        .where(FACT.c.subject_ref == cast(c.item_id, String))
        .order_by(c.id, FACT.c.seq)
        .limit(limit)
    )
    newest = {row.id: row for row in session.connection().execute(wanted)}
    for row in newest.values():
        yield Owed(
            "interview_notice", row.case_id, row.item_id, row.recorded_by, row.id, row.number
        )


def _records(session: Session, limit: int) -> Iterator[Owed]:
    signed = INTERVIEW.c.recorded_by != ""
    for row in _meetings(session, "interview_record", InterviewState.HELD, signed, limit):
        yield Owed("interview_record", row.case_id, row.item_id, row.recorded_by, row.id)


def _withdrawn(session: Session, limit: int) -> Iterator[Owed]:
    """Interviews that a person's verification made needless: the notice is taken back."""
    wanted = unwithdrawn().where(ITEM.c.verified_by != "").limit(limit)
    for row in session.connection().execute(wanted):
        by, notice = row.verified_by, row.number
        yield Owed("interview_withdrawal", row.case_id, row.item_id, by, row.id, notice)


def _meetings(
    session: Session, kind: str, state: InterviewState, signed: ColumnElement[bool], limit: int
) -> Any:
    c = INTERVIEW.c
    wanted = (
        select(c.id, c.case_id, c.item_id, c.recorded_by, ITEM.c.issued_by)
        .join_from(INTERVIEW, ITEM, ITEM.c.id == c.item_id)
        .where(OPEN_ITEM, c.state == state, signed, ~_issued(kind))
    )
    return session.connection().execute(wanted.order_by(c.id).limit(limit))


def _issued(kind: str) -> ColumnElement[bool]:
    """By the case, which has an index; a case has few papers."""
    p = PAPER.c
    return exists().where(p.case_id == ITEM.c.case_id, p.item_id == ITEM.c.id, p.kind == kind)
