"""The scheduler stood still for five days; then it looks again."""

from __future__ import annotations

from sqlmodel import select

from models.tables.message import Message
from tests.stories.court import HANDLER, LEADER, SUPERVISOR, Court

NUMBER = "（2026）京0105执5号"
NOTICE = "exec-notice-3d-2006"


def test_each_node_raises_one_alert_at_its_highest_rung_with_the_true_days(court: Court) -> None:
    """Scenario 8 (I5, I6): one alert a node, at the highest rung, with the days as they are."""
    court.files(NUMBER, "2026-02-12", "2026-02-13")
    court.records(NUMBER, "handler_assigned", "2026-02-13", handler=HANDLER, evidence="分案表")
    court.records(NUMBER, "file_received", "2026-02-13", evidence="移送单")
    court.comes("2026-02-14")
    told = len(court.alerts(HANDLER))

    # From the 24th, the last day, to the 28th nobody looks: reminder and urging pass unfired.
    court.time_stands("2026-02-28")
    court.patrols()
    assert len(court.alerts(HANDLER)) == told + 1, "one digest, not a storm"
    assert court.claims(NUMBER, NOTICE) == {"reminder": "skipped", "urge": "fired"}
    court.expects_alert(HANDLER, "超期4日（4个工作日）")
    court.expects_alert(LEADER, "催办")
    with court.store.reading() as session:
        node = court.node(NUMBER, NOTICE).id
        lines = session.exec(select(Message.officer_id).where(Message.node_id == node)).all()
    assert sorted(lines) == sorted([HANDLER, LEADER])

    # Looking again at once says nothing more.
    court.patrols()
    assert len(court.alerts(HANDLER)) == told + 1
    court.expects_silence(SUPERVISOR, since=0)
    court.chains_hold()


def test_a_paused_clock_raises_nothing_however_long_nobody_looked(court: Court) -> None:
    court.files(NUMBER, "2026-02-12", "2026-02-13")
    court.records(NUMBER, "handler_assigned", "2026-02-13", handler=HANDLER, evidence="分案表")
    court.comes("2026-02-25")
    court.records(
        NUMBER, "execution_suspended", "2026-02-25", approver=SUPERVISOR, evidence="中止裁定书"
    )
    before = court.node(NUMBER, "case-6m")
    assert (before.state, before.due_at) == ("paused", None)
    court.time_stands("2026-10-20")
    court.patrols()
    assert court.claims(NUMBER, "case-6m") == {}
    court.records(NUMBER, "execution_resumed", "2026-10-20", evidence="恢复执行通知书")
    after = court.node(NUMBER, "case-6m")
    assert after.state == "running"
    # Filed 13 February: 13 August, and 237 days of suspension (25 February to 20 October).
    assert after.due_on is not None
    assert after.due_on.isoformat() == "2027-04-07"
    assert after.provisional, "2027 has no notice of holidays yet"
    court.chains_hold()
