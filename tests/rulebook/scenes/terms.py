"""Terms of measures, and debts owed to the debtor (查控期限、到期债权)."""

from __future__ import annotations

from typing import Any

from tests.rulebook.gatescene import Scene
from tests.rulebook.measuring import HOUSE
from tests.rulebook.scenes.measures import HELD, KNOWN
from tests.rulebook.telling import Told, told

CLAIM = "债权1"
TOOK = told("control_took_effect", "2026-01-13", HOUSE)
# The notice reached the third party on Monday 2 March; fifteen days end on the 17th.
NOTIFIED = told("claim_notice_served", "2026-03-02", CLAIM, third_party="丁", amount=100_000)
ENFORCED = told("claim_enforced", "2026-03-18", CLAIM)
OBJECTED = told("claim_objected", "2026-03-10", CLAIM)
PARTLY = told("claim_partly_objected", "2026-03-10", CLAIM, admitted=60_000)
PERFORMED = told("claim_performed", "2026-03-10", CLAIM)
CLOSED = told("case_closed", "2026-03-05", mode="执行完毕", ground="全部履行")
PAID = told("debt_performed", "2026-03-02", way="自动履行")
TOLD_OF_END = (
    told("closing_notified", "2026-03-02", channel="短信"),
    told("closing_notified", "2026-03-03", channel="电话"),
)
HANDED = told("control_transferred", "2026-11-30", HOUSE, expires_on="2026-12-31")
WAITING = told("waiting_control_made", "2026-01-13", HOUSE, first_controlled_on="2025-05-06")
PRIOR_ENDED = told("prior_control_ended", "2026-03-03", HOUSE, ended_on="2026-02-16")


def holds(begins: str, ends: str, category: str = "不动产", kind: Told = TOOK, **said: Any) -> Told:
    said |= {"category": category, "effective_on": begins, "expires_on": ends}
    return kind.saying(**said)


def capped(category: str, lack: tuple[str, str], wrong: str, right: str) -> Scene:
    return Scene(
        "control-term-cap",
        "民诉法解释第485条",
        lack,
        holds("2026-01-12", wrong, category),
        holds("2026-01-12", right, category),
        before=(*KNOWN, HELD),
    )


HELD_2026 = (*KNOWN, HELD, holds("2026-01-13", "2026-12-31"))
RENEWED = told("control_renewed", "2027-01-04", HOUSE)
LONGER = holds("2027-01-01", "2029-12-31", kind=RENEWED)
PRESERVED = holds("2025-03-05", "2028-03-04", basis="财产保全").moved("2026-01-13")
CARRIED = holds("2025-03-05", "2028-03-04", basis="保全转执行").moved("2026-01-14")

SCENES = (
    capped("银行存款", ("冻结存款不超过一年", "2027-01-12 lies"), "2027-01-12", "2027-01-11"),
    capped("动产", ("动产不超过两年", "2028-01-12 lies beyond"), "2028-01-12", "2028-01-11"),
    capped("不动产", ("不动产、冻结", "2029-01-12 lies beyond"), "2029-01-12", "2029-01-11"),
    capped("其他财产权", ("不超过三年", "three years"), "2029-01-12", "2029-01-11"),
    Scene(
        "control-term-cap", "民诉法解释第485条",
        ("不动产、冻结其他财产权不超过三年", "2030-01-01 lies beyond"),
        LONGER.moved("2026-12-31").saying(expires_on="2030-01-01"), LONGER.moved("2026-12-31"),
        before=HELD_2026,
    ),
    Scene(
        "entrust-renew-1m", "法释〔2011〕11号第6条",
        ("移交时剩余期限不少于一个月", "a month or more is left at the hand-over"),
        HANDED.moved("2026-12-02"),
        HANDED,
        before=HELD_2026,
    ),
    Scene(
        "waiting-takes-turn", "法释〔2004〕15号第26条第1款",
        ("尚无在先措施解除的记录", "its end is not on record"),
        holds("2026-02-16", "2029-02-15").moved("2026-03-05"),
        (PRIOR_ENDED, holds("2026-02-16", "2029-02-15").moved("2026-03-05")),
        before=(*KNOWN, HELD, WAITING),
    ),
    Scene(
        "waiting-takes-turn", "法释〔2004〕15号第26条第1款",
        ("应为2026-02-16，不是2026-03-03", "that is 2026-02-16, not 2026-03-03"),
        holds("2026-03-03", "2029-03-02").moved("2026-03-05"),
        holds("2026-02-16", "2029-02-15").moved("2026-03-05"),
        before=(*KNOWN, HELD, WAITING, PRIOR_ENDED),
    ),
    Scene(
        "carried-over-keeps-days", "法释〔2016〕22号第17条第2款",
        ("2026-01-12晚于立案日2026-01-05", "2026-01-12 lies after filing, 2026-01-05"),
        holds("2026-01-12", "2029-01-11", basis="保全转执行"),
        CARRIED,
        before=(*KNOWN, HELD),
    ),
    Scene(
        "carried-over-keeps-days", "法释〔2016〕22号第17条第2款",
        ("原保全为2025-03-05至2028-03-04", "it ran from 2025-03-05 to 2028-03-04"),
        CARRIED.saying(expires_on="2028-03-03"),
        CARRIED,
        before=(*KNOWN, HELD, PRESERVED),
    ),
    Scene(
        "no-renewal-after-lapse", "法释〔2004〕15号第27条第1款",
        ("已于2026-12-31期满失效", "it lapsed on 2026-12-31"),
        LONGER,
        LONGER.moved("2026-12-31"),
        before=HELD_2026,
    ),
    Scene(
        "released-before-closing", "法释〔2004〕15号第28条第1款第4项",
        ("尚缺房产1", "房产1 is not"),
        CLOSED,
        (told("asset_released", "2026-03-04", HOUSE, reason="债务已经清偿"), CLOSED),
        before=(*KNOWN, HELD, PAID, *TOLD_OF_END),
    ),
    Scene(
        "due-claim-objection-in-term", "法释〔1998〕15号第47条",
        ("已于2026-03-17届满", "it ran out on 2026-03-17"),
        OBJECTED.moved("2026-03-18"),
        OBJECTED.moved("2026-03-17"),
        before=(NOTIFIED,),
    ),
    Scene(
        "due-claim-objection-in-term", "法释〔1998〕15号第47条",
        ("十五日内提出", "within fifteen days of the notice"),
        PARTLY.moved("2026-03-18"),
        PARTLY.moved("2026-03-17"),
        before=(NOTIFIED,),
    ),
    Scene(
        "due-claim-enforcement", "法释〔1998〕15号第49条",
        ("最早2026-03-18", "the earliest day is 2026-03-18"),
        ENFORCED.moved("2026-03-17"),
        ENFORCED,
        before=(NOTIFIED,),
    ),
    Scene(
        "due-claim-enforcement", "法释〔1998〕15号第47条",
        ("第三人没有对全部债权提出异议", "did not object to the whole claim"),
        (OBJECTED, ENFORCED),
        (PARTLY, ENFORCED),
        before=(NOTIFIED,),
    ),
    Scene(
        "due-claim-enforcement", "法释〔1998〕15号第49条",
        ("第三人没有履行", "the third party did not perform"),
        (PERFORMED, ENFORCED),
        ENFORCED,
        before=(NOTIFIED,),
    ),
)  # fmt: skip
