"""复议: the objector turns to the court above, which finds the act wrong; it is taken back."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest

from models.errors import FactRefused
from models.register import OfficerEntry, enter_officers
from tests.stories.court import EVENING, HANDLER, LEADER, Court

NUMBER = "（2026）京0105执321号"
OBJECTION = ("objection", "异1")
SERVED = {"kind": "执行行为异议", "result": "驳回", "recipient": "乙"}


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_a_dismissed_objection_is_reviewed_above_and_upheld_there(  # noqa: PLR0915 - one story
    court: Court,
) -> None:
    records = partial(court.records, NUMBER)
    says = partial(records, subject=OBJECTION)
    with court.store.writing() as session:
        enter_officers(session, [OfficerEntry("F001", "演练壬", "京0105", ("filing_officer",))])
    court.files(NUMBER, "2026-02-12", "2026-02-13")
    records("handler_assigned", "2026-02-13", handler=HANDLER, evidence="分案表")
    records("file_received", "2026-02-13", evidence="移送单")
    sent = records("execution_notice_issued", "2026-02-13", evidence="执行通知书")

    # Filed on the third day, told to the parties on the third after it, dismissed on the fifteenth.
    court.comes("2026-03-17", EVENING)
    wrong = {"kind": "执行行为异议", "objector": "乙"}
    says("objection_received", "2026-03-02", payload=wrong, evidence="异议书")
    says("objection_filed", "2026-03-05", by="F001", evidence="立案表")
    assert court.node(NUMBER, "objection-file-3d").timeliness == "in_time"
    assert court.node(NUMBER, "objection-notify-3d").due_on == date(2026, 3, 9), "the 8th is Sunday"
    says("objection_notified", "2026-03-09", evidence="通知书回证")
    says("objection_panel_formed", "2026-03-09", members=["R001", "R002", "R003"])
    assert court.node(NUMBER, "objection-review-15d").due_on == date(2026, 3, 17)
    says("objection_ruled", "2026-03-17", result="驳回", evidence="裁定书")
    assert court.node(NUMBER, "objection-review-15d").timeliness == "in_time"

    # He has ten days from service: Saturday 28 March, so Monday the 30th. Enforcement goes on.
    court.comes("2026-03-30", EVENING)
    says("ruling_served", "2026-03-18", payload=SERVED, evidence="回证")
    node = court.node(NUMBER, "objection-fukong-10d")
    assert (node.state, node.due_on) == ("waiting", date(2026, 3, 30))
    says("review_requested", "2026-03-30", through="执行法院转交", evidence="复议申请书")
    assert court.node(NUMBER, "objection-fukong-10d").timeliness == "in_time"
    assert court.node(NUMBER, "case-6m").state == "running"

    # The file goes up in five days, which end in Qingming; nobody sends it, and both are told.
    assert court.node(NUMBER, "fukong-file-5d").due_on == date(2026, 4, 7)
    court.comes("2026-04-08")
    court.expects_alert(HANDLER, "向上一级法院报送复议案卷")
    assert court.item(NUMBER, "urge", "fukong-file-5d").state == "issued"
    court.comes("2026-04-09")
    court.expects_alert(LEADER, "向上一级法院报送复议案卷")
    court.comes("2026-04-09", EVENING)
    says("review_file_sent", "2026-04-09", evidence="案卷移送清单")
    assert court.node(NUMBER, "fukong-file-5d").timeliness == "late"

    # The court above has thirty days; being late there is not charged to this one.
    says("review_received_above", "2026-04-09", evidence="受理通知书")
    node = court.node(NUMBER, "fukong-decide-30d")
    assert node.due_on == date(2026, 5, 9), "a Saturday that is worked"
    assert not court.law.rules["fukong-decide-30d"].enforced
    said = {"basis": "复议裁定", "objection": "异1"}
    correct = partial(records, "act_corrected", corrects=sent.seq, payload=said, evidence="裁定书")
    with pytest.raises(FactRefused, match="没有复议裁定"):
        correct("2026-04-09")
    court.comes("2026-05-08", EVENING)
    bare = says("review_ruled", "2026-05-08", result="撤销异议裁定", evidence="复议裁定书")
    assert {one.gate for one in bare.remarks} == {"collegiate-review"}, "its panel is not named"
    assert court.node(NUMBER, "fukong-decide-30d").timeliness == "in_time"

    # What it found wrong is taken back: the notice is owed as it was before.
    correct("2026-05-08")
    node = court.node(NUMBER, "exec-notice-3d-2006")
    assert (node.state, node.settled_by) == ("running", None)
    court.chains_hold()


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_a_review_that_dismisses_leaves_the_act_as_it_is(court: Court) -> None:
    records = partial(court.records, NUMBER)
    says = partial(records, subject=OBJECTION)
    court.files(NUMBER, "2026-02-12", "2026-02-13")
    records("handler_assigned", "2026-02-13", handler=HANDLER, evidence="分案表")
    sent = records("execution_notice_issued", "2026-02-13", evidence="执行通知书")
    court.comes("2026-05-08", EVENING)
    wrong = {"kind": "执行行为异议", "objector": "乙"}
    says("objection_received", "2026-03-02", payload=wrong, evidence="异议书")
    says("objection_panel_formed", "2026-03-09", members=["R001", "R002", "R003"])
    says("objection_ruled", "2026-03-17", result="驳回", evidence="裁定书")
    says("ruling_served", "2026-03-18", payload=SERVED, evidence="回证")
    # Straight to the court above, which calls for the file: the five days run from its call.
    says("review_requested", "2026-03-25", through="直接向上一级法院提交", evidence="复议申请书")
    says("review_received_above", "2026-03-27", evidence="受理通知书")
    says("review_file_requested", "2026-04-01", evidence="调卷函")
    says("review_file_sent", "2026-04-03", evidence="移送清单")
    says("review_ruled", "2026-04-24", result="驳回复议申请", panel=["甲"], evidence="复议裁定书")
    assert court.node(NUMBER, "fukong-decide-30d").timeliness == "in_time"
    said = {"basis": "复议裁定", "objection": "异1"}
    with pytest.raises(FactRefused, match="裁定驳回"):
        records("act_corrected", "2026-05-08", corrects=sent.seq, payload=said, evidence="裁定书")
    assert court.node(NUMBER, "exec-notice-10d").settled_by == sent.seq
    court.chains_hold()
