"""What lies behind an act (后续义务): what it opened, and whether that was answered, in time."""

from __future__ import annotations

from collections.abc import Iterator

from rulebook.case.casefile import FactView
from rulebook.case.clock import day_of
from rulebook.law.rule import Rule
from rulebook.order.bench import Bench
from rulebook.order.constraint import Constraint
from rulebook.order.deviation import Fault
from rulebook.order.log import ClockLine, Log
from rulebook.order.verdict import Outcome, Verdict, verdict

_LATE = ("late", "late_or_unproven")


def behind(log: Log, bench: Bench) -> Iterator[Verdict]:
    """One verdict for each clock of a rule that wants an answer, and each fact without a clock."""
    facts = {fact.seq: fact for fact in log.stands}
    for clock in log.clocks:
        one = bench.model.by_clock.get(clock.rule_id)
        if one is not None and clock.opened_by in facts:
            yield _by_clock(one, clock, facts[clock.opened_by], bench)
    for fact in log.stands:
        for one in bench.model.behind.get(fact.kind, ()):
            if (one.clock, fact.seq) not in log.opened and _owes(one, fact, bench):
                yield from _by_order(one, fact, log, bench.law.rules[one.clock])


def _by_clock(one: Constraint, clock: ClockLine, fact: FactView, bench: Bench) -> Verdict:
    late = clock.timeliness in _LATE
    match clock.state:
        case "settled":
            return verdict(one, fact, Fault.LATE if late else None)
        case "moot" if late:
            return verdict(one, fact, Fault.UNANSWERED)
        case "moot":
            return Verdict(one, fact, Outcome.LIFTED)
        case "running" if clock.due_at is not None and clock.due_at <= bench.as_of:
            return verdict(one, fact, Fault.OVERDUE)
        case _:
            return Verdict(one, fact, Outcome.PENDING)


def _owes(one: Constraint, fact: FactView, bench: Bench) -> bool:
    """Whether the fact alone opens the duty; one that hangs on more than a fact has a clock."""
    effects = bench.law.effects[fact.kind]
    rule = bench.law.rules[one.clock]
    return (
        rule in effects.opens
        and one.in_force(day_of(fact.occurred_at))
        and all(condition.holds(fact.payload) for condition in one.when)
        and (not rule.appointed or rule.appointed in fact.payload)
    )


def _by_order(one: Constraint, fact: FactView, log: Log, rule: Rule) -> Iterator[Verdict]:
    """Without a clock of its own: answered, lifted, covered by another's clock, or open."""
    ref = _ref(rule, fact)
    if any(c.rule_id == rule.id and c.subject_ref == ref for c in log.clocks):
        return
    others = [other for other in log.stands if other is not fact]
    later = [other for other in others if _at(other) > _at(fact)]
    answers = others if one.early else later
    if any(other.kind in one.then and _ref(rule, other) == ref for other in answers):
        yield verdict(one, fact, None)
    elif any(other.kind in one.lifted_by and _lifts(rule, other, ref) for other in later):
        yield Verdict(one, fact, Outcome.LIFTED)
    else:
        yield Verdict(one, fact, Outcome.PENDING)


def _lifts(rule: Rule, other: FactView, ref: str) -> bool:
    """What ends the case ends the duties on each of its subjects."""
    return other.subject_kind == "case" or _ref(rule, other) == ref


def _at(fact: FactView) -> tuple[object, int]:
    return fact.occurred_at, fact.seq


def _ref(rule: Rule, fact: FactView) -> str:
    return "" if rule.subject == "case" else fact.subject_ref
