"""不予执行: an award and a notarised deed are resisted, each in its terms; one of them falls."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest

from models.errors import FactRefused
from models.register import CaseEntry, enter_cases
from models.tables.case import CaseState
from tests.stories.court import EVENING, HANDLER, Court

AWARD, DEED = "（2026）京0105执325号", "（2026）京0105执326号"
DEBTORS, OUTSIDERS = ("nonenforcement", "异1"), ("nonenforcement", "异2")


def begins(court: Court, number: str, title: str) -> None:
    """Filed, given out, the notice served on 5 March."""
    with court.store.writing() as session:
        enter_cases(session, [CaseEntry(number, "京0105", cause="演练")])
    court.records(number, "application_received", "2026-02-12", matter=title, evidence="申请书")
    court.records(number, "filed", "2026-02-13", matter=title, evidence="立案登记表")
    court.records(number, "handler_assigned", "2026-02-13", handler=HANDLER, evidence="分案表")
    court.comes("2026-03-05", EVENING)
    court.records(number, "special_title_noted", "2026-03-05", title=title,
                  counted_from="2026-03-05", evidence="回证")  # fmt: skip


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_an_award_is_refused_and_the_case_closes_on_the_ruling(court: Court) -> None:
    begins(court, AWARD, "仲裁裁决")
    records = partial(court.records, AWARD)
    node = court.node(AWARD, "arb-no-enforce-15d")
    assert (node.state, node.due_on) == ("waiting", date(2026, 3, 20)), "his term, not the court's"

    # An outsider learned of the seizure on the 9th and has thirty days; two months are the court's.
    court.comes("2026-04-09", EVENING)
    records("measure_learned_by_outsider", "2026-03-09", subject=OUTSIDERS, property="房产1")
    assert court.node(AWARD, "arb-outsider-30d").due_on == date(2026, 4, 8)
    records("outsider_nonenforcement_applied", "2026-04-07", subject=OUTSIDERS, property="房产1")
    assert court.node(AWARD, "arb-outsider-30d").timeliness == "in_time"
    records("nonenforcement_applied", "2026-03-20", subject=DEBTORS, title="仲裁裁决")
    records("nonenforcement_filed", "2026-03-23", subject=DEBTORS, title="仲裁裁决")
    assert court.node(AWARD, "arb-review-2m").due_on == date(2026, 5, 25), "the 23rd is a Saturday"

    # Nothing is ruled: reminded, urged. Without a ruling the case does not close as refused.
    court.comes("2026-05-26")
    court.expects_alert(HANDLER, "审查不予执行仲裁裁决")
    assert court.item(AWARD, "urge", "arb-review-2m").state == "issued"
    court.comes("2026-05-27", EVENING)
    for channel in ("短信", "书面送达"):
        records("closing_notified", "2026-05-27", channel=channel, evidence="告知记录")
    closes = partial(records, "case_closed", "2026-05-27", mode="不予执行", evidence="审批表")
    with pytest.raises(FactRefused, match="民事诉讼法第248条"):
        closes()
    records("nonenforcement_ruled", "2026-05-27", subject=DEBTORS, outcome="不予执行",
            evidence="裁定书")  # fmt: skip
    assert court.node(AWARD, "arb-review-2m").timeliness == "late"
    closes(ground="裁定不予执行")
    assert court.state(AWARD) == CaseState.CLOSED
    court.chains_hold()


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_a_notarised_deed_stands_and_enforcement_goes_on(court: Court) -> None:
    begins(court, DEED, "公证债权文书")
    records = partial(court.records, DEED)
    assert court.node(DEED, "notary-no-enforce-15d").due_on == date(2026, 3, 20)

    # He learned of a special ground later: fifteen days from then; sixty are the court's.
    court.comes("2026-04-30", EVENING)
    records("nonenforcement_ground_learned", "2026-04-01", title="公证债权文书", ground="伪造证据")
    assert court.node(DEED, "notary-no-enforce-15d-learned").due_on == date(2026, 4, 16)
    records("nonenforcement_applied", "2026-04-15", subject=DEBTORS, title="公证债权文书")
    records("nonenforcement_filed", "2026-04-16", subject=DEBTORS, title="公证债权文书")
    assert court.node(DEED, "notary-review-60d").due_on == date(2026, 6, 15)
    court.comes("2026-06-15", EVENING)
    records("nonenforcement_ruled", "2026-06-15", subject=DEBTORS, outcome="驳回申请",
            evidence="裁定书")  # fmt: skip
    assert court.node(DEED, "notary-review-60d").timeliness == "in_time"
    node = court.node(DEED, "case-6m")
    assert (node.state, node.due_on) == ("running", date(2026, 8, 13))
    court.chains_hold()
