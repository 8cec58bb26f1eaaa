"""Money on its working days: a holiday, a make-up Sunday, a small sum, a deferral that ends.

The court of these stories pays out up to fifty thousand yuan within five working days.
"""

from __future__ import annotations

from datetime import date
from typing import Any, cast

import pytest

from models.figures.bulletins import Press
from models.reading.items import items
from rulebook.figures.span import span
from rulebook.loading.loader import load
from tests.stories.court import HANDLER, Court

NUMBER = "（2026）京0105执201号"
NOTICE, SMALL, DEFERRED = "funds-paynotice-10wd", "small-payout-5wd", "funds-deferral-until"
RECEIPT = ("receipt", "款1")
THURSDAY = "2026-09-17"


@pytest.fixture
def paid(court: Court) -> Court:
    """A case of the handler's in a court that pays small sums first."""
    court.law = load("small-court-12")
    court.files(NUMBER, "2026-02-12", "2026-02-13")
    court.records(NUMBER, "handler_assigned", "2026-02-13", handler=HANDLER, evidence="分案表")
    court.time_stands(THURSDAY)
    return court


def comes_in(court: Court, amount: str, receipt: tuple[str, str] = RECEIPT) -> None:
    """Money is booked on Thursday 17 September."""
    said = {"amount": amount, "account": "6222", "reference": f"S{amount}", "payer": "某银行"}
    court.records(NUMBER, "funds_received", THURSDAY, subject=receipt, payload=said)


def test_ten_working_days_pass_over_a_holiday_and_a_make_up_sunday(paid: Court) -> None:
    """Scenario 1 (S11): 18, 20 (a Sunday that works), 21 to 24, 28 to 30 September, 8 October."""
    comes_in(paid, "50000.01")
    assert paid.node(NUMBER, NOTICE).due_on == date(2026, 10, 8)
    with pytest.raises(IndexError):
        paid.node(NUMBER, SMALL)  # a fen more than fifty thousand is no small sum

    # Fifty thousand exactly is one: 18, 20, 21, 22 and 23 September.
    comes_in(paid, "50000", ("receipt", "款2"))
    assert paid.node(NUMBER, SMALL).due_on == date(2026, 9, 23)
    paid.chains_hold()


def test_a_deferral_stops_the_clock_and_its_end_gives_a_fresh_one(paid: Court) -> None:
    """Scenario 2 (S15): put off on the ninth working day, never overdue, and counted as put off.

    The law gives ten working days once the ground is gone; the one week of the court that the
    scenario was seen in is that court's own.
    """
    comes_in(paid, "120000")
    paid.comes("2026-09-30")  # the ninth working day
    put_off = {"reason": "需要分配", "until": "2026-10-30", "director": "D001", "leader": "V001"}
    paid.records(NUMBER, "funds_deferred", "2026-09-30", subject=RECEIPT, payload=put_off,
                 evidence="审批表")  # fmt: skip
    assert paid.node(NUMBER, NOTICE).state == "moot"
    assert paid.node(NUMBER, DEFERRED).due_on == date(2026, 10, 30)
    paid.days_pass(17)  # the old last day, 8 October, passes without a word
    assert not {"reminder", "urge", "order"} & set(paid.claims(NUMBER, NOTICE))

    # Thirty days after the money came its ground is gone: ten working days to the notice.
    paid.records(NUMBER, "funds_deferral_ended", "2026-10-17", subject=RECEIPT, evidence="核实记录")
    assert paid.node(NUMBER, DEFERRED).timeliness == "in_time"
    assert paid.node(NUMBER, NOTICE).due_on == date(2026, 10, 30)
    paid.comes("2026-10-29")
    paid.records(NUMBER, "payment_notice_sent", "2026-10-29", subject=RECEIPT, evidence="付款通知")
    assert paid.node(NUMBER, NOTICE).timeliness == "in_time"
    with paid.store.reading() as session:
        late = [one for one in items(session) if one.rule_id in (NOTICE, DEFERRED)]
    assert late == [], "it was never a matter of supervision"

    # October's bulletin counts the payment as one of those that were put off.
    paid.records(NUMBER, "funds_paid", "2026-10-29", subject=RECEIPT, amount="120000",
                 payee="甲公司", payee_paper="委托书", evidence="支付流水")  # fmt: skip
    paid.time_stands("2026-11-02")
    told = Press(paid.store, paid.law, paid.calendar).preview("京0105", span("2026-10"))
    (of_court, *_) = cast("Any", told.bulletin.report)["courts"]
    figures = of_court["figures"]
    assert (figures["money.paid"]["value"], figures["money.deferred"]["value"]) == (1, 1)
    assert figures["money.deferred_share"]["value"] is None, "of one payment no rate is given"
    paid.chains_hold()
