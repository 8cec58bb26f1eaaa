"""Papers of supervision (督办文书): drafted for each item, notice and record for each interview."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, Select, String, case, cast, literal, or_, select
from sqlmodel import Session

from models.insertion import insert_many
from models.oversight.acts.interviews import FACT, INTERVIEW
from models.oversight.acts.ledger import ITEM, Entry, entries
from models.oversight.acts.notices import unwithdrawn
from models.oversight.watch import Watch
from models.reading.letters import LetterSheet
from models.register import batches
from models.store import Store
from models.tables.case import Case
from models.tables.interview import InterviewState
from models.tables.item import OPEN_ITEM
from models.tables.letter import Letter
from notifications.documents.gathering.known import known
from notifications.documents.gathering.subject import Subject
from notifications.documents.kinds import kind as kind_of
from notifications.drafts import LETTER
from notifications.letters import render
from rulebook.oversight.acts import MEASURE

# The paper of each level, beside what ladders say; an interview's hang on the interview itself.
WITHDRAWAL = "interview_withdrawal"
_TALKS = ("interview_notice", "interview_record", WITHDRAWAL)
_AT_A_TIME = 20  # papers: a few tenths of a second to work out, an instant to write
OF_LEVEL: Mapping[str, str] = {"urge": "urge_note", "order": "supervision_order"}


def _key(kind: str, id_column: ColumnElement[Any]) -> ColumnElement[str]:
    return literal(f"{kind}:") + cast(id_column, String)


# A proposal is drafted for whoever decides on it, and again, with its dates, when it is issued.
_ITEM_KEY = _key("item", ITEM.c.id) + case((ITEM.c.issued_at.is_(None), ":draft"), else_=":issued")


# A notice is drafted anew for another time or place.
_NOTICE_KEY = _key("interview_notice", INTERVIEW.c.id) + case(
    (INTERVIEW.c.moved > 0, literal(":") + cast(INTERVIEW.c.moved, String)), else_=""
)


@dataclass(frozen=True, slots=True)
class _Owed:
    """One interview that lacks a paper."""

    kind: str  # interview_notice, interview_record, interview_withdrawal
    row: Any  # the interview


@dataclass(frozen=True, slots=True)
class Drafted:
    """How many papers were drafted, and one line for each that could not be."""

    count: int = 0
    faults: tuple[str, ...] = ()

    def __add__(self, other: Drafted) -> Drafted:
        return Drafted(self.count + other.count, self.faults + other.faults)


def draft_owed(store: Store, watch: Watch, limit: int) -> Drafted:
    """Draft what open items, decided ones and interviews lack, at most `limit` of each.

    A paper once drafted stands as it was: its key is the item's or the interview's. One that
    cannot be drafted never holds up the others. Papers are worked out on a snapshot and written
    some at a time, so that nobody who records a fact meanwhile waits for them.
    """
    with store.reading() as session:
        owed: list[Entry | _Owed] = [*_items(session, watch, limit), *_interviews(session, limit)]
    done = Drafted()
    for some in batches(owed, _AT_A_TIME):
        done += _draft(store, some, watch)
    return done


def about(letters: Sequence[LetterSheet], item: int, interview: int | None) -> list[LetterSheet]:
    """Those of a case's drafts that were written for one matter or its interview."""
    matters = {f"item:{item}", *(f"{kind}:{interview}" for kind in _TALKS if interview)}
    return [one for one in letters if ":".join(one.key.split(":")[:2]) in matters]


def _draft(store: Store, owed: Sequence[Entry | _Owed], watch: Watch) -> Drafted:
    with store.reading() as session:
        found = [_attempt(session, partial(_letter, session, one, watch)) for one in owed]
    letters = [one for one in found if isinstance(one, Letter)]
    with store.writing() as session:
        rows = [one.model_dump(exclude={"id"}) for one in letters]
        fresh = insert_many(session, LETTER, rows, unless=["key"])
    return Drafted(len(fresh), tuple(one for one in found if isinstance(one, str)))


def _attempt(session: Session, work: Callable[[], Letter]) -> Letter | str:
    try:
        with session.begin_nested():
            return work()
    except Exception as error:  # noqa: BLE001 - told by the patrol, which goes on
        return f"{type(error).__name__}: {error}".splitlines()[0]


def of_levels(watch: Watch) -> Mapping[str, str]:
    """The kind of the document that is drafted at each level."""
    return {**OF_LEVEL, **watch.law.papers}


def _items(session: Session, watch: Watch, limit: int) -> Sequence[Entry]:
    levels = ITEM.c.level.in_(list(of_levels(watch)))
    lacking = select(ITEM.c.id).where(levels, ~_drafted(_ITEM_KEY)).order_by(ITEM.c.id).limit(limit)
    found = (lacking.where(OPEN_ITEM), _decided(lacking, watch))
    ids = [one for which in found for one in session.connection().execute(which).scalars()]
    return entries(session, ITEM.c.id.in_(ids)) if ids else []


def _decided(lacking: Select[Any], watch: Watch) -> Select[Any]:
    """Those that a leader's decision itself ended, found by the decisions: there are few."""
    return (
        lacking.join(FACT, FACT.c.case_id == ITEM.c.case_id)
        .where(FACT.c.kind == MEASURE, FACT.c.subject_ref == cast(ITEM.c.id, String))
        .where(ITEM.c.level.in_(sorted(watch.law.closing)), ITEM.c.issued_at.is_not(None))
    )


def _drafted(key: ColumnElement[str]) -> ColumnElement[bool]:
    return select(LETTER.c.id).where(LETTER.c.key == key).exists()


def _interviews(session: Session, limit: int) -> list[_Owed]:
    c = INTERVIEW.c
    notice = (c.state == InterviewState.CONVENED) & ~_drafted(_NOTICE_KEY)
    record = (c.state == InterviewState.HELD) & ~_drafted(_key("interview_record", c.id))
    rows = session.connection().execute(
        select(INTERVIEW).where(or_(notice, record)).order_by(c.id).limit(limit)
    )
    lost = unwithdrawn().where(~_drafted(_key(WITHDRAWAL, c.id))).limit(limit)
    return [
        *(_Owed("interview_record" if _held(one) else "interview_notice", one) for one in rows),
        *(_Owed(WITHDRAWAL, one) for one in session.connection().execute(lost)),
    ]


def _held(interview: Any) -> bool:
    return bool(interview.state == InterviewState.HELD)


def _letter(session: Session, owed: Entry | _Owed, watch: Watch) -> Letter:
    if isinstance(owed, _Owed):
        return _of_interview(session, owed, watch)
    state = "issued" if owed.issued_at is not None else "draft"
    kind = of_levels(watch)[owed.level]
    return _worked_out(session, f"item:{owed.id}:{state}", kind, owed, None, watch)


def _of_interview(session: Session, owed: _Owed, watch: Watch) -> Letter:
    entry = entries(session, ITEM.c.id == owed.row.item_id)[0]
    again = f":{owed.row.moved}" if owed.kind == "interview_notice" and owed.row.moved else ""
    key = f"{owed.kind}:{owed.row.id}{again}"
    return _worked_out(session, key, owed.kind, entry, owed.row, watch)


def _worked_out(
    session: Session,
    key: str,
    kind: str,
    entry: Entry,
    meeting: Any,
    watch: Watch,
) -> Letter:
    case = session.get_one(Case, entry.post.case_id)
    about = Subject(entry.post.court, case, entry.node, entry.post, entry, meeting)
    values = known(session, kind_of(kind), about, watch, "")
    title, body = render(kind, values, watch.rehearsal)
    return Letter(
        key=key,
        case_id=entry.post.case_id,
        node_id=entry.node.id,
        kind=kind,
        title=title,
        body=body,
        drafted_at=watch.as_of,
    )
