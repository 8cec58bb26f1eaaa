"""Candidates for cross enforcement (交叉执行备选): stuck property, debtors in many courts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from hashlib import sha256

from sqlalchemy import func, select

from models.reviews.dates import days_ago, months_ago
from models.reviews.files import files
from models.reviews.finding import CASE, ITEM, WHOSE, Finding, Look, Whose
from models.tables.case import CaseState
from rulebook.case.casefile import FactView
from rulebook.case.clock import day_of

_SUPERVISED = ("order", "interview")  # levels at which a person told the handler to act
_ENDED_WELL = ("struck_off", "superseded", "proposed")
_LISTED = 30  # case numbers that one finding names


def cross_candidates(look: Look) -> Iterator[Finding]:
    """Cases with property long under control and supervised in vain; debtors with many cases."""
    yield from _stuck(look)
    yield from _spread(look)


def _stuck(look: Look) -> Iterator[Finding]:
    supervised = select(ITEM.c.case_id).where(
        ITEM.c.level.in_(_SUPERVISED),
        ITEM.c.state.not_in(_ENDED_WELL),
        ITEM.c.issued_at < days_ago(look.as_of, look.review.number("supervised") - 1),
    )
    begun, ended = look.review.named("controlled_facts"), look.review.named("ended_facts")
    read = files(look.session, frozenset((*begun, *ended)), supervised)
    cases = select(*WHOSE).where(CASE.c.id.in_(supervised), CASE.c.state == CaseState.OPEN.value)
    latest = months_ago(look.today, look.review.number("months"), look.calendar)
    for row in look.rows(cases.order_by(CASE.c.id)):
        held = _held(read.get(row.case_id, ()), begun, ended)
        long = {ref: day for ref, day in held.items() if day <= latest}
        if not long:
            continue
        since = min(long.values())
        yield Finding(
            whose=Whose.of(row),
            subject=f"case:{row.case_id}",
            turn=f"{since}",
            about="在控财产久未处置且督办无进展",
            why=f"{len(long)}项财产自{since}起在控，满{look.review.number('months')}个月未处置；"
            "督办或者约谈后仍未销号。备选，请研究是否报请。",
            figures={"assets": sorted(long), "since": since},
        )


def _held(
    facts: tuple[FactView, ...], begun: tuple[str, ...], ended: tuple[str, ...]
) -> Mapping[str, date]:
    held: dict[str, date] = {}
    for fact in facts:
        if fact.kind in begun:
            held.setdefault(fact.subject_ref, day_of(fact.occurred_at))
        elif fact.kind in ended:
            held.pop(fact.subject_ref, None)
    return held


def _spread(look: Look) -> Iterator[Finding]:
    courts = func.count(CASE.c.court_code.distinct())
    many = (
        select(CASE.c.debtor)
        .where(CASE.c.state == CaseState.OPEN.value, CASE.c.debtor != "")
        .group_by(CASE.c.debtor)
        .having(look.review.number("cases") <= func.count(), courts >= look.review.number("courts"))
    )
    cases: dict[str, list[Whose]] = {}
    found = select(*WHOSE, CASE.c.debtor).where(
        CASE.c.debtor.in_(many), CASE.c.state == CaseState.OPEN.value
    )
    for row in look.rows(found.order_by(CASE.c.debtor, CASE.c.id)):
        cases.setdefault(row.debtor, []).append(Whose.of(row))
    for debtor, ones in cases.items():
        yield _of_debtor(look, debtor, ones)


def _of_debtor(look: Look, debtor: str, ones: list[Whose]) -> Finding:
    """The debtor goes by the first case: a name is no matter for a message."""
    step = look.review.number("cases")
    in_court: dict[str, int] = {}
    for one in ones:
        in_court[one.court] = in_court.get(one.court, 0) + 1
    return Finding(
        whose=Whose(max(in_court, key=lambda code: in_court[code])),
        subject=f"debtor:{sha256(debtor.encode()).hexdigest()[:16]}",
        turn=f"{len(ones) // step * step}件",
        about=f"{ones[0].number}的被执行人",
        why=f"{ones[0].number}的被执行人在{len(in_court)}个法院共有{len(ones)}件在办案件。"
        "备选，请研究集中或者交叉执行。",
        figures={
            "cases": len(ones),
            "courts": in_court,
            "numbers": [one.number for one in ones[:_LISTED]],
        },
    )
