"""The case's account (一案一账): no movement takes more than there is, none goes to a stranger."""

from __future__ import annotations

from typing import Any

from tests.rulebook.gatescene import Scene
from tests.rulebook.telling import Told, told

R = "款1"
THERE, BEYOND = "100000.00", "100000.01"
RECEIVED = told("funds_received", "2026-03-02", R, amount=THERE, account="6222")  # fact 4
UNPLACED = RECEIVED.saying(unidentified=True)
PAID = told("funds_paid", "2026-03-25", R, amount=THERE, payee="甲公司")
DEFERRED = told(
    "funds_deferred", "2026-03-10", R,
    until="2026-03-31", reason="需要分配", director="D", leader="VP",
)  # fmt: skip
DEPOSITED = told("proceeds_deposited", "2026-03-10", R, amount=THERE, payee="甲公司")
_401 = "法〔2016〕401号第五点"


def beyond(kind: str, *before: Told, **said: Any) -> Scene:
    """A movement of a fen more than lies there, and of all that does."""
    act = told(kind, "2026-03-25", R, amount=THERE, **said)
    return Scene(
        "funds-balance", _401,
        ("只有100,000.00元，不足100,000.01元", "holds 100,000.00 yuan, not 100,000.01"),
        act.saying(amount=BEYOND), act,
        before=before or (RECEIVED,), applicant="甲公司",
    )  # fmt: skip


def stranger(act: Told, *before: Told) -> Scene:
    return Scene(
        "funds-payee", _401,
        ("戊不是本案权利人（甲公司）", "name the paper that entitles him"),
        act.saying(payee="戊"), act.saying(payee="戊", payee_paper="债权转让裁定"),
        before=before, applicant="甲公司",
    )  # fmt: skip


def undone(wrong: Told, right: Told) -> Scene:
    """What was paid out has to have come in: the receipt is not put right below it."""
    return Scene(
        "funds-balance", _401,
        ("不足100,000.00元（第5项事实）", "not 100,000.00 (fact 5)"),
        wrong, right, before=(RECEIVED, PAID), applicant="甲公司",
    )  # fmt: skip


VOID = told("correction", "2026-03-26", void=True, reason="重复录入", _corrects=4)
ANEW = RECEIVED.moved("2026-03-26").saying(_corrects=4)
SCENES = (
    beyond("funds_paid", payee="甲公司"),
    beyond("payee_confirmed", payee="甲公司"),
    beyond("execution_costs_taken", item="申请执行费"),
    beyond("funds_deferred", **DEFERRED.said),
    beyond("funds_returned", payee="丙"),
    beyond("proceeds_deposited", payee="甲公司"),
    beyond("deposited_proceeds_claimed", RECEIVED, DEPOSITED, payee="甲公司"),
    beyond("funds_identified", UNPLACED),
    beyond("funds_transferred_out", UNPLACED, to_case="（2026）京0105执9号"),
    undone(VOID, VOID.saying(_corrects=5)),
    undone(ANEW.saying(amount="50000.00"), ANEW.moved("2026-03-02").saying(amount="100000.50")),
    Scene(  # what is deferred is not paid out
        "funds-balance", _401, ("暂缓100,000.00元", "100,000.00"),
        PAID, (told("funds_deferral_ended", "2026-03-24", R), PAID),
        before=(RECEIVED, DEFERRED), applicant="甲公司",
    ),
    stranger(PAID, RECEIVED),
    stranger(told("payee_confirmed", "2026-03-10", R, payee="甲公司"), RECEIVED),
    stranger(
        told("deposited_proceeds_claimed", "2026-03-25", R, payee="甲公司"), RECEIVED, DEPOSITED
    ),
)  # fmt: skip
