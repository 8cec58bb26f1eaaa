"""A court's twelve checks (十二项核对): what its profile asks beyond the nation."""

from __future__ import annotations

from typing import Any

from tests.rulebook.gatescene import Facts, Scene
from tests.rulebook.rounds import CLASSES, DONE, LISTED, RULED
from tests.rulebook.scenes.closing import PAPERS, closed
from tests.rulebook.scenes.terms import TOLD_OF_END
from tests.rulebook.telling import Told, told

READY = (*DONE, LISTED)
BY_PHONE = told("closing_notified", "2026-03-31", channel="电话")
CLUE = told("clue_received", "2026-02-02", "线索1")
DEPOSIT = told("asset_found", "2026-02-01", "存款1", source="网络查询")
SMALL = told("small_deposit_left", "2026-02-02", "存款1", amount="999.99", unpaid="48000.00")
LATER = told("network_query_launched", "2026-03-02", categories=CLASSES)


def twelve(
    gate: str, item: str, lack: tuple[str, str], wrong: Facts, right: Facts, *before: Told,
    beside: tuple[str, ...] = (),
) -> Scene:  # fmt: skip
    return Scene(
        gate, f"十二项{item}", lack, wrong, right, before=before, beside=beside,
        law="twelve-checks",
    )  # fmt: skip


def without(gate: str, item: str, lack: tuple[str, str], kind: str, *beside: str) -> Scene:
    """Without one thing that has to be done before a round ends, and with it."""
    left = tuple(one for one in READY if one.kind != kind)
    done = tuple(one for one in READY if one.kind == kind)
    return twelve(gate, item, lack, RULED, (*done, RULED), *left, beside=beside)


def listed(gate: str, item: str, lack: tuple[str, str], **wrong: Any) -> Scene:
    return twelve(gate, item, lack, LISTED.saying(**wrong), LISTED, *DONE)


ROUND = (
    without("twelve-checklist", "总则", ("已填写终本合规校验表", "the checklist is filled in"),
            "termination_checked"),
    without("twelve-01-orders", "第1项", ("已发出执行通知书", "the execution notice was issued"),
            "execution_notice_issued", "zhongben-conditions"),
    without("twelve-01-orders", "第1项", ("已发出报告财产令", "a property report was ordered"),
            "property_report_ordered", "zhongben-conditions"),
    twelve(
        "twelve-02-queries", "第2项",
        ("自2026-01-09起未查询银行", "not queried since 2026-01-09"),
        RULED.moved("2026-04-10"), (LATER, RULED.moved("2026-04-10")), *READY,
    ),
    without("twelve-03-on-site", "第3项", ("完成传统财产调查", "an investigation on site"),
            "investigation_completed", "zhongben-conditions"),
    twelve(
        "twelve-05-clues", "第5项", ("尚缺线索1", "线索1 is not"),
        (CLUE, RULED), (CLUE, told("clue_verified", "2026-02-04", "线索1"), RULED), *READY,
        beside=("zhongben-conditions",),
    ),
    twelve(
        "twelve-06-property", "第6项", ("尚缺存款1", "存款1 is not"),
        (DEPOSIT, RULED), (DEPOSIT, SMALL, RULED), *READY,
    ),
    twelve(
        "twelve-06-small-deposit", "第6项", ("存款不足一千元", "below a thousand yuan"),
        SMALL.saying(amount="1000.00"), SMALL, DEPOSIT,
    ),
    twelve(
        "twelve-06-small-deposit", "第6项", ("5.0001%", "at most a twentieth of what is owed"),
        SMALL.saying(amount="500.01", unpaid="10000.00"),
        SMALL.saying(amount="500.00", unpaid="10000.00"), DEPOSIT,
    ),
    twelve(
        "twelve-07-restriction", "第7项",
        ("对乙的限制已于2026-03-02解除", "乙: lifted on 2026-03-02"),
        RULED, (told("consumption_restricted", "2026-03-05", debtor="乙"), RULED), *READY,
        told("consumption_lifted", "2026-03-02", debtor="乙", ground="经申请执行人同意"),
    ),
    twelve(
        "twelve-08-talk", "第8项",
        ("约谈在2026-04-08，须早于当日", "met on 2026-04-08, not before that day"),
        RULED, (told("applicant_heard", "2026-04-07"), RULED),
        *(one.moved("2026-04-08") if one.kind == "applicant_heard" else one for one in READY),
    ),
    twelve(
        "twelve-10-ruling", "第10项", ("请附文书", "name it as evidence"),
        RULED.bare(), RULED, *READY,
    ),
)  # fmt: skip

CHECKLIST = (
    listed("twelve-04-income", "第4项", ("已查公积金", "the provident fund was checked"),
           provident_fund_checked=False),
    listed("twelve-04-income", "第4项", ("已查理财产品", "wealth products were checked"),
           wealth_products_checked=False),
    listed("twelve-04-income", "第4项", ("已查收益类保险", "insurance with a yield was checked"),
           insurance_checked=False),
    listed("twelve-04-income", "第4项", ("已查股息红利", "dividends were checked"),
           dividends_checked=False),
    listed("twelve-09-unpaid", "第9项", ("未履行金额大于零", "the unpaid sum is above nothing"),
           unpaid="0"),
    listed("twelve-11-alive", "第11项", ("被执行人没有全部死亡", "not every debtor is dead"),
           all_deceased=True),
    listed("twelve-12-money", "第12项", ("不是只有行为义务", "the duty is not an act alone"),
           act_only=True),
    twelve(
        "twelve-listing", "第7项", ("已纳入失信名单", "the debtor was listed"),
        LISTED.saying(listing_applies=True),
        (told("dishonest_listed", "2026-02-09", "甲"), LISTED.saying(listing_applies=True)),
        *DONE,
    ),
)  # fmt: skip

CLOSING = (
    without("closing-told-twice", "第二渠道", ("尚未告知", "nobody told the applicant"),
            "closing_notified", "closing-cooled-down"),
    twelve(
        "closing-told-twice", "第二渠道", ("只用过短信", "only by 短信"),
        RULED, (BY_PHONE, RULED), *(one for one in READY if one != BY_PHONE),
    ),
    twelve(  # after Thursday 2 April come the 3rd, 7th and 8th: the 4th to the 6th are Qingming
        "closing-cooled-down", "冷静期",
        ("最早2026-04-09", "the earliest day is 2026-04-09"),
        RULED, RULED.moved("2026-04-09"),
        *(one for one in READY if one.kind != "closing_notified"),
        BY_PHONE.moved("2026-04-02"), BY_PHONE.moved("2026-04-03").saying(channel="短信"),
    ),
    twelve(  # three working days after Monday 2 March end on the 5th
        "closing-cooled-down", "冷静期",
        ("最早2026-03-06", "the earliest day is 2026-03-06"),
        closed("执行完毕").moved("2026-03-05"), closed("执行完毕").moved("2026-03-06"),
        *TOLD_OF_END, PAPERS["执行完毕"],
    ),
)  # fmt: skip
SCENES = (*ROUND, *CHECKLIST, *CLOSING)
