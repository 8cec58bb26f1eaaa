"""From filing to notice (立案、执行通知): what the gates refuse and what they let pass."""

from __future__ import annotations

from typing import Any

from tests.rulebook.gatescene import Scene
from tests.rulebook.telling import Told, told

FILED = told("filed", "2026-01-05")
MEASURES = told("immediate_measures_taken", "2026-01-06", approver="VP")
PLEA = told("limitation_plea_raised", "2026-02-02", debtor="乙")
PLEA_RULED = told("limitation_plea_ruled", "2026-02-09", upheld=True)
NOTICE = told("execution_notice_issued", "2026-01-07")
ORDERED = told("property_report_ordered", "2026-01-07")
PERSON, UNIT = "罚款（个人）", "罚款（单位）"
DECIDED = told(
    "sanction_decided", "2026-03-02", "罚1", person="乙", president_approved=True,
    measure="拘留", days=15,
)  # fmt: skip
FINED = DECIDED.unsaying("days").saying(measure=PERSON, amount=500)
DETAINED = told("detention_begun", "2026-03-02", "罚1", ends_on="2026-03-16")


def fined(lack: tuple[str, str], wrong: dict[str, Any], right: dict[str, Any]) -> Scene:
    base = FINED.unsaying("amount") if "amount" in wrong else DECIDED
    article = "民事诉讼法第118条第1款" if "amount" in wrong else "民事诉讼法第118条第2款"
    return Scene("fine-detention-caps", article, lack, base.saying(**wrong), base.saying(**right))


def detained(article: str, lack: tuple[str, str], wrong: tuple[Told, ...]) -> Scene:
    return Scene("detention-term", article, lack, wrong, (DECIDED, DETAINED))


SCENES = (
    Scene(
        "limitation-plea",
        "民诉法解释第481条第1款",
        ("被执行人已提出时效异议", "the debtor pleaded limitation"),
        PLEA_RULED,
        (PLEA, PLEA_RULED),
    ),
    Scene(
        "limitation-no-bar-to-filing",
        "民诉法解释第481条第1款",
        ("不是超过申请执行时效", "not lapse of time"),
        told("not_accepted", "2026-01-08", ground="超过申请执行时效"),
        told("not_accepted", "2026-01-08", ground="文书尚未生效"),
        filed="",
    ),
    Scene(
        "urgent-measures",
        "法发〔2006〕35号第三条",
        ("收到案件材料", "received the file"),
        (FILED, MEASURES),
        (FILED, told("file_received", "2026-01-06"), MEASURES),
        filed="",
    ),
    Scene(
        "urgent-measures",
        "法发〔2006〕35号第三条",
        ("未写明批准人", "say approver"),
        MEASURES.unsaying("approver"),
        MEASURES,
    ),
    fined(
        ("对个人罚款不超过十万元", "no more than 100,000 yuan"),
        {"measure": PERSON, "amount": "100000.01"},
        {"measure": PERSON, "amount": 100_000},
    ),
    fined(
        ("对单位罚款不超过一百万元", "no more than 1,000,000 yuan"),
        {"measure": UNIT, "amount": "1000000.01"},
        {"measure": UNIT, "amount": 1_000_000},
    ),
    fined(
        ("对单位罚款不少于五万元", "no less than 50,000 yuan"),
        {"measure": UNIT, "amount": 49_999},
        {"measure": UNIT, "amount": 50_000},
    ),
    fined(("拘留不超过十五日", "no longer than fifteen days"), {"days": 16}, {"days": 15}),
    Scene(
        "fine-detention-caps",
        "民事诉讼法第119条第1款",
        ("院长已批准", "the president approved"),
        DECIDED.saying(president_approved=False),
        DECIDED,
    ),
    detained(  # a fine decided is no detention decided
        "民事诉讼法第119条第3款",
        ("已决定拘留", "the detention was decided"),
        (FINED, DETAINED),
    ),
    detained(  # the day it begins is counted
        "民事诉讼法第118条第2款",
        ("2026-03-17超过上限2026-03-16", "2026-03-17 lies beyond the bound, 2026-03-16"),
        (DECIDED, DETAINED.saying(ends_on="2026-03-17")),
    ),
    Scene(
        "property-report-order-with-notice",
        "法释〔2017〕8号第3条第1款",
        ("同时发出报告财产令", "a property report is ordered at the same time"),
        NOTICE,
        (ORDERED, NOTICE),
    ),
    Scene(
        "property-report-order-with-notice",  # in silence a case is about money
        "法释〔2017〕8号第3条第1款",
        ("金钱债权执行中", "in the enforcement of money"),
        NOTICE.saying(monetary=True),
        NOTICE.saying(monetary=False),
    ),
)
