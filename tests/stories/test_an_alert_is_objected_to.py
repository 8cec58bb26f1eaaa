"""An alert that was wrong, one that was not, one that nobody answered; alerts muted; a promise."""

from __future__ import annotations

from datetime import timedelta

import pytest

from models.errors import FactRefused
from models.oversight.acts.holds import HOLD
from models.reading.falsealarms import false_alarms
from tests.stories.court import DIRECTOR, HANDLER, SUPERVISOR, Court
from tests.stories.test_done_and_recorded_late import NOTICE, NUMBER, alert, now, overdue


def says(court: Court, kind: str, by: str, evidence: str = "", **said: object) -> None:
    """Something is said of the alerts on the notice's node, now."""
    court.records(
        NUMBER, kind, now(court), by=by, subject=alert(court), evidence=evidence, payload=said
    )


def test_an_upheld_objection_ends_the_matter_and_counts_as_a_false_alarm(court: Court) -> None:
    overdue(court)
    says(court, "alert_objected", HANDLER, reason="通知书已于立案当日一并送达")
    court.patrols()
    court.expects_alert(SUPERVISOR, "异议")
    with pytest.raises(FactRefused, match="承办人不得"):
        says(court, "alert_objection_upheld", HANDLER, reason="自认")
    with pytest.raises(FactRefused, match="已有异议待答复"):
        says(court, "alert_objected", HANDLER, reason="再次")
    says(court, "alert_objection_upheld", SUPERVISOR, reason="送达回证属实", cause="数据有误")
    assert court.item(NUMBER, "urge", NOTICE).state == "superseded"

    # This clock raises nothing more, however long it stands.
    court.days_pass(3)
    court.comes("2026-04-20")
    assert set(court.claims(NUMBER, NOTICE)) == {"reminder", "urge"}
    with court.store.reading() as session:
        found = false_alarms(session, court.now() - timedelta(days=80), court.now())
    assert (found.raised, found.upheld, found.dismissed, found.waiting) == (1, 1, 0, 0)
    assert found.causes == {"数据有误": 1} and found.alerted >= 1 and found.rate is None
    court.chains_hold()


def test_a_dismissed_objection_lets_the_clock_go_on(court: Court) -> None:
    overdue(court)
    says(court, "alert_objected", HANDLER, reason="正在协调")
    court.time_stands("2026-02-27")
    says(court, "alert_objection_dismissed", SUPERVISOR, reason="协调不是扣除事由")
    court.patrols()
    court.expects_alert(HANDLER, "异议不成立")
    with pytest.raises(FactRefused, match="新的证据"):
        says(court, "alert_objected", HANDLER, reason="还在协调")
    court.comes("2026-03-04")
    assert court.item(NUMBER, "order", NOTICE).state == "proposed"
    court.chains_hold()


def test_an_objection_that_nobody_answers_goes_to_the_director_and_holds_nothing_more(
    court: Court,
) -> None:
    overdue(court)
    says(court, "alert_objected", HANDLER, reason="系统无法录入")
    court.comes("2026-02-28")
    assert court.item(NUMBER, "urge", NOTICE).state == "issued"
    court.expects_alert(DIRECTOR, "异议答复超期", times=0)
    court.comes("2026-03-03")
    court.patrols()
    court.expects_alert(DIRECTOR, "异议答复超期")
    assert court.item(NUMBER, "order", NOTICE).state == "proposed"
    court.chains_hold()


def test_alerts_are_muted_for_a_bounded_time_by_someone_else_and_with_a_reason(
    court: Court,
) -> None:
    overdue(court)
    with pytest.raises(FactRefused, match="承办人不得"):
        says(court, "alerts_muted", HANDLER, until="2026-03-05", reason="出差")
    with pytest.raises(FactRefused, match="免打扰最长10个工作日"):
        says(court, "alerts_muted", SUPERVISOR, until="2026-12-31", reason="出差")
    with pytest.raises(FactRefused, match="reason"):
        says(court, "alerts_muted", SUPERVISOR, until="2026-03-05")
    says(court, "alerts_muted", SUPERVISOR, until="2026-03-05", reason="案卷在上级法院")
    before = len(court.alerts(HANDLER))
    for day in ("2026-02-27", "2026-03-03", "2026-03-05"):
        court.comes(day)
    assert "order" not in court.claims(NUMBER, NOTICE)
    assert not [one for one in court.alerts(HANDLER)[before:] if "发出执行通知书" in one]
    court.comes("2026-03-06")
    assert court.claims(NUMBER, NOTICE)["order"] == "fired"

    # It may be lifted before its time; what is not muted cannot be lifted.
    says(court, "alerts_muted", SUPERVISOR, until="2026-03-10", reason="案卷在上级法院")
    says(court, "alerts_unmuted", DIRECTOR)
    with court.store.reading() as session:
        assert session.connection().execute(HOLD.select()).all() == []
    with pytest.raises(FactRefused, match="未设免打扰"):
        says(court, "alerts_unmuted", DIRECTOR)
    court.chains_hold()


def test_a_promise_on_receipt_holds_the_ladder_and_expires(court: Court) -> None:
    overdue(court)
    urged = court.item(NUMBER, "urge", NOTICE)
    with pytest.raises(FactRefused, match="承诺办结日应在"):
        court.acts(NUMBER, "supervision_receipted", urged.id or 0, HANDLER, promise_on="2026-12-31")
    court.acts(NUMBER, "supervision_receipted", urged.id or 0, HANDLER, promise_on="2026-03-06")
    court.acts(NUMBER, "supervision_replied", urged.id or 0, HANDLER, text="三月六日前发出")
    court.comes("2026-03-06")
    assert "order" not in court.claims(NUMBER, NOTICE)
    assert str(court.item(NUMBER, "urge", NOTICE).promised_on) == "2026-03-06"
    court.comes("2026-03-09")
    assert court.claims(NUMBER, NOTICE)["order"] == "fired", "the promise was not kept"
    court.chains_hold()
