"""Calendar invitations of interviews (约谈日程): updated and cancelled under one UID."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from rulebook.time.zone import SHANGHAI

REQUEST, CANCEL = "REQUEST", "CANCEL"
PRODUCT = "-//DueProcess//interview//ZH"
DURATION = timedelta(hours=1)
_NAMELESS = "urn:x-dueprocess:officer:{}"  # a person by staff number, where no mail address is


@dataclass(frozen=True, slots=True)
class Invited:
    """One person of an interview: staff number, name, mail address if there is one."""

    officer_id: str
    name: str = ""
    mail: str = ""


@dataclass(frozen=True, slots=True)
class Invitation:
    """One interview as a calendar takes it: case number, node and level, no party's name."""

    interview: int
    case_number: str
    node: str
    court: str
    set_for: datetime  # aware
    sequence: int  # how often it was changed: a calendar keeps the highest
    stamped: datetime  # when it was decided
    organiser: Invited | None
    attendees: Sequence[Invited]
    place: str = ""  # the room
    cancelled: bool = False
    rehearsal: bool = False

    @property
    def uid(self) -> str:
        """The same for every change of one interview, and for no other."""
        place = f"dueprocess:{self.case_number}:interview:{self.interview}"
        return f"{uuid5(NAMESPACE_URL, place)}@dueprocess"


def ics(invitation: Invitation) -> str:
    """The invitation as an iCalendar text, with the court's time zone written out.

    A second moment of the same interview bears the same UID and a higher sequence, so that it
    replaces the first; a cancelled one says METHOD:CANCEL.
    """
    from icalendar import Calendar, Event  # a tenth of a second to import

    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", CANCEL if invitation.cancelled else REQUEST)
    event = Event()
    begins = invitation.set_for.astimezone(SHANGHAI)
    event.add("uid", invitation.uid)
    event.add("sequence", invitation.sequence)
    event.add("dtstamp", invitation.stamped)
    event.add("dtstart", begins)
    event.add("dtend", begins + DURATION)
    event.add("summary", _summary(invitation))
    event.add("description", _description(invitation))
    event.add("location", f"{invitation.court} {invitation.place}".strip())
    event.add("status", "CANCELLED" if invitation.cancelled else "CONFIRMED")
    _people(event, invitation)
    calendar.add_component(event)
    calendar.add_missing_timezones()
    text: str = calendar.to_ical().decode("utf-8")
    return text


def _summary(invitation: Invitation) -> str:
    mark = "【演练】" if invitation.rehearsal else ""
    what = "约谈取消" if invitation.cancelled else "约谈"
    return f"{mark}{what} {invitation.case_number}"


def _description(invitation: Invitation) -> str:
    bring = "" if invitation.cancelled else "请携案卷和办理情况说明参加。"
    return f"{invitation.case_number}，{invitation.node}。{bring}"


def _people(event: object, invitation: Invitation) -> None:
    from icalendar import Event

    assert isinstance(event, Event)
    if invitation.organiser is not None:
        event.add("organizer", _address(invitation.organiser, "CHAIR"))
    for one in invitation.attendees:
        event.add("attendee", _address(one, "REQ-PARTICIPANT"))


def _address(person: Invited, role: str) -> object:
    from icalendar import vCalAddress, vText

    way = f"mailto:{person.mail}" if person.mail else _NAMELESS.format(person.officer_id)
    address = vCalAddress(way)
    address.params["CN"] = vText(person.name or person.officer_id)
    address.params["ROLE"] = vText(role)
    address.params["X-OFFICER"] = vText(person.officer_id)
    if role != "CHAIR":
        address.params["PARTSTAT"] = vText("NEEDS-ACTION")
        address.params["RSVP"] = vText("TRUE")
    return address
