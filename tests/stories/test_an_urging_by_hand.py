"""A supervisor urges by hand before the ladder does; the ladder counts it and climbs on from it."""

from __future__ import annotations

from datetime import time, timedelta

import pytest

from models.errors import FactRefused
from models.tables.item import SupervisionItem
from tests.stories.court import HANDLER, LEADER, SUPERVISOR, Court
from tests.stories.test_done_and_recorded_late import NOTICE, NUMBER, alert, now, overdue

AFTERNOON = time(14)


def urges(court: Court, by: str = SUPERVISOR) -> SupervisionItem:
    """An urging on the notice's node, now."""
    said = {"level": "urge", "text": "请在本周发出并回复", "source": "系统"}
    kind = "supervision_order_opened"
    court.records(NUMBER, kind, now(court), by=by, subject=alert(court), payload=said)
    return court.item(NUMBER, "urge", NOTICE)


def due_today(court: Court) -> None:
    """The last day of the notice: the ladder has sent its reminder and nothing else."""
    court.files(NUMBER, "2026-02-13", "2026-02-13")
    court.records(NUMBER, "handler_assigned", "2026-02-13", handler=HANDLER)
    court.records(NUMBER, "file_received", "2026-02-13", evidence="交接单")
    last = court.node(NUMBER, NOTICE).due_on
    assert last is not None
    court.comes(last)
    court.time_stands(last, AFTERNOON)
    assert court.claims(NUMBER, NOTICE) == {"reminder": "fired"}


def test_it_runs_its_rungs_reply_clock_and_the_ladder_sends_no_second(court: Court) -> None:
    due_today(court)
    urged = urges(court)
    assert (urged.state, urged.issued_by) == ("issued", SUPERVISOR)
    assert urged.reply_due_at is not None
    court.patrols()
    for person in (HANDLER, LEADER):
        court.expects_alert(person, f"[催办] {NUMBER} 003 发出执行通知书（承办人） 今日届满")
    court.days_pass(1)
    assert court.claims(NUMBER, NOTICE) == {"reminder": "fired", "urge": "skipped"}
    for person in (HANDLER, LEADER):
        court.expects_alert(person, f"[催办] {NUMBER} 003 发出执行通知书")

    # Silence brings the order, as behind an urging of the ladder's own.
    court.comes(urged.reply_due_at.date() + timedelta(days=1))
    assert court.item(NUMBER, "order", NOTICE).state == "proposed"
    court.chains_hold()


def test_the_same_clock_is_urged_once(court: Court) -> None:
    due_today(court)
    urged = urges(court)
    with pytest.raises(FactRefused, match=f"同级事项{urged.id}"):
        urges(court)
    court.acts(NUMBER, "supervision_replied", urged.id or 0, HANDLER, text="今日发出")
    court.records(
        NUMBER,
        "supervision_verified",
        now(court),
        by=SUPERVISOR,
        subject=("item", str(urged.id)),
        evidence="已与承办人核对",
    )
    assert court.item(NUMBER, "urge", NOTICE).state == "struck_off"
    with pytest.raises(FactRefused, match="已经催办过"):
        urges(court)
    court.chains_hold()


def test_the_work_done_in_time_is_the_answer_when_the_reply_would_be_due(court: Court) -> None:
    due_today(court)
    reply_due = urges(court).reply_due_at
    assert reply_due is not None
    court.records(NUMBER, "execution_notice_issued", now(court), evidence="送达回证")
    court.comes(reply_due.date())
    assert court.item(NUMBER, "urge", NOTICE).state == "replied"
    assert "order" not in court.claims(NUMBER, NOTICE)
    court.chains_hold()


def test_what_is_far_from_its_last_day_is_not_urged(court: Court) -> None:
    due_today(court)
    far = court.node(NUMBER, "case-6m")
    said = {"level": "urge", "text": "请早办", "source": "系统"}
    with pytest.raises(FactRefused, match="尚未临期"):
        court.records(
            NUMBER,
            "supervision_order_opened",
            now(court),
            by=SUPERVISOR,
            subject=("node", far.key),
            payload=said,
        )
    court.chains_hold()


def test_what_the_ladder_has_urged_is_not_urged_again(court: Court) -> None:
    overdue(court)
    assert court.claims(NUMBER, NOTICE)["urge"] == "fired"
    with pytest.raises(FactRefused, match="未销号"):
        urges(court)
    court.chains_hold()


def test_a_handler_urges_nobody_on_the_own_case(court: Court) -> None:
    due_today(court)
    with pytest.raises(FactRefused, match="承办人不得"):
        urges(court, HANDLER)
    court.chains_hold()
