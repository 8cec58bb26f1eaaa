"""Stops, pressure, endings, entrustment and preservation: each gate asked without and with."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

import pytest

from rulebook.case.casefile import Decision
from tests.rulebook.casebook import NOTICED, Casebook, filed

Told = tuple[str, str, str, dict[str, Any]]  # kind, day, subject, what it says


class Asked(NamedTuple):
    """A fact that a gate finds wanting, and what puts it right: facts before it, or its words."""

    gate: str
    article: str
    words: tuple[str, ...]  # of the lines about what is missing
    kind: str
    on: str
    of: str = ""
    said: Mapping[str, Any] = MappingProxyType({})
    earlier: tuple[Told, ...] = ()
    remedy: tuple[Told, ...] = ()
    lawful: Mapping[str, Any] | None = None  # what the lawful fact says, if not the same
    lawful_on: str = ""


TERMINATED: Told = ("termination_ruled", "2026-03-09", "", {"ground": "申请人撤销申请"})
SUSPENDS = {"approver": "VP", "ground": "达成和解协议"}
STAY = {"approver": "VP", "basis": "执行担保"}
FOUND = {"ground": "终本后发现可供执行财产"}
AGAIN = {"decision": "纳入", "again_on_request": True}
ENDS = {"debtor_missing": False, "obstructed": False}
SETTLED: Told = ("settlement_reached", "2026-01-12", "S1", {"performed_by": "2026-06-30"})
BARE: Told = (*SETTLED[:3], SETTLED[3] | {"_evidence": ""})
DELETED: Told = ("dishonest_deleted", "2026-01-15", "L1", {"at_request": True})
RESTRICTED: Told = ("consumption_restricted", "2026-01-20", "", {})

REFUSED = (
    Asked(
        "termination-before-closing", "民事诉讼法第268条", ("已裁定终结执行", "ended by ruling"),
        "case_closed", "2026-03-10", said={"mode": "终结执行", **NOTICED}, remedy=(TERMINATED,),
    ),
    Asked(
        "settlement-suspend", "法释〔2018〕3号第2条", ("书面和解协议", "a written settlement"),
        "execution_suspended", "2026-01-13", said=SUSPENDS, remedy=(SETTLED,),
    ),
    Asked(
        "settlement-suspend", "法释〔2018〕3号第2条", ("第4项未附依据", "fact 4 has no paper"),
        "execution_suspended", "2026-01-13", said=SUSPENDS, earlier=(BARE,), remedy=(SETTLED,),
    ),
    Asked(
        "guarantee-suspend-1y", "法释〔2018〕4号第10条", ("2027-02-03超过上限2027-02-02", "beyond"),
        "stay_granted", "2026-02-02",
        said=STAY | {"until": "2027-02-03"}, lawful=STAY | {"until": "2027-02-02"},
    ),
    Asked(
        "cpl-terminate-grounds", "民事诉讼法第268条", ("终结执行的法定情形", "say ground"),
        "termination_ruled", "2026-02-02", lawful={"ground": "申请人撤销申请"},
    ),
    Asked(
        "dishonest-relist-ban-6m", "法释〔2017〕7号第十条", ("最早2026-07-16", "six months"),
        "listing_decided", "2026-07-15", "L1",
        said=AGAIN, earlier=(DELETED,), lawful_on="2026-07-16",
    ),
    Asked(
        "grace-1-3m", "法发〔2019〕35号第15条", ("2026-04-13超过上限2026-04-12", "three months"),
        "grace_granted", "2026-01-12", "L1",
        said={"ends_on": "2026-04-13"}, lawful={"ends_on": "2026-04-12"},
    ),
    Asked(
        "refile-types-4", "法发〔2014〕26号第六条", ("已写明恢复事由", "say ground"),
        "case_resumed", "2026-05-06", lawful={"ground": "对方不履行和解协议"},
    ),
    Asked(
        "refile-types-4", "法发〔2014〕26号第六条", ("本案已终本", "the round had ended"),
        "case_resumed", "2026-05-06", said=FOUND,
        remedy=(("round_termination_ruled", "2026-04-07", "", ENDS),),
    ),
    Asked(
        "preserve-security-30pct", "法释〔2016〕22号第5条", ("300000.01元", "thirty per cent"),
        "preservation_security_ordered", "2026-01-12", "B1",
        said={"security": "300000.01", "amount": "1000000.00"},
        lawful={"security": "300000.00", "amount": "1000000.00"},
    ),
)  # fmt: skip
REMARKED = (
    Asked(
        "settlement-form", "法释〔2018〕3号第2条", ("协议提交法院的方式", "say form"),
        "settlement_reached", "2026-01-12", "S1",
        said=SETTLED[3], lawful=SETTLED[3] | {"form": "各方共同提交书面协议"},
    ),
    Asked(
        "close-terminate", "法发〔2014〕26号第十七条", ("已写明终结执行的法定情形", "say ground"),
        "case_closed", "2026-03-10", earlier=(TERMINATED,), said={"mode": "终结执行", **NOTICED},
        lawful={"mode": "终结执行", "ground": "申请人撤销申请", **NOTICED},
    ),
    Asked(
        "limit-consumption-must", "法释〔2015〕17号第一条", ("未对L1限制消费", "L1 is not"),
        "listing_decided", "2026-02-02", "L1",
        said={"decision": "纳入"}, remedy=(RESTRICTED,),
    ),
    Asked(
        "limit-consumption-must", "法释〔2015〕17号第一条", ("未对L1限制消费", "L1 is not"),
        "dishonest_listed", "2026-02-02", "L1", remedy=(RESTRICTED,),
    ),
    Asked(
        "limit-consumption-unit-4", "法释〔2015〕17号第三条", ("法定代表人", "say persons"),
        "consumption_restricted", "2026-02-02",
        said={"debtor_is_unit": True}, lawful={"debtor_is_unit": True, "persons": ["甲", "乙"]},
    ),
    Asked(
        "grace-least-1m", "法发〔2019〕35号第15条", ("最早2026-03-01", "lasted a month"),
        "grace_ended", "2026-02-28", "L1",
        earlier=(("grace_granted", "2026-01-31", "L1", {"ends_on": "2026-04-30"}),),
        lawful_on="2026-03-01",
    ),
    Asked(
        "dispossess-6m-after-close", "民诉法解释第519条", ("已于2026-07-30届满", "six months"),
        "interference_reported", "2026-07-31",
        earlier=(("case_closed", "2026-01-30", "", {"mode": "执行完毕", "delivered": True}),),
        lawful_on="2026-07-30",
    ),
    Asked(
        "bankruptcy-lift-limits", "问题2", ("已解除限制消费令", "was lifted"),
        "bankruptcy_reply_received", "2026-03-10", "P1", said={"accepted": True},
        earlier=(RESTRICTED,), remedy=(("consumption_lifted", "2026-03-09", "", {}),),
    ),
    Asked(
        "bankruptcy-notify-courts", "问题1", ("所有已知执行法院", "told in writing"),
        "bankruptcy_file_received", "2026-03-10", "P1",
        earlier=(("courts_notified_of_transfer", "2026-03-09", "P2", {}),),
        remedy=(("courts_notified_of_transfer", "2026-03-09", "P1", {}),),
    ),
    Asked(
        "preserve-presue-transfer-30d-auto", "法释〔2016〕22号第17条",
        ("已于2026-02-11届满", "thirty days"),
        "presue_suit_filed", "2026-02-12", "B1",
        earlier=(("preservation_executed", "2026-01-12", "B1", {"pre_action": True}),),
        lawful_on="2026-02-11",
    ),
)  # fmt: skip


def named(one: Asked) -> str:
    return f"{one.gate}/{one.kind}"


def told(*facts: Told) -> Casebook:
    """A case filed on 5 January in which these facts have happened."""
    book = filed()
    for kind, on, of, said in facts:
        book.happens(kind, on, of, **said)
    return book


def tried(one: Asked) -> Decision:
    """What the gates say of the fact that is wanting; the case's facts are as they were."""
    book = told(*one.earlier)
    before = list(book.facts)
    decision = book.tries(one.kind, one.on, one.of, **one.said)
    assert book.facts == before
    return decision


def mended(one: Asked) -> Decision:
    """What the gates say of the lawful one."""
    said = one.said if one.lawful is None else one.lawful
    book = told(*one.earlier, *one.remedy)
    return book.tries(one.kind, one.lawful_on or one.on, one.of, **said)


@pytest.mark.parametrize("one", REFUSED, ids=named)
def test_what_a_gate_misses_is_refused_by_it_alone_with_its_article(one: Asked) -> None:
    decision = tried(one)
    assert decision.plan is None
    (line,) = decision.refusals
    assert (line.gate, line.article) == (one.gate, one.article)
    assert one.article in line.zh and one.article in line.en
    assert all(word in f"{line.zh}\n{line.en}" for word in one.words), line


@pytest.mark.parametrize("one", REMARKED, ids=named)
def test_what_an_advising_gate_misses_is_remarked_and_the_fact_is_taken(one: Asked) -> None:
    decision = tried(one)
    assert decision.refusals == () and decision.plan is not None
    (line,) = (line for line in decision.remarks if line.gate == one.gate)
    assert line.article.endswith(one.article)
    assert line.article in line.zh and line.article in line.en
    assert all(word in f"{line.zh}\n{line.en}" for word in one.words), line


@pytest.mark.parametrize("one", [*REFUSED, *REMARKED], ids=named)
def test_the_lawful_fact_passes_without_a_line_of_the_gate(one: Asked) -> None:
    decision = mended(one)
    assert decision.refusals == () and decision.plan is not None
    assert one.gate not in {line.gate for line in decision.remarks}


@pytest.mark.parametrize(
    ("gate", "kind", "of", "said"),
    [
        ("settlement-suspend", "execution_suspended", "", {"approver": "VP"}),
        ("guarantee-suspend-1y", "stay_granted", "", STAY),
        ("dishonest-relist-ban-6m", "listing_decided", "L1", {"decision": "纳入"}),
        ("limit-consumption-unit-4", "consumption_restricted", "", {}),
        ("limit-consumption-must", "listing_decided", "L1", {"decision": "不予纳入"}),
        ("bankruptcy-lift-limits", "bankruptcy_reply_received", "P1", {"accepted": False}),
        (
            "preserve-security-30pct", "preservation_security_ordered", "B1",
            {"security": "1000000.00", "amount": "1000000.00", "pre_action": True},
        ),
    ],
)  # fmt: skip
def test_a_gate_asks_nothing_of_a_fact_that_its_article_does_not_mean(
    gate: str, kind: str, of: str, said: dict[str, Any]
) -> None:
    decision = told(DELETED).tries(kind, "2026-02-02", of, **said)
    assert decision.refusals == ()
    assert gate not in {line.gate for line in decision.remarks}
