"""终本: a round ends on every condition, is queried on its own day, and a hit is not forgotten.

Scenario 12 of practice: without the record of the applicant's interview the gate refuses, and names
what is missing.
"""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest

from models.ending.links import of
from models.ending.oldrounds import old_rounds
from models.ending.queries import coming, decisions
from models.errors import FactRefused
from models.reading.card import case_of
from models.register import OfficerEntry, enter_officers
from tests.stories.court import EVENING, HANDLER, LEADER, Court, Runs

NUMBER, OLD, NEW = "（2026）京0105执305号", "（2019）京0105执8号", "（2026）京0105执恢5号"
MANAGER = "T001"
QUERY, DECIDE = "zhongben-query-6m-5y", "resume-decide-hit"
RULING = {"debtor_missing": True, "obstructed": False}
GROUND = "终本后发现可供执行财产"


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_a_round_ends_lawfully_and_the_case_comes_back_when_property_does(  # noqa: PLR0915
    worked_court: Court, runs: Runs
) -> None:
    court = worked_court
    records = partial(court.records, NUMBER)
    with court.store.writing() as session:
        manager = OfficerEntry(MANAGER, "演练庚", "京0105", ("termination_manager",))
        enter_officers(session, [manager])

    # Filed on Friday 13 February. By March everything was looked for and nothing found.
    court.files(NUMBER, "2026-02-12", "2026-02-13")
    records("handler_assigned", "2026-02-13", handler=HANDLER, evidence="分案表")
    court.comes("2026-03-20", EVENING)
    for kind, on in (
        ("execution_notice_issued", "2026-02-13"),
        ("property_report_ordered", "2026-02-13"),
        ("network_query_launched", "2026-02-13"),
        ("property_report_checked", "2026-03-06"),
        ("investigation_completed", "2026-03-18"),
        ("consumption_restricted", "2026-03-19"),
        ("debtor_sought", "2026-03-19"),
    ):
        records(kind, on, evidence="卷内")
    records("dishonest_not_applicable", "2026-03-19", reason="无纳入情形", evidence="审批表")
    records("clue_received", "2026-03-20", subject=("clue", "线索1"), evidence="线索表")

    # Wednesday 13 May: three months are not over, the clue is open, the applicant was not heard.
    court.comes("2026-05-13", EVENING)
    rule = partial(records, "round_termination_ruled", evidence="终本裁定书", payload=RULING)
    with pytest.raises(FactRefused) as refused:
        rule("2026-05-13")
    articles = {one.article for one in refused.value.refusals}
    assert articles == {
        "法〔2016〕373号第一条第三项",
        "法〔2016〕373号第一条第四项",
        "法〔2016〕373号第五条",
        "民诉法解释第517条",
    }
    (unheard,) = [one for one in refused.value.refusals if "第五条" in one.article]
    assert "听取其意见" in unheard.zh
    records("clue_verified", "2026-05-13", subject=("clue", "线索1"), evidence="核查记录")
    records("applicant_heard", "2026-05-13", evidence="约谈笔录")
    records("applicant_consented", "2026-05-13", evidence="确认书")
    with pytest.raises(FactRefused, match="2026-05-14"):
        rule("2026-05-13")
    court.comes("2026-05-14", EVENING)
    rule("2026-05-14")
    with pytest.raises(FactRefused, match="终本后须写明解除事由"):
        records("consumption_lifted", "2026-05-14", evidence="决定书")

    # Six months on is Saturday 14 November: this case's own day is Monday the 9th.
    with court.store.reading() as session:
        assert coming(session, court.law, court.calendar, court.now()) == ()
    court.comes("2026-11-08")
    court.expects_alert(MANAGER, "核查·终本半年查询", times=0)
    court.comes("2026-11-09")
    court.expects_alert(MANAGER, "第1次，最迟2026-11-14")
    court.comes("2026-11-09", EVENING)
    court.expects_alert(MANAGER, "核查·终本半年查询")

    # The query finds an account. A clock of seven days begins by itself.
    hit = {"found": True, "hits": ["银行存款"], "told_on": "2026-11-09"}
    records("round_query_done", "2026-11-09", payload=hit, by=MANAGER, evidence="查询记录")
    assert court.node(NUMBER, DECIDE).due_on == date(2026, 11, 16)
    with court.store.reading() as session:
        assert [one.case for one in decisions(session)] == [NUMBER]

    # Nobody decides. On the 17th the urging fires, and the leader of the team is told.
    court.comes("2026-11-17")
    court.expects_alert(LEADER, "查询发现财产后决定是否恢复执行")
    assert court.item(NUMBER, "urge", DECIDE).state == "issued"

    # It is taken up again under a number of its own; the two name each other.
    court.comes("2026-11-18", EVENING)
    said = {"number": NEW, "ground": GROUND}
    records("case_refiled", "2026-11-18", payload=said, by=MANAGER, evidence="立案登记表")
    assert court.node(NUMBER, DECIDE).state == "settled"
    assert court.node(NUMBER, DECIDE).timeliness == "late"
    court.files(NEW, "2026-11-17", "2026-11-18", first_case=NUMBER)
    assert court.node(NEW, "case-6m").due_on == date(2027, 5, 18)
    assert linked(court, NUMBER) == [(NEW, "next")]
    assert linked(court, NEW) == [(NUMBER, "first")]
    assert court.node(NUMBER, QUERY).state == "moot", "the old case is queried no more"

    # A round of 2019 that nobody ever queried is found: 14 half-years, ten of them owed.
    court.files(OLD, "2019-03-04", "2019-03-04")
    for kind in (
        "execution_notice_issued",
        "property_report_ordered",
        "network_query_launched",
        "property_report_checked",
        "investigation_completed",
        "debtor_sought",
        "applicant_heard",
        "consumption_restricted",
        "applicant_consented",
    ):
        court.records(OLD, kind, "2019-05-06", evidence="卷内")
    court.records(
        OLD, "dishonest_listed", "2019-05-06", subject=("listing", "王某"), evidence="卷内"
    )
    court.records(
        OLD, "round_termination_ruled", "2019-06-28", payload=RULING, evidence="终本裁定书"
    )
    with court.store.reading() as session:
        (old,) = old_rounds(session, court.law, court.calendar, court.now())
    assert (old.case, old.due, old.done, old.missing) == (OLD, 10, 0, 10)

    court.patrols()
    runs.eventually(lambda: runs.sleeps(court, NUMBER))
    run_id = court.run(NUMBER).flow_run_id
    assert run_id is not None
    runs.shows(run_id, "010 查询发现财产后决定是否恢复执行 · opened")
    court.chains_hold()


def linked(court: Court, number: str) -> list[tuple[str, str]]:
    """Each case that this one is linked to, and how."""
    with court.store.reading() as session:
        found = of(session, case_of(session, number).id or 0, number)
    return [(one.number, one.role) for one in found]
