"""Two debtors on the list: one pays and is taken off in three days, one stays for his term."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest

from models.errors import FactRefused
from tests.stories.court import EVENING, HANDLER, Court, Runs

NUMBER = "（2026）京0105执309号"
LI, WANG = ("listing", "李某"), ("listing", "王某")
UNTIL = "dishonest-delete-performed-3wd"


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_whoever_pays_is_taken_off_the_list(  # noqa: PLR0915 - one story
    worked_court: Court, runs: Runs
) -> None:
    court = worked_court
    records = partial(court.records, NUMBER)
    court.files(NUMBER, "2026-02-12", "2026-02-13")
    records("handler_assigned", "2026-02-13", handler=HANDLER, evidence="分案表")

    # The applicant wants 李某 listed; he is given a grace, though not of four months.
    court.comes("2026-02-25", EVENING)
    records("listing_requested", "2026-02-24", subject=LI, evidence="申请书")
    assert due_on(court, "dishonest-decide-15d") == date(2026, 3, 11)
    with pytest.raises(FactRefused, match="法发〔2019〕35号第15条"):
        records("grace_granted", "2026-02-25", subject=LI, ends_on="2026-06-25")
    records("grace_granted", "2026-02-25", subject=LI, ends_on="2026-03-09")
    court.comes("2026-03-10", EVENING)
    records("grace_ended", "2026-03-10", subject=LI, reason="仍未履行")
    records("consumption_restricted", "2026-03-10", debtor="李某", evidence="限制消费令")
    entered = {"decision": "纳入", "ground": "第一项：有履行能力而拒不履行"}
    records("listing_decided", "2026-03-10", subject=LI, payload=entered, evidence="决定书")
    records("dishonest_listed", "2026-03-10", subject=LI, evidence="名单库记录")
    assert court.node(NUMBER, "dishonest-decide-15d").timeliness == "in_time"

    # A name is wrong: corrected within three working days.
    court.comes("2026-03-16", EVENING)
    records("listing_error_found", "2026-03-12", subject=LI, error="信息不准确")
    assert due_on(court, "dishonest-fix-3wd") == date(2026, 3, 17)
    records("dishonest_corrected", "2026-03-16", subject=LI, evidence="更正记录")
    assert court.node(NUMBER, "dishonest-fix-3wd").timeliness == "in_time"

    # 王某 resisted: two years, and three working days after their end. He protests in vain.
    resisted = {"decision": "纳入", "ground": "第二项：妨碍、抗拒执行"}
    records("listing_decided", "2026-03-16", subject=WANG, payload=resisted, evidence="决定书")
    assert due_on(court, "dishonest-term-2y") == date(2028, 3, 16)
    assert due_on(court, "dishonest-expiry-3wd") == date(2028, 3, 21)
    court.comes("2026-04-02", EVENING)
    records("listing_correction_requested", "2026-03-18", subject=WANG, evidence="申请书")
    assert due_on(court, "dishonest-correct-review-15d") == date(2026, 4, 2)
    records("listing_correction_decided", "2026-04-01", subject=WANG, upheld=False, evidence="决定")
    records("listing_refusal_served", "2026-04-02", subject=WANG, evidence="送达回证")
    assert due_on(court, "dishonest-review-10d-15d") == date(2026, 4, 13), "the 12th is a Sunday"

    # Friday 3 April: all is paid. Nobody has to say that the listing must go: the clock runs.
    court.comes("2026-04-03", EVENING)
    records("debt_performed", "2026-04-03", way="自动履行", evidence="履行证明")
    assert due_on(court, UNTIL) == date(2026, 4, 9), "Qingming rests until Monday"
    court.patrols()
    runs.eventually(lambda: runs.sleeps(court, NUMBER))
    run_id = court.run(NUMBER).flow_run_id
    assert run_id is not None
    runs.shows(run_id, "L 债务履行完毕删除失信信息 · opened")
    court.comes("2026-04-09")
    assert any("债务履行完毕删除失信信息" in told for told in court.alerts(HANDLER))
    court.time_stands("2026-04-09", EVENING)
    records("dishonest_deleted", "2026-04-09", subject=LI, evidence="删除记录")
    assert court.node(NUMBER, UNTIL).timeliness == "in_time"
    assert court.node(NUMBER, "dishonest-term-2y").state == "waiting", "王某 stays for his term"

    # 王某 is taken off at the applicant's own request: no request puts him back for half a year.
    court.comes("2026-05-08", EVENING)
    asked = {"at_request": True, "reason": "申请执行人书面申请"}
    records("dishonest_deleted", "2026-05-06", subject=WANG, payload=asked, evidence="删除记录")
    again = resisted | {"again_on_request": True}
    with pytest.raises(FactRefused, match="法释〔2017〕7号第十条"):
        records("listing_decided", "2026-05-08", subject=WANG, payload=again, evidence="决定书")
    court.patrols()
    runs.eventually(lambda: runs.sleeps(court, NUMBER))
    court.chains_hold()


def due_on(court: Court, rule: str) -> date | None:
    """The last day of the case's node under that rule."""
    return court.node(NUMBER, rule).due_on
