"""Pressure on the debtor (失信、限制消费): lists, restrictions, grace."""

from __future__ import annotations

from tests.rulebook.gatescene import Facts, Scene
from tests.rulebook.scenes.terms import TOLD_OF_END
from tests.rulebook.telling import Told, told

RESTRICTED = told("consumption_restricted", "2026-01-20", debtor="L1")
LISTED = told("dishonest_listed", "2026-02-02", "L1")
DECIDED = told("listing_decided", "2026-02-02", "L1", decision="纳入")
AGAIN = DECIDED.moved("2026-07-16").saying(again_on_request=True)
DELETED = told("dishonest_deleted", "2026-01-15", "L1", at_request=True)
GRACE = told("grace_granted", "2026-01-31", "L1", ends_on="2026-04-30")
OVER = told("grace_ended", "2026-03-01", "L1")
UNIT = told("consumption_restricted", "2026-02-02", debtor="某公司", debtor_is_unit=True)
LIFTED = told("consumption_lifted", "2026-03-09", debtor="L1", ground="义务已履行完毕")
PAID = told("debt_performed", "2026-03-02", way="自动履行")
CLOSED = told("case_closed", "2026-03-16", mode="执行完毕", ground="全部履行")


def must(wrong: Facts, right: Facts, *before: Told) -> Scene:
    lack = "未对L1限制消费", "L1 is not restricted"
    return Scene("limit-consumption-must", "法释〔2015〕17号第一条", lack, wrong, right, before)


SCENES = (
    must(LISTED, (RESTRICTED, LISTED)),
    must(DECIDED, (RESTRICTED, DECIDED)),
    must(  # another debtor's restriction does not stand in
        LISTED, LISTED.about("L2"), RESTRICTED.saying(debtor="L2"),
    ),
    Scene(
        "restriction-lifted-when-paid", "法释〔2015〕17号第九条",
        ("对L1的限制消费尚未解除（第4项）", "L1 is still restricted (fact 4)"),
        (LIFTED.saying(debtor="L2"), CLOSED),
        (LIFTED.saying(debtor="L2"), LIFTED, CLOSED),
        before=(RESTRICTED, RESTRICTED.saying(debtor="L2"), PAID, *TOLD_OF_END),
    ),
    Scene(
        "limit-consumption-unit-4", "法释〔2015〕17号第三条",
        ("已写明法定代表人、主要负责人", "say persons"),
        UNIT, UNIT.saying(persons=["甲", "乙"]),
    ),
    Scene(
        "dishonest-relist-ban-6m", "法释〔2017〕7号第十条",
        ("最早2026-07-16", "six months have passed since the deletion"),
        AGAIN.moved("2026-07-15"), AGAIN, before=(RESTRICTED, LISTED.moved("2026-01-12"), DELETED),
    ),
    Scene(
        "grace-1-3m", "法发〔2019〕35号第15条",
        ("2026-04-13超过上限2026-04-12", "the grace ends within three months"),
        GRACE.moved("2026-01-12").saying(ends_on="2026-04-13"),
        GRACE.moved("2026-01-12").saying(ends_on="2026-04-12"),
    ),
    Scene(
        "grace-least-1m", "法发〔2019〕35号第15条",
        ("最早2026-03-01", "the grace has lasted a month"),
        OVER.moved("2026-02-28"), OVER, before=(GRACE,),
    ),
)  # fmt: skip
