"""Whom an interview summons (约谈邀请): the invitation as the rows and the roster have it now."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlmodel import Session

from models.insertion import among
from models.oversight.duty import DESK
from models.oversight.interviews import INTERVIEW
from models.oversight.ledger import ITEM, Entry, entries
from models.oversight.watch import Watch
from models.tables.interview import InterviewState
from notifications.invitations import Invitation, Invited, ics

CALENDAR = "text/calendar"
_OFF = (InterviewState.CANCELLED, InterviewState.NOT_HELD)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a message."""

    name: str
    type: str
    text: str


def of_nodes(session: Session, node_ids: Collection[int], watch: Watch) -> list[Attachment]:
    """The invitations of the latest interview on each of these nodes, as they stand now.

    One that was held summons nobody any more. Sending it again changes nothing in a calendar: the
    UID and the sequence are the interview's own.
    """
    if not node_ids:
        return []
    rows = session.connection().execute(
        select(INTERVIEW)
        .where(among(session, INTERVIEW.c.node_id, node_ids))
        .order_by(INTERVIEW.c.node_id, INTERVIEW.c.id)
    )
    latest = {row.node_id: row for row in rows}
    return [
        _attached(invitation(session, row, watch))
        for row in latest.values()
        if row.state != InterviewState.HELD
    ]


def of_interview(session: Session, interview_id: int, watch: Watch) -> Attachment | None:
    """The invitation of one interview; None when there is no such one."""
    row = (
        session.connection()
        .execute(select(INTERVIEW).where(INTERVIEW.c.id == interview_id))
        .one_or_none()
    )
    return None if row is None else _attached(invitation(session, row, watch))


def invitation(session: Session, row: Any, watch: Watch) -> Invitation:
    """The invitation of an interview's row."""
    (entry,) = entries(session, ITEM.c.id == row.item_id)
    court = entry.court or entry.post.court
    return Invitation(
        interview=row.id,
        case_number=entry.post.number,
        node=watch.heading(entry.node, entry.post).node,
        court=watch.roster.court_name(court),
        set_for=row.set_for,
        sequence=row.moved,
        stamped=row.convened_at,
        organiser=_person(row.interviewer_id or "", watch),
        attendees=_attendees(entry, watch),
        cancelled=row.state in _OFF,
        rehearsal=watch.rehearsal,
    )


def _attendees(entry: Entry, watch: Watch) -> Sequence[Invited]:
    rung = watch.ladder(entry.node).rung(entry.rung)
    owner = entry.node.owner_id or entry.post.handler_id
    told = watch.roster.told(entry.post.court, rung.to, owner, entry.node.role)
    people = (_person(one.officer_id, watch) for one in told if one.officer_id != DESK)
    return [one for one in people if one is not None]


def _person(officer_id: str, watch: Watch) -> Invited | None:
    officer = watch.roster.officer(officer_id)
    if officer is None:
        return None
    # An address is an Apprise URL: only a plain mail address is one that a calendar answers to.
    plain = officer.address.removeprefix("mailto:")
    mail = plain if "@" in plain and "/" not in plain and "?" not in plain else ""
    return Invited(officer.id, officer.name, mail)


def _attached(one: Invitation) -> Attachment:
    return Attachment(f"约谈{one.interview}.ics", CALENDAR, ics(one))
