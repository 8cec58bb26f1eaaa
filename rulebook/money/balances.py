"""Whether the ledger bears a movement (账实相符): no place of money may hold less than nothing."""

from __future__ import annotations

from collections.abc import Iterator

from rulebook.case.casefile import FactView
from rulebook.case.standing import standing
from rulebook.gates.question import Lack, Question
from rulebook.law.check import Check
from rulebook.money.account import HELD, Account
from rulebook.money.ledger import MOVEMENTS, Ledger, Shortfall, ledger
from rulebook.money.yuan import shown


def moves_money(question: Question) -> bool:
    """Whether the fact is a movement, or puts right a case in which money moved."""
    if question.fact.kind in MOVEMENTS:
        return True
    corrects = question.fact.corrects is not None
    return corrects and any(one.kind in MOVEMENTS for one in question.facts)


def after(question: Question) -> Ledger:
    """The ledger as it would stand with the arriving fact, corrections applied."""
    return ledger(standing((*question.facts, question.fact)))


def covered(question: Question, check: Check) -> Iterator[Lack]:
    """The first movement that would take more than there is, with the figures.

    It need not be the arriving one: a receipt that is voided may have been paid out since.
    """
    if not moves_money(question):
        return
    books = after(question)
    if not books.shortfalls:
        return
    known = {one.seq for one in ledger(question.stands).shortfalls}
    for short in books.shortfalls:
        if short.seq not in known:
            yield _lack(question, books, short)
            return


def _lack(question: Question, books: Ledger, short: Shortfall) -> Lack:
    place, has, wants = short.place, shown(short.has), shown(short.wants)
    zh = f"；{place.zh}只有{has}元，不足{wants}元"
    en = f"; {place.en} holds {has} yuan, not {wants}"
    if short.seq != question.fact.seq:
        zh, en = f"{zh}（第{short.seq}项事实）", f"{en} (fact {short.seq})"
    else:
        lies_zh, lies_en = _elsewhere(books, question.fact, place.account)
        zh, en = f"{zh}{lies_zh}", f"{en}{lies_en}"
    return Lack(
        f"{zh}：请核对金额、案款和收款人，或者先补录到账",
        f"{en}: check amount, receipt and payee, or record what came in first",
    )


def _elsewhere(books: Ledger, fact: FactView, account: Account) -> tuple[str, str]:
    """What of the same receipt lies on the other accounts, so that one sees what to do first."""
    found = [
        (one, held)
        for other in HELD
        for one in books.lies(other, fact.subject_ref)
        if (held := books.balances[one]) > 0 and (other != account or one.payee)
    ]
    zh = "，".join(f"{one.zh}{shown(held)}元" for one, held in found)
    en = ", ".join(f"{one.en} {shown(held)}" for one, held in found)
    return (f"（另有{zh}）", f" (besides: {en})") if found else ("", "")
