"""`dueprocess measures`: what holds, until when, who must renew, and its weight in the claim."""

from __future__ import annotations

import pytest

from tests.dueprocess.court import NUMBER, TYPED, CourtDesk

HOUSE, ACCOUNT = "asset:房产1", "asset:账户1"


@pytest.fixture
def holding(filed: CourtDesk) -> CourtDesk:
    """A seized house and a frozen account against a claim; the freeze ends on 31 March."""
    filed.records("claim_stated", "2026-02-27", "--set", "claim=900000", "--set", "costs=100000")
    for asset, relation in ((HOUSE, "harm=较小"), (ACCOUNT, "harm=无")):
        filed.records(
            "asset_identified", "2026-02-27", "--subject", asset, "--set", "owner=甲",
            "--set", "relation=被执行人本人", "--set", relation, "--evidence", "登记查询结果",
        )  # fmt: skip
    filed.records(
        "asset_controlled", "2026-02-28", "--subject", ACCOUNT, "--set", "category=银行存款",
        "--set", "method=冻结", "--set", "amount=200000", "--evidence", "冻结裁定",
    )  # fmt: skip
    filed.records(
        "asset_controlled", "2026-02-28", "--subject", HOUSE, "--set", "category=不动产",
        "--set", "method=查封", "--set", "value=700000", "--set", "value_basis=市价",
        "--set", "valued_on=2026-02-20", "--evidence", "查封裁定",
    )  # fmt: skip
    for asset, category, until in (
        (ACCOUNT, "银行存款", "2026-03-31"),
        (HOUSE, "不动产", "2029-02-27"),
    ):
        filed.records(
            "control_took_effect", "2026-03-01", "--subject", asset, "--set",
            f"category={category}", "--set", "effective_on=2026-02-28", "--set",
            f"expires_on={until}", "--evidence", "回执",
        )  # fmt: skip
    return filed


def test_a_case_shows_its_measures_and_what_they_weigh(holding: CourtDesk) -> None:
    said = holding.does("measures", TYPED).out
    assert "房产1" in said
    assert "至 2029-02-27" in said
    assert "续办 沈演一" in said
    assert "900,000元，尚欠 owed 1,000,000元，90.0%" in said
    assert "市价，2026-02-20" in said
    assert "控制次序 order: 账户1、房产1" in said


def test_the_book_lists_them_by_case_as_json(holding: CourtDesk) -> None:
    (case,) = holding.does("measures", "--json").json
    assert (case["case"], case["owed"], case["worth"]) == (NUMBER, "1000000", "900000")
    frozen, seized = case["lines"]
    assert (frozen["asset"], frozen["days_left"], frozen["state"]) == ("账户1", 29, "in_force")
    assert (seized["value_basis"], seized["valued_on"]) == ("市价", "2026-02-20")


def test_only_what_ends_soon(holding: CourtDesk) -> None:
    (soon,) = holding.does("measures", "--expiring", "30", "--json").json
    assert (soon["asset"], soon["expires_on"], soon["renews"]) == ("账户1", "2026-03-31", "沈演一")
    assert "nothing ends within 28 days" in holding.does("measures", "--expiring", "28").out


def test_past_its_last_day_it_is_lapsed_and_says_how_to_record_it(holding: CourtDesk) -> None:
    holding.does("rehearse", "until", "2026-04-01")
    (lapsed,) = holding.does("measures", "--expiring", "0", "--json").json
    assert (lapsed["state"], lapsed["lapse_unrecorded"]) == ("lapsed", True)
    page = holding.does("measures").out
    assert "control_lapsed" in page
    assert "70.0%" in page, "the freeze no longer counts"
    holding.records(
        "control_lapsed", "2026-03-31T23:59", "--subject", ACCOUNT, "--evidence", "回执届满日"
    )
    (case,) = holding.does("measures", "--json").json
    assert [line["asset"] for line in case["lines"]] == ["房产1"]
    (whole,) = holding.does("measures", TYPED, "--json").json
    assert [line["state"] for line in whole["lines"]] == ["lapsed", "in_force"]


def test_a_corrected_expiry_is_the_one_shown(holding: CourtDesk) -> None:
    seq = next(
        one["seq"]
        for one in holding.does("case", TYPED, "--json").json["facts"]
        if one["kind"] == "control_took_effect" and one["subject_ref"] == "账户1"
    )
    holding.records(
        "correction", "2026-03-01", "--corrects", str(seq), "--set", "expires_on=2026-06-30",
        "--evidence", "回执原件",
    )  # fmt: skip
    assert holding.does("measures", "--expiring", "30", "--json").json == []


def test_nothing_held_is_said_and_an_unknown_case_refused(filed: CourtDesk) -> None:
    assert "no asset is under control" in filed.does("measures").out
    assert filed.does("measures", TYPED, "--json").json == []
    assert "9999" in filed.is_refused("measures", "(2026)京0105执9999号")
