"""What lies ahead of an act (前置条件): what its constraints need, and what bars it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import partial

from rulebook.case.casefile import FactView
from rulebook.case.clock import day_of
from rulebook.gates.question import Question
from rulebook.order.bench import Bench
from rulebook.order.constraint import Constraint, Template
from rulebook.order.deviation import Fault
from rulebook.order.log import ClockLine, Log
from rulebook.order.verdict import Verdict, verdict
from rulebook.order.ways import way_past
from rulebook.property import completing

Facts = Sequence[FactView]


def ahead(log: Log, fact: FactView, bench: Bench) -> Iterator[Verdict]:
    """One verdict for each constraint that an act of this kind has to keep by what it says."""
    found = bench.model.before.get(fact.kind, ())
    on = day_of(fact.occurred_at)
    asked = [(one, half) for one in found if (half := one.needed or one).in_force(on)]
    if not asked:
        return
    said = _completed(log, fact, bench).payload
    for one, half in asked:
        if all(condition.holds(said) for condition in half.when):
            looked = partial(_fault, half, log.clocks, bench)
            fault = looked(log.stands, fact)
            way = fault and way_past(half, log, fact, fault, looked, bench)
            yield verdict(one, fact, fault, way or None)


def _completed(log: Log, fact: FactView, bench: Bench) -> FactView:
    """The fact with what earlier ones say in its stead, as the gates saw it."""
    so_far = log.stands[: log.stands.index(fact)]
    question = Question(so_far, fact, bench.law, bench.calendar, bench.as_of)
    return completing.completed(question).fact


def _fault(
    one: Constraint, clocks: Sequence[ClockLine], bench: Bench, stands: Facts, fact: FactView
) -> Fault | None:
    return _LOOKS[one.template](one, clocks, bench, stands, fact)


def _needs(
    one: Constraint, clocks: Sequence[ClockLine], bench: Bench, stands: Facts, fact: FactView
) -> Fault | None:
    """A precedence: one of `first` by then, and with `waits` its term over."""
    found = [before for before in _by_then(one.first, stands, fact) if _counts(one, before)]
    if not one.waits:
        return None if found else Fault.LACKING
    clock = _clock(one.waits, clocks, bench, stands, fact)
    if clock is None:
        governs = not found or bench.law.rules[one.waits].in_force(day_of(found[0].occurred_at))
        return Fault.LACKING if governs and not found else None
    early = clock.due_at is not None and fact.occurred_at < clock.due_at
    return Fault.TOO_EARLY if early else None


def _barred(
    one: Constraint, clocks: Sequence[ClockLine], bench: Bench, stands: Facts, fact: FactView
) -> Fault | None:
    """An absence: none of `first` ahead of it, or with `within` not beyond its term."""
    if one.within:
        clock = _clock(one.within, clocks, bench, stands, fact)
        over = clock is not None and clock.due_at is not None and fact.occurred_at >= clock.due_at
        return Fault.TOO_LATE if over else None
    at = (fact.occurred_at, fact.seq)
    found = _by_then(one.first, stands, fact)
    return Fault.BARRED if any((f.occurred_at, f.seq) < at for f in found) else None


def _answered(
    one: Constraint, clocks: Sequence[ClockLine], bench: Bench, stands: Facts, fact: FactView
) -> Fault | None:
    """Every subject of the first kind has one of the others."""
    opened = {before.subject_ref for before in _by_then(one.first[:1], stands, fact)}
    ended = _by_then(one.first[1:], stands, fact)
    done = {before.subject_ref for before in ended if _counts(one, before)}
    return Fault.LACKING if opened - done else None


_LOOKS: Mapping[Template, Callable[..., Fault | None]] = {
    Template.PRECEDENCE: _needs,
    Template.ABSENCE: _barred,
    Template.ANSWERED: _answered,
}


def _by_then(kinds: Collection[str], stands: Facts, fact: FactView) -> list[FactView]:
    """Facts of these kinds by the moment of the act; on its own subject where they share one."""
    return [
        one
        for one in stands
        if one.kind in kinds
        and one.seq != fact.seq
        and one.occurred_at <= fact.occurred_at
        and (one.subject_kind != fact.subject_kind or one.subject_ref == fact.subject_ref)
    ]


def _counts(one: Constraint, before: FactView) -> bool:
    fits = one.that is None or one.that.holds(before.payload)
    return fits and bool(before.evidence or not one.paper)


def _clock(
    rule_id: str, clocks: Sequence[ClockLine], bench: Bench, stands: Facts, fact: FactView
) -> ClockLine | None:
    """The rule's last clock on the act's subject, begun no later than the act."""
    begun = {one.seq: one.occurred_at for one in stands if one.occurred_at <= fact.occurred_at}
    own = bench.law.rules[rule_id].subject == fact.subject_kind
    ref = fact.subject_ref if own else ""
    found = [
        one
        for one in clocks
        if one.rule_id == rule_id and one.opened_by in begun and ref in ("", one.subject_ref)
    ]
    return max(found, key=lambda one: (begun[one.opened_by], one.opened_by), default=None)
