"""Endings: six ways to close, each with its paper; the applicant told twice; linked cases."""

from __future__ import annotations

import pytest

from rulebook.case.standing import standing
from rulebook.ending.links import Link, links
from rulebook.law.lawbook import Lawbook
from rulebook.loading.loader import load
from tests.rulebook.asked import passes, refusals, refused_by, remarks
from tests.rulebook.casebook import LAW, NOTICED, Casebook, filed
from tests.rulebook.rounds import RULING, ready

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


def test_to_refuse_enforcement_takes_a_ruling_everywhere() -> None:
    book = told(LAW)
    gate = ("close-refused-by-ruling", "民事诉讼法第248条", book, "case_closed", "2026-03-10")
    refused_by(*gate, mode="不予执行")
    book.happens("nonenforcement_ruled", "2026-03-05", "不1", outcome="不予执行")
    passes(book, "case_closed", "2026-03-10", mode="不予执行")


def test_the_applicant_is_told_by_two_channels_and_has_time_to_answer() -> None:
    book = told()
    book.happens("debt_performed", "2026-03-04", way="自动履行")
    # Three working days after Monday 2 March end on the 5th.
    gate = ("closing-cooled-down", "十二项", book, "case_closed")
    assert "最早2026-03-06" in refused_by(*gate, "2026-03-05", mode="执行完毕")
    book.facts = [f for f in book.facts if f.payload.get("channel") != "电话"]
    gate = ("closing-second-channel", "结案告知", book, "case_closed")
    assert "只用过短信" in refused_by(*gate, "2026-03-10", mode="执行完毕")
    passes(book, "case_closed", "2026-03-10", mode="执行完毕", **NOTICED)


def test_before_a_round_ends_a_second_channel_is_advised_and_a_court_may_demand_it() -> None:
    ruled = ("round_termination_ruled", "2026-04-08")
    assert "round-second-channel" in remarks(ready("closing_notified", law=LAW), *ruled, **RULING)
    assert TWELVE.gates["closing-told-twice"].refuses


def test_performance_by_a_settlement_rests_on_its_performance() -> None:
    book = filed()
    said = {"way": "和解协议履行完毕"}
    refused_by("performed-settlement-behind", "第8条", book, "debt_performed", "2026-03-02", **said)
    book.happens("settlement_reached", "2026-02-02", "S1", performed_by="2026-02-27")
    book.happens("settlement_performed", "2026-02-27", "S1")
    passes(book, "debt_performed", "2026-03-02", **said)


def test_a_file_is_archived_after_the_end() -> None:
    book = filed()
    assert "archive-after-end" in remarks(book, "case_archived", "2026-03-10")
    book.happens("case_closed", "2026-03-05", mode="执行完毕")
    assert remarks(book, "case_archived", "2026-03-10") == {}


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
