"""A house on its way to an auction, and what a lawful announcement says."""

from __future__ import annotations

from tests.rulebook.casebook import Casebook, filed

HOUSE = "房产1"

# Announced on Thursday 5 March, bidding from Tuesday 7 April: thirty whole days lie between.
FIRST: dict[str, object] = {
    "round": 1,
    "category": "不动产",
    "starts_on": "2026-04-07",
    "start_price": 700_000,
    "deposit": 70_000,
    "notice": "已通知",
    "notified_on": "2026-02-27",
}
# Failed on Wednesday 8 April; announced anew on the 9th, bidding from the 27th.
SECOND = FIRST | {
    "round": 2,
    "starts_on": "2026-04-27",
    "start_price": 560_000,
    "deposit": 56_000,
    "notified_on": "2026-04-03",
}
# An auction house holds it: announced on 5 March for the 24th.
BY_HOUSE: dict[str, object] = {
    "round": 1,
    "way": "传统拍卖",
    "category": "不动产",
    "starts_on": "2026-03-24",
    "reserve_price": 1_000_000,
    "deposit": 50_000,
    "exception": "涉及文物，不宜网络拍卖",
}


def priced() -> Casebook:
    """Seized, priced at a million, terms decided: all that comes before the announcement."""
    book = filed()
    said = {"owner": "甲", "relation": "被执行人本人"}
    book.happens("asset_identified", "2026-01-08", HOUSE, **said)
    book.happens("asset_controlled", "2026-01-09", HOUSE, category="不动产", value=1_000_000)
    term = {"category": "不动产", "effective_on": "2026-01-09", "expires_on": "2029-01-08"}
    book.happens("control_took_effect", "2026-01-12", HOUSE, **term)
    book.happens("reference_price_started", "2026-01-14", HOUSE, way="网络询价")
    book.happens(
        "reference_price_set", "2026-02-06", HOUSE, amount=1_000_000, valid_until="2026-08-06"
    )
    book.happens("auction_terms_decided", "2026-02-24", HOUSE, start_price=700_000)
    return book


def failed_once() -> Casebook:
    """The first online auction found no bidder."""
    book = priced()
    book.happens("auction_announced", "2026-03-05", HOUSE, **FIRST)
    book.happens("auction_failed", "2026-04-08", HOUSE, round=1, category="不动产")
    return book


def failed_twice() -> Casebook:
    """Nor did the second."""
    book = failed_once()
    book.happens("auction_announced", "2026-04-09", HOUSE, **SECOND)
    book.happens("auction_failed", "2026-04-28", HOUSE, round=2, category="不动产")
    return book


def failed_by_house(times: int) -> Casebook:
    """So many traditional auctions failed."""
    book = priced()
    days = (
        ("2026-03-05", "2026-03-24"),
        ("2026-04-10", "2026-05-06"),
        ("2026-05-20", "2026-06-16"),
    )
    for number, (announced, held) in enumerate(days[:times], start=1):
        said = BY_HOUSE | {"round": number, "starts_on": held}
        book.happens("auction_announced", announced, HOUSE, **said)
        book.happens("auction_failed", held, HOUSE, round=number, way="传统拍卖", category="不动产")
    return book


def sold(loan: bool = False) -> Casebook:
    """Knocked down at the second auction."""
    book = failed_once()
    book.happens("auction_announced", "2026-04-09", HOUSE, **SECOND)
    book.happens("auction_closed", "2026-04-28", HOUSE, round=2, price=615_000, loan=loan)
    return book
