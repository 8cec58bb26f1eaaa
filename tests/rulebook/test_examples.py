"""The catalogue's worked examples, told as cases whose facts open and settle the nodes."""

from __future__ import annotations

from datetime import date

import pytest

from rulebook.case.payload import moment
from rulebook.time.counting import DueState
from tests.rulebook.casebook import LAW, Casebook


@pytest.mark.parametrize(
    ("no", "rule", "kind", "on", "last_day"),
    [
        (1, "assign-handler-7d", "filed", "2016-09-26", "2016-10-08"),
        (3, "exec-notice-10d", "application_received", "2017-09-25", "2017-10-09"),
        (3, "exec-notice-3d-2006", "file_received", "2017-09-27", "2017-09-30"),
        (11, "clue-verify-5d", "clue_received", "2017-04-27", "2017-05-02"),
        (11, "clue-verify-7d", "clue_received", "2017-05-02", "2017-05-09"),
        (12, "complete-investigation-1m", "investigation_started", "2023-03-31", "2023-05-04"),
        (14, "case-6m", "filed", "2019-08-30", "2020-03-02"),
        (31, "funds-paynotice-10wd", "funds_received", "2022-01-10", "2022-01-24"),
        (31, "funds-finance-pay-5wd", "payment_notice_sent", "2022-01-24", "2022-01-29"),
    ],
)  # fmt: skip
def test_the_example_comes_out_of_the_facts(
    no: int, rule: str, kind: str, on: str, last_day: str
) -> None:
    book = Casebook()
    book.happens(kind, on, "the one")
    assert book.due(rule) == date.fromisoformat(last_day), f"example {no}"


def test_both_notice_clocks_run_and_the_earlier_one_is_the_handlers() -> None:
    book = Casebook()
    book.happens("application_received", "2017-09-25")
    book.happens("file_received", "2017-09-27")
    notices = [node for node in book.plan().nodes if LAW.rules[node.rule_id].code == "003"]
    first, second = sorted(node.due.on for node in notices if node.due)
    assert (first, second) == (date(2017, 9, 30), date(2017, 10, 9))


def test_a_suspension_of_sixty_days_moves_the_six_months_before_they_roll() -> None:
    book = Casebook()
    book.happens("filed", "2018-03-15")
    book.happens("execution_suspended", "2018-05-10", approver="VP")
    book.happens("execution_resumed", "2018-07-09")
    node = book.node("case-6m")
    assert node.due is not None
    assert node.due.on == date(2018, 11, 14)
    assert [pause.cause for pause in node.pauses] == ["suspension"]


@pytest.mark.parametrize("listed", ["E1", "E2", "E3", "art63"])
def test_every_exclusion_list_names_suspension(listed: str) -> None:
    assert "suspension" in LAW.exclusions[listed].causes


def test_the_lists_disagree_on_the_sale_of_assets() -> None:
    naming = {one.id for one in LAW.exclusions.values() if "sale" in one.causes}
    assert naming == {"E2"}


def test_a_date_in_an_unpublished_year_is_provisional_and_does_not_roll() -> None:
    book = Casebook()
    book.happens("filed", "2026-08-06")
    node = book.node("case-6m")
    assert node.due is not None
    assert (node.due.on, node.due.state) == (date(2027, 2, 6), DueState.PROVISIONAL)
    assert node.state == "running"


def test_clues_of_two_years_keep_the_rule_of_their_own_day() -> None:
    book = Casebook()
    book.happens("filed", "2017-04-20")
    book.happens("clue_received", "2017-04-27", "A")
    book.happens("clue_received", "2017-05-02", "B")
    book.happens("clue_received", "2017-05-02", "C", urgent=True)
    opened = {node.subject_ref: node.rule_id for node in book.plan().nodes if node.subject_ref}
    assert opened == {"A": "clue-verify-5d", "B": "clue-verify-7d", "C": "clue-verify-urgent-3d"}


def test_three_months_since_filing_end_without_rolling_off_a_holiday() -> None:
    book = Casebook()
    book.happens("filed", "2026-07-03")
    node = book.node("zhongben-3m")
    assert node.due is not None
    assert node.due.on == date(2026, 10, 3)  # a holiday
    assert node.due.at == moment("2026-10-04")  # the first lawful moment


def test_the_appraisers_clock_waits_for_its_own_report_not_for_a_price_asked_online() -> None:
    book = Casebook()
    book.happens("filed", "2026-01-05")
    book.happens("platforms_instructed", "2026-02-02", "房一")
    book.happens("valuation_received", "2026-02-03", "房一", report="网络询价报告")
    book.happens("appraiser_instructed", "2026-02-09", "房一")
    book.happens("valuation_received", "2026-02-10", "房一", report="网络询价报告")
    assert book.node("appraisal-report-30d").state == "running"
    book.happens("appraisal_received", "2026-03-02", "房一", report="评估报告")
    assert book.node("appraisal-report-30d").state == "settled"
    book.happens("report_sent", "2026-03-04", "房一")
    assert [one.state for one in book.nodes("send-report-3d")] == ["settled"]
