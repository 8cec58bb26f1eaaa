"""Whose property (财产权属): only the debtor's answers, and debtors are added on listed grounds."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.rulebook.asked import passes, refused_by, remarks
from tests.rulebook.casebook import Casebook, filed, known

HOUSE = "房产1"
SEIZED = {"method": "查封", "category": "不动产"}
JOINED = "已裁定变更追加为被执行人"
CONFIRMED = "权利人书面确认属于被执行人"


def identified(relation: str, ground: str = "", owner: str = "乙") -> Casebook:
    book = filed()
    said = {"ground": ground} if ground else {}
    book.happens("asset_identified", "2026-01-12", HOUSE, owner=owner, relation=relation, **said)
    return book


def joined(remedy: str = "执行异议之诉", article: str = "第17条") -> Casebook:
    """A shareholder who did not pay in was added to the debtors, and told how to fight it."""
    book = identified("被执行人的股东", JOINED, owner="丙")
    book.happens("change_requested", "2026-02-02", "追加1", who="丙", side="被执行人")
    said = {"result": "变更或追加", "ground": article, "insufficient": True}
    book.happens("change_hearing_held", "2026-03-02", "追加1")
    book.happens("change_ruled", "2026-03-16", "追加1", **said)
    book.happens("change_ruling_served", "2026-03-18", "追加1", remedy=remedy)
    return book


def test_the_debtors_own_asset_is_controlled() -> None:
    passes(identified("被执行人本人"), "asset_controlled", "2026-01-13", HOUSE, **SEIZED)


@pytest.mark.parametrize(
    ("relation", "article"),
    [
        ("案外人", "第2条第3款"),
        ("被执行人的公司", "第13条"),
        ("被执行人的股东", "第17条至第20条"),
        ("被执行人的分支机构", "第15条"),
        ("家庭成员", "第12条"),
    ],
)
def test_what_is_not_the_debtors_is_refused_without_a_ground(relation: str, article: str) -> None:
    book = identified(relation)
    refused_by(
        "debtors-property-only", article, book, "asset_controlled", "2026-01-13", HOUSE, **SEIZED
    )


@pytest.mark.parametrize(
    ("relation", "ground"),
    [
        ("案外人", CONFIRMED),
        ("案外人", "被执行人购买并占有尚未过户"),
        ("被执行人的公司", "个人独资企业的投资人为被执行人"),
        ("被执行人的股东", "个体工商户字号为被执行人"),
        ("被执行人的分支机构", "法人分支机构的财产"),
        ("家庭成员", "共同财产"),
        ("共有", ""),
    ],
)
def test_a_lawful_ground_lets_it_be_controlled(relation: str, ground: str) -> None:
    passes(identified(relation, ground), "asset_controlled", "2026-01-13", HOUSE, **SEIZED)


def test_a_ground_of_another_relation_does_not_do() -> None:
    book = identified("案外人", "共同财产")
    refused_by(
        "debtors-property-only", "第2条", book, "asset_controlled", "2026-01-13", HOUSE, **SEIZED
    )


def test_the_last_identification_counts() -> None:
    book = identified("被执行人本人")
    book.happens("asset_identified", "2026-01-20", HOUSE, owner="乙", relation="案外人")
    refused_by(
        "debtors-property-only", "第2条", book, "asset_controlled", "2026-01-21", HOUSE, **SEIZED
    )
    passes(known(book, "房产2"), "asset_controlled", "2026-01-21", "房产2", **SEIZED)


def test_an_owner_said_to_be_joined_needs_the_ruling_that_did_it() -> None:
    book = identified("被执行人的股东", JOINED, owner="丙")
    said = refused_by(
        "debtors-property-only", "第1条", book, "asset_controlled", "2026-03-17", HOUSE, **SEIZED
    )
    assert "丙" in said
    passes(joined(), "asset_controlled", "2026-03-19", HOUSE, **SEIZED)


def test_a_refused_application_joins_nobody() -> None:
    book = identified("被执行人的股东", JOINED, owner="丙")
    book.happens("change_requested", "2026-02-02", "追加1", who="丙")
    book.happens("change_ruled", "2026-03-16", "追加1", result="驳回申请")
    refused_by(
        "debtors-property-only", "第1条", book, "asset_controlled", "2026-03-17", HOUSE, **SEIZED
    )


def test_an_outsiders_deposit_is_not_deducted_and_its_house_not_sold() -> None:
    book = identified("案外人")
    money = {"amount": 100, "claim": 1000}
    gate = "debtors-property-only"
    refused_by(gate, "第2条", book, "deposit_deducted", "2026-01-14", HOUSE, **money)
    refused_by(gate, "第2条", book, "disposal_ruled", "2026-01-14", HOUSE, way="拍卖")


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("asset_controlled", SEIZED),
        ("waiting_control_made", {"first_controlled_on": "2025-05-06"}),
        ("deposit_deducted", {"amount": 100, "claim": 1000}),
    ],
)
def test_an_asset_nobody_identified_is_not_touched(kind: str, said: dict[str, Any]) -> None:
    article = "法〔2016〕401号第二条"
    said_so = refused_by("asset-identified", article, filed(), kind, "2026-01-13", HOUSE, **said)
    assert "登记、证书、占有和证据" in said_so
    passes(identified("被执行人本人"), kind, "2026-01-13", HOUSE, **said)


def test_in_urgency_it_is_controlled_on_approval_and_identified_before_it_is_sold() -> None:
    book, urgent = filed(), SEIZED | {"urgent": True}
    gate, kind = "urgent-control-approved", "asset_controlled"
    refused_by(gate, "法发〔2006〕35号第三条", book, kind, "2026-01-13", HOUSE, **urgent)
    passes(book, kind, "2026-01-13", HOUSE, **urgent, approver="D1")
    sold = ("disposal_ruled", "2026-02-03", HOUSE)
    refused_by("asset-identified-before-sale", "法〔2016〕401号第二条", book, *sold, way="拍卖")
    passes(known(book, HOUSE), *sold, way="拍卖")


def test_co_owners_are_to_be_told_before_the_sale() -> None:
    book = identified("共有")
    book.happens("asset_controlled", "2026-01-13", HOUSE, **SEIZED)
    assert "co-owners-told" in remarks(book, "disposal_ruled", "2026-02-03", HOUSE, way="拍卖")
    book.happens("co_owners_notified", "2026-01-20", HOUSE, co_owner="丁")
    assert "co-owners-told" not in remarks(book, "disposal_ruled", "2026-02-03", HOUSE, way="拍卖")


# -- changing and adding parties -----------------------------------------------------------------


def asking(side: str = "被执行人") -> Casebook:
    book = filed()
    book.happens("change_requested", "2026-02-02", "追加1", who="丙", side=side)
    book.happens("change_hearing_held", "2026-03-02", "追加1")
    return book


def ruling(ground: object, **said: object) -> dict[str, object]:
    return {"result": "变更或追加", "ground": ground, "insufficient": True, **said}


@pytest.mark.parametrize("ground", ["第1条", "第26条", "公平原则", None])
def test_no_debtor_is_added_on_a_ground_that_is_not_listed(ground: object) -> None:
    book = asking()
    said = ruling(ground)
    gate = "change-closed-list"
    refused_by(gate, "法释〔2016〕21号", book, "change_ruled", "2026-03-16", "追加1", **said)


def test_a_ground_for_applicants_adds_no_debtor_and_the_reverse() -> None:
    gate, kind = "change-closed-list", "change_ruled"
    book = asking()
    refused_by(gate, "第2条至第9条", book, kind, "2026-03-16", "追加1", **ruling("第9条"))
    book = asking("申请执行人")
    refused_by(gate, "第10条至第25条", book, kind, "2026-03-16", "追加1", **ruling("第17条"))
    passes(book, kind, "2026-03-16", "追加1", **ruling("第9条"))


def test_a_shareholder_is_added_only_when_the_company_has_not_enough() -> None:
    book = asking()
    said = ruling("第17条", insufficient=False)
    gate = "change-closed-list"
    refused_by(gate, "第13条至第20条", book, "change_ruled", "2026-03-16", "追加1", **said)
    passes(book, "change_ruled", "2026-03-16", "追加1", **ruling("第17条"))


def test_a_refusal_to_add_needs_no_ground() -> None:
    passes(asking(), "change_ruled", "2026-03-16", "追加1", result="驳回申请")
    said = {"result": "驳回申请", "ground": "第17条", "insufficient": False}
    passes(asking(), "change_ruled", "2026-03-16", "追加1", **said)


def test_a_change_ruled_without_a_hearing_is_remarked_on() -> None:
    book = filed()
    book.happens("change_requested", "2026-02-02", "追加1", who="丙", side="被执行人")
    said = ruling("第11条")
    assert "change-hearing" in remarks(book, "change_ruled", "2026-03-16", "追加1", **said)
    simple = said | {"simple": True}
    assert "change-hearing" not in remarks(book, "change_ruled", "2026-03-16", "追加1", **simple)


@pytest.mark.parametrize(
    ("ground", "remedy", "wrong", "article"),
    [
        ("第14条第2款", "执行异议之诉", "复议", "第32条"),
        ("第21条", "执行异议之诉", "复议", "第32条"),
        ("第14条第1款", "复议", "执行异议之诉", "第30条"),
        ("第22条", "复议", "执行异议之诉", "第30条"),
    ],
)
def test_the_ground_decides_which_way_is_open_against_the_ruling(
    ground: str, remedy: str, wrong: str, article: str
) -> None:
    book = asking()
    book.happens("change_ruled", "2026-03-16", "追加1", **ruling(ground))
    kind, on = "change_ruling_served", "2026-03-18"
    refused_by("change-remedy", article, book, kind, on, "追加1", remedy=wrong)
    passes(book, kind, on, "追加1", remedy=remedy)
    suit = remedy == "执行异议之诉"
    assert book.due("change-party-suit-15d" if suit else "change-party-review-10d") == (
        date(2026, 4, 2) if suit else date(2026, 3, 30)
    )


def test_an_added_debtors_asset_is_not_sold_while_the_suit_is_pending() -> None:
    book = joined()
    book.happens("asset_controlled", "2026-03-19", HOUSE, **SEIZED)
    passes(book, "disposal_ruled", "2026-03-25", HOUSE, way="拍卖")
    book.happens("change_suit_filed", "2026-03-30", "追加1")
    gate, kind = "change-no-disposal", "disposal_ruled"
    refused_by(gate, "第33条第2款", book, kind, "2026-04-07", HOUSE, way="拍卖")
    book.happens("change_suit_ended", "2026-09-01", "追加1", result="驳回诉讼请求")
    passes(book, kind, "2026-09-02", HOUSE, way="拍卖")


def test_security_lets_it_be_sold_during_the_review() -> None:
    book = joined("复议", "第22条")
    book.happens("asset_controlled", "2026-03-19", HOUSE, **SEIZED)
    book.happens("change_review_requested", "2026-03-27", "追加1")
    gate, kind = "change-no-disposal", "disposal_ruled"
    refused_by(gate, "第31条第2款", book, kind, "2026-04-07", HOUSE, way="拍卖")
    book.happens("change_security_provided", "2026-04-08", "追加1", amount=500000)
    passes(book, kind, "2026-04-09", HOUSE, way="拍卖")


def test_another_debtors_asset_is_not_touched_by_the_suit() -> None:
    book = joined()
    book.happens("change_suit_filed", "2026-03-30", "追加1")
    book.happens("asset_identified", "2026-01-12", "车辆1", owner="甲", relation="被执行人本人")
    passes(book, "disposal_ruled", "2026-04-07", "车辆1", way="拍卖")
