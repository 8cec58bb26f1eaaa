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


def alone(book: Casebook, gate: str, kind: str, on: str, /, **said: Any) -> list[Refusal]:
    """The lines of one gate on a fact, whatever the others say; the book's facts stay."""
    before = list(book.facts)
    question = Question(tuple(before), book.fact(kind, on, **said), book.law, CALENDAR, at(on, 20))
    lines = (*conditions.refusals(question), *conditions.remarks(question))
    assert book.facts == before
    return [line for line in lines if line.gate == gate]


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


@pytest.mark.parametrize("mode", ["执行完毕", "终结执行", "销案", "不予执行", "驳回申请"])
def test_a_case_closes_in_each_way_that_the_law_knows(mode: str) -> None:
    book = filed()
    book.happens("nonenforcement_ruled", "2026-03-05", "N1", outcome="不予执行")
    for kind, said in ENDED:
        book.happens(kind, "2026-03-05", **said)
    assert alone(book, "close-six-modes", *CLOSED, mode=mode) == []
    assert refusals(book, *CLOSED, mode=mode, **NOTICED) == []
