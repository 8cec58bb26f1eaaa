"""After the bidding (成交以后): the price, selling off, taking in kind, confirming, handing on."""

from __future__ import annotations

from datetime import date

import pytest

from tests.rulebook.asked import passes, refused_by
from tests.rulebook.casebook import LAW, Casebook
from tests.rulebook.selling import (
    FIRST,
    HOUSE,
    SECOND,
    failed_twice,
    priced,
    sold,
)


def announced() -> Casebook:
    book = priced()
    book.happens("auction_announced", "2026-03-05", HOUSE, **FIRST)
    return book


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


def test_the_buyer_pays_by_the_day_named_or_the_asset_is_auctioned_again() -> None:
    book = sold()
    book.happens("price_term_set", "2026-04-28", HOUSE, pay_by="2026-05-12", buyer="丙")
    assert book.due("price-by-the-day-named") == date(2026, 5, 12)
    book.happens("re_auction_ruled", "2026-05-18", HOUSE, buyer="丙")
    assert book.node("price-by-the-day-named").state == "moot"


def test_a_new_price_begins_the_attempts_anew() -> None:
    book = failed_twice()
    price = {"amount": 600_000, "valid_until": "2026-11-20"}
    book.happens("reference_price_set", "2026-05-20", HOUSE, **price)
    again = FIRST | {"start_price": 420_000, "deposit": 42_000, "notified_on": "2026-05-22"}
    again["starts_on"] = "2026-07-06"
    passes(book, "auction_announced", "2026-05-28", HOUSE, **again)
    second = SECOND | {"start_price": 400_000, "deposit": 40_000, "notified_on": "2026-07-10"}
    second["starts_on"] = "2026-08-10"
    gate, kind, on = "auction-rounds", "auction_announced", "2026-07-20"
    refused_by(gate, "第26条", book, kind, on, HOUSE, **second)


def test_what_spoils_or_what_all_agree_on_is_sold_off_at_once() -> None:
    for ground in ("易腐烂变质或者季节性商品", "当事人及有关权利人同意"):
        passes(priced(), "sell_off_announced", "2026-03-05", HOUSE, price=800_000, ground=ground)


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


# -- the debtor sells it himself -------------------------------------------------------------------

PERMITTED: dict[str, object] = {
    "complete_by": "2026-04-30",
    "least_price": 900_000,
    "price_controlled": True,
    "unharmed": True,
}


def test_it_is_watched_to_its_day_and_its_price() -> None:
    book = priced()
    passes(book, "self_sale_permitted", "2026-03-02", HOUSE, **PERMITTED)
    assert book.due("self-sale-by-the-day-named") == date(2026, 4, 30)
    kind, gate, on = "self_sale_completed", "self-sale-price", "2026-04-24"
    refused_by(gate, "第20条", book, kind, on, HOUSE, price="899999.99")
    refused_by(gate, "第20条", priced(), kind, on, "车辆1", price=900_000)
    passes(book, kind, on, HOUSE, price=900_000)
    assert book.node("self-sale-by-the-day-named").state == "settled"
