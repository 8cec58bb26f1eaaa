"""Whom an interview summons (约谈邀请): the invitation as the rows have it now."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import Select, select
from sqlmodel import Session

from models.insertion import among
from models.oversight.acts.interviews import INTERVIEW, places
from models.oversight.acts.ledger import CASE, ITEM
from models.oversight.firing.duty import Roster
from models.oversight.watch import rehearsing
from models.tables.interview import InterviewState
from notifications.attachment import Attachment
from notifications.invitations import Invitation, Invited, ics

CALENDAR = "text/calendar"
_OFF = (InterviewState.CANCELLED, InterviewState.NOT_HELD)


def to_officer(session: Session, node_ids: Collection[int], officer_id: str) -> list[Attachment]:
    """The invitations of an officer to the latest interview on each of these nodes.

    Empty for whoever is only told of it. Sending one again changes nothing in a calendar: the UID
    and the sequence are the interview's own. One that was held summons nobody any more.
    """
    if not node_ids:
        return []
    found = _rows().where(among(session, INTERVIEW.c.node_id, node_ids))
    rows = session.connection().execute(found.order_by(INTERVIEW.c.node_id, INTERVIEW.c.id))
    latest = {row.node_id: row for row in rows}
    mine = [
        row
        for row in latest.values()
        if row.state != InterviewState.HELD and officer_id in (*row.invited, row.interviewer_id)
    ]
    if not mine:
        return []
    roster, where = Roster.read(session), places(session, [row.item_id for row in mine])
    return [_attached(invitation(session, row, roster, where)) for row in mine]


def of_interview(session: Session, interview_id: int) -> Attachment | None:
    """The invitation of one interview; None when there is no such one."""
    found = session.connection().execute(_rows().where(INTERVIEW.c.id == interview_id))
    row = found.one_or_none()
    if row is None:
        return None
    where = places(session, [row.item_id])
    return _attached(invitation(session, row, Roster.read(session), where))


def invitation(session: Session, row: Any, roster: Roster, places: Mapping[int, str]) -> Invitation:
    """The invitation that an interview's row stands for, to its place in that court."""
    people = (_person(one, roster) for one in row.invited)
    return Invitation(
        interview=row.id,
        case_number=row.number,
        node=str(row.fact_sheet.get("node") or ""),
        court=roster.court_name(row.item_court or row.court_code),
        place=places.get(row.item_id, ""),
        set_for=row.set_for,
        sequence=row.moved,
        stamped=row.convened_at,
        organiser=_person(row.interviewer_id or "", roster),
        attendees=[one for one in people if one is not None],
        cancelled=row.state in _OFF,
        rehearsal=rehearsing(session),
    )


def _rows() -> Select[Any]:
    return (
        select(INTERVIEW, CASE.c.number, CASE.c.court_code)
        .add_columns(ITEM.c.court_code.label("item_court"))
        .join_from(INTERVIEW, ITEM, ITEM.c.id == INTERVIEW.c.item_id)
        .join(CASE, CASE.c.id == INTERVIEW.c.case_id)
    )


def _person(officer_id: str, roster: Roster) -> Invited | None:
    officer = roster.officer(officer_id)
    if officer is None:
        return None
    # An address is an Apprise URL: only a plain mail address is one that a calendar answers to.
    plain = officer.address.removeprefix("mailto:")
    mail = plain if "@" in plain and "/" not in plain and "?" not in plain else ""
    return Invited(officer.id, officer.name, mail)


def _attached(one: Invitation) -> Attachment:
    method = "CANCEL" if one.cancelled else "REQUEST"
    return Attachment(f"约谈{one.interview}.ics", CALENDAR, ics(one), {"method": method})
