"""Gates from the notice to supervision that only remark, each asked twice."""

from __future__ import annotations

from typing import Any

import pytest

from tests.rulebook.casebook import LAW, NOTICED
from tests.rulebook.gatescene import Scene, Told, arrives, cites, lawful, told

HELD = told("asset_controlled", "2026-01-12", "房一", method="查封", category="不动产")
FREED = told("asset_released", "2026-03-04", "房一", reason="债务已经清偿")
PRICED = told(
    "reference_price_set", "2026-02-06", "房一", amount=1_000_000, valid_until="2026-08-06"
)
SPENT = told("distribution_completed", "2026-03-04")
ORDERED = told("property_report_ordered", "2026-01-07")
CLOSED = told("case_closed", "2026-03-05", mode="执行完毕", **NOTICED)
PAID = told("debt_performed", "2026-03-03", way="自动履行")
STAYED = told("superior_stay_notified", "2026-02-10", approver="VP", until="2026-05-10")
OBJECTION = told("objection_received", "2026-01-20", "异1", kind="执行行为异议", objector="乙")


def noticed(*earlier: Told, **said: Any) -> tuple[Told, ...]:
    return (*earlier, told("execution_notice_issued", "2026-01-07", **said))


def bidding(kind: str, on: str) -> tuple[Told, ...]:
    return PRICED, told(kind, on, "房一")


def received(**said: Any) -> tuple[Told, ...]:
    return (told("funds_received", "2026-02-02", "款1", amount=1000, **said),)


def applied(*earlier: Told) -> tuple[Told, ...]:
    return (*earlier, told("participation_applied", "2026-03-09", "参1", creditor="丙"))


def reviewed(**said: Any) -> tuple[Told, ...]:
    ruled = told("objection_ruled", "2026-02-02", "异1", result="驳回")
    asked = told("review_requested", "2026-02-06", "异1")
    return OBJECTION, ruled, asked, told("review_ruled", "2026-03-09", "异1", result="驳回", **said)


def objects(*earlier: Told, **said: Any) -> tuple[Told, ...]:
    return (*earlier, told("objection_received", "2026-03-09", "异1", objector="丁", **said))


def stayed(until: str) -> tuple[Told, ...]:
    return (told("superior_stay_notified", "2026-02-10", approver="VP", until=until),)


def continued(until: str) -> tuple[Told, ...]:
    return STAYED, told("superior_stay_continued", "2026-05-08", until=until)


def windows(kind: str) -> Scene:
    """Six months after the price lapsed on 6 August: 6 February, a Saturday, is the last day."""
    lack = ("已于2027-02-06届满", "it ran out on 2027-02-06")
    late, in_time = bidding(kind, "2027-02-07"), bidding(kind, "2027-02-06")
    return Scene("refprice-use-window-auction", "法释〔2018〕15号第27条", lack, late, in_time)


def capped(lack: tuple[str, str], wrong: tuple[Told, ...], right: tuple[Told, ...]) -> Scene:
    return Scene("supreme-suspend-3m", "法释〔1998〕15号第77条", lack, wrong, right)


REMARKED = (
    Scene(
        "property-report-order-with-notice",
        "法释〔2017〕8号第3条第1款",
        ("同时发出报告财产令", "a property report is ordered at the same time"),
        noticed(),
        noticed(ORDERED),
    ),
    Scene(
        "property-report-order-with-notice",  # in silence a case is about money
        "法释〔2017〕8号第3条第1款",
        ("金钱债权执行中", "in the enforcement of money"),
        noticed(monetary=True),
        noticed(monetary=False),
    ),
    Scene(
        "released-before-closing",
        "法释〔2004〕15号第28条第1款第4项",
        ("尚缺房一", "房一 is not"),
        (HELD, PAID, CLOSED),
        (HELD, FREED, PAID, CLOSED),
    ),
    windows("bidding_started"),
    windows("second_auction_started"),
    windows("third_auction_started"),
    Scene(
        "funds-one-case-one-account",
        "法〔2016〕401号第五点",
        ("未写明一案一账号", "say account"),
        received(),
        received(account="6222"),
    ),
    Scene(
        "participate-before-end",
        "民诉法解释第507条",
        ("2026-03-04", "not yet spent"),
        applied(SPENT),
        applied(),
    ),
    Scene(
        "participate-before-end",
        "民诉法解释第507条",
        ("2026-03-05", "not yet spent"),
        applied(CLOSED),
        applied(),
    ),
    Scene(
        "participate-before-end",
        "民诉法解释第507条",
        ("执行程序已经开始", "enforcement has begun"),
        applied(),
        applied(told("filed", "2026-01-09")),
        filed="",
    ),
    Scene(
        "collegiate-review",
        "法释〔2015〕10号第11条",
        ("未写明合议庭成员", "say panel"),
        reviewed(),
        reviewed(panel=["S1", "S2", "S3"]),
    ),
    Scene(
        "objection-timing-gate",
        "法释〔2015〕10号第6条",
        ("2026-03-05", "enforcement has not ended"),
        objects(CLOSED, kind="执行行为异议"),
        objects(CLOSED, kind="执行行为异议", against_ending=True),
    ),
    Scene(
        "objection-timing-gate",
        "法释〔2015〕10号第6条",
        ("异议指向的标的尚未执行终结", "the thing objected to is not yet disposed of"),
        objects(kind="案外人异议", target_ended=True),
        objects(kind="案外人异议", target_ended=False),
    ),
    capped(
        ("2026-05-11超过上限2026-05-10", "2026-05-11 lies beyond the bound, 2026-05-10"),
        stayed("2026-05-11"),
        stayed("2026-05-10"),
    ),
    capped(  # counted anew from the day on which the stay was continued
        ("2026-08-09超过上限2026-08-08", "2026-08-09 lies beyond the bound, 2026-08-08"),
        continued("2026-08-09"),
        continued("2026-08-08"),
    ),
)


@pytest.mark.parametrize("scene", REMARKED, ids=str)
def test_a_gate_remarks_what_lacks_with_its_article_and_bars_nothing(scene: Scene) -> None:
    decision = arrives(scene, scene.wrong)
    assert not LAW.gates[scene.gate].refuses
    assert decision.refusals == ()
    assert decision.plan is not None
    cites(scene, decision.remarks)


@pytest.mark.parametrize("scene", REMARKED, ids=str)
def test_what_is_lawful_passes_without_a_remark_of_the_gate(scene: Scene) -> None:
    lawful(scene)
