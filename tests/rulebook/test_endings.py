"""Endings: six ways to close, each with its paper; the applicant told twice; linked cases."""

from __future__ import annotations

import pytest

from rulebook.case.standing import standing
from rulebook.ending.links import Link, links
from rulebook.law.lawbook import Lawbook
from rulebook.loading.loader import load
from tests.rulebook.asked import passes, refusals, refused_by
from tests.rulebook.casebook import LAW, Casebook, filed

TWELVE = load("twelve-checks")
MODES = {  # mode → the fact that it rests on
    "执行完毕": ("debt_performed", {"way": "自动履行"}),
    "终结执行": ("termination_ruled", {"ground": "申请人撤销申请"}),
    "销案": ("cancellation_approved", {"ground": "其他法院立案在先"}),
    "驳回申请": ("application_dismissed", {"reason": "不符合受理条件"}),
}


PAPERS = {"终结执行": ("termination-before-closing", "民事诉讼法第268条")}


def told(law: Lawbook = TWELVE) -> Casebook:
    """A case whose applicant was told by two channels; of a court with the twelve checks."""
    book = Casebook(law=law)
    for kind, on, said in (
        ("application_received", "2026-01-05", {}),
        ("filed", "2026-01-05", {}),
        ("handler_assigned", "2026-01-05", {"handler": "H1"}),
        ("closing_notified", "2026-03-02", {"channel": "短信"}),
        ("closing_notified", "2026-03-03", {"channel": "电话"}),
    ):
        book.happens(kind, on, **said)
    return book


@pytest.mark.parametrize("law", [LAW, TWELVE], ids=["national", "twelve-checks"])
@pytest.mark.parametrize("mode", MODES)
def test_no_case_closes_without_the_paper_of_its_mode(mode: str, law: Lawbook) -> None:
    book, (kind, said) = told(law), MODES[mode]
    gate, article = PAPERS.get(mode, ("close-by-its-paper", "法发〔2014〕26号"))
    refused_by(gate, article, book, "case_closed", "2026-03-10", mode=mode)
    bare = told(law)
    bare.happens(kind, "2026-03-04", _evidence="", **said)
    assert "未附依据" in refused_by(gate, article, bare, "case_closed", "2026-03-10", mode=mode)
    passes(book, kind, "2026-03-04", **said)
    passes(book, "case_closed", "2026-03-10", mode=mode, ground="见文书")


def test_cases_name_each_other() -> None:
    book = Casebook()
    book.happens("filed", "2026-03-02", first_case="（2024）京0105执7号", resumed_on="发现财产")
    book.happens("reversal_filed", "2026-05-06", number="（2026）京0105执66号")
    assert list(links(standing(book.facts))) == [
        Link(1, "（2024）京0105执7号", "first"),
        Link(2, "（2026）京0105执66号", "reversal"),
    ]
    assert list(links(standing(filed().facts))) == []


def test_no_gate_of_an_ending_refuses_a_case_that_does_not_end() -> None:
    assert refusals(filed(), "execution_notice_issued", "2026-01-08") == []
