"""Disposal: a house online, a car by an auction house, machines sold off, stock sold by the debtor.

The dates are those of 2026: Qingming rests from 4 to 6 April, Labour Day from 1 to 5 May with the
Saturday 9 May worked, the Dragon Boat Festival from 19 to 21 June.
"""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

import pytest
from sqlmodel import select

from models.errors import FactRefused
from models.tables.node import Node
from tests.stories.court import EVENING, HANDLER, Court, Runs

NUMBER = "（2026）京0105执303号"
HOUSE, CAR, PLANT, STOCK = (("asset", name) for name in ("房产1", "车辆1", "设备1", "存货1"))
TOLD = {"notice": "已通知"}
HOUSE_FIRST: dict[str, object] = {
        **TOLD, "round": 1, "category": "不动产", "starts_on": "2026-05-06",
        "start_price": 700000, "deposit": 70000, "notified_on": "2026-03-27",
    }  # fmt: skip


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_four_assets_are_turned_into_money(worked_court: Court, runs: Runs) -> None:
    court = worked_court
    court.files(NUMBER, "2026-02-12", "2026-02-13")
    court.records(NUMBER, "handler_assigned", "2026-02-13", handler=HANDLER, evidence="分案表")
    court.comes("2026-03-27", EVENING)
    hold(court)
    runs.eventually(lambda: runs.sleeps(court, NUMBER))

    the_debtor_sells_the_stock(court)
    the_house_finds_no_bidder(court)
    the_house_is_knocked_down(court)
    the_house_changes_hands(court)
    the_car_is_taken_in_kind(court)
    the_machines_are_sold_off(court)

    court.comes("2026-07-06", EVENING)
    run_id = court.run(NUMBER).flow_run_id
    assert run_id is not None
    runs.eventually(lambda: runs.sleeps(court, NUMBER))
    runs.shows(run_id, "022 送达成交、抵债裁定 · settled")
    court.chains_hold()


def hold(court: Court) -> None:
    """Each asset is identified and held, and has its price; the panel has decided on the terms."""
    for asset, category, price in (
        (HOUSE, "不动产", 1000000),
        (CAR, "动产", 100000),
        (PLANT, "动产", 400000),
        (STOCK, "动产", 300000),
    ):
        says = partial(court.records, NUMBER, subject=asset, evidence="文书")
        says("asset_identified", "2026-02-24", owner="某厂", relation="被执行人本人")
        says("asset_controlled", "2026-02-24", category=category, method="查封", value=price)
        says("reference_price_started", "2026-02-27", way="网络询价")
        says("platforms_instructed", "2026-02-27")
        says("valuation_received", "2026-03-02", report="网络询价报告", amount=price)
        says("report_sent", "2026-03-04", way="直接送达")
        says("report_served", "2026-03-09", party="某厂")
        # Five days to object end on Saturday the 14th, so on Monday the 16th.
        assert court.node(NUMBER, "valuation-objection-5d").due_on == date(2026, 3, 16)
        with pytest.raises(FactRefused, match="不超过一年"):
            says("reference_price_set", "2026-03-25", amount=price, valid_until="2027-03-26")
        says("reference_price_set", "2026-03-25", amount=price, valid_until="2026-09-24")
        # Ten days end on Saturday 4 April, in Qingming.
        assert court.node(NUMBER, "start-disposal-10d").due_on == date(2026, 4, 7)


def the_debtor_sells_the_stock(court: Court) -> None:
    """Under the court's eye, at a reasonable price, by a day named, the price to the court."""
    says = partial(court.records, NUMBER, subject=STOCK, evidence="文书")
    terms = {"complete_by": "2026-04-30", "least_price": 270000, "unharmed": True}
    with pytest.raises(FactRefused, match="价款由法院控制"):
        says("self_sale_permitted", "2026-03-27", payload=terms)
    says("self_sale_permitted", "2026-03-27", payload=terms | {"price_controlled": True})
    assert court.node(NUMBER, "self-sale-by-the-day-named").due_on == date(2026, 4, 30)
    court.comes("2026-04-24", EVENING)
    with pytest.raises(FactRefused, match="不低于准许的合理价格"):
        says("self_sale_completed", "2026-04-24", price=250000)
    says("self_sale_completed", "2026-04-24", price=280000)
    says("asset_disposed", "2026-04-24")
    assert court.node(NUMBER, "self-sale-by-the-day-named").timeliness == "in_time"


def the_house_finds_no_bidder(court: Court) -> None:
    """A first auction online: decided by a panel, announced in time, at 70 per cent or more."""
    says = partial(court.records, NUMBER, subject=HOUSE, evidence="文书")
    first = HOUSE_FIRST
    with pytest.raises(FactRefused, match="第27条"):
        says("auction_announced", "2026-04-01", payload=first)
    says("auction_terms_decided", "2026-03-27", start_price=700000, deposit=70000)
    with pytest.raises(FactRefused, match="第10条"):
        says("auction_announced", "2026-04-01", payload=first | {"start_price": 690000})
    with pytest.raises(FactRefused, match="第12条"):
        says("auction_announced", "2026-04-01", payload=first | {"starts_on": "2026-04-30"})
    with pytest.raises(FactRefused, match="第2条"):
        says("auction_announced", "2026-04-01", payload=first | {"way": "传统拍卖"})
    says("disposal_ruled", "2026-04-01", way="拍卖")
    says("auction_announced", "2026-04-01", payload=first)
    assert started(court)["房产1"] == ("settled", "in_time"), "six days before its last"
    assert started(court)["设备1"] == ("running", ""), "each asset has its own clock"

    # Nobody bids. The second auction begins within thirty days: 6 June is a Saturday.
    court.comes("2026-05-11", EVENING)
    says("bidding_started", "2026-05-06T10:00")
    says("bidding_ended", "2026-05-07T10:00")
    says("auction_failed", "2026-05-07T10:01", round=1, category="不动产")
    assert court.node(NUMBER, "rerun-auction-30d").due_on == date(2026, 6, 8)
    says("deposits_refunded", "2026-05-08T09:00")
    assert court.node(NUMBER, "deposit-refund-24h").timeliness == "in_time"
    with pytest.raises(FactRefused, match="第26条第2款"):
        says("sell_off_announced", "2026-05-11", price=560000)


def started(court: Court) -> dict[str, tuple[str, str]]:
    """Asset by asset how the clock of ten days to the start of its sale stands."""
    with court.store.reading() as session:
        found = session.exec(select(Node).where(Node.rule_id == "start-disposal-10d")).all()
    return {one.subject_ref: (one.state, one.timeliness or "") for one in found}


def the_house_is_knocked_down(court: Court) -> None:
    """A second auction, a fifth lower at most; the winner's bank lends to him."""
    says = partial(court.records, NUMBER, subject=HOUSE, evidence="文书")
    second = HOUSE_FIRST | {
        "round": 2, "starts_on": "2026-05-28", "start_price": 560000, "deposit": 56000,
        "notified_on": "2026-05-07",
    }  # fmt: skip
    with pytest.raises(FactRefused, match="百分之八十"):
        says("auction_announced", "2026-05-11", payload=second | {"start_price": 559999})
    with pytest.raises(FactRefused, match="第26条"):
        says("auction_announced", "2026-05-11", payload=second | {"starts_on": "2026-05-26"})
    says("auction_announced", "2026-05-11", payload=second)

    # Knocked down on 29 May to a bidder whose bank lends; he is to pay by 12 June.
    court.comes("2026-05-29", EVENING)
    says("second_auction_started", "2026-05-28T10:00")
    says("bidding_started", "2026-05-28T10:00")
    says("late_bid_placed", "2026-05-29T09:58", price=588000)
    says("bidding_ended", "2026-05-29T10:03")
    assert court.node(NUMBER, "rerun-auction-30d").timeliness == "in_time"
    with pytest.raises(FactRefused, match="第20条第1款"):
        says("auction_closed", "2026-05-29T10:03", round=2, price=550000)
    says("auction_closed", "2026-05-29T10:03", round=2, price=588000, loan=True, lender="某银行")
    says("bidder_loan_noted", "2026-05-29T15:00", lender="某银行", amount=300000)
    says("price_term_set", "2026-05-29T15:00", pay_by="2026-06-12")
    assert court.node(NUMBER, "price-by-the-day-named").due_on == date(2026, 6, 12)


def the_house_changes_hands(court: Court) -> None:
    """The price, the ruling, the keys and the register."""
    says = partial(court.records, NUMBER, subject=HOUSE, evidence="文书")

    # He pays on the 11th. Ten days for the ruling end in the Dragon Boat Festival.
    court.comes("2026-06-15", EVENING)
    says("confirmation_ruled", "2026-06-10", ground="拍卖成交")
    with pytest.raises(FactRefused, match="价款已全额交付"):
        says("confirmation_served", "2026-06-10T16:00")
    says("price_paid", "2026-06-11", amount=588000)
    assert court.node(NUMBER, "auction-confirm-10d").due_on == date(2026, 6, 22)
    with pytest.raises(FactRefused, match="第491条"):
        says("handed_over", "2026-06-12")
    says("confirmation_served", "2026-06-15", needs_registration=True)
    assert court.node(NUMBER, "handover-15d").due_on == date(2026, 6, 30)
    assert court.node(NUMBER, "assist-registration-5d").due_on == date(2026, 6, 22)
    court.comes("2026-06-29", EVENING)
    says("registration_assistance_served", "2026-06-17")
    says("handed_over", "2026-06-26")
    says("title_registered", "2026-06-29")
    says("asset_disposed", "2026-06-29")
    assert court.node(NUMBER, "handover-15d").timeliness == "in_time"


def the_car_is_taken_in_kind(court: Court) -> None:
    """An auction house fails twice; a movable has no third time, so a creditor takes it."""
    says = partial(court.records, NUMBER, subject=CAR, evidence="文书")
    said = {
        "way": "传统拍卖", "category": "动产", "exception": "随车证照在外地，不宜网络拍卖",
        "deposit": 5000,
    }  # fmt: skip
    for number, announced, on, reserve in (
        (1, "2026-04-07", "2026-04-15", 100000),
        (2, "2026-05-11", "2026-05-19", 80000),
    ):
        once = {"round": number, "starts_on": on, "reserve_price": reserve}
        says("auction_announced", announced, payload=said | once)
        if number > 1:
            says("second_auction_started", on)
        says("auction_failed", f"{on}T16:00", round=number, way="传统拍卖", category="动产")
        says("deposits_refunded", f"{on}T17:00")
    third = {"round": 3, "starts_on": "2026-06-16", "reserve_price": 64000}
    with pytest.raises(FactRefused, match="动产至多拍卖两次"):
        says("auction_announced", "2026-06-05", payload=said | third)
    wish: dict[str, Any] = {"creditor": "甲公司", "way": "传统拍卖"}
    with pytest.raises(FactRefused, match="保留价"):
        says("in_kind_requested", "2026-05-20", price=79000, **wish)
    with pytest.raises(FactRefused, match="债权人已申请或者同意抵债"):
        says("confirmation_ruled", "2026-05-20", ground="以物抵债")
    says("in_kind_requested", "2026-05-20", price=80000, **wish)
    says("confirmation_ruled", "2026-05-22", ground="以物抵债")
    says("confirmation_served", "2026-05-25")
    says("handed_over", "2026-05-27")
    says("asset_disposed", "2026-05-27")


def the_machines_are_sold_off(court: Court) -> None:
    """Two auctions online fail; the sell-off has sixty days, which end on a Sunday."""
    says = partial(court.records, NUMBER, subject=PLANT, evidence="文书")
    says("auction_terms_decided", "2026-03-27", start_price=280000, deposit=28000)
    for number, announced, on, start in (
        (1, "2026-04-01", "2026-04-17", 280000),
        (2, "2026-04-20", "2026-04-28", 224000),
    ):
        once = {"round": number, "category": "动产", "starts_on": on, "start_price": start}
        told = {**TOLD, "deposit": start // 10, "notified_on": "2026-03-27"}
        says("auction_announced", announced, payload=once | told)
        if number > 1:
            says("second_auction_started", on)
        says("auction_failed", f"{on}T10:01", round=number, category="动产")
    assert court.node(NUMBER, "sale-60d-455").due_on == date(2026, 6, 29)
    says("sell_off_announced", "2026-05-06", price=224000)
    says("sold_off", "2026-06-02", price=230000)
    says("price_paid", "2026-06-05", amount=230000)
    says("confirmation_ruled", "2026-06-08", ground="变卖成交")
    says("confirmation_served", "2026-06-09")
    says("handed_over", "2026-06-12")
    says("asset_disposed", "2026-06-12")
    assert court.node(NUMBER, "sale-60d-455").timeliness == "in_time"
