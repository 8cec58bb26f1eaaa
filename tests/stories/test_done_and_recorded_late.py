"""Practice's scenarios 4, 5, 6, 10: entered late, not recorded, unanswered, a new handler."""

from __future__ import annotations

from datetime import datetime

import pytest

from models.errors import FactRefused
from models.reading.attribution import stretches
from models.register import OfficerEntry, enter_officers
from rulebook.time.zone import SHANGHAI
from tests.stories.court import CLERK, DIRECTOR, HANDLER, LEADER, SUPERVISOR, Court

NUMBER = "（2026）京0105执42号"
NOTICE = "exec-notice-3d-2006"  # due on 24 February, the first day after the festival
OTHER = "J002"


def overdue(court: Court) -> None:
    """The notice was due on the 24th; on the 25th its handler is urged, with three working days."""
    court.files(NUMBER, "2026-02-12", "2026-02-13")
    court.records(NUMBER, "handler_assigned", "2026-02-13", handler=HANDLER, evidence="分案表")
    court.records(NUMBER, "file_received", "2026-02-13", evidence="移送单")
    court.comes("2026-02-25")


def alert(court: Court) -> tuple[str, str]:
    """The node that the alert is about."""
    return ("node", court.node(NUMBER, NOTICE).key)


def now(court: Court) -> str:
    """The book's present moment as a desk writes it."""
    return court.now().replace(tzinfo=None, microsecond=0).isoformat()


def test_what_was_done_in_time_and_entered_late_without_a_dated_paper_is_unproven(
    court: Court,
) -> None:
    """Scenario 4 (P01): the moment of entry is the server's, and the paper has to bear its day."""
    overdue(court)
    court.comes("2026-03-11")
    court.records(NUMBER, "execution_notice_issued", "2026-02-24T16:00", by=HANDLER)
    node = court.node(NUMBER, NOTICE)
    assert (node.state, node.timeliness) == ("settled", "late_or_unproven")

    # The supervisor who checks it is told so, and the item says it for good.
    urged = court.item(NUMBER, "order", NOTICE)
    assert urged.state in {"superseded", "replied"}
    court.chains_hold()


def test_what_was_done_and_not_recorded_goes_to_the_clerk_first(court: Court) -> None:
    """Scenario 5 (P08): one working day's grace in which nothing climbs; then it goes on."""
    overdue(court)
    said = court.records(
        NUMBER, "done_not_recorded", now(court), by=HANDLER, subject=alert(court), text="已发出"
    )
    assert said.seq
    court.patrols()
    court.expects_alert(CLERK, "已办未录入")
    told = len([one for one in court.alerts(LEADER) if "督办" in one])

    # The urging's own clock would run out at the end of the 28th; the grace ends on the 26th.
    court.comes("2026-02-26")
    assert court.item(NUMBER, "urge", NOTICE).state == "issued"
    with pytest.raises(FactRefused, match="已报过"):
        court.records(NUMBER, "done_not_recorded", now(court), by=HANDLER, subject=alert(court))
    assert len([one for one in court.alerts(LEADER) if "督办" in one]) == told

    # Nothing is recorded: silence is silence again.
    court.comes("2026-03-03")
    assert court.item(NUMBER, "urge", NOTICE).state == "lapsed"
    assert court.item(NUMBER, "order", NOTICE).state == "proposed"
    court.chains_hold()


def test_a_rung_that_falls_into_the_grace_fires_once_after_it(court: Court) -> None:
    """Scenario 5 (P08): the order of 3 March waits for the clerk, and comes on the 4th."""
    overdue(court)
    court.acts(NUMBER, "supervision_replied", court.item(NUMBER, "urge", NOTICE).id or 0, HANDLER,
               text="在办")  # fmt: skip
    court.time_stands("2026-03-02")
    court.records(NUMBER, "done_not_recorded", now(court), by=SUPERVISOR, subject=alert(court))
    court.comes("2026-03-03")
    assert "order" not in court.claims(NUMBER, NOTICE)
    court.comes("2026-03-04")
    assert court.claims(NUMBER, NOTICE)["order"] == "fired"
    court.expects_alert(SUPERVISOR, "超期8日（7个工作日）")
    court.chains_hold()


def test_an_unanswered_urging_proposes_an_order_and_a_person_issues_it(court: Court) -> None:
    """Scenario 6 (S29, S36): proposed until confirmed, ten days, and a returned reply reopens."""
    overdue(court)
    court.comes("2026-03-03")
    order = court.item(NUMBER, "order", NOTICE)
    assert (order.state, order.reply_due_at) == ("proposed", None), "nobody signed it"
    court.acts(NUMBER, "supervision_order_issued", order.id or 0, DIRECTOR, text="限期发出")
    order = court.item(NUMBER, "order", NOTICE)
    assert order.state == "issued"
    assert order.reply_due_at == datetime(2026, 3, 14, tzinfo=SHANGHAI), "ten days"

    court.time_stands("2026-03-10")
    court.acts(NUMBER, "supervision_receipted", order.id or 0, HANDLER)
    court.acts(NUMBER, "supervision_replied", order.id or 0, HANDLER, text="本周发出")
    assert court.item(NUMBER, "order", NOTICE).reply_due_at is None
    with pytest.raises(FactRefused, match="证据"):
        court.acts(NUMBER, "supervision_verified", order.id or 0, SUPERVISOR)
    court.acts(NUMBER, "supervision_returned", order.id or 0, SUPERVISOR, reason="无证据")
    order = court.item(NUMBER, "order", NOTICE)
    assert (order.state, order.returned) == ("returned", 1)
    assert order.reply_due_at == datetime(2026, 3, 21, tzinfo=SHANGHAI), "ten days anew"

    # The notice goes out: the fact answers, its own lateness is shown, the item is struck off.
    court.records(NUMBER, "execution_notice_issued", "2026-03-10T08:00", evidence="送达回证")
    court.acts(NUMBER, "supervision_verified", order.id or 0, SUPERVISOR)
    order = court.item(NUMBER, "order", NOTICE)
    assert (order.state, order.verified_on) == ("struck_off", "facts")
    assert "逾期办结" in order.ended_why
    court.chains_hold()


def test_a_new_handler_gets_a_fresh_clock_and_the_old_delay_stays_with_the_old(
    court: Court,
) -> None:
    """Scenario 10 (S29): what was overdue stays on record under whoever had it."""
    with court.store.writing() as session:
        enter_officers(
            session, [OfficerEntry(OTHER, "演练新", "京0105", ("case_handler",), "一队")]
        )
    overdue(court)
    assert court.item(NUMBER, "urge", NOTICE).reply_due_at == datetime(2026, 3, 1, tzinfo=SHANGHAI)
    court.time_stands("2026-02-28")
    court.records(NUMBER, "handler_changed", "2026-02-28", handler=OTHER, evidence="审批表")
    urged = court.item(NUMBER, "urge", NOTICE)
    assert urged.reply_due_at == datetime(2026, 3, 5, tzinfo=SHANGHAI), "three working days anew"
    court.patrols()
    court.expects_alert(OTHER, "更换承办人")

    # The rung of 3 March waits for the new one's answer; silence then proposes the order.
    court.comes("2026-03-03")
    assert court.item(NUMBER, "urge", NOTICE).state == "issued"
    court.comes("2026-03-05")
    assert court.item(NUMBER, "order", NOTICE).state == "proposed"
    with court.store.reading() as session:
        mine, yours = stretches(session, court.law, court.calendar, court.now())[NUMBER, NOTICE]
    assert (mine.officer, mine.days, mine.current) == (HANDLER, 3, False)
    assert (yours.officer, yours.days, yours.current) == (OTHER, 6, True)
    court.chains_hold()
