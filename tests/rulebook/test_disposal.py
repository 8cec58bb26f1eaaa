"""Auctions (拍卖): what must stand before one is announced, and what it must say."""

from __future__ import annotations

import pytest

from tests.rulebook.asked import passes, refusals, refused_by, remarks
from tests.rulebook.casebook import Casebook
from tests.rulebook.selling import (
    BY_HOUSE,
    FIRST,
    HOUSE,
    SECOND,
    failed_by_house,
    failed_once,
    failed_twice,
    priced,
)

ANNOUNCED = "auction_announced"


def test_a_lawful_first_online_auction_is_announced() -> None:
    passes(priced(), ANNOUNCED, "2026-03-05", HOUSE, **FIRST)


def test_a_lawful_second_one_too() -> None:
    passes(failed_once(), ANNOUNCED, "2026-04-09", HOUSE, **SECOND)


def test_and_a_lawful_traditional_one() -> None:
    passes(priced(), ANNOUNCED, "2026-03-05", HOUSE, **BY_HOUSE)


@pytest.mark.parametrize(
    ("gate", "article", "wrong"),
    [
        ("start-price-floor-70", "第10条", {"start_price": "699999.99", "deposit": 69_999}),
        ("auction-deposit-5-20", "第17条", {"deposit": "34999.99"}),
        ("auction-deposit-5-20", "第17条", {"deposit": "140000.01"}),
        ("auction-notice-online", "第12条", {"starts_on": "2026-04-04"}),
        ("auction-notify-online", "第16条", {"notified_on": "2026-03-02"}),
        ("auction-notify-online", "第16条", {"notice": "公示视为通知"}),
        ("no-surplus-auction", "第6条", {"no_surplus": True}),
    ],
)
def test_a_first_online_auction_is_refused_for(
    gate: str, article: str, wrong: dict[str, object]
) -> None:
    refused_by(gate, article, priced(), ANNOUNCED, "2026-03-05", HOUSE, **(FIRST | wrong))


@pytest.mark.parametrize("unsaid", ["start_price", "deposit", "notice", "notified_on"])
def test_what_an_online_auction_must_say_is_asked_for(unsaid: str) -> None:
    said = {name: value for name, value in FIRST.items() if name != unsaid}
    found = refusals(priced(), ANNOUNCED, "2026-03-05", HOUSE, **said)
    assert any(unsaid in one.en for one in found)


def test_thirty_whole_days_lie_between_announcement_and_bidding() -> None:
    on_the_bound = FIRST | {"starts_on": "2026-04-05"}
    passes(priced(), ANNOUNCED, "2026-03-05", HOUSE, **on_the_bound)
    gate, short = "auction-notice-online", {"category": "动产", "starts_on": "2026-03-20"}
    refused_by(gate, "第12条", priced(), ANNOUNCED, "2026-03-05", HOUSE, **(FIRST | short))
    enough = FIRST | short | {"starts_on": "2026-03-21"}
    passes(priced(), ANNOUNCED, "2026-03-05", HOUSE, **enough)


def test_the_panels_decision_is_on_file_with_its_paper() -> None:
    book = priced()
    book.facts = [one for one in book.facts if one.kind != "auction_terms_decided"]
    gate = "collegiate-auction-items"
    refused_by(gate, "第27条", book, ANNOUNCED, "2026-03-05", HOUSE, **FIRST)
    book.happens("auction_terms_decided", "2026-02-24", HOUSE, _evidence="")
    refused_by(gate, "第27条", book, ANNOUNCED, "2026-03-05", HOUSE, **FIRST)


def test_who_could_not_be_told_was_told_on_the_platform_for_five_days() -> None:
    shown = {"notice": "公示视为通知"}
    said = {name: value for name, value in (FIRST | shown).items() if name != "notified_on"}
    book = priced()
    book.happens("auction_notice_publicised", "2026-03-02", HOUSE)
    gate = "auction-notify-online"
    refused_by(gate, "第16条", book, ANNOUNCED, "2026-03-07", HOUSE, **said | later("04-20"))
    passes(book, ANNOUNCED, "2026-03-08", HOUSE, **said | later("04-20"))


def later(day: str) -> dict[str, object]:
    return {"starts_on": f"2026-{day}"}


def test_an_auction_that_leaves_nothing_waits_for_the_applicant() -> None:
    book = priced()
    book.happens("no_surplus_notified", "2026-02-25", HOUSE)
    book.happens("auction_continuation_requested", "2026-02-27", HOUSE)
    passes(book, ANNOUNCED, "2026-03-05", HOUSE, **FIRST, no_surplus=True)


@pytest.mark.parametrize(
    ("gate", "article", "wrong"),
    [
        ("rerun-price-cut-20", "第26条", {"start_price": "559999.99"}),
        ("rerun-notice-online", "第26条", {"starts_on": "2026-04-24"}),
    ],
)
def test_a_second_online_auction_is_refused_for(
    gate: str, article: str, wrong: dict[str, object]
) -> None:
    refused_by(gate, article, failed_once(), ANNOUNCED, "2026-04-09", HOUSE, **(SECOND | wrong))


def test_a_second_auction_of_a_movable_is_announced_seven_whole_days_before() -> None:
    car = SECOND | {"category": "动产"}
    gate, on = "rerun-notice-online", "2026-04-09"
    refused_by(gate, "第26条", failed_once(), ANNOUNCED, on, HOUSE, **car | later("04-16"))
    passes(failed_once(), ANNOUNCED, on, HOUSE, **car | later("04-17"))


def test_a_second_auction_follows_the_failure_of_the_first() -> None:
    book = priced()
    book.happens(ANNOUNCED, "2026-03-05", HOUSE, **FIRST)
    refused_by("auction-rounds", "第26条", book, ANNOUNCED, "2026-04-09", HOUSE, **SECOND)


def test_there_is_no_third_auction_online() -> None:
    third = SECOND | {"round": 3, "start_price": 500_000, "deposit": 50_000} | later("05-29")
    refused_by("auction-rounds", "第26条", failed_twice(), ANNOUNCED, "2026-05-06", HOUSE, **third)


def test_a_new_price_begins_the_attempts_anew() -> None:
    book = failed_twice()
    book.happens(
        "reference_price_set", "2026-05-20", HOUSE, amount=600_000, valid_until="2026-11-20"
    )
    again = FIRST | {"start_price": 420_000, "deposit": 42_000, "notified_on": "2026-05-22"}
    passes(book, ANNOUNCED, "2026-05-28", HOUSE, **again | later("07-06"))
    second = SECOND | {"start_price": 400_000, "deposit": 40_000, "notified_on": "2026-07-10"}
    gate, on = "auction-rounds", "2026-07-20"
    refused_by(gate, "第26条", book, ANNOUNCED, on, HOUSE, **second | later("08-10"))


# -- the price and what it rests on ----------------------------------------------------------------


def test_the_first_auction_is_announced_while_the_price_holds() -> None:
    book = priced()
    late = FIRST | {"notified_on": "2026-07-31"} | later("09-14")
    passes(book, ANNOUNCED, "2026-08-06", HOUSE, **late)
    refused_by("refprice-in-validity", "第27条", priced(), ANNOUNCED, "2026-08-07", HOUSE, **late)


def test_a_price_is_not_used_six_months_after_it_lapsed() -> None:
    late = SECOND | {"notified_on": "2027-01-29"} | {"starts_on": "2027-02-26"}
    passes(failed_once(), ANNOUNCED, "2027-02-06", HOUSE, **late)
    gate, on = "refprice-use-window", "2027-02-07"
    refused_by(gate, "第27条", failed_once(), ANNOUNCED, on, HOUSE, **late)
    assert "refprice-use-window-auction" in remarks(
        failed_once(), "second_auction_started", "2027-02-26", HOUSE
    )


def test_a_price_holds_for_a_year_at_most() -> None:
    kind, gate, on = "reference_price_set", "refprice-validity-cap", "2026-02-06"
    price = {"amount": 1_000_000}
    refused_by(gate, "第27条", priced(), kind, on, HOUSE, **price, valid_until="2027-02-07")
    passes(priced(), kind, on, HOUSE, **price, valid_until="2027-02-06")


# -- traditional auctions --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("gate", "article", "wrong"),
    [
        ("online-auction-default", "第2条", {"exception": ""}),
        ("trad-auction-notice-days", "第8条", {"starts_on": "2026-03-20"}),
        ("trad-deposit-5", "第10条", {"deposit": "49999.99"}),
    ],
)
def test_a_traditional_auction_is_refused_for(
    gate: str, article: str, wrong: dict[str, object]
) -> None:
    refused_by(gate, article, priced(), ANNOUNCED, "2026-03-05", HOUSE, **(BY_HOUSE | wrong))


def test_each_traditional_auction_lowers_the_reserve_by_a_fifth_at_most() -> None:
    gate, on = "trad-reserve-cut-20", "2026-04-10"
    second = BY_HOUSE | {"round": 2, "reserve_price": 800_000} | later("05-06")
    low = second | {"reserve_price": "799999.99"}
    refused_by(gate, "第5条", failed_by_house(1), ANNOUNCED, on, HOUSE, **low)
    passes(failed_by_house(1), ANNOUNCED, on, HOUSE, **second)


def test_the_parties_are_called_five_whole_days_before_a_traditional_auction() -> None:
    kind, gate = "auction_parties_notified", "trad-auction-notify-days"
    called = {"way": "传统拍卖", "starts_on": "2026-03-24"}
    refused_by(gate, "第11条", priced(), kind, "2026-03-19", HOUSE, **called)
    refused_by(gate, "第11条", priced(), kind, "2026-03-18", HOUSE, way="传统拍卖")
    passes(priced(), kind, "2026-03-18", HOUSE, **called)


def test_an_immovable_is_auctioned_three_times_a_movable_twice() -> None:
    gate, on = "auction-rounds", "2026-07-02"
    third = BY_HOUSE | {"round": 3} | later("07-28")
    passes(failed_by_house(2), ANNOUNCED, on, HOUSE, **third)
    car = third | {"category": "动产"}
    refused_by(gate, "第24条", failed_by_house(2), ANNOUNCED, on, HOUSE, **car)
    fourth = BY_HOUSE | {"round": 4} | later("07-28")
    refused_by(gate, "第25条", failed_by_house(3), ANNOUNCED, on, HOUSE, **fourth)


# -- what may be sold at all -----------------------------------------------------------------------


def unheld(kind: str, on: str, **said: object) -> Casebook:
    book = priced()
    book.happens(kind, on, HOUSE, **said)
    return book


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("asset_released", {}),
        ("waiting_control_made", {"first_controlled_on": "2025-01-02"}),
        ("control_lapsed", {}),
    ],
)
def test_what_the_court_does_not_hold_it_does_not_sell(kind: str, said: dict[str, object]) -> None:
    gate = "sale-of-what-is-held"
    book = unheld(kind, "2026-02-25", **said)
    refused_by(gate, "第1条", book, "disposal_ruled", "2026-02-26", HOUSE, way="拍卖")
    passes(priced(), "disposal_ruled", "2026-02-26", HOUSE, way="拍卖")


def test_the_first_court_may_hand_the_right_to_sell_over() -> None:
    book = unheld("waiting_control_made", "2026-02-25", first_controlled_on="2025-01-02")
    book.happens("transfer_consented", "2026-03-02", HOUSE, court="京0106")
    passes(book, "disposal_ruled", "2026-03-03", HOUSE, way="拍卖")
