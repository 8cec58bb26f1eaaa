"""Whose property (财产权属): only the debtor's answers, and debtors are added on listed grounds."""

from __future__ import annotations

from datetime import date

import pytest

from tests.rulebook.asked import passes, refused_by
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


def test_the_last_identification_counts() -> None:
    book = identified("被执行人本人")
    book.happens("asset_identified", "2026-01-20", HOUSE, owner="乙", relation="案外人")
    refused_by(
        "debtors-property-only", "第2条", book, "asset_controlled", "2026-01-21", HOUSE, **SEIZED
    )
    passes(known(book, "房产2"), "asset_controlled", "2026-01-21", "房产2", **SEIZED)


def test_a_refused_application_joins_nobody() -> None:
    book = identified("被执行人的股东", JOINED, owner="丙")
    book.happens("change_requested", "2026-02-02", "追加1", who="丙")
    book.happens("change_ruled", "2026-03-16", "追加1", result="驳回申请")
    refused_by(
        "debtors-property-only", "第1条", book, "asset_controlled", "2026-03-17", HOUSE, **SEIZED
    )


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


def test_a_refusal_to_add_needs_no_ground() -> None:
    passes(asking(), "change_ruled", "2026-03-16", "追加1", result="驳回申请")
    said = {"result": "驳回申请", "ground": "第17条", "insufficient": False}
    passes(asking(), "change_ruled", "2026-03-16", "追加1", **said)


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


def test_another_debtors_asset_is_not_touched_by_the_suit() -> None:
    book = joined()
    book.happens("change_suit_filed", "2026-03-30", "追加1")
    book.happens("asset_identified", "2026-01-12", "车辆1", owner="甲", relation="被执行人本人")
    passes(book, "disposal_ruled", "2026-04-07", "车辆1", way="拍卖")
