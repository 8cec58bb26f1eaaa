"""Disposal (处置): auction online or by tradition, sell-off, settlement in kind, hand-over."""

from __future__ import annotations

from collections.abc import Generator
from decimal import Decimal

from dueprocess.simulator.act import Act, InDays, Step, Track
from dueprocess.simulator.life import Life
from dueprocess.simulator.tracks.money import receipt

Turn = Generator[Step, bool, bool | None]  # whether it was sold; None: the path was given up

ONLINE, TRADITIONAL = "网络司法拍卖", "传统拍卖"


def disposal(life: Life, ref: str, category: str) -> Track:
    """Round after round, then the sell-off, then in kind; what is left is released."""
    way = TRADITIONAL if life.chance("traditional") else ONLINE
    ruled = life.act("disposal_ruled", ref, way="拍卖")
    if not (yield life.duty("start-disposal-10d", ruled)):
        return False
    price, turn = life.claim / 2, 1
    while turn <= (3 if way == TRADITIONAL else 2):
        sold = yield from _round(life, ref, category, way, turn, price)
        if sold is None or sold:
            return bool(sold) and (yield from _handed_over(life, ref, price, "拍卖成交"))
        price, turn = price * Decimal("0.8"), turn + 1
    if (yield from _sold_off(life, ref, way, price)):
        return (yield from _handed_over(life, ref, price, "变卖成交"))
    if life.chance("in_kind"):
        said = life.act(
            "in_kind_requested",
            ref,
            creditor="申请执行人",
            price=f"{life.claim / 2:.2f}",
            way=way,
            basis="流拍后接受",
        )
        return (yield life.soon(said)) and (yield from _handed_over(life, ref, price, "以物抵债"))
    return (yield from _released(life, ref))


def _round(life: Life, ref: str, category: str, way: str, turn: int, price: Decimal) -> Turn:
    lead = life.span("movable_lead" if category == "动产" else "auction_lead")
    told = life.span("notify_lead")
    yield life.soon(
        life.act("auction_terms_decided", ref, start_price=f"{price:.2f}"),
        life.act("auction_parties_notified", ref, way=way, starts_on=InDays(lead + told)),
    )
    said = _announced(life, ref, category, way, turn, price, lead)
    if not (yield Step(told, (said,))):
        return None
    started = _started(life, ref, way, turn)
    if not (yield life.after(lead, *started)):
        return None
    return (yield from _outcome(life, ref, category, way, turn, price))


def _announced(
    life: Life, ref: str, category: str, way: str, turn: int, price: Decimal, lead: int
) -> Act:
    says: dict[str, object] = {
        "round": turn,
        "way": way,
        "category": category,
        "starts_on": InDays(lead),
        "deposit": f"{price / 10:.2f}",
    }
    if way == ONLINE:
        says |= {
            "start_price": f"{price:.2f}",
            "notice": "已通知",
            "notified_on": InDays(-life.span("notify_lead")),
        }
    else:
        says |= {"reserve_price": f"{price:.2f}", "exception": "依法须以传统方式拍卖"}
    return life.act("auction_announced", ref, **says)


def _started(life: Life, ref: str, way: str, turn: int) -> tuple[Act, ...]:
    again = {2: "second_auction_started", 3: "third_auction_started"}.get(turn)
    acts = [life.act(again, ref)] if again else []
    if turn == 1:
        acts.append(life.act("sale_started", ref, approver=life.other_officer()))
    if way == ONLINE:
        acts.append(life.act("bidding_started", ref, round=turn))
    return tuple(acts)


def _outcome(life: Life, ref: str, category: str, way: str, turn: int, price: Decimal) -> Turn:
    sold = life.chance("sold_first" if turn == 1 else "sold_second")
    acts = []
    if way == ONLINE:
        # The platform counts hours and minutes: the bidding lasts for days, its last bid apart.
        yield Step(1 + life.span("lease"), (life.act("late_bid_placed", ref),) if sold else ())
        acts += [life.act("bidding_ended", ref)]
    if sold:
        acts.append(life.act("auction_closed", ref, round=turn, way=way, price=f"{price:.2f}"))
    else:
        acts.append(life.act("auction_failed", ref, round=turn, way=way, category=category))
    acts.append(life.act("deposits_refunded", ref))
    done = yield life.after(life.span("lease"), *acts)
    return sold if done else None


def _sold_off(life: Life, ref: str, way: str, price: Decimal) -> Track:
    how = "网络司法变卖" if way == ONLINE else "传统变卖"
    said = life.act("sell_off_announced", ref, way=how, price=f"{price:.2f}")
    if not (yield life.soon(said)):
        return False
    sold = life.chance("sold_off")
    kind = "sold_off" if sold else "sell_off_failed"
    return (yield life.after(life.span("months") // 2, life.act(kind, ref))) and sold


def _handed_over(life: Life, ref: str, price: Decimal, ground: str) -> Track:
    """Paid, confirmed, served, handed over and registered; the price becomes case money."""
    yield life.soon(life.act("price_paid", ref, amount=f"{price:.2f}"))
    served = (
        life.act("confirmation_ruled", ref, ground=ground),
        life.act("confirmation_served", ref, needs_registration=True),
    )
    if not (yield life.duty("auction-confirm-10d", *served)):
        return False
    yield life.duty("assist-registration-5d", life.act("registration_assistance_served", ref))
    over = (
        life.act("handed_over", ref),
        life.act("asset_disposed", ref),
        life.act("sale_ended", ref),
    )
    if not (yield life.duty("handover-15d", *over)):
        return False
    life.measures.pop(ref, None)
    life.sold.append(ref)
    return ground == "以物抵债" or (yield from receipt(life, price))


def _released(life: Life, ref: str) -> Track:
    acts = (
        life.act("sale_ended", ref),
        life.act("asset_not_disposable", ref, reason="流拍后申请执行人不接受抵债"),
    )
    if not (yield life.soon(*acts)) or life.chance("renewed"):
        return False
    if (yield life.soon(life.act("asset_released", ref))):
        life.measures.pop(ref, None)
    return False
