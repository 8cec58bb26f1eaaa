"""Case money (案款): in, known, and out again; deferred or returned where the law says so."""

from __future__ import annotations

from decimal import Decimal

from dueprocess.simulator.act import InDays, Track
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


def claim(life: Life) -> Track:
    """What is owed, as the title says or as the court states it."""
    sum_, late = f"{life.claim:.2f}", -life.span("months")
    title = life.act("debt_confirmed", life.fresh("D"), principal=sum_, due_on=InDays(late))
    costs = f"{life.claim / 100:.2f}"
    stated = life.act("claim_stated", claim=sum_, interest="0.00", costs=costs)
    said = life.rng.choice(((title,), (stated,), (title, stated), ()))
    return (yield life.soon(*said)) if said else True


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
    other = "参与分配债权人"
    applied = life.act("participation_applied", life.fresh("S"), creditor=other)
    yield life.after(life.span("while"), applied)
    if life.chance("breach"):
        return (yield from _contested(life))
    return (yield from _shared(life, ("申请执行人", other)))


def _shared(life: Life, creditors: tuple[str, str]) -> Track:
    """Half of what came in for each; served on all, and paid when nobody objected."""
    ref, receipt_ref = life.fresh("P"), life.fresh("K")
    part = (life.claim / 20).quantize(Decimal("0.01"))
    finance = life.town.holder("finance_clerk")
    came = life.signed(
        finance, "funds_received", receipt_ref, amount=f"{part * 2:.2f}", account="演练账户"
    )
    plan = life.act(
        "distribution_planned",
        ref,
        amount=f"{part * 2:.2f}",
        costs="0.00",
        claims=[f"{name}|普通|{life.claim:.2f}" for name in creditors],
        shares=[f"{name}|{part:.2f}" for name in creditors],
        receipts=[receipt_ref],
        debtors=["被执行人"],
    )
    if not (yield life.soon(came)) or not (yield life.after(0, plan)):
        return False
    served = (
        life.act("plan_served", f"{ref}/{name}", recipient=name)
        for name in (*creditors, "被执行人")
    )
    yield life.after(1, *served)
    paid = [
        life.signed(
            finance,
            "funds_paid",
            receipt_ref,
            amount=f"{part:.2f}",
            payee=name,
            payee_paper="收款账户确认书",
        )
        for name in creditors
    ]
    if not (yield life.after(life.span("plan"), *paid)):
        return False
    return (yield life.soon(life.act("distribution_completed", ref)))


def _contested(life: Life) -> Track:
    ref = life.fresh("P")
    if not (yield life.soon(life.act("plan_served", ref, recipient="各债权人"))):
        return False
    yield life.after(life.span("soon"), life.act("plan_objected", ref))
    yield life.soon(life.act("plan_objection_notified", ref))
    yield life.after(life.span("soon"), life.act("counter_objected", ref))
    yield life.soon(life.act("counter_objection_notified", ref))
    yield life.after(life.span("soon"), life.act("plan_suit_filed", ref))
    return (yield life.after(life.span("wait"), life.act("distribution_completed", ref)))
