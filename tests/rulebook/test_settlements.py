"""Settlements: instalments with a clock each, a pause on its list, breach, performance."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from rulebook.case.standing import standing
from rulebook.ending.instalments import instalments
from tests.rulebook.asked import passes, refused_by
from tests.rulebook.casebook import Casebook, filed

BREACH = {"ground": "不履行和解协议"}


def settled(*due: str) -> Casebook:
    """A case suspended on a settlement of 10 January, its instalments of 1000 yuan due then."""
    book = filed("2026-01-05")
    passes(
        book,
        "settlement_reached",
        "2026-01-12",
        "S1",
        performed_by=due[-1] if due else "2026-06-30",
        form="各方共同提交书面协议",
    )
    for number, on in enumerate(due, start=1):
        said = {"agreement": "S1", "due_on": on, "amount": "1000.00"}
        passes(book, "instalment_agreed", "2026-01-12", f"S1/{number}", **said)
    passes(book, "execution_suspended", "2026-01-13", approver="VP", ground="达成和解协议")
    return book


def test_each_instalment_has_a_clock_that_reminds_the_handler_and_charges_nobody() -> None:
    book = settled("2026-03-31", "2026-04-30")
    first, second = book.nodes("settlement-instalment")
    assert (first.subject_ref, second.subject_ref) == ("S1/1", "S1/2")
    assert first.due is not None and first.due.on == date(2026, 3, 31)
    assert [key for key, _ in first.schedule] == ["reminder", "chase"]
    assert not book.law.rules["settlement-instalment"].enforced


def test_the_main_clock_stands_still_while_the_case_is_suspended_and_goes_on_after_a_breach() -> (
    None
):
    book = settled("2026-03-31", "2026-04-30")
    assert book.node("case-6m").state == "paused"
    passes(book, "settlement_breached", "2026-04-01", "S1")
    passes(book, "settlement_resume_requested", "2026-04-02", "S1")
    for number in (1, 2):
        passes(book, "instalment_cancelled", "2026-04-03", f"S1/{number}", reason="恢复执行")
    passes(book, "execution_resumed", "2026-04-03", **BREACH)
    node = book.node("case-6m")
    # Filed 5 January: 5 July, and 80 days from 13 January to 3 April: 23 September.
    assert node.state == "running" and node.due is not None and node.due.on == date(2026, 9, 23)
    assert {one.state for one in book.nodes("settlement-instalment")} == {"moot"}


def test_a_settlement_is_not_breached_before_an_agreed_day_has_passed() -> None:
    book = settled("2026-03-31", "2026-04-30")
    gate = ("settlement-breach-shown", "第11条", book, "settlement_breached")
    assert "2026-03-31尚未届期" in refused_by(*gate, "2026-03-31", "S1")
    passes(book, "instalment_paid", "2026-03-30", "S1/1", amount="1000.00")
    assert "2026-04-30" in refused_by(*gate, "2026-04-02", "S1")
    assert "预期违约" in refused_by(*gate, "2026-04-02", "S1", anticipatory=True, _evidence="")
    passes(book, "settlement_breached", "2026-04-02", "S1", anticipatory=True)


def test_an_instalment_is_paid_in_full_or_not_at_all() -> None:
    book = settled("2026-03-31")
    gate = ("instalment-in-full", "法释〔2018〕3号第8条", book, "instalment_paid")
    refused_by(*gate, "2026-03-30", "S1/1", amount="999.99")
    refused_by(*gate, "2026-03-30", "S1/9", amount="1000.00")
    passes(book, "instalment_paid", "2026-03-30", "S1/1", amount="1000.00")
    assert book.node("settlement-instalment").state == "settled"


def test_a_settlement_is_performed_when_each_instalment_is_paid() -> None:
    book = settled("2026-03-31", "2026-04-30")
    passes(book, "instalment_paid", "2026-03-30", "S1/1", amount="1000.00")
    gate = ("settlement-performed-in-full", "第8条", book, "settlement_performed", "2026-04-29")
    assert "S1/2尚欠1000.00元" in refused_by(*gate, "S1")
    passes(book, "instalment_paid", "2026-04-29", "S1/2", amount="1000.00")
    passes(book, "settlement_performed", "2026-04-29", "S1")


def test_enforcement_goes_on_only_upon_a_breach_and_a_request_and_with_no_clock_left() -> None:
    book = settled("2026-03-31", "2026-04-30")
    gate = ("resume-after-breach", "法释〔2018〕3号第9条", book, "execution_resumed", "2026-04-03")
    lines = refused_by(*gate, **BREACH)
    assert "被执行人不履行" in lines and "申请恢复执行" in lines and "S1/1、S1/2" in lines
    passes(book, "execution_resumed", "2026-04-03", ground="原因消失")


def test_a_request_to_resume_is_decided_on_in_time() -> None:
    book = settled("2026-03-31")
    book.happens("settlement_resume_requested", "2026-04-02", "S1")
    assert book.due("resume-decide-request") == date(2026, 4, 9)
    book.happens("settlement_breached", "2026-04-02", "S1")
    book.happens("instalment_cancelled", "2026-04-03", "S1/1", reason="恢复执行")
    passes(book, "execution_resumed", "2026-04-03", **BREACH)
    assert book.node("resume-decide-request").state == "settled"


@given(st.lists(st.booleans(), min_size=1, max_size=8))
@settings(max_examples=40, deadline=None)
def test_what_is_open_is_what_was_agreed_and_neither_paid_nor_called_off(paid: list[bool]) -> None:
    book = Casebook()
    for number, _ in enumerate(paid, start=1):
        said = {"agreement": "S1", "due_on": f"2026-{number:02}-28", "amount": "1000.00"}
        book.happens("instalment_agreed", "2026-01-12", f"S1/{number}", **said)
    for number, did in enumerate(paid, start=1):
        kind, said = ("instalment_paid", {"amount": "1000.00"}) if did else ("", {})
        if kind:
            book.happens(kind, "2026-02-01", f"S1/{number}", **said)
    found = instalments(standing(book.facts), "S1")
    assert [bool(one.open) for one in found] == [not did for did in paid]
    assert instalments(standing(book.facts), "S2") == []
