"""The duty desk changes hands: the sheet begins where the last one ended, and both sign."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlmodel import col, select

from models.errors import BookError, UnknownOfficer
from models.reading.handover import Handing, sheet
from models.reviews.handing import begins, hand_over, last, take
from models.tables.court import Court
from models.tables.message import Message
from models.tables.review import Handover
from tasks import reviewing
from tests.models.conftest import NUMBER, Office
from tests.models.reviewing import SECOND, Told, at, comes, enters, runs, tells
from tests.models.test_reads import statements

FILED: tuple[Told, ...] = (
    ("filed", "02-24", {}),
    ("handler_assigned", "02-24", {"handler": "J001"}),
)


def seen(office: Office, day: str, court: str = "") -> Handing:
    with office.store.reading() as session:
        return sheet(
            session, office.law, at(day), begins(session, office.law, at(day), court), court
        )


def hands(office: Office, day: str, by: str = "J001", to: str = "J002") -> Handover:
    return hand_over(office.store, office.law, "", by, to, at(day))


@pytest.fixture
def filed(office: Office) -> Office:
    """The one case was filed on 24 February; its file came that day, its notice is due in March."""
    tells(office, *FILED, ("file_received", "02-24", {}))
    return office


def test_the_sheet_tells_new_overdue_from_due_today_and_begins_where_the_last_ended(
    filed: Office,
) -> None:
    due = filed.node("exec-notice-3d-2006")["due_on"]
    before, after = (due - timedelta(days=1)).isoformat(), (due + timedelta(days=1)).isoformat()
    names = [one.what for one in seen(filed, due.isoformat()).today]
    assert filed.law.rules["exec-notice-3d-2006"].zh in names
    assert seen(filed, before).today == ()
    late = [one for one in seen(filed, after).overdue if one.due_on == due]
    assert {(one.case, one.who) for one in late} == {(NUMBER, "甲")}
    filing = filed.node("assign-handler-7d")["due_on"]
    with filed.store.writing() as session:
        session.connection().execute(text("UPDATE node SET state = 'running'"))
    (roles,) = [one for one in seen(filed, filing.isoformat()).today if one.who == "执行局长"]
    assert roles.what == filed.law.rules["assign-handler-7d"].zh  # a role, as people call it
    hands(filed, after)
    assert [one for one in seen(filed, after).overdue if one.due_on == due] == []
    with filed.store.reading() as session:
        assert begins(session, filed.law, at(after)) == at(after)


LETTER = {"_": "letter:D1", "due_on": "2026-03-20", "in_charge": "J001"}


def test_tasks_from_above_incidents_findings_and_what_was_done(filed: Office) -> None:
    comes(filed, "03-03")
    tells(
        filed,
        ("letter_received", "03-03", {**LETTER, "sender": "高院"}),
        ("execution_notice_issued", "03-03", {}),
        ("funds_received", "03-03", {"_": "receipt:R1", "amount": "100.00"}),
    )
    runs(filed, "money-idle", "03-08")
    found = seen(filed, "03-03")
    (task,) = found.tasks
    assert (task.case, task.due_on, "督办函" in task.what) == (NUMBER, at("03-20").date(), True)
    assert found.settled >= 1
    assert ["案款R1满5日" in one.what for one in found.findings] == [True]
    hands(filed, "03-09")
    after = seen(filed, "03-09")
    assert (after.tasks, after.findings, after.settled) == ((), (), 0)


def test_a_court_sees_its_own_and_those_below(filed: Office) -> None:
    with filed.store.writing() as session:
        session.add(Court(code="京0106", name="丰台法院", level="basic"))
    enters(filed, [SECOND], court_code="京0106")
    tells(filed, *FILED, ("file_received", "02-24", {}), case=SECOND)
    comes(filed, "03-03")
    tells(filed, ("letter_received", "03-03", LETTER))
    assert [one.case for one in seen(filed, "03-03", "京0105").tasks] == [NUMBER]
    assert seen(filed, "03-03", "京0106").tasks == ()


def test_the_desk_is_handed_on_only_by_who_signed_for_it(filed: Office) -> None:
    made = hands(filed, "03-05")
    assert (made.handed_by, made.handed_to, made.taken_at) == ("J001", "J002", None)
    assert len(made.digest) == 64 and made.sheet["court"] == ""
    with pytest.raises(BookError, match="waits for J002"):
        hands(filed, "03-06", "J002", "J009")
    with pytest.raises(BookError, match="handed to J002: only that officer"):
        take(filed.store, "", "J009", at("03-06"))
    assert take(filed.store, "", "J002", at("03-06")).taken_at == at("03-06")
    with pytest.raises(BookError, match="nothing waits"):
        take(filed.store, "", "J002", at("03-06"))
    with pytest.raises(BookError, match="in the hands of J002"):
        hands(filed, "03-07", "J001", "J009")
    second = hands(filed, "03-07", "J002", "J009")
    assert (second.since, second.handed_at) == (made.handed_at, at("03-07"))


def test_a_desk_cannot_be_handed_to_nobody_or_to_oneself(filed: Office) -> None:
    with pytest.raises(UnknownOfficer):
        hands(filed, "03-05", "J001", "J777")
    with pytest.raises(BookError, match="--to"):
        hands(filed, "03-05", "J001", "J001")
    with filed.store.reading() as session:
        assert session.exec(select(Handover)).all() == []
        assert last(session) is None


def test_a_larger_book_takes_no_more_questions(filed: Office) -> None:
    def asked() -> int:
        with filed.store.reading() as session, statements(session) as sent:
            sheet(session, filed.law, at("03-20"), at("03-01"), "京0105")
        return len(sent)

    few = asked()
    enters(filed, [f"（2026）京0105执{nth}号" for nth in range(10)])
    for nth in range(10):
        number = f"（2026）京0105执{nth}号"
        tells(filed, *FILED, ("file_received", "02-24", {}), case=number)
    assert asked() == few <= 14


def test_who_holds_a_desk_is_told_each_working_day_what_it_would_hand_over(filed: Office) -> None:
    def called(day: str) -> str:
        comes(filed, day)
        moment = at(day, hour=15)
        return reviewing.run(filed.store, filed.law, filed.calendar, "duty-handover", moment)

    comes(filed, "03-03")
    enters(filed, [SECOND])
    told: tuple[Told, ...] = (
        ("filed", "03-03", {}),
        ("file_received", "03-03", {}),
    )  # its notice is due on the 6th
    tells(filed, *told, case=SECOND)
    assert "值班台0个，消息0条" in called("03-04")
    comes(filed, "03-05")
    hands(filed, "03-05")
    assert "值班台1个，消息1条" in called("03-09")
    moment = at("03-09", hour=15)
    again = reviewing.run(filed.store, filed.law, filed.calendar, "duty-handover", moment)
    assert "消息0条" in again  # once a day
    take(filed.store, "", "J002", moment)
    assert "消息0条" in called("03-14")  # a Saturday
    assert "消息1条" in called("03-16")
    with filed.store.reading() as session:
        first, second = session.exec(
            select(Message).where(col(Message.key).like("handover:%")).order_by(col(Message.id))
        ).all()
    assert (first.officer_id, second.officer_id) == ("J002", "J002")
    late = len(seen(filed, "03-09").overdue)
    assert late >= 1 and f"新超期{late}个" in first.body
    assert "请先签收" in first.body and "请交班" in second.body
