"""Measures (查封、扣押、冻结): how much is held against the claim, and in which way."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from rulebook.case.standing import standing
from rulebook.property.order import ordered
from rulebook.property.owed import owed
from tests.rulebook.asked import passes, refusals, refused_by, remarks
from tests.rulebook.casebook import LAW, Casebook, filed, known
from tests.rulebook.measuring import ACCOUNT, CAR, HOUSE, house, owing, receipt, standing_on

# -- how much ------------------------------------------------------------------------------------


def test_what_is_owed_is_claim_interest_and_costs_less_what_was_paid() -> None:
    book = owing(900_000, 80_000, 20_000)
    assert owed(standing(book.facts), date(2026, 3, 31)) == Decimal(1_000_000)
    book.happens("funds_paid", "2026-02-02", "款1", amount="150000.50")
    assert owed(standing(book.facts), date(2026, 3, 31)) == Decimal("849999.50")
    assert owed(standing(filed().facts), date(2026, 3, 31)) is None


def test_several_assets_together_are_not_manifestly_beyond_the_claim() -> None:
    book = owing(900_000, 80_000, 20_000)
    passes(book, "asset_controlled", "2026-01-12", HOUSE, **house(1_000_000))
    car = {"method": "扣押", "category": "动产", "order_reason": "便于执行"}
    gate = "over-seizure"
    said = refused_by(
        gate, "第19条", book, "asset_controlled", "2026-01-13", CAR, value=300_010, **car
    )
    assert "1300010" in said
    assert "130.001%" in said
    assert "release as much first" in said
    passes(book, "asset_controlled", "2026-01-13", CAR, value=300_000, **car)


def test_between_the_claim_and_the_bound_it_is_remarked() -> None:
    book = owing()
    passes(book, "asset_controlled", "2026-01-12", HOUSE, **house(1_000_000))
    said = remarks(book, "asset_controlled", "2026-01-13", CAR, category="动产", value=1)
    assert "over-seizure-watch" in said
    assert "over-seizure-watch" not in remarks(
        owing(), "asset_controlled", "2026-01-13", CAR, category="动产", value=1_000_000
    )


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("asset_released", {"reason": "超标的额"}),
        ("waiting_control_made", {"first_controlled_on": "2025-05-06"}),
        ("confirmation_served", {}),
    ],
)
def test_what_no_longer_or_not_yet_secures_the_claim_is_not_counted(
    kind: str, said: dict[str, object]
) -> None:
    book = owing()
    book.happens("asset_controlled", "2026-01-12", HOUSE, **house(1_300_000))
    assert refusals(book, "asset_controlled", "2026-01-14", CAR, category="动产", value=400_000)
    book.happens(kind, "2026-01-13", HOUSE, **said)
    passes(book, "asset_controlled", "2026-01-14", CAR, category="动产", value=400_000)


def test_a_lapsed_measure_is_not_counted_though_nobody_recorded_its_lapse() -> None:
    book = owing()
    book.happens("asset_controlled", "2026-01-12", HOUSE, **house(1_300_000))
    book.happens("control_took_effect", "2026-01-13", HOUSE, **receipt("2026-01-13", "2026-03-31"))
    said = {"category": "动产", "value": 400_000}
    assert refusals(book, "asset_controlled", "2026-03-31", CAR, **said)
    passes(book, "asset_controlled", "2026-04-01", CAR, **said)


def test_a_mortgage_that_goes_first_is_taken_off_the_value() -> None:
    book = owing()
    mortgaged = house(2_000_000, prior_debts=800_000)
    said = remarks(book, "asset_controlled", "2026-01-12", HOUSE, **mortgaged)
    assert "over-seizure-watch" in said
    assert refusals(book, "asset_controlled", "2026-01-12", HOUSE, **house(2_000_000))


def test_the_reference_price_takes_the_place_of_an_estimate() -> None:
    book = owing()
    book.happens("asset_controlled", "2026-01-12", HOUSE, **house(1_200_000))
    car = {"category": "动产", "value": 300_000}
    assert refusals(book, "asset_controlled", "2026-03-03", CAR, **car)
    book.happens(
        "reference_price_set", "2026-03-02", HOUSE, amount=700_000, valid_until="2026-09-01"
    )
    passes(book, "asset_controlled", "2026-03-03", CAR, **car)
    held = standing_on(book, "2026-03-03")[HOUSE]
    assert (held.value, held.value_basis) == (Decimal(700_000), "参考价")
    assert held.valued_on == date(2026, 3, 2)


def test_an_indivisible_asset_may_exceed_the_claim() -> None:
    passes(owing(), "asset_controlled", "2026-01-12", HOUSE, **house(3_000_000, indivisible=True))


def test_without_a_claim_on_record_nothing_is_compared() -> None:
    passes(known(filed(), HOUSE), "asset_controlled", "2026-01-12", HOUSE, **house(3_000_000))


def test_of_one_title_worth_more_than_the_claim_a_part_is_advised() -> None:
    gate, kind, on = "single-title-partial", "asset_controlled", "2026-01-12"
    assert gate in remarks(owing(), kind, on, HOUSE, **house(1_200_000))
    assert gate not in remarks(owing(), kind, on, HOUSE, **house(1_200_000, partial=True))
    assert gate not in remarks(owing(), kind, on, HOUSE, **house(1_000_000))


def test_a_freeze_of_an_account_names_its_amount() -> None:
    frozen = {"method": "冻结", "category": "银行存款"}
    gate = "seizure-amount-specified"
    refused_by(gate, "第15条第3款", owing(), "asset_controlled", "2026-01-12", ACCOUNT, **frozen)
    passes(owing(), "asset_controlled", "2026-01-12", ACCOUNT, amount=500_000, **frozen)


def test_no_more_is_frozen_or_deducted_than_is_owed() -> None:
    frozen = {"method": "冻结", "category": "银行存款", "amount": 1_000_001}
    said = remarks(owing(), "asset_controlled", "2026-01-12", ACCOUNT, **frozen)
    assert "cpl-scope-cap-control" in said
    book = owing()
    gate = "cpl-scope-cap"
    taken = {"amount": "1000000.01", "claim": 1_000_000}
    refused_by(gate, "第253条", book, "deposit_deducted", "2026-01-14", ACCOUNT, **taken)
    passes(book, "deposit_deducted", "2026-01-14", ACCOUNT, amount=1_000_000, claim=1_000_000)


def test_exempt_property_is_refused() -> None:
    gate, kind = "seizure-exempt", "asset_controlled"
    refused_by(gate, "第3条", owing(), kind, "2026-01-12", CAR, category="动产", exempt=True)
    passes(owing(), kind, "2026-01-12", CAR, category="动产", exempt=False)


def test_listed_shares_valued_more_than_a_fifth_off_the_close_are_remarked() -> None:
    kind, on, gate = "listed_shares_valued", "2026-01-12", "seizure-listed-stock-20pct"
    price = {"closing_price": "10.00"}
    assert gate in remarks(owing(), kind, on, "股票1", unit_value="7.99", **price)
    assert gate not in remarks(owing(), kind, on, "股票1", unit_value="8.00", **price)


# -- how -----------------------------------------------------------------------------------------


def test_taking_the_use_away_needs_a_reason() -> None:
    gate, kind, on = "live-preferred", "asset_controlled", "2026-01-12"
    dead = house(1_000_000, manner="死封死扣")
    refused_by(gate, "第10条", owing(), kind, on, HOUSE, **dead)
    passes(owing(), kind, on, HOUSE, **dead, reason="隐匿转移风险")
    passes(owing(), kind, on, HOUSE, **house(1_000_000, manner="活封活扣"))


def test_use_is_left_to_a_keeping_debtor_whose_use_does_no_harm() -> None:
    gate, kind, on = "seizure-live", "use_permitted", "2026-01-14"
    kept = {"keeper": "被执行人", "unharmed": True}
    refused_by(gate, "第10条", owing(), kind, on, HOUSE, **kept)
    book = owing()
    book.happens("asset_controlled", "2026-01-12", HOUSE, **house(1_000_000))
    refused_by(gate, "第10条第2款", book, kind, on, HOUSE, **(kept | {"keeper": "第三人"}))
    refused_by(gate, "第10条第2款", book, kind, on, HOUSE, **(kept | {"unharmed": False}))
    passes(book, kind, on, HOUSE, **kept)


def test_an_operating_account_leaves_what_the_enterprise_needs() -> None:
    kind, on, gate = "asset_controlled", "2026-01-12", "operating-funds"
    frozen = {"category": "银行存款", "amount": 500_000, "operating": True}
    refused_by(gate, "法〔2016〕401号第三条", owing(), kind, on, ACCOUNT, **frozen)
    passes(owing(), kind, on, ACCOUNT, **frozen, reserve=80_000)
    said = refused_by(gate, "第三条", owing(), kind, on, ACCOUNT, **frozen, reserve=0)
    assert "不预留的，写明条件不允许的理由" in said
    spared = frozen | {"reserve": 0, "reserve_reason": "已停产，账户无往来"}
    passes(owing(), kind, on, ACCOUNT, **spared)
    passes(owing(), kind, on, ACCOUNT, **frozen | {"operating": False})


def identified(book: Casebook, asset: str, harm: str, ease: str) -> None:
    said = {"owner": "甲", "relation": "被执行人本人", "harm": harm, "ease": ease}
    book.happens("asset_identified", "2026-01-09", asset, **said)


def test_assets_are_ordered_by_least_harm_and_then_by_ease() -> None:
    book = owing()
    identified(book, "设备1", "较大", "便于执行")
    identified(book, HOUSE, "无", "一般")
    identified(book, ACCOUNT, "无", "便于执行")
    book.happens("asset_identified", "2026-01-09", "股权1", owner="甲", relation="被执行人本人")
    assert [one.asset for one in ordered(book.facts, LAW)] == [
        *(ACCOUNT, HOUSE, "设备1"),
        *(CAR, "股权1"),  # of which nobody said how hard or harmful it is
    ]


def test_passing_over_a_better_asset_is_refused_unless_the_reason_is_kept() -> None:
    book = owing()
    identified(book, "设备1", "较大", "便于执行")
    identified(book, HOUSE, "无", "一般")
    kind, on, gate = "asset_controlled", "2026-01-12", "least-harm-first"
    assert HOUSE in refused_by(gate, "第三条", book, kind, on, "设备1", category="动产")
    reasoned = {"category": "动产", "order_reason": "房产已设满额抵押"}
    assert refusals(book, kind, on, "设备1", **reasoned) == []
    book.happens(kind, "2026-01-10", HOUSE, **house(800_000))
    passes(book, kind, on, "设备1", category="动产")
