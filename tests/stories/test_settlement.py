"""执行和解: instalments with a clock each, a pause, a breach and what follows, performance."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest

from models.errors import FactRefused
from models.tables.case import CaseState
from tests.stories.court import EVENING, HANDLER, Court, Runs

NUMBER = "（2026）京0105执307号"
FIRST, SECOND = ("settlement", "S1"), ("settlement", "S2")
INSTALMENT = "settlement-instalment"


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_a_settlement_is_kept_broken_and_made_again(  # noqa: PLR0915 - one story
    worked_court: Court, runs: Runs
) -> None:
    court = worked_court
    records = partial(court.records, NUMBER)
    court.files(NUMBER, "2026-02-12", "2026-02-13")
    records("handler_assigned", "2026-02-13", handler=HANDLER, evidence="分案表")
    assert court.node(NUMBER, "case-6m").due_on == date(2026, 8, 13)

    # Tuesday 24 February: 30,000 in three parts. Enforcement is suspended from the next day.
    court.comes("2026-02-25", EVENING)
    form = {"performed_by": "2026-05-29", "form": "各方共同提交书面协议", "amount": 30000}
    records("settlement_reached", "2026-02-24", subject=FIRST, payload=form, evidence="和解协议")
    for turn, on in enumerate(("2026-03-31", "2026-04-30", "2026-05-29"), start=1):
        part = {"agreement": "S1", "due_on": on, "amount": 10000}
        records("instalment_agreed", "2026-02-24", subject=instalment(turn), payload=part)
    paper = {"approver": "V001", "ground": "达成和解协议"}
    records("execution_suspended", "2026-02-25", payload=paper, evidence="中止裁定书")
    assert court.node(NUMBER, "case-6m").state == "paused"

    # The first part comes in time; less than was agreed does not count as paid.
    court.comes("2026-03-30", EVENING)
    pays = partial(records, "instalment_paid", evidence="转账凭证")
    with pytest.raises(FactRefused, match="法释〔2018〕3号第8条"):
        pays("2026-03-30", subject=instalment(1), amount=9999.99)
    pays("2026-03-30", subject=instalment(1), amount=10000)
    court.comes("2026-04-29")
    court.expects_alert(HANDLER, "和解分期付款", times=0)

    # The second does not. Told on the day; and on 6 May, the first working day after the holiday.
    court.comes("2026-04-30")
    court.expects_alert(HANDLER, "到期提醒")
    court.expects_alert(HANDLER, "和解分期付款")
    with pytest.raises(FactRefused, match="2026-04-30尚未届期"):
        records("settlement_breached", "2026-04-30", subject=FIRST, evidence="询问笔录")
    court.comes("2026-05-06")
    court.expects_alert(HANDLER, "[督促]")
    court.comes("2026-05-08", EVENING)
    records("settlement_breached", "2026-05-06", subject=FIRST, evidence="询问笔录")

    # The applicant asks; the parts left are called off; enforcement goes on from 8 May.
    resumes = partial(records, "execution_resumed", "2026-05-08", ground="不履行和解协议")
    with pytest.raises(FactRefused, match="第9条"):
        resumes(evidence="恢复执行裁定书")
    records("settlement_resume_requested", "2026-05-07", subject=FIRST, evidence="申请书")
    assert court.node(NUMBER, "resume-decide-request").due_on == date(2026, 5, 14)
    with pytest.raises(FactRefused, match="S1/2、S1/3"):
        resumes(evidence="恢复执行裁定书")
    for turn in (2, 3):
        records("instalment_cancelled", "2026-05-08", subject=instalment(turn), reason="恢复执行")
    resumes(evidence="恢复执行裁定书")
    assert court.node(NUMBER, "resume-decide-request").state == "settled"
    node = court.node(NUMBER, "case-6m")
    # 13 August and 72 days, 25 February to 8 May: Saturday 24 October, so Monday the 26th.
    assert (node.state, node.due_on) == ("running", date(2026, 10, 26))

    # They settle anew, for one payment at the end of June; it comes, and the case closes.
    again = {"performed_by": "2026-06-30", "form": "口头协议记入笔录并签名"}
    records("settlement_reached", "2026-05-08", subject=SECOND, payload=again, evidence="笔录")
    last = {"agreement": "S2", "due_on": "2026-06-30", "amount": 21000}
    records("instalment_agreed", "2026-05-08", subject=("settlement", "S2/1"), payload=last)
    court.comes("2026-06-30", EVENING)
    with pytest.raises(FactRefused, match="尚欠"):
        records("settlement_performed", "2026-06-30", subject=SECOND, evidence="结清证明")
    with pytest.raises(FactRefused, match="和解协议履行完毕"):
        records("debt_performed", "2026-06-30", way="和解协议履行完毕", evidence="结清证明")
    pays("2026-06-30", subject=("settlement", "S2/1"), amount=21000)
    records("settlement_performed", "2026-06-30", subject=SECOND, evidence="结清证明")
    records("debt_performed", "2026-06-30", way="和解协议履行完毕", evidence="结清证明")
    for channel in ("短信", "电话"):
        records("closing_notified", "2026-06-30", channel=channel, evidence="告知记录")
    closing = {"mode": "执行完毕", "ground": "和解协议履行完毕"}
    records("case_closed", "2026-06-30", payload=closing, evidence="结案审批表")
    assert court.node(NUMBER, "case-6m").timeliness == "in_time"
    assert court.node(NUMBER, INSTALMENT).state == "settled"
    assert court.state(NUMBER) == CaseState.CLOSED

    court.patrols()
    run_id = court.run(NUMBER).flow_run_id
    assert run_id is not None
    runs.eventually(lambda: any("和解分期付款" in name for name in runs.tasks(run_id)))
    court.chains_hold()


def instalment(turn: int) -> tuple[str, str]:
    """The part of the first settlement of that number."""
    return ("settlement", f"S1/{turn}")
