"""Terms before a gate (期限条件): too early for one, too late, too near a day, too long."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from rulebook.case.casefile import NodePlan
from rulebook.case.payload import day, moment
from rulebook.case.projection import node
from rulebook.case.replay import day_of
from rulebook.gates.question import Lack, Question
from rulebook.law.gate import Need
from rulebook.law.rule import Rule
from rulebook.time import counting
from rulebook.time.counting import Due


def not_yet(question: Question, need: Need) -> Iterator[Lack]:
    """A minimum term that has not run out; one that never began has not either."""
    rule = question.law.rules[need.elapsed]
    clock = clock_of(question, rule)
    if clock is None:
        opened = next(iter(question.so_far(rule.origin)), None)
        if opened is None or rule.in_force(day_of(opened.occurred_at)):
            yield Lack()
    elif clock.due is None:
        yield Lack("；期间现已中止", "; the term stands still")
    elif question.fact.occurred_at < clock.due.at:
        first = clock.due.at.date()
        yield Lack(f"；最早{first}", f"; the earliest day is {first}")


def no_longer(question: Question, need: Need) -> Iterator[Lack]:
    """A term that has run out; one that never began or stands still has not."""
    clock = clock_of(question, question.law.rules[need.within])
    if clock is not None and clock.due is not None and question.fact.occurred_at >= clock.due.at:
        on = clock.due.on
        yield Lack(f"；已于{on}届满", f"; it ran out on {on}")


def too_late(question: Question, need: Need) -> Iterator[Lack]:
    """An act nearer to the day that it names itself than the rule allows."""
    assert need.by is not None
    rule, said = question.law.rules[need.by.rule], question.fact.payload.get(need.by.date)
    if said is None or not _governs(question, rule):
        return
    # Not rolled: an act on a rest day that keeps the whole distance is in time.
    latest = counted(question, rule, moment(day(said))).raw
    if day_of(question.fact.occurred_at) > latest:
        yield Lack(
            f"；{day(said)}之前至迟应于{latest}办理",
            f"; before {day(said)} it had to be done by {latest}",
        )


def too_long(question: Question, need: Need) -> Iterator[Lack]:
    """A day that the fact names beyond what the rule allows from the act on."""
    assert need.cap is not None
    rule, payload = question.law.rules[need.cap.rule], question.fact.payload
    said = payload.get(need.cap.date)
    if said is None or not _governs(question, rule):
        return
    begun = payload.get(rule.from_date) if rule.from_date else None
    origin = question.fact.occurred_at if begun is None else moment(day(begun))
    latest = counted(question, rule, origin)
    if day(said) > latest.on:
        yield Lack(
            f"；{day(said)}超过上限{latest.on}", f"; {day(said)} lies beyond the bound, {latest.on}"
        )


def _governs(question: Question, rule: Rule) -> bool:
    """Whether the rule is in force on the act's day and its own conditions hold of the act."""
    fact = question.fact
    return rule.in_force(day_of(fact.occurred_at)) and all(
        condition.holds(fact.payload) for condition in rule.when
    )


def clock_of(question: Question, rule: Rule) -> NodePlan | None:
    """The rule's last node on the same subject, begun no later than the arriving fact."""
    ref = question.fact.subject_ref if rule.subject == question.fact.subject_kind else ""
    for clock in reversed(question.run.clocks):
        same = clock.rule is rule and (not ref or clock.ref == ref)
        if same and clock.opening.occurred_at <= question.fact.occurred_at:
            return node(clock, question.run)
    return None


def counted(question: Question, rule: Rule, origin: datetime) -> Due:
    """Where a rule's term ends, counted from a moment (aware) without its pauses."""
    assert rule.term is not None, "the loader lets no gate count by a rule without a term"
    return counting.due(origin, rule.term, question.calendar)
