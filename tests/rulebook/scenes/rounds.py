"""The end of a round (终本) and the way back: what stands before it, what stays after it."""

from __future__ import annotations

from typing import Any

from tests.rulebook.gatescene import Facts, Scene
from tests.rulebook.rounds import DONE as READY
from tests.rulebook.rounds import RULED
from tests.rulebook.telling import Told, told

HOUSE = "房产1"
CLUE = told("clue_received", "2026-02-02", "线索1")
HELD = (
    told("asset_identified", "2026-01-12", HOUSE, owner="甲", relation="被执行人本人"),
    told("asset_controlled", "2026-01-13", HOUSE, method="查封", category="不动产"),
)
NOT_SOLD = told("asset_not_disposable", "2026-03-20", HOUSE, reason="未能实际扣押")
COERCED = told("coercion_applied", "2026-02-10", measure="拘留")
FOUND = "终本后发现可供执行财产"
RESUMED = told("case_resumed", "2026-06-01", ground=FOUND)
REFILED = told("case_refiled", "2026-06-01", number="（2026）京0105执恢9号", ground=FOUND)
LIFTED = told("consumption_lifted", "2026-05-06", debtor="甲", ground="义务已履行完毕")
DECLINED = told("resumption_declined", "2026-10-16", reason="账户余额不足执行费")
QUERIED = told("round_query_done", "2026-10-12", found=True, hits=["银行存款"])
EARLIER = told("round_termination_ruled", "2015-09-07", debtor_missing=True, obstructed=False)
_373 = "法〔2016〕373号第"


def without(kind: str) -> tuple[Told, ...]:
    return tuple(one for one in READY if one.kind != kind)


def missing(
    gate: str, article: str, lack: tuple[str, str], kind: str, ruled: Told = RULED
) -> Scene:
    """Without one thing that has to be done before a round ends, and with it."""
    done = tuple(one for one in READY if one.kind == kind)
    return Scene(gate, article, lack, ruled, (*done, ruled), before=without(kind))


def condition(article: str, zh: str, en: str, kind: str) -> Scene:
    return missing("zhongben-conditions", article, (zh, en), kind)


def further(article: str, lack: tuple[str, str], wrong: Facts, right: Facts) -> Scene:
    return Scene("zhongben-conditions", article, lack, wrong, right, before=READY)


CONDITIONS = (
    condition(f"{_373}一条第一项", "已发出执行通知书", "the execution notice was issued",
              "execution_notice_issued"),
    condition(f"{_373}二条第一项", "已发出报告财产令", "a property report was ordered",
              "property_report_ordered"),
    condition(f"{_373}二条第二项", "已核查被执行人的财产报告", "the property report was checked",
              "property_report_checked"),
    condition(f"{_373}一条第二项", "已发出限制消费令", "consumption was restricted",
              "consumption_restricted"),
    condition(f"{_373}一条第二项", "已纳入失信名单", "it is on record why not",
              "dishonest_not_applicable"),
    condition(f"{_373}一条第三项", "已发起网络查控", "the network query was launched",
              "network_query_launched"),
    condition(f"{_373}一条第三项", "已完成财产调查", "the investigation was completed",
              "investigation_completed"),
    condition(f"{_373}一条第五项", "被执行人下落不明，已依法查找", "the missing debtor was sought",
              "debtor_sought"),
    condition(f"{_373}五条", "已告知申请执行人并听取其意见", "the applicant was informed and heard",
              "applicant_heard"),
    condition("民诉法解释第517条", "合议庭已审查核实并经院长批准", "the president approved",
              "panel_agreed"),
    further(
        f"{_373}一条第三项", ("尚缺线索1", "线索1 is not"),
        (CLUE, RULED), (CLUE, told("clue_verified", "2026-02-04", "线索1"), RULED),
    ),
    further(
        f"{_373}一条第三项", ("尚缺房产1", "房产1 is not"),
        (*HELD, RULED),
        (*HELD, told("asset_released", "2026-03-20", HOUSE, reason="其他"), RULED),
    ),
    further(
        f"{_373}一条第四项", ("最早2026-04-06", "the earliest day is 2026-04-06"),
        RULED.moved("2026-04-05"), RULED.moved("2026-04-06"),
    ),
    further(
        f"{_373}二条第三项", ("逾期、拒绝或者虚假报告财产的", "a late, refused or false report"),
        RULED.saying(report_defaulted=True), (COERCED, RULED.saying(report_defaulted=True)),
    ),
    further(
        f"{_373}一条第五项", ("有妨害执行行为", "coercion was applied to obstruction"),
        RULED.saying(obstructed=True), (COERCED, RULED.saying(obstructed=True)),
    ),
    further(
        f"{_373}一条第五项、第二条第三项",
        ("妨害执行构成犯罪的", "criminal proceedings were set in motion"),
        RULED.saying(crime_suspected=True),
        (told("criminal_referral_made", "2026-03-02", person="甲"),
         RULED.saying(crime_suspected=True)),
    ),
    missing("zhongben-report-order", f"{_373}二条第一项",
            ("已发出报告财产令", "a property report was ordered"), "property_report_ordered"),
    missing("zhongben-report-order", f"{_373}二条第二项",
            ("已核查被执行人的财产报告", "was checked"), "property_report_checked"),
    Scene(
        "zhongben-report-order", f"{_373}二条第三项",
        ("已依法采取强制措施", "coercion was applied"),
        RULED.saying(report_defaulted=True), (COERCED, RULED.saying(report_defaulted=True)),
        before=READY,
    ),
    missing("zhongben-talk", f"{_373}五条",
            ("已告知申请执行人并听取其意见", "the applicant was informed and heard"),
            "applicant_heard"),
    missing("round-second-channel", "督程工作安排：结案告知",
            ("尚未告知", "nobody told the applicant"), "closing_notified"),
    Scene(
        "zhongben-cannot-dispose", f"{_373}四条",
        ("尚缺房产1", "房产1 is not"),
        (*HELD, NOT_SOLD, RULED),
        (*HELD, NOT_SOLD, told("asset_not_impounded", "2026-03-20", HOUSE, reason="下落不明"),
         RULED),
        before=READY,
    ),
)  # fmt: skip


# Before the conditions of 2016 the interpretation alone remarked, under its number of then.
def in_2015(lack: tuple[str, str], kind: str, **said: Any) -> Scene:
    both = (
        told("investigation_completed", "2015-08-03"),
        told("panel_agreed", "2015-09-01", president="P"),
    )
    lacking = tuple(one for one in both if one.kind != kind)
    return Scene(
        "zhongben-approve", "民诉法解释第519条", lack,
        (*lacking, EARLIER), (*both, EARLIER), filed="2015-03-02",
    )  # fmt: skip


AFTER = (
    in_2015(("已完成财产调查", "the investigation was completed"), "investigation_completed"),
    in_2015(("经院长批准", "the president approved"), "panel_agreed"),
    Scene(
        "round-ends-once", f"{_373}一条",
        ("已于2026-04-08终本", "record case_resumed first"),
        RULED.moved("2026-09-01"), (RESUMED, RULED.moved("2026-09-01")), before=(*READY, RULED),
    ),
    Scene(
        "restriction-after-round", "法释〔2015〕17号第九条",
        ("终本后须写明解除事由", "say ground"),
        LIFTED.unsaying("ground"), LIFTED.saying(ground="依法纠正或者其他法定事由"),
        before=(*READY, RULED),
    ),
    Scene(
        "restriction-after-round", "法释〔2015〕17号第九条",
        ("债务已全部履行", "all that is owed was performed"),
        LIFTED, (told("debt_performed", "2026-05-05", way="自动履行"), LIFTED),
        before=(*READY, RULED),
    ),
    Scene(
        "restriction-after-round", "法释〔2015〕17号第九条",
        ("确实有效的担保", "a guarantee that is good"),
        LIFTED.saying(ground="提供确实有效的担保"),
        (told("guarantee_given", "2026-05-05", "保1", stay_until="2026-12-31"),
         LIFTED.saying(ground="提供确实有效的担保")),
        before=(*READY, RULED),
    ),
    Scene(
        "restriction-after-round", "法释〔2015〕17号第九条",
        ("申请执行人同意的书面材料", "name it as evidence"),
        LIFTED.saying(ground="经申请执行人同意").bare(), LIFTED.saying(ground="经申请执行人同意"),
        before=(*READY, RULED),
    ),
    *(
        Scene(
            gate, "法发〔2014〕26号第六条", ("已写明恢复事由", "say ground"),
            back.unsaying("ground"), back, before=(*READY, RULED),
        )
        for gate, back in (("refile-types-4", RESUMED), ("refile-grounds-own-number", REFILED))
    ),
    *(
        Scene(
            gate, "法发〔2014〕26号第六条", ("本案已终本", "the round had ended"),
            back, (RULED, back), before=READY,
        )
        for gate, back in (("refile-types-4", RESUMED), ("refile-grounds-own-number", REFILED))
    ),
    Scene(
        "decline-what-was-asked", f"{_373}九条",
        ("查询结果、恢复申请", "a query or a request for resumption"),
        DECLINED, (QUERIED, DECLINED), before=(*READY, RULED),
    ),
)  # fmt: skip
SCENES = (*CONDITIONS, *AFTER)
