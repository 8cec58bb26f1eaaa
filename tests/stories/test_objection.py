"""执行异议: every one is registered, what is claimed is not sold, a wrong act is taken back."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest

from models.errors import FactRefused
from models.register import OfficerEntry, enter_officers
from tests.stories.court import EVENING, HANDLER, Court, Runs

NUMBER = "（2026）京0105执306号"
HOUSE = ("asset", "房产1")
OUTSIDER, CONDUCT, BARE = (("objection", name) for name in ("异1", "异2", "异3"))
NOTICE = "exec-notice-3d-2006"


@pytest.mark.parametrize("engine_name", ["postgresql"], indirect=True)
def test_objections_are_heard_and_what_was_wrong_is_put_right(  # noqa: PLR0915 - one story
    worked_court: Court, runs: Runs
) -> None:
    court = worked_court
    records = partial(court.records, NUMBER)
    with court.store.writing() as session:
        judges = [
            OfficerEntry("R001", "演练辛", "京0105", ("review_judge",)),
            OfficerEntry("F001", "演练壬", "京0105", ("filing_officer",)),
        ]
        enter_officers(session, judges)

    # Friday 13 February: filed, handed over, the notice sent. A house is seized on the 24th.
    court.files(NUMBER, "2026-02-12", "2026-02-13")
    records("handler_assigned", "2026-02-13", handler=HANDLER, evidence="分案表")
    records("file_received", "2026-02-13", evidence="移送单")
    court.comes("2026-02-24", EVENING)
    sent = records("execution_notice_issued", "2026-02-24", evidence="执行通知书")
    owner = {"owner": "乙", "relation": "被执行人本人"}
    records("asset_identified", "2026-02-24", subject=HOUSE, payload=owner, evidence="登记查询")
    seized = {"method": "查封", "category": "不动产"}
    records("asset_controlled", "2026-02-24", subject=HOUSE, payload=seized, evidence="裁定书")
    assert court.node(NUMBER, NOTICE).state == "settled"

    # Monday 2 March: an objector's papers lack. He is told once, and may be turned away after
    # three days.
    court.comes("2026-03-02", EVENING)
    bare = {"kind": "执行行为异议", "objector": "戊"}
    records("objection_received", "2026-03-02", subject=BARE, payload=bare, evidence="来信")
    records("objection_supplement_asked", "2026-03-02", subject=BARE, evidence="补正通知")
    away = partial(records, "objection_not_accepted", subject=BARE, ground="逾期未补足材料")
    with pytest.raises(FactRefused, match="最早2026-03-06"):
        away("2026-03-02", evidence="不予受理裁定书")
    # An outsider says that the house is hers. Three days to file, fifteen to rule.
    claim = {"kind": "案外人异议", "objector": "丁", "asset": "房产1"}
    records("objection_received", "2026-03-02", subject=OUTSIDER, payload=claim, evidence="异议书")
    assert court.node(NUMBER, "objection-file-3d").due_on == date(2026, 3, 5)
    assert court.node(NUMBER, "outsider-objection-15d").due_on == date(2026, 3, 17)
    with pytest.raises(FactRefused, match="不予受理的事由"):
        records("objection_not_accepted", "2026-03-02", subject=OUTSIDER, evidence="裁定书")

    court.comes("2026-03-06", EVENING)
    away("2026-03-06", evidence="不予受理裁定书")

    # Nobody filed the outsider's by the 5th: the urging fired on the 6th.
    assert court.claims(NUMBER, "objection-file-3d")["urge"] == "fired"
    records("objection_filed", "2026-03-06", subject=OUTSIDER, by="F001", evidence="立案表")
    assert court.node(NUMBER, "objection-file-3d").timeliness == "late"
    with pytest.raises(FactRefused, match="承办人"):
        records("objection_panel_formed", "2026-03-06", subject=OUTSIDER, members=[HANDLER])
    records("objection_panel_formed", "2026-03-06", subject=OUTSIDER, members=["R001", "R002"])

    # Meanwhile nothing may be done to the house.
    sells = partial(records, "disposal_ruled", subject=HOUSE, way="拍卖", evidence="拍卖裁定书")
    with pytest.raises(FactRefused, match="法释〔2008〕13号第15条"):
        sells("2026-03-06")

    # Dismissed on the 13th, served on the 16th: fifteen days end on Tuesday the 31st.
    court.comes("2026-03-16", EVENING)
    records("objection_ruled", "2026-03-13", subject=OUTSIDER, result="驳回", evidence="裁定书")
    with pytest.raises(FactRefused, match="尚未送达"):
        sells("2026-03-16")
    served = {"kind": "案外人异议", "result": "驳回", "recipient": "丁"}
    records("ruling_served", "2026-03-16", subject=OUTSIDER, payload=served, evidence="回证")
    court.comes("2026-03-31", EVENING)
    with pytest.raises(FactRefused, match="最早2026-04-01"):
        sells("2026-03-31")

    # She sues on the last day. The house waits for the judgment.
    records("suit_filed", "2026-03-31", subject=OUTSIDER, evidence="受理通知书")
    court.comes("2026-04-01", EVENING)
    with pytest.raises(FactRefused, match="第313条"):
        sells("2026-04-01")
    court.comes("2026-06-08", EVENING)
    decided = {"outcome": "准许执行该标的"}
    records(
        "objection_suit_decided", "2026-06-05", subject=OUTSIDER, payload=decided, evidence="判决书"
    )
    sells("2026-06-08")

    # The debtor objects to the notice: it went to the wrong address. The objection is upheld.
    conduct = {"kind": "执行行为异议", "objector": "乙"}
    records("objection_received", "2026-06-08", subject=CONDUCT, payload=conduct, evidence="异议书")
    records("objection_filed", "2026-06-08", subject=CONDUCT, by="F001", evidence="立案表")
    records("objection_panel_formed", "2026-06-08", subject=CONDUCT, members=["R001", "R002"])
    court.comes("2026-06-15", EVENING)
    said = {"basis": "异议裁定", "objection": "异2"}
    correct = partial(
        records, "act_corrected", corrects=sent.seq, payload=said, evidence="纠正裁定书"
    )
    with pytest.raises(FactRefused, match="第17条"):
        correct("2026-06-15")
    records("objection_ruled", "2026-06-15", subject=CONDUCT, result="成立", evidence="裁定书")

    # The act is taken back: the notice is owed as before it, and is late at once.
    correct("2026-06-15")
    node = court.node(NUMBER, NOTICE)
    assert (node.state, node.due_on, node.settled_by) == ("running", date(2026, 2, 24), None)
    court.comes("2026-06-16")
    court.expects_alert(HANDLER, "督办", times=0)
    assert court.item(NUMBER, "interview", NOTICE).state == "proposed"
    court.comes("2026-06-16", EVENING)
    records("execution_notice_issued", "2026-06-16", evidence="执行通知书（重新送达）")
    assert court.node(NUMBER, NOTICE).timeliness == "late"

    # Years later the title falls: what was obtained is to be given back by a day.
    with pytest.raises(FactRefused, match="第65条"):
        records("reversal_ruled", "2026-06-16", return_by="2026-07-15", evidence="回转裁定书")
    records("title_revoked", "2026-06-16", document="（2026）京03民再1号", evidence="再审判决书")
    records("reversal_ruled", "2026-06-16", return_by="2026-07-15", evidence="回转裁定书")
    court.comes("2026-07-15")
    court.expects_alert(HANDLER, "返还执行所得")
    court.comes("2026-07-16", EVENING)
    new = {"number": "（2026）京0105执999号"}
    records("reversal_filed", "2026-07-16", payload=new, evidence="立案表")
    assert court.node(NUMBER, "reversal-return").timeliness == "late"

    court.patrols()
    runs.eventually(lambda: runs.sleeps(court, NUMBER))
    run_id = court.run(NUMBER).flow_run_id
    assert run_id is not None
    runs.eventually(lambda: any("返还执行所得" in name for name in runs.tasks(run_id)))
    court.chains_hold()
