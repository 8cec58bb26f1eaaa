"""Money of the case (案款): the account, the payee, deferring, the plan and its payment."""

from __future__ import annotations

from typing import Any

from tests.rulebook.casebook import NOTICED
from tests.rulebook.gatescene import Facts, Scene
from tests.rulebook.telling import Told, told

R, PLAN = "款1", "方案1"
RECEIVED = told("funds_received", "2026-03-02", R, amount="100000.00", account="6222")
PAID = told("funds_paid", "2026-03-25", R, amount="40000.00", payee="甲公司")
DEFERRED = told(
    "funds_deferred", "2026-03-10", R,
    until="2026-03-31", reason="需要分配", director="D", leader="VP",
)  # fmt: skip
DEBT = told(
    "debt_confirmed", "2026-01-06", "债权1", principal="10000", due_on="2025-12-31",
    rates=["2024-01-01=3.45"], year_days=360,
)  # fmt: skip
APPLIED = told("participation_applied", "2026-03-09", "参1", creditor="丙银行")
CREDITORS = (
    APPLIED.moved("2026-02-02"),
    told("participation_applied", "2026-02-02", "参2", creditor="乙公司"),
)
PLANNED = told(
    "distribution_planned", "2026-03-06", PLAN,
    amount="100000.00",
    costs="1000.00",
    claims=["甲公司|普通|200000", "乙公司|普通|100000", "丙银行|优先受偿|39000"],
    shares=["丙银行|39000", "甲公司|40000", "乙公司|20000"],
    receipts=[R],
    debtors=["丁"],
)  # fmt: skip
# Served on Monday 9 March: who was served may object until the 24th.
SERVED = tuple(
    told("plan_served", "2026-03-09", f"{PLAN}/{who}", recipient=who)
    for who in ("甲公司", "乙公司", "丙银行", "丁")
)
CLOSED = told("case_closed", "2026-03-05", mode="终结执行", ground="申请人撤销申请", **NOTICED)
SPENT = told("distribution_completed", "2026-03-04", PLAN)
_507, _508, _509 = (f"民诉法解释{no}" for no in ("第507条", "第508条", "第509条、第510条"))
_401 = "法〔2016〕401号第五点"


def money(
    gate: str, article: str, lack: tuple[str, str], wrong: Facts, right: Facts, *before: Told
) -> Scene:
    return Scene(gate, article, lack, wrong, right, before=before, applicant="甲公司")


def deferred(lack: tuple[str, str], *unsaid: str) -> Scene:
    wrong = DEFERRED.unsaying(*unsaid)
    return money("funds-defer-approval", "法发〔2017〕6号", lack, wrong, DEFERRED, RECEIVED)


def plan(lack: tuple[str, str], **wrong: Any) -> Scene:
    before = (*CREDITORS, RECEIVED)
    return money("distribution-plan", _508, lack, PLANNED.saying(**wrong), PLANNED, *before)


ACCOUNT = (
    deferred(("未写明延缓事由", "say reason"), "reason"),
    deferred(("未写明批准的执行局长、批准的主管院领导", "say director, leader"),
             "director", "leader"),
    money(
        "funds-one-case-one-account", _401, ("未写明一案一账号", "say account"),
        RECEIVED.unsaying("account"), RECEIVED,
    ),
    money(
        "funds-payee-named", _401, ("未写明收款人", "say payee"),
        PAID.unsaying("payee"), PAID, RECEIVED,
    ),
    money(
        "debt-terms", "法释〔2014〕8号第1条",
        ("年利率应写成2024-01-01=3.45", "a rate and a year of days that can be read"),
        DEBT.saying(rates=["三点四五"]), DEBT,
    ),
    money(
        "debt-terms", "法释〔2014〕8号第1条",
        ("一年按300日计息不合理", "a year of 300 days is none"),
        DEBT.saying(year_days=300), DEBT,
    ),
    money(
        "debt-terms", "法释〔2014〕8号第5条",
        ("请写币种（currency）", "say currency"),
        DEBT.saying(yuan_rate="7.1268"), DEBT.saying(yuan_rate="7.1268", currency="美元"),
    ),
)  # fmt: skip

SHARING = (
    money(
        "participate-before-end", _507, ("2026-03-04", "not yet spent"),
        (SPENT, APPLIED), APPLIED, *CREDITORS[1:], RECEIVED,
    ),
    money(
        "participate-before-end", _507, ("2026-03-05", "not yet spent"),
        (CLOSED, APPLIED),
        APPLIED,
        told("termination_ruled", "2026-03-04", ground="申请人撤销申请"),
    ),
    Scene(
        "participate-before-end", _507, ("执行程序已经开始", "enforcement has begun"),
        APPLIED, (told("filed", "2026-01-09"), APPLIED), filed="",
    ),
    plan(("应为", "write one of"), claims=["甲公司|头等|200000"]),
    plan(("甲公司|普通|100000", "cannot be read"), claims=["甲公司 200000"]),
    plan(
        ("待分配价款100,000.01元", "100,000.01 yuan to distribute, 100,000.00 lie in"),
        amount="100000.01",
    ),
    plan(
        ("各人应得合计99,000.01元", "the shares sum to 99,000.01 yuan"),
        shares=["丙银行|39000", "甲公司|40000", "乙公司|20000.01"], agreed=True,
    ),
    plan(
        ("甲公司按顺位和比例应得40,000.00元，方案写45,000.00元", "where all agree otherwise"),
        shares=["丙银行|39000", "甲公司|45000", "乙公司|15000"],
    ),
    money(
        "distribution-claim-owed", _508,
        ("按核定尚欠150,000.00元", "150,000.00 are owed by the facts"),
        PLANNED,
        (told("claim_stated", "2026-03-05", claim="200000", interest=0, costs=0), PLANNED),
        *CREDITORS, RECEIVED, told("claim_stated", "2026-01-08", claim="150000"),
    ),
    money(
        "distribution-final", _509, ("尚未送达丁", "was not served on 丁"),
        PAID, (SERVED[-1], PAID.moved("2026-03-25")), *CREDITORS, RECEIVED, PLANNED, *SERVED[:3],
    ),
    money(
        "distribution-final", _509, ("异议期至2026-03-24", "until 2026-03-24"),
        PAID.moved("2026-03-24"), PAID, *CREDITORS, RECEIVED, PLANNED, *SERVED,
    ),
    money(
        "distribution-final", _509,
        ("方案1给甲公司40,000.00元", "lower the amount"),
        PAID.saying(amount="40000.01"), PAID, *CREDITORS, RECEIVED, PLANNED, *SERVED,
    ),
    money(
        "distribution-final", _509, ("丁不在方案1中", "the payee is not one of 方案1"),
        PAID.saying(payee="丁", payee_paper="委托书"), PAID,
        *CREDITORS, RECEIVED, PLANNED, *SERVED,
    ),
)  # fmt: skip
SCENES = (*ACCOUNT, *SHARING)
