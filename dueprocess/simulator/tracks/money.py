"""Case money (案款): in, known, and out again; deferred or returned where the law says so."""

from __future__ import annotations

from decimal import Decimal

from dueprocess.simulator.act import Track
from dueprocess.simulator.life import Life


def receipt(life: Life, amount: Decimal) -> Track:
    """One sum on its way through the court's account; it goes on when the case is closed."""
    ref, sum_ = life.fresh("K"), f"{amount:.2f}"
    finance = life.town.holder("finance_clerk")
    came = life.signed(finance, "funds_received", ref, amount=sum_, account="演练账户")
    if not (yield life.soon(came, life.act("finance_notice_received", ref))):
        return False
    life.received += amount
    if life.chance("deferred"):
        yield from _deferred(life, ref)
    if life.chance("returned"):
        return (yield life.soon(life.act("funds_returned", ref, amount=sum_)))
    if not (yield life.duty("funds-paynotice-10wd", life.act("payment_notice_sent", ref))):
        return False
    paid = life.signed(
        finance,
        "funds_paid",
        ref,
        amount=sum_,
        payee="申请执行人",
        payee_paper="收款账户确认书",
    )
    return (yield life.duty("funds-finance-pay-5wd", paid))


def _deferred(life: Life, ref: str) -> Track:
    said = life.act(
        "funds_deferred",
        ref,
        reason="需要分配",
        director=life.other_officer(),
        leader=life.town.holder("vice_president"),
    )
    if not (yield life.soon(said)):
        return False
    ended = life.act("funds_deferral_ended", ref)
    return (yield life.after(life.span("wait"), ended))


def distribution(life: Life) -> Track:
    """Several creditors: they apply, a plan is served, objected to or carried out."""
    ref = life.fresh("P")
    yield life.after(life.span("while"), life.act("participation_applied", life.fresh("S")))
    if not (yield life.soon(life.act("plan_served", ref, recipient="各债权人"))):
        return False
    if life.chance("breach"):
        yield life.after(life.span("soon"), life.act("plan_objected", ref))
        yield life.soon(life.act("plan_objection_notified", ref))
        yield life.after(life.span("soon"), life.act("counter_objected", ref))
        yield life.soon(life.act("counter_objection_notified", ref))
        yield life.after(life.span("soon"), life.act("plan_suit_filed", ref))
    return (yield life.after(life.span("wait"), life.act("distribution_completed", ref)))
