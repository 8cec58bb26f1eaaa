"""The law at the desk: one entry in full, and what the rulebook holds of the catalogue."""

from __future__ import annotations

from typing import Any

import pytest
from rich.cells import cell_len

from tests.dueprocess.court import CourtDesk


def shown(desk: CourtDesk, *words: str) -> str:
    """A page of the law without its line breaks."""
    page = desk.does("rules", "show", *words).out
    assert max(map(cell_len, page.splitlines())) <= 100
    return " ".join(page.split())


def said(desk: CourtDesk, *words: str) -> Any:
    return desk.does("rules", "show", *words, "--json").json


def test_coverage_as_json_has_three_lists_and_the_forty_codes(nowhere: CourtDesk) -> None:
    answer = nowhere.does("rules", "coverage", "--json").json
    lists = [
        *answer["encoded"],
        *(one["id"] for one in answer["excluded"]),
        *answer["missing"],
    ]
    assert len(lists) == len(set(lists)) == 245
    assert all(one["reason"] for one in answer["excluded"])
    assert [node["code"] for node in answer["nodes"]] == [f"{n:03}" for n in range(1, 41)]
    assert "exec-notice-10d" in answer["nodes"][2]["rules"]
    assert answer["entries"]["case-6m"]["rules"] == ["case-6m"]


def test_coverage_as_a_page_counts_and_names_each_code(nowhere: CourtDesk) -> None:
    page = nowhere.does("rules", "coverage").out
    assert max(map(cell_len, page.splitlines())) <= 100
    assert "目录 245 项 catalogued" in page
    assert "petition-legalization-2025" in page
    assert "有财产案件进入程序" in page and "本身没有期限" in page


def test_a_rule_is_shown_in_both_languages_with_all_that_belongs_to_it(nowhere: CourtDesk) -> None:
    page = shown(nowhere, "petition-register-5wd")
    for words in (
        "5个工作日 5 working days",
        "收到执行信访材料 petition received",
        "信访专员 petition_officer",
        "restated by petition-register-5wd-227",
        "不复则拟发督办",
        "answer within 3 working days, else supervision order (proposed)",
        "2022-09-30 → 2022-10-12",
    ):
        assert words in page, words


def test_a_rule_names_the_versions_before_and_after(nowhere: CourtDesk) -> None:
    assert said(nowhere, "clock-public-service-30d")["before"] == ["clock-public-service-60d"]
    older = said(nowhere, "clock-public-service-60d")
    assert (older["after"], older["before"]) == (["clock-public-service-30d"], [])
    assert set(said(nowhere, "clue-verify-5d")["after"]) == {
        "clue-verify-7d",
        "clue-verify-urgent-3d",
    }


@pytest.mark.parametrize(
    ("on", "article", "governs"),
    [
        ("2020-06-01", "第83条", True),
        ("2024-06-01", "第86条", True),
        ("1990-06-01", "第86条", False),
    ],
)
def test_the_article_is_the_one_of_the_day_asked(
    nowhere: CourtDesk, on: str, article: str, governs: bool
) -> None:
    answer = said(nowhere, "clock-delay-10d", "--on", on)
    assert (answer["article"], answer["governs"], answer["as_of"]) == (article, governs, on)
    page = shown(nowhere, "clock-delay-10d", "--on", on)
    assert article in page
    assert ("不适用" in page) is not governs


def test_a_minimum_term_names_the_gate_that_asks_for_it(nowhere: CourtDesk) -> None:
    assert "zhongben-conditions" in said(nowhere, "zhongben-3m")["gates"]
    page = shown(nowhere, "zhongben-conditions")
    assert "（3个月）已经届满" in page
    assert "refuses the fact where one is lacking" in page


def test_an_unseen_or_advisory_gate_only_remarks(nowhere: CourtDesk) -> None:
    assert "refuses the fact" in shown(nowhere, "comp-before-end")
    assert "remarks and does not refuse" in shown(nowhere, "close-complete")
    words = said(nowhere, "comp-before-end")["words"]
    assert words[0]["en"] == "if ground is 立案满五年、已终本且无财产: comp-5y-zhongben has run out"


def test_a_definition_says_its_formula_its_members_and_its_aim(nowhere: CourtDesk) -> None:
    assert "案件数" in shown(nowhere, "kpi-exec-complete-rate")
    assert "协同执行" in shown(nowhere, "cross-enforce")
    assert "不低于90%" in shown(nowhere, "kpi-petition-rate")
    assert said(nowhere, "kpi-petition-rate")["what"] == "definition"


def test_an_appointed_day_and_a_partys_period_are_said_as_such(nowhere: CourtDesk) -> None:
    assert "督办函载明的报告日" in "".join(shown(nowhere, "supervise-report-in-term").split())
    page = shown(nowhere, "arb-no-enforce-15d")
    assert "当事人期间 party's period" in page
    assert "再次发生时重新起算" in page


def test_what_is_left_out_answers_with_the_reason(nowhere: CourtDesk) -> None:
    line = nowhere.is_refused("rules", "show", "petition-legalization-2025")
    assert "left out" in line and "条文" in line


def test_a_mistyped_id_is_answered_with_the_nearest(nowhere: CourtDesk) -> None:
    assert "kpi-petition-rate" in nowhere.is_refused("rules", "show", "kpi-petition-rat")
