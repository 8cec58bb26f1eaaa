"""Money: it comes in, others want a share of it, it is held, divided, paid, and the bank agrees."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

import pytest

from models.errors import FactRefused
from models.money.ageing import ageing
from models.money.balances import balances
from models.money.catching_up import astray
from models.money.reconciling import Month, reconcile
from models.reading.card import case_of, file_of
from models.record import Arrival, record
from models.register import CaseEntry, enter_cases
from rulebook.case.standing import standing
from rulebook.money.figures import figures
from rulebook.money.interest import Reckoning, reckon
from rulebook.money.reconciling import BankLine
from tests.stories.court import EVENING, HANDLER, Court, Runs

NUMBER = "（2026）京0105执304号"
PLAN = "方案1"
PRICE, STRAY = ("receipt", "款1"), ("receipt", "款2")
FIRST, SECOND, BANK, DEBTOR = "甲公司", "乙公司", "丙银行", "丁厂"
SHARED = {
    "amount": "300000",
    "costs": "3000",
    "claims": [f"{FIRST}|普通|600000", f"{SECOND}|普通|200000", f"{BANK}|优先受偿|90000"],
    "shares": [f"{BANK}|90000", f"{FIRST}|155250", f"{SECOND}|51750"],
    "receipts": ["款1"],
    "debtors": [DEBTOR],
}


@pytest.mark.parametrize("engine_name", ["postgresql"], indirect=True)
def test_every_fen_is_accounted_for_from_arrival_to_payment(  # noqa: PLR0915 - one story
    worked_court: Court, runs: Runs
) -> None:
    court = worked_court
    records = partial(court.records, NUMBER)

    # 甲公司 may claim 600,000, which 丁厂 ought to have paid by the end of 2025.
    with court.store.writing() as session:
        enter_cases(session, [CaseEntry(NUMBER, "京0105", cause="买卖合同纠纷")])
    records("application_received", "2026-02-12", applicant=FIRST, evidence="执行申请书")
    records("filed", "2026-02-13", evidence="立案登记表")
    records("handler_assigned", "2026-02-13", handler=HANDLER, evidence="分案表")
    owed = {"principal": "600000", "due_on": "2025-12-31"}
    records(
        "debt_confirmed", "2026-02-13", subject=("debt", "债权1"), payload=owed, evidence="判决书"
    )

    # Friday 27 February: the price of the plant is in, and 5,000 that nobody can place.
    court.comes("2026-02-27", EVENING)
    came = {"amount": "300000", "account": "6222", "reference": "S1", "payer": "某银行"}
    drawn = {"realised_by": "划拨提取", "realised_on": "2026-02-26"}
    records("funds_received", "2026-02-27", subject=PRICE, payload=came | drawn)
    stray = {"amount": "5000", "unidentified": True, "account": "6222", "reference": "S2"}
    records("funds_received", "2026-02-27", subject=STRAY, payload=stray)
    # A make-up Saturday, then two weeks: the tenth working day is Thursday 12 March.
    assert court.node(NUMBER, "funds-paynotice-10wd").due_on == date(2026, 3, 12)
    court.patrols()
    runs.eventually(lambda: runs.sleeps(court, NUMBER))
    run_id = court.run(NUMBER).flow_run_id
    assert run_id is not None

    # Two more creditors come forward: payment is put off, with a day to look again.
    court.comes("2026-03-03", EVENING)
    for ref, name in (("参1", SECOND), ("参2", BANK)):
        applied = ("application", ref)
        records("participation_applied", "2026-03-02", subject=applied, creditor=name)
    put_off = {"reason": "需要分配", "until": "2026-04-20", "director": "D001", "leader": "V001"}
    bare = {name: said for name, said in put_off.items() if name != "leader"}
    with pytest.raises(FactRefused, match="主管院领导的批准"):
        records("funds_deferred", "2026-03-03", subject=PRICE, payload=bare, evidence="审批表")
    records("funds_deferred", "2026-03-03", subject=PRICE, payload=put_off, evidence="审批表")
    assert court.node(NUMBER, "funds-paynotice-10wd").state == "moot"
    assert court.node(NUMBER, "funds-deferral-until").due_on == date(2026, 4, 20)
    with pytest.raises(FactRefused, match=r"暂缓300,000\.00元"):
        pays(court, "2026-03-03", "1.00", FIRST)

    # The plan: costs, the secured bank, then 207,000 in the proportion of six to two.
    court.comes("2026-03-06", EVENING)
    planned = partial(records, "distribution_planned", "2026-03-06", subject=("plan", PLAN))
    favour = {"shares": [f"{BANK}|90000", f"{FIRST}|160000", f"{SECOND}|47000"]}
    with pytest.raises(FactRefused, match=r"155,250\.00元，方案写160,000\.00元"):
        planned(payload=SHARED | favour, evidence="合议庭笔录")
    planned(payload=SHARED, evidence="合议庭笔录")
    court.comes("2026-03-09", EVENING)
    for who in (FIRST, SECOND, BANK, DEBTOR):
        serves(court, "plan_served", "2026-03-09", who)

    # 乙公司 objects, 甲公司 opposes it; 乙公司 has until 16 April to sue, and does not.
    assert court.node(NUMBER, "distribution-plan-objection-15d").due_on == date(2026, 3, 24)
    court.comes("2026-03-23", EVENING)
    serves(court, "plan_objected", "2026-03-20", SECOND)
    for who in (FIRST, BANK, DEBTOR):
        serves(court, "plan_objection_notified", "2026-03-23", who)
    assert court.node(NUMBER, "distribution-counter-15d").due_on == date(2026, 4, 7)
    court.comes("2026-04-15", EVENING)
    serves(court, "counter_objected", "2026-03-30", FIRST)
    serves(court, "counter_objection_notified", "2026-04-01", SECOND)
    assert court.node(NUMBER, "distribution-suit-15d").due_on == date(2026, 4, 16)
    with pytest.raises(FactRefused, match="起诉期至2026-04-16"):
        pays(court, "2026-04-15", "155250", FIRST)

    # Forty-nine days: both receipts are among the oldest money of the court.
    court.comes("2026-04-17", EVENING)
    with court.store.reading() as session:
        old = ageing(session, date(2026, 4, 17), figures().ageing)
    assert {(one.account, one.step, one.amount) for one in old} == {
        ("deferred", 4, Decimal(300_000)),
        ("unidentified", 4, Decimal(5_000)),
    }

    # The plan is final, the ground is gone: ten working days to the notice, over the holiday.
    records("funds_deferral_ended", "2026-04-17", subject=PRICE, evidence="核实记录")
    assert court.node(NUMBER, "funds-deferral-until").timeliness == "in_time"
    assert court.node(NUMBER, "funds-paynotice-10wd").due_on == date(2026, 5, 6)
    taken = {"amount": "3000", "item": "评估费", "reference": "S3"}
    records("execution_costs_taken", "2026-04-17", subject=PRICE, payload=taken, evidence="结算单")
    court.comes("2026-04-22", EVENING)
    records("payment_notice_sent", "2026-04-20", subject=PRICE, evidence="付款通知")
    assert court.node(NUMBER, "funds-finance-pay-5wd").due_on == date(2026, 4, 27)
    with pytest.raises(FactRefused, match=r"方案1给甲公司155,250\.00元"):
        pays(court, "2026-04-22", "155250.01", FIRST)
    with pytest.raises(FactRefused, match="戊不是本案权利人"):
        pays(court, "2026-04-22", "1.00", "戊")
    for at, (who, amount) in enumerate(((BANK, "90000"), (SECOND, "51750"), (FIRST, "155250"))):
        pays(court, "2026-04-22", amount, who, reference=f"P{at}")
    assert court.node(NUMBER, "funds-finance-pay-5wd").timeliness == "in_time"

    # What nobody could place goes back; the plant's price can no longer be voided.
    back = {"amount": "5000", "payee": "汇款人", "reference": "S4"}
    records("funds_returned", "2026-04-22", subject=STRAY, payload=back, evidence="退款审批表")
    void = Arrival(
        case=NUMBER,
        kind="correction",
        occurred_at=court.now(),
        payload={"void": True, "reason": "误录"},
        corrects=5,
    )
    with pytest.raises(FactRefused, match=r"第\d+项事实"):
        record(court.store, void, court.law, court.calendar)

    # 57 nights of 600,000, then 55 of 444,750: the money was drawn on 26 February.
    account = interest(court, date(2026, 4, 22))
    assert [line.days for line in account.lines] == [57, 55]
    assert account.total("principal") == Decimal("444750.00")
    assert account.total("doubled") == Decimal("10265.72")

    # April at the bank: everything is there, and twelve yuan of charges nobody recorded.
    outs = (("P0", "90000"), ("P1", "51750"), ("P2", "155250"), ("S4", "5000"))
    lines = [
        BankLine(row, date(2026, 4, 22), -Decimal(amount), reference=ref)
        for row, (ref, amount) in enumerate(outs, start=2)
    ]
    lines += [
        BankLine(6, date(2026, 4, 18), Decimal(-3000), reference="S3"),
        BankLine(7, date(2026, 4, 30), Decimal(-12), name="手续费"),
    ]
    for again in (False, True):
        with court.store.writing() as session:
            done = reconcile(session, Month.of("2026-04"), lines, "四月.csv", "f" * 64, "F001")
        assert len(done.found.matched) == 5
        ((kind, line),) = [(one.kind, one.bank) for one in done.found.differences]
        assert (kind, line and line.number) == ("bank_only", 7)
        assert done.again is again

    # Nothing is left, the books are zero and say what the facts say.
    with court.store.reading() as session:
        assert balances(session) == ()
        assert list(astray(session.connection())) == []
    court.patrols()
    runs.eventually(lambda: runs.sleeps(court, NUMBER))
    runs.shows(run_id, "028 向财务发出付款通知 · settled")
    court.chains_hold()


def pays(court: Court, on: str, amount: str, payee: str, **said: Any) -> None:
    court.records(NUMBER, "funds_paid", on, subject=PRICE, amount=amount, payee=payee, **said)


def serves(court: Court, kind: str, on: str, who: str) -> None:
    court.records(NUMBER, kind, on, subject=("plan", f"{PLAN}/{who}"), evidence="送达回证")


def interest(court: Court, as_of: date) -> Reckoning:
    with court.store.reading() as session:
        case = case_of(session, NUMBER)
        return reckon(standing(file_of(session, case.id or 0)), as_of)
