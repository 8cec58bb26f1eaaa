"""Recording an interview (约谈记录): the one act behind the Prefect form and the desk."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from models import clock
from models.errors import BookError
from models.record import Arrival, Recorded, record_within
from models.store import Store
from models.tables.case import Case
from models.tables.columns import LARGEST_ID
from models.tables.interview import Interview, InterviewState
from models.tables.officer import Officer
from rulebook.law.lawbook import Lawbook
from rulebook.time.calendar import Calendar
from rulebook.time.zone import SHANGHAI


class RecordIncomplete(BookError, ValueError):
    """The record of an interview lacks something or cannot be true."""

    def __init__(self, interview_id: int, missing: Sequence[str]) -> None:
        self.missing = tuple(missing)
        super().__init__(f"interview {interview_id} was not recorded: {'; '.join(missing)}")


@dataclass(frozen=True, slots=True)
class Pledge:
    """One promise (承诺): what will be done, and the last day for it."""

    due_on: date
    text: str


@dataclass(frozen=True, slots=True)
class Minutes:
    """What was said: when it was held (aware), where, who attended, causes, promises."""

    held_at: datetime
    attendees: tuple[str, ...]
    causes: str
    promises: tuple[Pledge, ...]
    recorded_by: str
    place: str = ""  # where, when it was not said before or was another


@dataclass(frozen=True, slots=True)
class Convened:
    """An interview that was convened, as the one who holds it sees it."""

    id: int
    case_number: str
    item_id: int
    state: str
    set_for: datetime
    fact_sheet: dict[str, object]


def convened(store: Store, interview_id: int) -> Convened:
    """The interview with its frozen fact sheet; RecordIncomplete when there is none."""
    with store.reading() as session:
        found = session.get(Interview, interview_id) if interview_id <= LARGEST_ID else None
        if found is None:
            raise RecordIncomplete(interview_id, ["no such one; see `dueprocess interview list`"])
        number = session.get_one(Case, found.case_id).number
        return Convened(
            interview_id, number, found.item_id, found.state, found.set_for, found.fact_sheet
        )


def hold(
    store: Store, law: Lawbook, calendar: Calendar, interview_id: int, minutes: Minutes
) -> list[Recorded]:
    """Record the interview and its promises as facts, all or none; each promise opens a clock.

    Raises RecordIncomplete naming everything that is wrong, FactRefused from a gate.
    """
    with store.writing() as session:
        return hold_within(session, store, law, calendar, interview_id, minutes)


def hold_within(
    session: Session,
    store: Store,
    law: Lawbook,
    calendar: Calendar,
    interview_id: int,
    minutes: Minutes,
) -> list[Recorded]:
    """The same in the caller's transaction on that store."""
    interview = _sound(store, interview_id, minutes)
    return _recorded(session, law, calendar, interview, minutes)


def _sound(store: Store, interview_id: int, minutes: Minutes) -> Convened:
    interview = convened(store, interview_id)
    faults = tuple(_faults(store, interview, minutes))
    if faults:
        raise RecordIncomplete(interview_id, faults)
    return interview


def _recorded(
    session: Session, law: Lawbook, calendar: Calendar, interview: Convened, minutes: Minutes
) -> list[Recorded]:
    return [
        record_within(session, arrival, law, calendar) for arrival in _arrivals(interview, minutes)
    ]


def _faults(store: Store, interview: Convened, minutes: Minutes) -> Iterator[str]:
    with store.reading() as session:
        now = clock.now(session)
        known = session.get(Officer, minutes.recorded_by.strip()) is not None
    if interview.state != InterviewState.CONVENED:
        yield f"it is {interview.state}, so it cannot be recorded again"
    if minutes.held_at.tzinfo is None:
        yield "held_at needs a time zone"
    elif minutes.held_at > now:
        yield f"held_at {minutes.held_at:%Y-%m-%d %H:%M} lies in the future"
    if not minutes.attendees:
        yield "attendees: name at least one person"
    if not minutes.causes.strip():
        yield "causes: say why the node was overdue"
    if not minutes.recorded_by.strip():
        yield "recorded_by: the officer's staff number"
    elif not known:
        yield f"recorded_by: no officer {minutes.recorded_by!r} is registered"
    for pledge in minutes.promises:
        yield from _pledge_faults(pledge, minutes.held_at.date())


def _pledge_faults(pledge: Pledge, held_on: date) -> Iterator[str]:
    if pledge.due_on < held_on:
        yield f"the promise for {pledge.due_on} lies before the interview"
    if not pledge.text.strip():
        yield f"the promise for {pledge.due_on} says nothing"


def _arrivals(interview: Convened, minutes: Minutes) -> list[Arrival]:
    said = {"attendees": list(minutes.attendees), "causes": minutes.causes}
    where = minutes.place.strip()
    held = Arrival(
        case=interview.case_number,
        kind="interview_held",
        occurred_at=minutes.held_at,
        subject_kind="item",
        subject_ref=str(interview.item_id),
        payload={**said, "place": where} if where else said,
        evidence="约谈记录",
        evidence_on=minutes.held_at.astimezone(SHANGHAI).date(),
        by=minutes.recorded_by.strip(),
        source="desk",
    )
    return [held, *(_promise(interview, minutes, n) for n in range(1, len(minutes.promises) + 1))]


def _promise(interview: Convened, minutes: Minutes, number: int) -> Arrival:
    pledge = minutes.promises[number - 1]
    return Arrival(
        case=interview.case_number,
        kind="promise_made",
        occurred_at=minutes.held_at,
        subject_kind="promise",
        subject_ref=f"{interview.id}-{number}",
        payload={"due_on": pledge.due_on.isoformat(), "text": pledge.text},
        by=minutes.recorded_by.strip(),
        source="desk",
    )
