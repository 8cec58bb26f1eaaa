"""Auctions (拍卖): the price they rest on, what stands before the announcement, what it says."""

from __future__ import annotations

from typing import Any

from tests.rulebook.gatescene import Scene
from tests.rulebook.selling import (
    ANNOUNCED,
    BY_HOUSE,
    FAILED_ONCE,
    FAILED_TWICE,
    FIRST,
    HOUSE,
    PRICED,
    SECOND,
    TERMS,
    VALUED,
    by_house,
)
from tests.rulebook.telling import Told, told

FIRST_ONE = told("auction_announced", "2026-03-05", HOUSE, **FIRST)
SECOND_ONE = told("auction_announced", "2026-04-09", HOUSE, **SECOND)
TRADITIONAL = told("auction_announced", "2026-03-05", HOUSE, **BY_HOUSE)
# Announced on the price's last day, 6 August.
LATE = FIRST_ONE.moved("2026-08-06").saying(notified_on="2026-07-31", starts_on="2026-09-14")
# Announced on Saturday 6 February, the last day of the six months after it.
USED = SECOND_ONE.moved("2027-02-06").saying(notified_on="2027-01-29", starts_on="2027-02-26")
SHOWN = FIRST_ONE.unsaying("notified_on").saying(notice="公示视为通知", starts_on="2026-04-20")
LATER_BY_HOUSE = TRADITIONAL.moved("2026-07-02").saying(round=3, starts_on="2026-07-28")
CALLED = told(
    "auction_parties_notified", "2026-03-18", HOUSE, way="传统拍卖", starts_on="2026-03-24"
)
HELD_BACK = told("waiting_control_made", "2026-02-25", HOUSE, first_controlled_on="2025-01-02")
AT_ONCE = told(
    "sell_off_announced", "2026-03-05", HOUSE, price=800_000, ground="当事人及有关权利人同意"
)
RULED = told("disposal_ruled", "2026-03-03", HOUSE, way="拍卖")
_15, _16, _18 = "法释〔2018〕15号", "法释〔2004〕16号", "法释〔2016〕18号"


def first(gate: str, article: str, lack: tuple[str, str], wrong: dict[str, Any]) -> Scene:
    return Scene(gate, article, lack, FIRST_ONE.saying(**wrong), FIRST_ONE, before=PRICED)


def unsaid(gate: str, article: str, zh: str, name: str, *beside: str) -> Scene:
    wrong, lack = FIRST_ONE.unsaying(name), (zh, f"say {name}")
    return Scene(gate, article, lack, wrong, FIRST_ONE, before=PRICED, beside=beside)


def window(kind: str) -> Scene:
    """Six months after the price lapsed on 6 August: 6 February, a Saturday, is the last day."""
    return Scene(
        "refprice-use-window-auction",
        f"{_15}第27条",
        ("已于2027-02-06届满", "it ran out on 2027-02-06"),
        told(kind, "2027-02-07", HOUSE),
        told(kind, "2027-02-06", HOUSE),
        before=VALUED,
    )


def valid(kind: str) -> Scene:
    said: dict[str, Any] = {"amount": 1_000_000}
    return Scene(
        "refprice-validity-cap",
        f"{_15}第27条",
        ("2027-02-10超过上限2027-02-09", "2027-02-10 lies beyond the bound, 2027-02-09"),
        told(kind, "2026-02-09", HOUSE, valid_until="2027-02-10", **said),
        told(kind, "2026-02-09", HOUSE, valid_until="2027-02-09", **said),
        before=VALUED,
    )


def held(lack: tuple[str, str], way_back: Told, *facts: Told, act: Told = RULED) -> Scene:
    return Scene(
        "sale-of-what-is-held", f"{_16}第1条", lack, act, (way_back, act),
        before=(*PRICED, *facts),
    )  # fmt: skip


SCENES = (
    valid("valuation_received"),
    valid("appraisal_received"),
    valid("reference_price_set"),
    Scene(
        "refprice-in-validity", f"{_15}第27条",
        ("已于2026-08-06届满", "it ran out on 2026-08-06"),
        LATE.moved("2026-08-07"), LATE, before=PRICED,
    ),
    Scene(
        "refprice-use-window", f"{_15}第27条",
        ("已于2027-02-06届满", "it ran out on 2027-02-06"),
        USED.moved("2027-02-07"), USED, before=FAILED_ONCE,
    ),
    window("bidding_started"),
    window("second_auction_started"),
    window("third_auction_started"),
    held(
        ("该财产尚在轮候", "it waits behind another court's"),
        told("transfer_consented", "2026-03-02", HOUSE, court="京0106"), HELD_BACK,
    ),
    held(
        ("该财产已经解除（2026-02-25）", "it was released on 2026-02-25"),
        told("asset_controlled", "2026-03-02", HOUSE, method="查封", category="不动产"),
        told("asset_released", "2026-02-25", HOUSE, reason="其他"),
    ),
    held(
        ("该财产期满失效", "it lapsed"),
        told("asset_controlled", "2026-03-02", HOUSE, method="查封", category="不动产"),
        told("control_lapsed", "2026-02-25", HOUSE),
    ),
    *(
        held(
            ("该财产已经解除（2026-02-25）", "it was released on 2026-02-25"),
            told("asset_controlled", "2026-03-02", HOUSE, method="查封", category="不动产"),
            told("asset_released", "2026-02-25", HOUSE, reason="其他"),
            act=act,
        )
        for act in (FIRST_ONE, AT_ONCE.moved("2026-03-05"))
    ),
    Scene(
        "refprice-use-window", f"{_15}第27条",
        ("已于2027-02-06届满", "it ran out on 2027-02-06"),
        AT_ONCE.moved("2027-02-07"), AT_ONCE.moved("2027-02-06"), before=PRICED,
    ),
    Scene(
        "auction-rounds", f"{_18}第26条",
        ("网络拍卖至多两次", "online there are two auctions at most"),
        SECOND_ONE.moved("2026-05-06").saying(
            round=3, start_price=500_000, deposit=50_000, starts_on="2026-05-29"
        ),
        told("sell_off_announced", "2026-05-06", HOUSE, price=560_000),
        before=FAILED_TWICE,
    ),
    Scene(
        "auction-rounds", f"{_16}第24条",
        ("动产至多拍卖两次", "a movable is auctioned twice at most"),
        LATER_BY_HOUSE.saying(category="动产"), LATER_BY_HOUSE, before=by_house(2),
    ),
    Scene(
        "auction-rounds", f"{_16}第25条",
        ("传统拍卖至多三次", "three traditional auctions at most"),
        LATER_BY_HOUSE.saying(round=4),
        told("sell_off_announced", "2026-07-02", HOUSE, way="传统变卖", price=640_000),
        before=by_house(3),
    ),
    Scene(
        "auction-rounds", f"{_18}第26条；{_16}第23条、第25条",
        ("第1次拍卖尚未流拍", "auction 1 has not failed"),
        SECOND_ONE,
        (told("auction_failed", "2026-04-08", HOUSE, round=1, category="不动产"), SECOND_ONE),
        before=ANNOUNCED,
    ),
    Scene(
        "online-auction-default", f"{_18}第2条",
        ("不采取网络拍卖的", "say exception"),
        TRADITIONAL.unsaying("exception"), TRADITIONAL, before=PRICED,
    ),
    first(
        "start-price-floor-70", f"{_18}第10条", ("起拍价不低于参考价", "70 % of the reference"),
        {"start_price": "699999.99", "deposit": 69_999},
    ),
    unsaid("start-price-floor-70", f"{_18}第10条", "网络拍卖写明起拍价", "start_price",
           "auction-deposit-5-20"),
    first(
        "auction-deposit-5-20", f"{_18}第17条", ("4.9999%", "between 5 and 20 %"),
        {"deposit": "34999.99"},
    ),
    first(
        "auction-deposit-5-20", f"{_18}第17条", ("140000.01元", "between 5 and 20 %"),
        {"deposit": "140000.01"},
    ),
    unsaid("auction-deposit-5-20", f"{_18}第17条", "写明保证金数额", "deposit"),
    Scene(
        "rerun-price-cut-20", f"{_18}第26条",
        ("不低于前次起拍价的百分之八十", "80 % of the start price before"),
        SECOND_ONE.saying(start_price="559999.99"), SECOND_ONE, before=FAILED_ONCE,
    ),
    Scene(
        "collegiate-auction-items", f"{_18}第27条",
        ("合议庭已评议确定起拍价", "a panel decided start price"),
        FIRST_ONE, (TERMS, FIRST_ONE), before=VALUED,
    ),
    Scene(
        "collegiate-auction-items", f"{_18}第27条",
        ("第9项未附依据", "fact 9 has no paper"),
        (TERMS.bare(), FIRST_ONE), (TERMS, FIRST_ONE), before=VALUED,
    ),
    Scene(  # thirty whole days lie between
        "auction-notice-online", f"{_18}第12条",
        ("2026-04-04之前至迟应于2026-03-04办理", "it had to be done by 2026-03-04"),
        FIRST_ONE.saying(starts_on="2026-04-04"), FIRST_ONE.saying(starts_on="2026-04-05"),
        before=PRICED,
    ),
    Scene(
        "auction-notice-online", f"{_18}第12条",
        ("动产一拍", "movables, first auction"),
        FIRST_ONE.saying(category="动产", starts_on="2026-03-20"),
        FIRST_ONE.saying(category="动产", starts_on="2026-03-21"),
        before=PRICED,
    ),
    Scene(
        "rerun-notice-online", f"{_18}第26条",
        ("不动产、其他财产权二拍", "immovables and other rights, second auction"),
        SECOND_ONE.saying(starts_on="2026-04-24"), SECOND_ONE.saying(starts_on="2026-04-25"),
        before=FAILED_ONCE,
    ),
    Scene(
        "rerun-notice-online", f"{_18}第26条",
        ("动产二拍", "movables, second auction"),
        SECOND_ONE.saying(category="动产", starts_on="2026-04-16"),
        SECOND_ONE.saying(category="动产", starts_on="2026-04-17"),
        before=FAILED_ONCE,
    ),
    unsaid("auction-notify-online", f"{_18}第16条", "写明通知、公示或者放弃的情况", "notice"),
    unsaid("auction-notify-online", f"{_18}第16条", "写明最后一人收到通知之日", "notified_on"),
    first(
        "auction-notify-online", f"{_18}第16条",
        ("公告发布三日前均已通知", "all were told 3 days before the announcement"),
        {"notified_on": "2026-03-02"},
    ),
    Scene(
        "auction-notify-online", f"{_18}第16条",
        ("最早2026-03-08", "the earliest day is 2026-03-08"),
        SHOWN.moved("2026-03-07"), SHOWN.moved("2026-03-08"),
        before=(*PRICED, told("auction_notice_publicised", "2026-03-02", HOUSE)),
    ),
    Scene(
        "no-surplus-auction", f"{_16}第6条",
        ("申请执行人已申请继续拍卖", "the applicant asked to go on"),
        FIRST_ONE.saying(no_surplus=True),
        (told("auction_continuation_requested", "2026-02-27", HOUSE),
         FIRST_ONE.saying(no_surplus=True)),
        before=(*PRICED, told("no_surplus_notified", "2026-02-25", HOUSE)),
    ),
    Scene(
        "trad-auction-notice-days", f"{_16}第8条",
        ("不动产、其他财产权，拍卖十五日前公告", "announced 15 days before"),
        TRADITIONAL.saying(starts_on="2026-03-20"), TRADITIONAL.saying(starts_on="2026-03-21"),
        before=PRICED,
    ),
    Scene(
        "trad-auction-notice-days", f"{_16}第8条",
        ("动产，拍卖七日前公告", "announced 7 days before"),
        TRADITIONAL.saying(category="动产", starts_on="2026-03-12"),
        TRADITIONAL.saying(category="动产", starts_on="2026-03-13"),
        before=PRICED,
    ),
    Scene(
        "trad-auction-notify-days", f"{_16}第11条",
        ("2026-03-24之前至迟应于2026-03-18办理", "it had to be done by 2026-03-18"),
        CALLED.moved("2026-03-19"), CALLED, before=PRICED,
    ),
    Scene(
        "trad-auction-notify-days", f"{_16}第11条",
        ("写明拍卖日", "say starts_on"),
        CALLED.unsaying("starts_on"), CALLED, before=PRICED,
    ),
    Scene(
        "trad-reserve-cut-20", f"{_16}第5条",
        ("不低于前次保留价的百分之八十", "80 % of the one before"),
        TRADITIONAL.moved("2026-04-10").saying(
            round=2, reserve_price="799999.99", starts_on="2026-05-06"
        ),
        TRADITIONAL.moved("2026-04-10").saying(
            round=2, reserve_price=800_000, starts_on="2026-05-06"
        ),
        before=by_house(1),
    ),
    Scene(
        "trad-deposit-5", f"{_16}第10条",
        ("不低于评估价或者市价的百分之五", "5 % of the valuation"),
        TRADITIONAL.saying(deposit="49999.99"), TRADITIONAL, before=PRICED,
    ),
)  # fmt: skip
