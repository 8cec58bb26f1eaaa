"""Interviews (约谈) in rows: appointed and convened, cancelled, held."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import String, cast, func, select, update
from sqlmodel import Session

from models.insertion import among, insert_many, table_of
from models.oversight.acts.factsheet import sheets
from models.oversight.acts.ledger import NODE, NodeRow, Post
from models.oversight.watch import Watch
from models.tables.fact import Fact
from models.tables.interview import Interview, InterviewState
from models.tables.node import NodeState
from rulebook.case.casefile import FactView
from rulebook.law.ladder import Ladder
from rulebook.oversight.acts import INTERVIEW as RUNG
from rulebook.time.calendar import Calendar
from rulebook.time.counting import due
from rulebook.time.period import Term
from rulebook.time.zone import SHANGHAI

INTERVIEW, FACT = table_of(Interview), table_of(Fact)
SAYING_WHERE = ("interview_convened", "interview_rescheduled", "interview_held")
INTERVIEWER = "director"  # 执行局长 presides, whoever else is told


@dataclass(frozen=True, slots=True)
class Convening:
    """One item that becomes an interview; `set_for` when a person chose the moment."""

    item_id: int
    node: NodeRow
    post: Post
    set_for: datetime | None = None
    court: str = ""  # the court above that holds it; "": the case's own


@dataclass(frozen=True, slots=True)
class Appointment:
    """When an interview is to be held, and the first moment at which holding it is late."""

    set_for: datetime
    hold_by: datetime | None


def appointment(
    ladder: Ladder, convened_at: datetime, calendar: Calendar, set_for: datetime | None = None
) -> Appointment:
    """The ladder's `convene_after`, counted from the convening, at its hour `convene_at`.

    A ladder without those figures appoints its own hour of the next working day.
    """
    moment = set_for or _appointed(ladder, convened_at, calendar)
    if ladder.hold_within is None:
        return Appointment(moment, None)
    return Appointment(moment, due(moment, Term(ladder.hold_within), calendar).at)


def convene(
    session: Session, convenings: Sequence[Convening], watch: Watch
) -> Mapping[int, Appointment]:
    """Write the interviews with their fact sheets frozen; the appointment of each item."""
    if not convenings:
        return {}
    frozen = sheets(session, [(c.node, c.post) for c in convenings], watch)
    found = {c.item_id: _appointment(c, watch) for c in convenings}
    rows = [_row(c, found[c.item_id].set_for, frozen[c.node.id], watch) for c in convenings]
    insert_many(session, INTERVIEW, rows)
    return found


def cancel(session: Session, item_ids: Collection[int]) -> frozenset[int]:
    """The matter ended before the interview was held; a held one stands.

    The items whose interview was called off by it.
    """
    return _end(session, item_ids, InterviewState.CANCELLED)


def _end(session: Session, item_ids: Collection[int], state: InterviewState) -> frozenset[int]:
    if not item_ids:
        return frozenset()
    ended = session.connection().execute(
        update(INTERVIEW)
        .where(
            among(session, INTERVIEW.c.item_id, item_ids),
            INTERVIEW.c.state == InterviewState.CONVENED,
        )
        .values(state=state, moved=INTERVIEW.c.moved + 1)
        .returning(INTERVIEW.c.item_id)
    )
    return frozenset(ended.scalars())


def reschedule(session: Session, item_id: int, set_for: datetime) -> None:
    """Set a convened interview for another moment; its invitation is sent again."""
    session.connection().execute(
        update(INTERVIEW)
        .where(INTERVIEW.c.item_id == item_id, INTERVIEW.c.state == InterviewState.CONVENED)
        .values(set_for=set_for, moved=INTERVIEW.c.moved + 1)
    )


def lapse(session: Session, item_ids: Collection[int]) -> None:
    """Their time ran out and nobody held them: a transition, no one's decision."""
    _end(session, item_ids, InterviewState.NOT_HELD)


def open_promises(session: Session, interview_id: int, case_id: int) -> int:
    """How many promises made in it are neither kept nor withdrawn."""
    found = session.connection().execute(
        select(func.count()).where(
            NODE.c.case_id == case_id,
            NODE.c.subject_kind == "promise",
            NODE.c.subject_ref.like(f"{interview_id}-%"),
            NODE.c.state.in_((NodeState.RUNNING, NodeState.PAUSED)),
        )
    )
    return int(found.scalar_one())


def of_item(session: Session, item_id: int) -> int | None:
    """The number of the interview convened on an item; None when there is none."""
    found = session.connection().execute(
        select(INTERVIEW.c.id).where(INTERVIEW.c.item_id == item_id)
    )
    return found.scalar_one_or_none()


def places(session: Session, item_ids: Collection[int]) -> Mapping[int, str]:
    """Where each is held, as whoever convened, moved or held it said last; unsaid ones apart."""
    found = session.connection().execute(
        select(INTERVIEW.c.item_id, FACT.c.payload)
        .join_from(
            INTERVIEW,
            FACT,
            (FACT.c.case_id == INTERVIEW.c.case_id)
            & (FACT.c.subject_ref == cast(INTERVIEW.c.item_id, String)),
        )
        .where(among(session, INTERVIEW.c.item_id, item_ids), FACT.c.kind.in_(SAYING_WHERE))
        .order_by(FACT.c.seq)
    )
    said = ((row.item_id, row.payload.get("place")) for row in found)
    return {item_id: str(place) for item_id, place in said if place}


def held(session: Session, item_id: int, fact: FactView) -> None:
    """The record of the interview stands, as the fact `interview_held` gives it."""
    session.connection().execute(
        update(INTERVIEW)
        .where(INTERVIEW.c.item_id == item_id)
        .values(
            state=InterviewState.HELD,
            held_at=fact.occurred_at,
            attendees=_names(fact.payload.get("attendees")),
            causes=str(fact.payload.get("causes") or ""),
            recorded_by=fact.recorded_by,
        )
    )


def exists(session: Session, interview_id: int, case_id: int) -> bool:
    """Whether the case has that interview, for the promises made in it."""
    found = session.connection().execute(
        select(INTERVIEW.c.id).where(INTERVIEW.c.id == interview_id, INTERVIEW.c.case_id == case_id)
    )
    return found.first() is not None


def _names(given: object) -> list[str]:
    """Attendees as a list, or as one text from the command line."""
    if isinstance(given, list | tuple):
        return [str(name) for name in given]
    return [name.strip() for name in re.split(r"[、,，;；]", str(given or "")) if name.strip()]


def _appointed(ladder: Ladder, convened_at: datetime, calendar: Calendar) -> datetime:
    local = convened_at.astimezone(SHANGHAI)
    if ladder.convene_after is None:
        day = calendar.shift(local.date(), 1)
    else:
        day = due(local, Term(ladder.convene_after), calendar).on
    return datetime.combine(day, ladder.convene_at or ladder.at, SHANGHAI)


def _appointment(convening: Convening, watch: Watch) -> Appointment:
    ladder = watch.ladder(convening.node)
    return appointment(ladder, watch.as_of, watch.calendar, convening.set_for)


def _invited(convening: Convening, watch: Watch) -> list[str]:
    """Those whom the ladder summons to an interview, as far as they are of the court."""
    node, post = convening.node, convening.post
    roles = watch.ladder(node).rung(RUNG).to
    told = watch.roster.told(post.court, roles, node.owner_id or post.handler_id, node.role)
    return [one.officer_id for one in told if watch.roster.officer(one.officer_id)]


def _row(
    convening: Convening, set_for: datetime, sheet: Mapping[str, object], watch: Watch
) -> dict[str, object]:
    court = convening.court or convening.post.court
    people = watch.roster.people(court, INTERVIEWER)
    known = [one.officer_id for one in people if watch.roster.officer(one.officer_id)]
    return {
        "item_id": convening.item_id,
        "case_id": convening.post.case_id,
        "node_id": convening.node.id,
        "state": InterviewState.CONVENED,
        "convened_at": watch.as_of,
        "set_for": set_for,
        "moved": 0,
        "interviewer_id": known[0] if known else None,
        "invited": _invited(convening, watch),
        "fact_sheet": dict(sheet),
        "attendees": [],
        "causes": "",
        "recorded_by": "",
        "run_told": False,
    }
