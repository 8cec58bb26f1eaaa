"""Measures (查封、扣押、冻结): how much is held against the claim, and in which way."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from rulebook.case.standing import standing
from rulebook.property.order import ordered
from rulebook.property.owed import owed
from tests.rulebook.asked import passes, refusals, refused_by
from tests.rulebook.casebook import LAW, Casebook, filed, known
from tests.rulebook.measuring import ACCOUNT, CAR, HOUSE, house, owing, receipt, standing_on

# -- how much ------------------------------------------------------------------------------------


def test_what_is_owed_is_claim_interest_and_costs_less_what_was_paid() -> None:
    book = owing(900_000, 80_000, 20_000)
    assert owed(standing(book.facts), date(2026, 3, 31)) == Decimal(1_000_000)
    book.happens("funds_paid", "2026-02-02", "款1", amount="150000.50")
    assert owed(standing(book.facts), date(2026, 3, 31)) == Decimal("849999.50")
    assert owed(standing(filed().facts), date(2026, 3, 31)) is None


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


def test_without_a_claim_on_record_nothing_is_compared() -> None:
    passes(known(filed(), HOUSE), "asset_controlled", "2026-01-12", HOUSE, **house(3_000_000))


# -- in which order -----------------------------------------------------------------------------


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
