"""Beside the main track: preservation, entrustment, an award resisted, bankruptcy, crime."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest

from models.errors import FactRefused
from models.register import CaseEntry, enter_cases
from tests.stories.court import EVENING, HANDLER, Court, Runs

KEPT = "（2026）京0105执保310号"
AWARD = "（2026）京0105执310号"
CRIME = "（2026）京0105执311号"
ACT = "（2026）京0105执313号"
FIRST, SECOND = ("preservation", "保1"), ("preservation", "保2")
REFUSAL, HOUSE, WORKS = ("nonenforcement", "异1"), ("asset", "房产1"), ("asset", "厂房")


@pytest.mark.parametrize("engine_name", ["postgresql"], indirect=True)
def test_each_side_track_keeps_its_own_clocks(  # noqa: PLR0915 - one story
    worked_court: Court, runs: Runs
) -> None:
    court = worked_court
    with court.store.writing() as session:
        numbers = (KEPT, AWARD, CRIME, ACT)
        enter_cases(session, [CaseEntry(one, "京0105", cause="演练") for one in numbers])
    kept, award = partial(court.records, KEPT), partial(court.records, AWARD)
    crime, act = partial(court.records, CRIME), partial(court.records, ACT)

    # Friday 13 February: preservation before suit is ruled and carried out on the day.
    court.time_stands("2026-02-13", EVENING)
    kept("preservation_requested", "2026-02-13T09:00", subject=FIRST, pre_action=True)
    assert court.node(KEPT, "preserve-presue-48h").due_on == date(2026, 2, 15), "hours do not rest"
    ruled = {"granted": True, "at_once": True}
    kept("preservation_ruled", "2026-02-13T15:00", subject=FIRST, payload=ruled, evidence="裁定书")
    kept("preservation_executed", "2026-02-13T17:00", subject=FIRST, pre_action=True)
    assert court.node(KEPT, "preserve-start-at-once").timeliness == "in_time"
    assert court.node(KEPT, "presue-30d").due_on == date(2026, 3, 16), "the 15th is a Sunday"

    # The same day: an administrative act and a criminal judgment are filed for enforcement.
    for records, matter in ((act, "非诉行政"), (crime, "刑事涉财产")):
        records("application_received", "2026-02-12", matter=matter, evidence="申请书")
        records("filed", "2026-02-13", matter=matter, evidence="立案登记表")
    assert court.node(ACT, "admin-nonlit-review-7d").due_on == date(2026, 2, 24), "the festival"
    assert court.node(CRIME, "case-criminal-6m").due_on == date(2026, 8, 13)
    court.comes("2026-02-24", EVENING)
    act("legality_ruled", "2026-02-24", allowed=True, evidence="行政裁定书")
    assert court.node(ACT, "admin-nonlit-review-7d").timeliness == "in_time"

    # Only what the judgment names is taken, and only what is the convict's own.
    crime("criminal_property_noted", "2026-02-24", item="没收部分财产", named=["房产1"],
          evidence="刑事判决书")  # fmt: skip
    said = {"in_judgment": True, "item": "没收部分财产", "necessities_kept": True}
    takes = partial(crime, "criminal_asset_taken", "2026-02-24", evidence="执行裁定书")
    with pytest.raises(FactRefused, match="第九条"):
        takes(subject=HOUSE, payload=said | {"owner": "被执行人个人"})
    for asset, owner in ((HOUSE, "被执行人个人"), (WORKS, "公司")):
        crime("criminal_asset_separated", "2026-02-24", subject=asset, owner=owner, evidence="登记")
    with pytest.raises(FactRefused, match="权属为被执行人"):
        takes(subject=WORKS, payload=said | {"owner": "公司"})
    takes(subject=HOUSE, payload=said | {"owner": "被执行人个人"})

    # Another court entrusts an award: filed within seven days; the debtor resists it.
    award("entrustment_received", "2026-02-24", court="沪0115", evidence="委托函")
    assert court.node(AWARD, "entrust-register-7d").due_on == date(2026, 3, 3)
    court.comes("2026-03-02", EVENING)
    award("filed", "2026-03-02", matter="仲裁裁决", evidence="立案登记表")
    award("handler_assigned", "2026-03-02", handler=HANDLER, evidence="分案表")
    assert court.node(AWARD, "entrust-register-7d").timeliness == "in_time"
    assert court.node(AWARD, "case-6m").due_on == date(2026, 9, 2)
    court.comes("2026-03-19", EVENING)
    award("special_title_noted", "2026-03-05", title="仲裁裁决", counted_from="2026-03-05")
    assert court.node(AWARD, "arb-no-enforce-15d").due_on == date(2026, 3, 20)
    award("nonenforcement_applied", "2026-03-18", subject=REFUSAL, title="仲裁裁决")
    award("nonenforcement_filed", "2026-03-19", subject=REFUSAL, title="仲裁裁决")
    assert court.node(AWARD, "arb-review-2m").due_on == date(2026, 5, 19)

    # The suit follows in time, so the measure passes over; a second one wants no more than 30 %.
    kept("presue_suit_filed", "2026-03-16", subject=FIRST, evidence="受理通知书")
    assert court.node(KEPT, "presue-30d").state == "settled"
    ordered = partial(kept, "preservation_security_ordered", "2026-03-19", subject=SECOND)
    with pytest.raises(FactRefused, match="法释〔2016〕22号第5条"):
        ordered(amount="1000000", security="300000.01")
    ordered(amount="1000000", security="300000")
    court.comes("2026-04-07", EVENING)
    kept("preservation_lift_requested", "2026-04-01", subject=FIRST, evidence="申请书")
    assert court.node(KEPT, "preserve-lift-5d-48h").due_on == date(2026, 4, 7), "Qingming"
    kept("preservation_lifted", "2026-04-07", subject=FIRST, evidence="解除裁定")
    assert court.node(KEPT, "preserve-lift-5d-48h").timeliness == "in_time"

    # The objection fails; the debtor goes to the bankruptcy court and the case stands still.
    court.comes("2026-04-22", EVENING)
    award("nonenforcement_ruled", "2026-04-20", subject=REFUSAL, outcome="驳回申请",
          evidence="裁定书")  # fmt: skip
    stop = {"approver": "V001", "ground": "移送破产审查"}
    award("execution_suspended", "2026-04-22", payload=stop, evidence="中止裁定")
    assert court.node(AWARD, "case-6m").state == "paused"
    court.comes("2026-05-22", EVENING)
    award("execution_resumed", "2026-05-22", evidence="恢复执行通知")
    assert court.node(AWARD, "case-6m").due_on == date(2026, 10, 8), "thirty days, then the feast"

    # Every case has its run, asleep until its own next rung.
    court.patrols()
    for number in (KEPT, AWARD, CRIME, ACT):
        runs.eventually(partial(runs.sleeps, court, number))
    run_id = court.run(AWARD).flow_run_id
    assert run_id is not None
    runs.shows(run_id, "Q 审查不予执行仲裁裁决 · settled")
    court.chains_hold()
