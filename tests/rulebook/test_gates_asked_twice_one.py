"""Gates from filing to liability that refuse, each asked twice: as it minds it, and lawfully."""

from __future__ import annotations

from typing import Any

import pytest

from tests.rulebook.casebook import LAW
from tests.rulebook.gatescene import Scene, Told, arrives, cites, lawful, told

PLEA = told("limitation_plea_raised", "2026-02-02", debtor="乙")
FINE: dict[str, Any] = {"person": "乙", "president_approved": True}
DECIDED = told("sanction_decided", "2026-03-02", "罚1", measure="拘留", days=15, **FINE)
ALREADY = "立案满五年、已终本且无财产"
YEAR = "首先保全超过一年未处分"
CLAIMED = told("compensation_claimed", "2026-03-13", "赔1", filed_on="2021-03-15", ground=ALREADY)
ENDED = told("round_termination_ruled", "2021-09-10", debtor_missing=False, obstructed=False)
WAITING = told("waiting_control_made", "2026-01-12", "房一", first_controlled_on="2025-03-02")
OBJECTION = told(
    "objection_received", "2026-01-20", "异1", kind="案外人异议", objector="丁", asset="房一"
)
DISMISSED = told("objection_ruled", "2026-02-12", "异1", result="驳回")
SERVED = told("ruling_served", "2026-02-13", "异1", kind="案外人异议", result="驳回")
FINED = told("sanction_decided", "2026-03-02", "罚1", measure="罚款（个人）", amount=500, **FINE)


def sanction(**said: Any) -> tuple[Told, ...]:
    return (told("sanction_decided", "2026-03-02", "罚1", **(FINE | said)),)


def detained(until: str, *earlier: Told) -> tuple[Told, ...]:
    return (*earlier, told("detention_begun", "2026-03-02", "罚1", ends_on=until))


def letter(**said: Any) -> tuple[Told, ...]:
    return (told("letter_received", "2026-03-09", "函1", due_on="2026-04-08", **said),)


def fined(lack: tuple[str, str], wrong: dict[str, Any], right: dict[str, Any]) -> Scene:
    article = "民事诉讼法第118条第1款" if "amount" in wrong else "民事诉讼法第118条第2款"
    return Scene("fine-detention-caps", article, lack, sanction(**wrong), sanction(**right))


def deferred(**said: Any) -> tuple[Told, ...]:
    received = told("funds_received", "2026-02-02", "款1", amount=1000, account="6222")
    said = {"until": "2026-03-31", "reason": "需要分配", "director": "D", "leader": "VP"} | said
    return received, told("funds_deferred", "2026-02-10", "款1", **said)


def rent(amount: str) -> tuple[Told, ...]:
    return (told("housing_rent_reserved", "2026-03-02", "房一", amount=amount, annual_rent=24000),)


def sale(on: str, *earlier: Told) -> tuple[Told, ...]:
    return (*earlier, told("sale_started", on, "房一", approver="VP"))


def asked_for(on: str, **said: Any) -> tuple[Told, ...]:
    return WAITING, told("transfer_requested", on, "房一", **said)


def accepted(on: str, *earlier: Told) -> tuple[Told, ...]:
    return (*earlier, told("compensation_claim_accepted", on, "赔1", ground=ALREADY))


REFUSED = (
    Scene(
        "limitation-plea",
        "民诉法解释第481条第1款",
        ("被执行人已提出时效异议", "the debtor pleaded limitation"),
        (told("limitation_plea_ruled", "2026-02-09", upheld=True),),
        (PLEA, told("limitation_plea_ruled", "2026-02-09", upheld=True)),
    ),
    Scene(
        "limitation-no-bar-to-filing",
        "民诉法解释第481条第1款",
        ("不是超过申请执行时效", "not lapse of time"),
        (told("not_accepted", "2026-01-08", ground="超过申请执行时效"),),
        (told("not_accepted", "2026-01-08", ground="文书尚未生效"),),
        filed="",
    ),
    Scene(
        "urgent-measures",
        "法发〔2006〕35号第三条",
        ("收到案件材料", "received the file"),
        (
            told("filed", "2026-01-05"),
            told("immediate_measures_taken", "2026-01-06", approver="VP"),
        ),
        (
            told("filed", "2026-01-05"),
            told("file_received", "2026-01-06"),
            told("immediate_measures_taken", "2026-01-06", approver="VP"),
        ),
        filed="",
    ),
    Scene(
        "urgent-measures",
        "法发〔2006〕35号第三条",
        ("未写明批准人", "say approver"),
        (told("immediate_measures_taken", "2026-01-06", measure="冻结"),),
        (told("immediate_measures_taken", "2026-01-06", measure="冻结", approver="VP"),),
    ),
    fined(
        ("对个人罚款不超过十万元", "no more than 100,000 yuan"),
        {"measure": "罚款（个人）", "amount": "100000.01"},
        {"measure": "罚款（个人）", "amount": 100_000},
    ),
    fined(
        ("对单位罚款不超过一百万元", "no more than 1,000,000 yuan"),
        {"measure": "罚款（单位）", "amount": "1000000.01"},
        {"measure": "罚款（单位）", "amount": 1_000_000},
    ),
    fined(
        ("对单位罚款不少于五万元", "no less than 50,000 yuan"),
        {"measure": "罚款（单位）", "amount": 49_999},
        {"measure": "罚款（单位）", "amount": 50_000},
    ),
    fined(
        ("拘留不超过十五日", "no longer than fifteen days"),
        {"measure": "拘留", "days": 16},
        {"measure": "拘留", "days": 15},
    ),
    Scene(
        "fine-detention-caps",
        "民事诉讼法第119条第1款",
        ("院长已批准", "the president approved"),
        sanction(measure="拘留", days=5, president_approved=False),
        sanction(measure="拘留", days=5),
    ),
    Scene(
        "detention-term",
        "民事诉讼法第119条第3款",
        ("已决定拘留", "the detention was decided"),
        detained("2026-03-16", FINED),  # a fine decided is no detention decided
        detained("2026-03-16", DECIDED),
    ),
    Scene(
        "detention-term",  # the day it begins is counted
        "民事诉讼法第118条第2款",
        ("2026-03-17超过上限2026-03-16", "2026-03-17 lies beyond the bound, 2026-03-16"),
        detained("2026-03-17", DECIDED),
        detained("2026-03-16", DECIDED),
    ),
    Scene(
        "funds-defer-approval",
        "法发〔2017〕6号",
        ("未写明延缓事由", "say reason"),
        deferred(reason=""),
        deferred(),
    ),
    Scene(
        "funds-defer-approval",
        "法发〔2017〕6号",
        ("未写明批准的执行局长、批准的主管院领导", "say director, leader"),
        deferred(director="", leader=""),
        deferred(),
    ),
    Scene(
        "collegiate-objection",
        "法释〔2015〕10号第11条",
        ("已组成合议庭", "a panel was formed"),
        (OBJECTION, told("objection_ruled", "2026-02-12", "异1", result="驳回")),
        (
            OBJECTION,
            told("objection_filed", "2026-01-22", "异1"),
            told("objection_panel_formed", "2026-01-23", "异1", members=["R1", "R2", "R3"]),
            told("objection_ruled", "2026-02-12", "异1", result="驳回"),
        ),
    ),
    Scene(
        "outsider-no-disposal-15d",  # the fifteenth day is a Saturday on which the courts work
        "民诉法解释第463条",
        ("最早2026-03-01", "the earliest day is 2026-03-01"),
        sale("2026-02-28", OBJECTION, DISMISSED, SERVED),
        sale("2026-03-01", OBJECTION, DISMISSED, SERVED),
    ),
    Scene(
        "outsider-no-disposal-15d",
        "民诉法解释第463条",
        ("异1的裁定尚未送达", "the ruling on 异1 is not served"),
        sale("2026-03-02", OBJECTION, DISMISSED),
        sale("2026-03-02", OBJECTION, DISMISSED, SERVED),
    ),
    Scene(
        "housing-rent-5-8y",
        "法释〔2015〕10号第20条",
        ("扣留金额为年租金的五至八倍", "five to eight years' rent"),
        rent("119999.99"),
        rent("120000"),
    ),
    Scene(
        "housing-rent-5-8y",
        "法释〔2015〕10号第20条",
        ("八倍", "eight years' rent"),
        rent("192000.01"),
        rent("192000"),
    ),
    Scene(
        "comp-before-end",
        "法释〔2022〕3号第5条第1款第3项",
        ("最早2026-03-16", "the earliest day is 2026-03-16"),
        accepted("2026-03-15", ENDED, CLAIMED),
        accepted("2026-03-16", ENDED, CLAIMED),
        filed="2021-03-15",
    ),
    Scene(
        "comp-before-end",
        "法释〔2022〕3号第5条第1款第3项",
        ("已裁定终结本次执行程序", "the round of enforcement was ended by ruling"),
        accepted("2026-03-16", CLAIMED),
        accepted("2026-03-16", ENDED, CLAIMED),
        filed="2021-03-15",
    ),
    Scene(
        "letter-names-person",
        "法发〔2006〕11号",
        ("未写明指定办理人", "say in_charge"),
        letter(),
        letter(in_charge="H1"),
    ),
    Scene(
        "preserve-transfer-1y",
        "法释〔2016〕22号第21条",
        ("最早2026-03-03", "the earliest day is 2026-03-03"),
        asked_for("2026-03-02", basis=YEAR),
        asked_for("2026-03-03", basis=YEAR),
    ),
    Scene(
        "preserve-transfer-1y",
        "法释〔2016〕22号第21条",
        ("首先保全已超过一年", "more than a year has passed"),
        asked_for("2026-02-02", basis=YEAR),
        asked_for("2026-02-02", basis="优先债权"),
    ),
    Scene(
        "preserve-transfer-1y",
        "法释〔2016〕22号第21条",
        ("财产不是争议标的", "not the object in dispute"),
        asked_for("2026-03-03", basis=YEAR, disputed_object=True),
        asked_for("2026-03-03", basis=YEAR, disputed_object=False),
    ),
)


@pytest.mark.parametrize("scene", REFUSED, ids=str)
def test_a_gate_refuses_what_lacks_with_its_article(scene: Scene) -> None:
    decision = arrives(scene, scene.wrong)
    assert LAW.gates[scene.gate].refuses
    assert decision.plan is None
    assert {one.gate for one in decision.refusals} == {scene.gate}
    cites(scene, decision.refusals)


@pytest.mark.parametrize("scene", REFUSED, ids=str)
def test_what_is_lawful_passes_without_a_line_of_the_gate(scene: Scene) -> None:
    lawful(scene)
