"""Gates behind another: what they say themselves, where the clerk reads another gate's line."""

from __future__ import annotations

from typing import Any

import pytest

from rulebook.gates import conditions
from rulebook.gates.question import Question
from rulebook.law.gate import Refusal
from tests.rulebook.asked import refusals
from tests.rulebook.casebook import CALENDAR, LAW, NOTICED, Casebook, at, filed
from tests.rulebook.rounds import RULING, ready

RULED = ("round_termination_ruled", "2026-04-08")
CLOSED = ("case_closed", "2026-03-10")
ENDED: Any = (
    ("debt_performed", {"way": "自动履行"}),
    ("termination_ruled", {"ground": "申请人撤销申请"}),
    ("cancellation_approved", {"ground": "其他"}),
    ("application_dismissed", {"reason": "不符合受理条件"}),
)
SAYS: Any = RULING
DEFAULTED: Any = {"report_defaulted": True}
MISSING: Any = (  # gate, the fact left out or wanting, what the ruling says besides, article, words
    ("zhongben-report-order", "property_report_ordered", {}, "第二条第一项", "报告财产令"),
    ("zhongben-report-order", "property_report_checked", {}, "第二条第二项", "已核查"),
    ("zhongben-report-order", "coercion_applied", DEFAULTED, "第二条第三项", "强制措施"),
    ("zhongben-talk", "applicant_heard", {}, "第五条", "听取其意见"),
    ("zhongben-approve", "panel_agreed", {}, "民诉法解释第517条", "院长批准"),
)


def alone(book: Casebook, gate: str, kind: str, on: str, /, **said: Any) -> list[Refusal]:
    """The lines of one gate on a fact, whatever the others say; the book's facts stay."""
    before = list(book.facts)
    question = Question(tuple(before), book.fact(kind, on, **said), book.law, CALENDAR, at(on, 20))
    lines = (*conditions.refusals(question), *conditions.remarks(question))
    assert book.facts == before
    return [line for line in lines if line.gate == gate]


@pytest.mark.parametrize(("gate", "without", "more", "article", "word"), MISSING)
def test_a_gate_of_one_article_names_what_is_missing_before_a_round_ends(
    gate: str, without: str, more: dict[str, Any], article: str, word: str
) -> None:
    (line,) = alone(ready(without, law=LAW), gate, *RULED, **SAYS, **more)
    assert article in line.article and line.article in line.zh and line.article in line.en
    assert word in line.zh


@pytest.mark.parametrize(("gate", "without", "more", "article", "word"), MISSING)
def test_what_it_misses_is_refused_once_by_the_gate_of_all_conditions(
    gate: str, without: str, more: dict[str, Any], article: str, word: str
) -> None:
    book = ready(without, law=LAW)
    decision = book.tries(*RULED, **SAYS, **more)
    assert decision.plan is None
    (line,) = decision.refusals
    assert line.gate == "zhongben-conditions"
    assert article in line.article and word in line.zh
    assert gate not in {one.gate for one in decision.remarks}


@pytest.mark.parametrize(("gate", "without", "more", "article", "word"), MISSING)
def test_with_it_the_round_ends_without_a_line_of_the_gate(
    gate: str, without: str, more: dict[str, Any], article: str, word: str
) -> None:
    book = ready(law=LAW)
    book.happens("coercion_applied", "2026-02-10")
    assert alone(book, gate, *RULED, **SAYS, **more) == [], (without, article, word)
    decision = book.tries(*RULED, **SAYS, **more)
    assert decision.refusals == () and decision.plan is not None
    assert gate not in {one.gate for one in decision.remarks}


@pytest.mark.parametrize(
    ("gate", "kind", "said"),
    [
        ("zhongben-report-order", "property_report_checked", {}),
        ("zhongben-talk", "applicant_heard", {}),
        ("zhongben-approve", "panel_agreed", {"president": "P"}),
    ],
)
def test_an_act_without_its_paper_does_not_satisfy_the_gate(
    gate: str, kind: str, said: dict[str, Any]
) -> None:
    book = ready(kind, law=LAW)
    book.happens(kind, "2026-04-02", _evidence="", **said)
    (line,) = alone(book, gate, *RULED, **SAYS)
    assert "未附依据" in line.zh and "has no paper" in line.en


def test_the_applicants_signature_is_as_good_as_the_presidents_approval() -> None:
    book = ready("panel_agreed", law=LAW)
    book.happens("applicant_consented", "2026-04-02")
    assert alone(book, "zhongben-approve", *RULED, **SAYS) == []


def test_before_the_conditions_of_2016_the_interpretation_alone_remarks_on_the_approval() -> None:
    book = filed("2015-03-02")
    decision = book.tries("round_termination_ruled", "2015-09-07", **SAYS)
    assert decision.refusals == () and decision.plan is not None
    lines = [line for line in decision.remarks if line.gate == "zhongben-approve"]
    assert [line.zh.partition("（")[0] for line in lines] == [
        "缺：已完成财产调查",
        "缺：申请执行人已签字确认，或者合议庭已审查核实并经院长批准",
    ]
    book.happens("investigation_completed", "2015-08-03")
    book.happens("panel_agreed", "2015-09-01", president="P")
    assert alone(book, "zhongben-approve", "round_termination_ruled", "2015-09-07", **SAYS) == []


@pytest.mark.parametrize("mode", ["终结本次执行程序", "中止执行"])
def test_a_case_closes_in_no_way_that_the_law_does_not_know(mode: str) -> None:
    (line,) = alone(filed(), "close-six-modes", *CLOSED, mode=mode)
    assert line.article == "法释〔1998〕15号第64条"
    assert "执行完毕、终结执行、销案、不予执行、驳回申请" in line.zh and line.article in line.zh
    assert "refusal or dismissal" in line.en and line.article in line.en
    (form,) = refusals(filed(), *CLOSED, mode=mode)
    assert form.gate == "wellformed" and "执行完毕" in form.en


@pytest.mark.parametrize("mode", ["执行完毕", "终结执行", "销案", "不予执行", "驳回申请"])
def test_a_case_closes_in_each_way_that_the_law_knows(mode: str) -> None:
    book = filed()
    book.happens("nonenforcement_ruled", "2026-03-05", "N1", outcome="不予执行")
    for kind, said in ENDED:
        book.happens(kind, "2026-03-05", **said)
    assert alone(book, "close-six-modes", *CLOSED, mode=mode) == []
    assert refusals(book, *CLOSED, mode=mode, **NOTICED) == []
