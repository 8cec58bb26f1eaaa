"""After the bidding (成交以后): the price, selling off, taking in kind, confirming, handing on."""

from __future__ import annotations

from tests.rulebook.gatescene import Scene
from tests.rulebook.selling import (
    ANNOUNCED,
    BY_HOUSE,
    FAILED_ONCE,
    FAILED_TWICE,
    HOUSE,
    PRICED,
    SOLD,
    VALUED,
    by_house,
)
from tests.rulebook.telling import told

CLOSED = told("auction_closed", "2026-04-08", HOUSE, round=1, price=700_000)
ENDED = told("bidding_ended", "2026-04-08T10:00", HOUSE)
FAILED = told("auction_failed", "2026-04-08T15:00", HOUSE, round=1, category="不动产")
BEGUN = told("bidding_started", "2026-04-07T10:00", HOUSE)
SOLD_OFF_AT = told("sell_off_announced", "2026-05-06", HOUSE, price=560_000)
BY_HOUSE_AT = told("sell_off_announced", "2026-06-18", HOUSE, way="传统变卖", price=640_000)
IN_KIND = told(
    "in_kind_requested", "2026-04-30", HOUSE, creditor="甲公司", way="网络司法拍卖", price=560_000
)
DIRECTLY = IN_KIND.moved("2026-03-02").unsaying("way").saying(
    price=1_000_000, basis="双方同意直接抵债", unharmed=True
)  # fmt: skip
CONFIRMED = told("confirmation_ruled", "2026-05-08", HOUSE, ground="拍卖成交")
PAID = told("price_paid", "2026-05-12", HOUSE, amount=615_000)
SERVED = told("confirmation_served", "2026-05-13", HOUSE, needs_registration=True)
HANDED = told("handed_over", "2026-05-20", HOUSE)
PERMITTED = told(
    "self_sale_permitted", "2026-03-02", HOUSE,
    complete_by="2026-04-30", least_price=900_000, price_controlled=True, unharmed=True,
)  # fmt: skip
COMPLETED = told("self_sale_completed", "2026-04-24", HOUSE, price=900_000)
EQUITY = told("equity_self_sale_permitted", "2026-03-02", "股权1", complete_by="2026-06-02")
EVICTED = told("eviction_ruled", "2019-09-05", HOUSE, mortgaged_dwelling=True)
_16, _18, _20 = "法释〔2004〕16号", "法释〔2016〕18号", "法释〔2016〕22号第20条第1款"
_LOAN = CLOSED.saying(loan=True)
_TRADITIONAL = (*PRICED, told("auction_announced", "2026-03-05", HOUSE, **BY_HOUSE))
_HAMMER = told("auction_closed", "2026-03-24", HOUSE, round=1, price=1_000_000, way="传统拍卖")

BIDDING = (
    Scene(
        "bidding-window-remark", f"{_18}第20条",
        ("竞价已满二十四小时", "the bidding lasted 24 hours"),
        ENDED.moved("2026-04-08T09:59"), ENDED,
        before=(*ANNOUNCED, BEGUN),
    ),
    Scene(
        "bidding-kept", f"{_18}第20条第2款",
        ("04-08 09:59:00结束，最早应为04-08 10:00:00", "the bidding lasted 24 hours or more"),
        (ENDED.moved("2026-04-08T09:59"), CLOSED.moved("2026-04-08T15:00")),
        (ENDED, CLOSED.moved("2026-04-08T15:00")),
        before=(*ANNOUNCED, BEGUN),
    ),
    Scene(
        "bidding-kept", f"{_18}第20条第2款",
        ("最后出价后顺延五分钟", "five minutes after the last bid"),
        (ENDED.moved("2026-04-08T10:03"), CLOSED.moved("2026-04-08T15:00")),
        (ENDED.moved("2026-04-08T10:04"), CLOSED.moved("2026-04-08T15:00")),
        before=(*ANNOUNCED, BEGUN, told("late_bid_placed", "2026-04-08T09:59", HOUSE)),
    ),
    Scene(  # nor does too short a bidding fail
        "bidding-kept", f"{_18}第20条第2款",
        ("竞价时间不少于二十四小时", "the bidding lasted 24 hours or more"),
        (ENDED.moved("2026-04-08T09:59"), FAILED), (ENDED, FAILED),
        before=(*ANNOUNCED, BEGUN),
    ),
    Scene(
        "auction-closed-lawfully", f"{_18}第12条",
        ("本次拍卖已经公告", "this auction was announced"),
        (*PRICED, CLOSED.saying(way="网络司法拍卖")),
        (*ANNOUNCED, CLOSED.saying(way="网络司法拍卖")),
    ),
    Scene(
        "auction-closed-lawfully", f"{_18}第20条第1款",
        ("成交价不低于起拍价", "the price is no less than the start price"),
        CLOSED.saying(price="699999.99"), CLOSED, before=ANNOUNCED,
    ),
    Scene(
        "auction-closed-lawfully", f"{_16}第16条",
        ("成交价不低于保留价", "the price is no less than the reserve"),
        _HAMMER.saying(price="999999.99"), _HAMMER, before=_TRADITIONAL,
    ),
    Scene(
        "bidder-loan-noted", "法〔2016〕401号第四条",
        ("未写明贷款银行", "say lender"),
        _LOAN, _LOAN.saying(lender="某银行"), before=ANNOUNCED,
    ),
)  # fmt: skip

SELLING_OFF = (
    Scene(
        "sell-off-after-auction", f"{_18}第26条第2款；{_16}第31条",
        ("网络拍卖两次流拍", "two online auctions failed"),
        (*FAILED_ONCE, SOLD_OFF_AT), (*FAILED_TWICE, SOLD_OFF_AT),
    ),
    Scene(  # what spoils is sold off at once
        "sell-off-after-auction", f"{_18}第26条第2款；{_16}第31条",
        ("或者依法可以直接变卖", "or a direct sale is lawful"),
        SOLD_OFF_AT, SOLD_OFF_AT.saying(ground="易腐烂变质或者季节性商品"), before=PRICED,
    ),
    Scene(
        "sell-off-after-auction", f"{_16}第25条第2款、第31条",
        ("传统拍卖三次流拍", "three traditional auctions failed"),
        (*by_house(2), BY_HOUSE_AT), (*by_house(3), BY_HOUSE_AT),
    ),
    Scene(
        "sale-price-floor-half", f"{_16}第32条",
        ("变卖价不低于评估价的二分之一", "the price is half the valuation or more"),
        BY_HOUSE_AT.saying(price="499999.99"), BY_HOUSE_AT.saying(price=500_000),
        before=by_house(3),
    ),
    Scene(
        "in-kind-after-failure", f"{_16}第16条",
        ("已经流拍或者变卖不成", "an auction or a sell-off failed"),
        (*ANNOUNCED, IN_KIND.saying(price=700_000)), (*FAILED_TWICE, IN_KIND),
    ),
    Scene(
        "in-kind-after-failure", f"{_16}第16条第1款",
        ("抵债价不低于该次起拍价", "no less than that auction's start price"),
        IN_KIND.saying(price="559999.99"), IN_KIND, before=FAILED_TWICE,
    ),
    Scene(
        "in-kind-after-failure", f"{_16}第16条第1款",
        ("抵债价不低于该次保留价", "no less than that auction's reserve"),
        IN_KIND.moved("2026-03-24").saying(way="传统拍卖", price="999999.99"),
        IN_KIND.moved("2026-03-24").saying(way="传统拍卖", price=1_000_000),
        before=by_house(1),
    ),
    Scene(
        "in-kind-after-failure", "民诉法解释第489条",
        ("直接抵债不损害其他债权人", "harms no other creditor"),
        DIRECTLY.unsaying("unharmed"), DIRECTLY, before=PRICED,
    ),
)  # fmt: skip

CONFIRMING = (
    Scene(
        "confirmation-has-sale", f"{_16}第20条",
        ("拍卖已经成交", "the asset was knocked down"),
        (*FAILED_TWICE, CONFIRMED), (*SOLD, CONFIRMED),
    ),
    Scene(
        "confirmation-has-sale", f"{_16}第20条",
        ("变卖已经成交", "the asset was sold off"),
        CONFIRMED.moved("2026-06-01").saying(ground="变卖成交"),
        (told("sold_off", "2026-05-28", HOUSE, price=560_000),
         CONFIRMED.moved("2026-06-01").saying(ground="变卖成交")),
        before=(*FAILED_TWICE, SOLD_OFF_AT),
    ),
    Scene(
        "confirmation-has-sale", f"{_16}第16条、第20条",
        ("债权人已申请或者同意抵债", "a creditor asked for it in kind"),
        CONFIRMED.saying(ground="以物抵债"),
        (IN_KIND, CONFIRMED.saying(ground="以物抵债")),
        before=FAILED_TWICE,
    ),
    Scene(
        "confirmation-after-price", f"{_16}第20条",
        ("已裁定确认成交或者抵债", "the sale was confirmed by ruling"),
        SERVED, (CONFIRMED, SERVED), before=(*SOLD, PAID),
    ),
    Scene(
        "confirmation-after-price", f"{_16}第20条",
        ("价款已全额交付", "the price was paid in full"),
        SERVED, (PAID, SERVED), before=(*SOLD, CONFIRMED),
    ),
    Scene(
        "title-transfer-on-service", "法释〔2015〕5号第491条",
        ("成交或者抵债裁定已送达", "the confirmation was served"),
        HANDED, (SERVED, HANDED), before=(*SOLD, CONFIRMED, PAID),
    ),
    Scene(
        "mortgaged-house-eviction", "法释〔2005〕14号第2条",
        ("最早2019-09-05", "the earliest day is 2019-09-05"),
        EVICTED.moved("2019-09-04"), EVICTED,
        before=(
            told("asset_identified", "2019-01-08", HOUSE, owner="乙", relation="被执行人本人"),
            told("disposal_ruled", "2019-03-04", HOUSE, way="拍卖", mortgaged_dwelling=True),
        ),
        filed="2019-01-07",
    ),
)  # fmt: skip

BY_THE_DEBTOR = (
    Scene(
        "self-sale-terms", _20, ("写明合理价格", "say least_price"),
        PERMITTED.unsaying("least_price"), PERMITTED, before=VALUED,
    ),
    Scene(
        "self-sale-terms", _20, ("价款由法院控制", "the price goes to the court"),
        PERMITTED.saying(price_controlled=False), PERMITTED, before=VALUED,
    ),
    Scene(
        "self-sale-terms", _20, ("不损害申请执行人", "neither the applicant nor another"),
        PERMITTED.saying(unharmed=False), PERMITTED, before=VALUED,
    ),
    Scene(
        "self-sale-price", _20,
        ("已准许自行处置", "the debtor's own sale was permitted"),
        COMPLETED.unsaying("price").saying(price="900000"), (PERMITTED, COMPLETED), before=VALUED,
    ),
    Scene(
        "self-sale-price", _20,
        ("成交价不低于准许的合理价格", "the price is no less than the one permitted"),
        COMPLETED.saying(price="899999.99"), COMPLETED, before=(*VALUED, PERMITTED),
    ),
    Scene(
        "equity-self-sale-cap", "法释〔2021〕20号第10条",
        ("2026-06-03超过上限2026-06-02", "2026-06-03 lies beyond the bound, 2026-06-02"),
        EQUITY.saying(complete_by="2026-06-03"), EQUITY,
    ),
    Scene(
        "equity-self-sale-cap", "法释〔2021〕20号第10条",
        ("写明指定的完成日", "say complete_by"),
        EQUITY.unsaying("complete_by"), EQUITY,
    ),
)  # fmt: skip
SCENES = (*BIDDING, *SELLING_OFF, *CONFIRMING, *BY_THE_DEBTOR)
