"""Each interval and ratio of an auction at its bound: a day, a minute, a fen short is refused."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest

from models.errors import FactRefused
from tests.stories.court import EVENING, HANDLER, Court

NUMBER = "（2026）京0105执322号"
ONLINE, BY_HOUSE = "网络司法拍卖", "传统拍卖"
IMMOVABLE, MOVABLE = "不动产", "动产"
PRICE = 1_000_000


@pytest.fixture
def priced(court: Court) -> Court:
    """Three assets are held and priced, and the panel has decided on the terms of sale."""
    court.files(NUMBER, "2026-02-12", "2026-02-13")
    court.records(NUMBER, "handler_assigned", "2026-02-13", handler=HANDLER, evidence="分案表")
    court.comes("2026-07-06", EVENING)
    for asset, category in (("房产1", IMMOVABLE), ("车辆1", MOVABLE)):
        says = partial(court.records, NUMBER, subject=("asset", asset), evidence="文书")
        says("asset_identified", "2026-02-24", owner="某厂", relation="被执行人本人")
        says("asset_controlled", "2026-02-24", category=category, method="查封", value=PRICE)
        says("reference_price_set", "2026-03-16", amount=PRICE, valid_until="2026-09-15")
        says("auction_terms_decided", "2026-03-23", start_price=700_000, deposit=70_000)
    return court


def announcement(way: str, category: str, turn: int, starts_on: str) -> dict[str, object]:
    said = {"way": way, "round": turn, "category": category, "starts_on": starts_on}
    price = 700_000 if turn == 1 else 560_000
    if way == BY_HOUSE:
        reserve = PRICE if turn == 1 else 800_000
        return said | {"reserve_price": reserve, "exception": "不宜网络拍卖", "deposit": 50_000}
    told = {"notice": "已通知", "notified_on": "2026-03-24"}
    return said | told | {"start_price": price, "deposit": price // 10}


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("way", "category", "days", "again"),
    [
        (ONLINE, IMMOVABLE, 30, 15),
        (ONLINE, MOVABLE, 15, 7),
        (BY_HOUSE, IMMOVABLE, 15, 15),
        (BY_HOUSE, MOVABLE, 7, 7),
    ],
)
def test_an_auction_is_announced_whole_days_before(
    priced: Court, way: str, category: str, days: int, again: int
) -> None:
    """Neither the day of the announcement nor that of the auction counts."""
    asset = ("asset", "房产1" if category == IMMOVABLE else "车辆1")
    says = partial(priced.records, NUMBER, subject=asset, evidence="文书")
    announced = date(2026, 4, 1)
    for turn, between in ((1, days), (2, again)):
        first, short = (announced.toordinal() + between + more for more in (1, 0))
        starts, too_soon = date.fromordinal(first), date.fromordinal(short)
        on = announced.isoformat()
        with pytest.raises(FactRefused, match=f"{too_soon}之前至迟应于"):
            says("auction_announced", on, payload=announcement(way, category, turn, str(too_soon)))
        says("auction_announced", on, payload=announcement(way, category, turn, str(starts)))
        failed = {"round": turn, "way": way, "category": category}
        says("auction_failed", f"{starts}T16:00", payload=failed)
        announced = date.fromordinal(first + 1)
    priced.chains_hold()


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_the_deposit_lies_between_a_twentieth_and_a_fifth(priced: Court) -> None:
    says = partial(priced.records, NUMBER, "auction_announced", "2026-04-01", evidence="公告")
    said = announcement(ONLINE, IMMOVABLE, 1, "2026-05-06")
    house = ("asset", "房产1")
    for deposit in ("34999.99", "140000.01"):
        with pytest.raises(FactRefused, match="百分之五至百分之二十"):
            says(subject=house, payload=said | {"deposit": deposit})
    says(subject=house, payload=said | {"deposit": "140000"})
    says = partial(priced.records, NUMBER, "auction_announced", "2026-04-02", evidence="公告")
    car = announcement(ONLINE, MOVABLE, 1, "2026-05-06")
    says(subject=("asset", "车辆1"), payload=car | {"deposit": "35000"})
    priced.chains_hold()


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_bidding_lasts_a_day_and_five_minutes_after_each_late_bid(priced: Court) -> None:
    says = partial(priced.records, NUMBER, subject=("asset", "房产1"), evidence="平台记录")
    says(
        "auction_announced", "2026-04-01", payload=announcement(ONLINE, IMMOVABLE, 1, "2026-05-06")
    )

    # The platform stopped a minute early: that is remarked on, and nobody is knocked down to.
    says("bidding_started", "2026-05-06T10:00")
    node = priced.node(NUMBER, "auction-window-24h")
    assert (node.state, node.due_on) == ("waiting", date(2026, 5, 7))
    short = says("bidding_ended", "2026-05-07T09:59")
    assert "bidding-window-remark" in {one.gate for one in short.remarks}
    sells = partial(says, "auction_closed", round=1, price=700_000)
    with pytest.raises(FactRefused, match="竞价时间不少于二十四小时"):
        sells("2026-05-07T10:00")
    with pytest.raises(FactRefused, match="第20条"):
        says("auction_failed", "2026-05-07T10:00", round=1, category=IMMOVABLE)

    says("deposits_refunded", "2026-05-08T09:00")
    assert priced.node(NUMBER, "deposit-refund-24h").timeliness == "in_time"

    # It opens again. A bid at 09:58 carries the end to 10:03, the next at 10:02 to 10:07.
    says("bidding_started", "2026-05-11T10:00")
    says("late_bid_placed", "2026-05-12T09:58", price=710_000)
    node = priced.node(NUMBER, "auction-extend-5min")
    assert node.due_at is not None and node.due_at.strftime("%H:%M") == "10:03"
    says("late_bid_placed", "2026-05-12T10:02", price=720_000)
    node = priced.node(NUMBER, "auction-extend-5min")
    assert node.due_at is not None and node.due_at.strftime("%H:%M") == "10:07"
    early = says("bidding_ended", "2026-05-12T10:06:59")
    assert priced.node(NUMBER, "auction-extend-5min").state == "moot"
    with pytest.raises(FactRefused, match=r"最后出价后顺延五分钟.*10:07:00"):
        sells("2026-05-12T10:10")
    mend = {"occurred_at": "2026-05-12T10:07:00+08:00", "reason": "平台日志为10:07:00"}
    priced.records(NUMBER, "correction", "2026-05-12T10:20", corrects=early.seq, payload=mend)
    sells("2026-05-12T10:30")

    # Whoever did not win has the deposit back within a day and night of the end.
    node = priced.node(NUMBER, "deposit-refund-24h")
    assert node.due_at is not None and node.due_at.strftime("%m-%d %H:%M") == "05-13 10:07"
    says("deposits_refunded", "2026-05-13T10:08")
    assert priced.node(NUMBER, "deposit-refund-24h").timeliness == "late"
    priced.chains_hold()
