"""After the bidding (成交以后): the price, selling off, taking in kind, confirming, handing on."""

from __future__ import annotations

from datetime import date

import pytest

from tests.rulebook.asked import passes, refused_by, remarks
from tests.rulebook.casebook import LAW, Casebook, filed
from tests.rulebook.selling import (
    BY_HOUSE,
    FIRST,
    HOUSE,
    failed_by_house,
    failed_once,
    failed_twice,
    priced,
    sold,
)


def announced() -> Casebook:
    book = priced()
    book.happens("auction_announced", "2026-03-05", HOUSE, **FIRST)
    return book


def test_bidding_lasts_a_day_and_night() -> None:
    book = announced()
    book.happens("bidding_started", "2026-04-07T10:00", HOUSE)
    ended, gate = "bidding_ended", "bidding-window-remark"
    now = "2026-04-08T12:00"
    short = book.tries(ended, "2026-04-08T09:59", HOUSE, now=now)
    assert gate in {one.gate for one in short.remarks}
    enough = book.tries(ended, "2026-04-08T10:00", HOUSE, now=now)
    assert gate not in {one.gate for one in enough.remarks}


@pytest.mark.parametrize("kind", ["auction_closed", "auction_failed"])
def test_too_short_a_bidding_neither_sells_nor_fails(kind: str) -> None:
    gate, article = "bidding-kept", "法释〔2016〕18号第20条"
    said = {"round": 1, "price": 700_000, "category": "不动产"}
    said = {name: said[name] for name in said if LAW.facts[kind].field(name)}
    book = announced()
    book.happens("bidding_started", "2026-04-07T10:00", HOUSE)
    book.happens("bidding_ended", "2026-04-08T09:59", HOUSE)
    told = refused_by(gate, article, book, kind, "2026-04-08T15:00", HOUSE, **said)
    assert "04-08 09:59:00结束，最早应为04-08 10:00:00" in told
    # It is opened again, and a bid four minutes before the end is answered by none.
    book.happens("bidding_started", "2026-04-09T10:00", HOUSE)
    book.happens("late_bid_placed", "2026-04-10T09:56", HOUSE)
    book.happens("bidding_ended", "2026-04-10T10:00", HOUSE)
    told = refused_by(gate, article, book, kind, "2026-04-10T15:00", HOUSE, **said)
    assert "04-10 10:01:00" in told
    book.facts.pop()
    book.happens("bidding_ended", "2026-04-10T10:01", HOUSE)
    passes(book, kind, "2026-04-10T15:00", HOUSE, **said)


def test_a_bidding_that_no_platform_told_of_is_not_asked_about() -> None:
    passes(announced(), "auction_closed", "2026-04-08", HOUSE, round=1, price=700_000)


def test_nothing_is_knocked_down_unannounced_or_below_the_start_price() -> None:
    kind, gate, on = "auction_closed", "auction-closed-lawfully", "2026-04-08"
    refused_by(
        gate, "第12条", priced(), kind, on, HOUSE, round=1, price=700_000, way="网络司法拍卖"
    )
    refused_by(gate, "第20条", announced(), kind, on, HOUSE, round=1, price="699999.99")
    passes(announced(), kind, on, HOUSE, round=1, price=700_000)


def test_nor_below_the_reserve_of_a_traditional_auction() -> None:
    book = priced()
    book.happens("auction_announced", "2026-03-05", HOUSE, **BY_HOUSE)
    kind, on, by_house = "auction_closed", "2026-03-24", {"round": 1, "way": "传统拍卖"}
    gate = "auction-closed-lawfully"
    refused_by(gate, "第16条", book, kind, on, HOUSE, price="999999.99", **by_house)
    passes(book, kind, on, HOUSE, price=1_000_000, **by_house)


def test_a_bidders_loan_names_its_bank() -> None:
    kind, on, gate = "auction_closed", "2026-04-08", "bidder-loan-noted"
    said = {"round": 1, "price": 700_000, "loan": True}
    assert gate in remarks(announced(), kind, on, HOUSE, **said)
    assert gate not in remarks(announced(), kind, on, HOUSE, **said, lender="某银行")


def test_the_buyer_pays_by_the_day_named_or_the_asset_is_auctioned_again() -> None:
    book = sold()
    book.happens("price_term_set", "2026-04-28", HOUSE, pay_by="2026-05-12", buyer="丙")
    assert book.due("price-by-the-day-named") == date(2026, 5, 12)
    book.happens("re_auction_ruled", "2026-05-18", HOUSE, buyer="丙")
    assert book.node("price-by-the-day-named").state == "moot"


# -- selling off -----------------------------------------------------------------------------------


def test_selling_off_online_comes_after_two_failed_auctions() -> None:
    kind, gate, on = "sell_off_announced", "sell-off-after-auction", "2026-05-06"
    refused_by(gate, "第26条第2款", failed_once(), kind, on, HOUSE, price=560_000)
    refused_by(gate, "第26条第2款", priced(), kind, on, HOUSE, price=560_000)
    passes(failed_twice(), kind, on, HOUSE, price=560_000)


def test_and_after_three_traditional_ones() -> None:
    kind, gate, by_house = "sell_off_announced", "sell-off-after-auction", {"way": "传统变卖"}
    on = "2026-06-18"
    refused_by(gate, "第25条", failed_by_house(2), kind, on, HOUSE, price=640_000, **by_house)
    passes(failed_by_house(3), kind, on, HOUSE, price=640_000, **by_house)


def test_what_spoils_or_what_all_agree_on_is_sold_off_at_once() -> None:
    for ground in ("易腐烂变质或者季节性商品", "当事人及有关权利人同意"):
        passes(priced(), "sell_off_announced", "2026-03-05", HOUSE, price=800_000, ground=ground)


def test_a_traditional_sell_off_asks_for_half_the_valuation_or_more() -> None:
    kind, gate, on = "sell_off_announced", "sale-price-floor-half", "2026-06-18"
    book, by_house = failed_by_house(3), {"way": "传统变卖"}
    refused_by(gate, "第32条", book, kind, on, HOUSE, price="499999.99", **by_house)
    passes(book, kind, on, HOUSE, price=500_000, **by_house)


# -- taking in kind --------------------------------------------------------------------------------


def test_a_creditor_takes_the_asset_in_kind_after_a_failure_at_its_start_price() -> None:
    kind, gate, on = "in_kind_requested", "in-kind-after-failure", "2026-04-30"
    said = {"creditor": "甲公司", "way": "网络司法拍卖"}
    refused_by(gate, "第16条", announced(), kind, on, HOUSE, price=700_000, **said)
    refused_by(gate, "第16条第1款", failed_twice(), kind, on, HOUSE, price="559999.99", **said)
    passes(failed_twice(), kind, on, HOUSE, price=560_000, **said)


def test_after_a_traditional_failure_at_its_reserve() -> None:
    kind, gate, on = "in_kind_requested", "in-kind-after-failure", "2026-03-24"
    said = {"creditor": "甲公司", "way": "传统拍卖"}
    book = failed_by_house(1)
    refused_by(gate, "第16条第1款", book, kind, on, HOUSE, price="999999.99", **said)
    passes(book, kind, on, HOUSE, price=1_000_000, **said)


def test_without_an_auction_only_if_both_agree_and_nobody_is_harmed() -> None:
    kind, gate, on = "in_kind_requested", "in-kind-after-failure", "2026-03-02"
    said = {"creditor": "甲公司", "price": 1_000_000, "basis": "双方同意直接抵债"}
    refused_by(gate, "第489条", priced(), kind, on, HOUSE, **said)
    passes(priced(), kind, on, HOUSE, **said, unharmed=True)


# -- confirming, handing over, registering ---------------------------------------------------------


@pytest.mark.parametrize(
    ("ground", "article"),
    [("拍卖成交", "第20条"), ("变卖成交", "第20条"), ("以物抵债", "第16条")],
)
def test_nothing_is_confirmed_that_did_not_happen(ground: str, article: str) -> None:
    gate, kind = "confirmation-has-sale", "confirmation_ruled"
    refused_by(gate, article, failed_twice(), kind, "2026-05-08", HOUSE, ground=ground)


def test_a_sale_a_sell_off_and_a_taking_in_kind_are_confirmed() -> None:
    passes(sold(), "confirmation_ruled", "2026-05-08", HOUSE, ground="拍卖成交")
    book = failed_twice()
    book.happens("sold_off", "2026-05-28", HOUSE, price=560_000)
    passes(book, "confirmation_ruled", "2026-06-01", HOUSE, ground="变卖成交")
    book = failed_twice()
    book.happens("in_kind_requested", "2026-04-30", HOUSE, creditor="甲公司", price=560_000)
    passes(book, "confirmation_ruled", "2026-05-08", HOUSE, ground="以物抵债")


def test_the_confirmation_is_served_when_it_was_ruled_and_the_price_is_paid() -> None:
    kind, gate, on = "confirmation_served", "confirmation-after-price", "2026-05-13"
    book = sold()
    refused_by(gate, "第20条", book, kind, on, HOUSE)
    book.happens("confirmation_ruled", "2026-05-08", HOUSE, ground="拍卖成交")
    refused_by(gate, "第20条", book, kind, on, HOUSE)
    book.happens("price_paid", "2026-05-12", HOUSE, amount=615_000)
    passes(book, kind, on, HOUSE, needs_registration=True)


def test_what_a_creditor_took_in_kind_is_served_without_a_price() -> None:
    book = failed_twice()
    book.happens("in_kind_requested", "2026-04-30", HOUSE, creditor="甲公司", price=560_000)
    book.happens("confirmation_ruled", "2026-05-08", HOUSE, ground="以物抵债")
    passes(book, "confirmation_served", "2026-05-13", HOUSE)


def test_title_passes_on_service_and_handover_comes_after_it() -> None:
    book = sold()
    gate, kind, on = "title-transfer-on-service", "handed_over", "2026-05-20"
    refused_by(gate, "第491条", book, kind, on, HOUSE)
    book.happens("price_paid", "2026-05-12", HOUSE, amount=615_000)
    book.happens("confirmation_served", "2026-05-13", HOUSE, needs_registration=True)
    assert book.due("handover-15d") == date(2026, 5, 28)
    assert book.due("assist-registration-5d") == date(2026, 5, 18)
    passes(book, kind, on, HOUSE)
    passes(book, "title_registered", "2026-06-02", HOUSE)


def test_a_mortgaged_dwelling_had_six_months_of_grace() -> None:
    book = filed("2019-01-07")
    book.happens("disposal_ruled", "2019-03-04", HOUSE, way="拍卖", mortgaged_dwelling=True)
    kind, gate = "eviction_ruled", "mortgaged-house-eviction"
    dwelling = {"mortgaged_dwelling": True}
    refused_by(gate, "第2条", book, kind, "2019-09-04", HOUSE, **dwelling)
    passes(book, kind, "2019-09-05", HOUSE, **dwelling)


# -- the debtor sells it himself -------------------------------------------------------------------

PERMITTED: dict[str, object] = {
    "complete_by": "2026-04-30",
    "least_price": 900_000,
    "price_controlled": True,
    "unharmed": True,
}


@pytest.mark.parametrize(
    "wrong", [{"least_price": ""}, {"price_controlled": False}, {"unharmed": False}]
)
def test_a_debtors_own_sale_is_refused_without_its_safeguards(wrong: dict[str, object]) -> None:
    said = {name: value for name, value in (PERMITTED | wrong).items() if value != ""}
    gate, kind = "self-sale-terms", "self_sale_permitted"
    refused_by(gate, "第20条", priced(), kind, "2026-03-02", HOUSE, **said)


def test_it_is_watched_to_its_day_and_its_price() -> None:
    book = priced()
    passes(book, "self_sale_permitted", "2026-03-02", HOUSE, **PERMITTED)
    assert book.due("self-sale-by-the-day-named") == date(2026, 4, 30)
    kind, gate, on = "self_sale_completed", "self-sale-price", "2026-04-24"
    refused_by(gate, "第20条", book, kind, on, HOUSE, price="899999.99")
    refused_by(gate, "第20条", priced(), kind, on, "车辆1", price=900_000)
    passes(book, kind, on, HOUSE, price=900_000)
    assert book.node("self-sale-by-the-day-named").state == "settled"


def test_shares_are_left_to_the_debtor_for_three_months_at_most() -> None:
    kind, gate, on = "equity_self_sale_permitted", "equity-self-sale-cap", "2026-03-02"
    refused_by(gate, "第10条", priced(), kind, on, "股权1", complete_by="2026-06-03")
    refused_by(gate, "第10条", priced(), kind, on, "股权1")
    passes(priced(), kind, on, "股权1", complete_by="2026-06-02")
