"""A house on its way to an auction, and what a lawful announcement says."""

from __future__ import annotations

from tests.rulebook.casebook import Casebook, filed
from tests.rulebook.telling import Told, told

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

# Seized and priced at a million.
VALUED: tuple[Told, ...] = (
    told("asset_identified", "2026-01-08", HOUSE, owner="甲", relation="被执行人本人"),
    told(
        "asset_controlled", "2026-01-09", HOUSE, method="查封", category="不动产", value=1_000_000
    ),
    told(
        "control_took_effect", "2026-01-12", HOUSE,
        category="不动产", effective_on="2026-01-09", expires_on="2029-01-08",
    ),
    told("reference_price_started", "2026-01-14", HOUSE, way="网络询价"),
    told(
        "reference_price_set", "2026-02-06", HOUSE, amount=1_000_000, valid_until="2026-08-06"
    ),
)  # fmt: skip
TERMS = told("auction_terms_decided", "2026-02-24", HOUSE, start_price=700_000)
# All that comes before the announcement.
PRICED = (*VALUED, TERMS)
ANNOUNCED = (*PRICED, told("auction_announced", "2026-03-05", HOUSE, **FIRST))
FAILED_ONCE = (
    *ANNOUNCED,
    told("auction_failed", "2026-04-08", HOUSE, round=1, category="不动产"),
)
ANNOUNCED_AGAIN = (*FAILED_ONCE, told("auction_announced", "2026-04-09", HOUSE, **SECOND))
FAILED_TWICE = (
    *ANNOUNCED_AGAIN,
    told("auction_failed", "2026-04-28", HOUSE, round=2, category="不动产"),
)
SOLD = (*ANNOUNCED_AGAIN, told("auction_closed", "2026-04-28", HOUSE, round=2, price=615_000))

_DAYS_BY_HOUSE = (
    ("2026-03-05", "2026-03-24"),
    ("2026-04-10", "2026-05-06"),
    ("2026-05-20", "2026-06-16"),
)


def by_house(times: int) -> tuple[Told, ...]:
    """So many traditional auctions were announced and failed."""
    found = list(PRICED)
    for number, (announced, held) in enumerate(_DAYS_BY_HOUSE[:times], start=1):
        said = BY_HOUSE | {"round": number, "starts_on": held}
        found.append(told("auction_announced", announced, HOUSE, **said))
        said = {"round": number, "way": "传统拍卖", "category": "不动产"}
        found.append(told("auction_failed", held, HOUSE, **said))
    return tuple(found)


def priced() -> Casebook:
    """Seized, priced at a million, terms decided: all that comes before the announcement."""
    return filed().tells(*PRICED)


def failed_twice() -> Casebook:
    """Neither online auction found a bidder."""
    return filed().tells(*FAILED_TWICE)


def sold() -> Casebook:
    """Knocked down at the second auction."""
    return filed().tells(*SOLD)
