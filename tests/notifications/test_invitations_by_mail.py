"""An interview's invitation by real mail: a calendar that the reader's own program takes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from icalendar import Calendar

from models.oversight.telling.deliveries import Bundle, Waiting
from notifications.attachment import Attachment
from notifications.digest import Manner, compose
from notifications.invitations import Invitation, Invited, ics
from tests.notifications.receivers import mail_server
from tests.tasks.conftest import at

CASE = "（2026）京0105执1号"
MOMENT = at("2026-03-24T15:00")
PERSON = Invited("J1", "演练甲", "j1@court.example")
ASKED = Invitation(7, CASE, "003 发出执行通知", "朝阳法院", MOMENT, 2, MOMENT, None, [PERSON])


@pytest.mark.parametrize(
    ("invitation", "method"),
    [(ASKED, "REQUEST"), (replace(ASKED, cancelled=True, sequence=3), "CANCEL")],
)
def test_an_invitation_arrives_as_a_calendar_that_a_mail_reader_takes(
    invitation: Invitation, method: str
) -> None:
    line = Waiting(1, 1, "J1", "interview", f"[约谈] {CASE}", "请参加。", "", 0, CASE)
    said = compose(Bundle("1", "J1", (line,)), "演练甲", PERSON.mail, Manner(), MOMENT)
    file = Attachment("约谈7.ics", "text/calendar", ics(invitation), {"method": method})
    with mail_server() as server:
        server.channel().send(replace(said, attachments=(file,)), 5)
    (mail,) = server.kept
    (part,) = [one for one in mail.walk() if one.get_content_type() == "text/calendar"]
    sent = part.get_payload(decode=True)
    assert isinstance(sent, bytes)
    assert (part.get_param("method"), part.get_filename()) == (method, "约谈7.ics")
    (event,) = Calendar.from_ical(sent).walk("VEVENT")
    assert (event["UID"], event["SEQUENCE"]) == (ASKED.uid, invitation.sequence)
    assert event.decoded("DTSTART") == MOMENT
    assert str(event["ATTENDEE"]) == "mailto:j1@court.example"
