"""Settlements, stops and stays (和解、中止、暂缓): their form, their breach, the way back."""

from __future__ import annotations

from tests.rulebook.gatescene import Facts, Scene
from tests.rulebook.telling import Told, told

AGREED = told(
    "settlement_reached", "2026-01-12", "S1",
    performed_by="2026-06-30", form="各方共同提交书面协议",
)  # fmt: skip
FIRST = told(
    "instalment_agreed", "2026-01-12", "S1/1", agreement="S1", due_on="2026-03-31", amount=1000
)
SECOND = told(
    "instalment_agreed", "2026-01-12", "S1/2", agreement="S1", due_on="2026-04-30", amount=1000
)
PAID = told("instalment_paid", "2026-03-30", "S1/1", amount=1000)
BREACHED = told("settlement_breached", "2026-04-01", "S1")
PERFORMED = told("settlement_performed", "2026-04-29", "S1")
ASKED = told("settlement_resume_requested", "2026-04-02", "S1")
OFF = (
    told("instalment_cancelled", "2026-04-03", "S1/1", reason="恢复执行"),
    told("instalment_cancelled", "2026-04-03", "S1/2", reason="恢复执行"),
)
SUSPENDED = told("execution_suspended", "2026-01-13", approver="VP", ground="达成和解协议")
RESUMED = told("execution_resumed", "2026-04-03", ground="不履行和解协议")
STAY = told("stay_granted", "2026-02-02", approver="VP", basis="执行担保", until="2027-02-02")
ENDED = told("termination_ruled", "2026-02-02", ground="申请人撤销申请")
_3 = "法释〔2018〕3号第"
BY_INSTALMENTS = (AGREED, FIRST, SECOND)


def resumed(article: str, lack: tuple[str, str], wrong: Facts, right: Facts) -> Scene:
    before = (*BY_INSTALMENTS, SUSPENDED)
    return Scene("resume-after-breach", article, lack, wrong, right, before=before)


def breached(lack: tuple[str, str], wrong: Facts, right: Facts, *before: Told) -> Scene:
    gate, article = "settlement-breach-shown", f"{_3}11条第二项、第三项"
    return Scene(gate, article, lack, wrong, right, before=(AGREED, *before))


SCENES = (
    Scene(
        "settlement-form", f"{_3}2条", ("未写明提交方式", "say form"),
        AGREED.unsaying("form"), AGREED,
    ),
    Scene(
        "settlement-suspend", f"{_3}2条", ("书面和解协议", "a written settlement"),
        SUSPENDED, (AGREED, SUSPENDED),
    ),
    Scene(
        "settlement-suspend", f"{_3}2条", ("第4项未附依据", "fact 4 has no paper"),
        (AGREED.bare(), SUSPENDED), (AGREED, SUSPENDED),
    ),
    Scene(
        "cpl-suspend-grounds", "民事诉讼法第267条",
        ("中止执行的法定情形；未写明法定情形", "say ground"),
        SUSPENDED.unsaying("ground"), SUSPENDED, before=(AGREED,),
    ),
    Scene(
        "guarantee-suspend-1y", "法释〔2018〕4号第10条",
        ("2027-02-03超过上限2027-02-02", "2027-02-03 lies beyond the bound"),
        STAY.saying(until="2027-02-03"), STAY,
    ),
    Scene(
        "cpl-terminate-grounds", "民事诉讼法第268条",
        ("终结执行的法定情形；未写明法定情形", "say ground"), ENDED.unsaying("ground"), ENDED,
    ),
    Scene(
        "instalment-in-full", f"{_3}8条", ("该期已有约定", "the instalment was agreed"),
        PAID, (FIRST, PAID), before=(AGREED,),
    ),
    Scene(
        "instalment-in-full", f"{_3}8条", ("999.99元", "no less than was agreed"),
        PAID.saying(amount="999.99"), PAID, before=BY_INSTALMENTS,
    ),
    breached(
        ("最近一期2026-03-31尚未届期", "the next falls due on 2026-03-31"),
        BREACHED.moved("2026-03-31"), BREACHED, FIRST, SECOND,
    ),
    breached(  # without instalments the last day of performance decides
        ("没有到期未付的款项", "nothing that fell due is unpaid"),
        BREACHED.moved("2026-06-30"), BREACHED.moved("2026-07-01"),
    ),
    breached(
        ("预期违约须附依据", "refusal beforehand needs its paper"),
        BREACHED.saying(anticipatory=True).bare(), BREACHED.saying(anticipatory=True),
        FIRST, SECOND, PAID,
    ),
    Scene(
        "settlement-performed-in-full", f"{_3}8条",
        ("S1/2尚欠1000元", "S1/2 lacks 1000 yuan"),
        PERFORMED,
        (PAID.moved("2026-04-29").about("S1/2"), PERFORMED),
        before=(*BY_INSTALMENTS, PAID),
    ),
    resumed(
        f"{_3}9条", ("被执行人不履行和解协议", "the settlement was breached"),
        (ASKED, *OFF, RESUMED), (BREACHED, ASKED, *OFF, RESUMED),
    ),
    resumed(
        f"{_3}9条", ("申请执行人申请恢复执行", "the applicant asked for it"),
        (BREACHED, *OFF, RESUMED), (BREACHED, ASKED, *OFF, RESUMED),
    ),
    resumed(
        f"{_3}9条", ("S1/1、S1/2未付也未作废", "open: S1/1, S1/2"),
        (BREACHED, ASKED, RESUMED), (BREACHED, ASKED, *OFF, RESUMED),
    ),
    resumed(  # what was performed late is performed
        f"{_3}11条第一项", ("和解协议没有履行完毕", "the settlement was not performed"),
        (BREACHED, ASKED, PAID.moved("2026-04-02"),
         PAID.moved("2026-04-02").about("S1/2"), PERFORMED.moved("2026-04-02"), RESUMED),
        (BREACHED, ASKED, *OFF, RESUMED),
    ),
    Scene(  # a stay granted on security ends by the same gate
        "resume-after-breach", f"{_3}9条", ("申请执行人申请恢复执行", "the applicant asked for it"),
        told("stay_ended", "2026-04-03", ground="不履行和解协议"),
        told("stay_ended", "2026-04-03", ground="原因消失"),
        before=(AGREED, STAY, told("settlement_breached", "2026-04-01", "S1", anticipatory=True)),
    ),
)  # fmt: skip
