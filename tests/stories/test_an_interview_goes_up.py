"""An interview is moved, not held in time, proposed to the court above, held there, checked."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from icalendar import Calendar

from models.errors import FactRefused
from models.register import OfficerEntry, enter_officers
from models.tables.interview import Interview
from models.tables.item import SupervisionItem
from notifications.summons import of_interview
from rulebook.time.zone import SHANGHAI
from tasks.interviewing import Minutes, Pledge, hold
from tests.stories.court import DIRECTOR, HANDLER, LEADER, Court
from tests.stories.test_done_and_recorded_late import NOTICE, NUMBER, now, overdue

ABOVE = "U001"


def invitation(court: Court, interview: Interview) -> tuple[Any, Any]:
    """The calendar invitation as a calendar reads it, and its one event."""
    with court.store.reading() as session:
        found = of_interview(session, interview.id or 0)
    assert found is not None
    calendar = Calendar.from_ical(found.text)
    (event,) = calendar.walk("VEVENT")
    return calendar, event


def convened(court: Court) -> SupervisionItem:
    """Nobody looked for a month; the director confirms what was proposed."""
    with court.store.writing() as session:
        enter_officers(session, [OfficerEntry(ABOVE, "演练上", "京03", ("director",))])
    overdue(court)
    court.comes("2026-03-25")
    talk = court.item(NUMBER, "interview", NOTICE)
    assert talk.state == "proposed"
    court.acts(NUMBER, "interview_convened", talk.id or 0, DIRECTOR)
    return court.item(NUMBER, "interview", NOTICE)


def test_its_invitation_is_updated_when_it_is_moved_and_cancelled_when_the_matter_ends(
    court: Court,
) -> None:
    talk = convened(court)
    met = court.interview(talk)
    assert met.set_for == datetime(2026, 3, 26, 15, tzinfo=SHANGHAI), "the next working day"
    calendar, first = invitation(court, met)
    assert calendar["method"] == "REQUEST"
    assert first.start == met.set_for and first["dtstart"].params["TZID"] == "Asia/Shanghai"
    people = {one.params["X-OFFICER"] for one in first["attendee"]}
    assert people == {HANDLER, LEADER} and first["organizer"].params["X-OFFICER"] == DIRECTOR

    with pytest.raises(FactRefused, match="承办人"):
        court.acts(NUMBER, "interview_rescheduled", talk.id or 0, HANDLER,
                   set_for="2026-04-30T09:00", reason="开庭")  # fmt: skip
    court.acts(NUMBER, "interview_rescheduled", talk.id or 0, DIRECTOR,
               set_for="2026-03-27T09:30", reason="开庭")  # fmt: skip
    court.patrols()
    files = sorted((court.mailbox / HANDLER).glob("*.ics"))
    assert files and "SEQUENCE:1" in files[-1].read_text("utf-8"), "it lies in the mailbox"
    assert not list((court.mailbox / "V001").glob("*.ics")), "who is only told is not summoned"
    _, moved = invitation(court, court.interview(talk))
    assert moved["uid"] == first["uid"] and moved["sequence"] > first["sequence"]
    assert moved.start == datetime(2026, 3, 27, 9, 30, tzinfo=SHANGHAI)

    court.records(NUMBER, "debt_performed", now(court), way="自动履行", evidence="履行证明")
    court.records(NUMBER, "case_closed", now(court), mode="执行完毕", evidence="结案通知书",
                  notice_reason="申请执行人当面领款结清")  # fmt: skip
    off, event = invitation(court, court.interview(talk))
    assert off["method"] == "CANCEL" and event["status"] == "CANCELLED"
    assert event["uid"] == first["uid"] and event["sequence"] > moved["sequence"]
    court.patrols()
    court.expects_alert(LEADER, "约谈·取消")
    court.chains_hold()


def test_not_held_in_time_it_is_proposed_to_the_court_above_in_nobodys_name(court: Court) -> None:
    talk = convened(court)
    court.comes("2026-04-01")
    below = court.interview(talk)
    assert (below.state, below.held_at, below.recorded_by) == ("not_held", None, "")
    up = court.item(NUMBER, "interview", NOTICE)
    assert (up.state, up.court_code, up.issued_by) == ("proposed", "京03", "")
    court.expects_alert(ABOVE, "移上级")

    # It is with the court above now: its own people decide, and the handler is summoned there.
    with pytest.raises(FactRefused, match="由北京市第三中级人民法院办理"):
        court.acts(NUMBER, "interview_convened", up.id or 0, DIRECTOR)
    court.acts(NUMBER, "interview_convened", up.id or 0, ABOVE)
    met = court.interview(up)
    assert met.interviewer_id == ABOVE and met.fact_sheet["handler"] == HANDLER
    court.patrols()
    assert any("约谈" in told for told in court.alerts(HANDLER)[-1:])

    # Held with a promise: it is checked when the promise is kept, not before.
    court.time_stands("2026-04-03")
    assert met.id is not None
    promise = Pledge(date(2026, 4, 9), "发出执行通知书")
    minutes = Minutes(court.now(), ("演练甲",), "人手不足", (promise,), ABOVE)
    hold(court.store, court.law, court.calendar, met.id, minutes)
    court.records(NUMBER, "execution_notice_issued", now(court), evidence="送达回证")
    with pytest.raises(FactRefused, match="尚有1项承诺未兑现"):
        court.acts(NUMBER, "supervision_verified", up.id or 0, ABOVE)
    court.records(
        NUMBER, "promise_kept", now(court), by=HANDLER, subject=("promise", f"{met.id}-1")
    )
    court.patrols()
    court.expects_alert(ABOVE, "承诺均已兑现")
    court.acts(NUMBER, "supervision_verified", up.id or 0, ABOVE)
    assert court.item(NUMBER, "interview", NOTICE).state == "struck_off"
    court.chains_hold()


def test_the_fact_sheet_counts_what_befell_the_person_and_the_case_before(court: Court) -> None:
    sheet = court.interview(convened(court)).fact_sheet
    assert sheet["repeats_since"] == "2025-03-25"
    matter: Any = sheet["repeats_of_matter"]
    person: Any = sheet["repeats_of_person"]
    assert matter["urge"] >= 1 and matter == person
    assert sheet["promises"] == {"kept": 0, "broken": 0, "open": 0}
    court.chains_hold()
