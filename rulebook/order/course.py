"""Constraints on the case as a whole (案件进程): what opens it, and what happens once in it."""

from __future__ import annotations

from collections.abc import Iterator

from rulebook.case.clock import day_of
from rulebook.order.bench import Bench
from rulebook.order.constraint import Constraint, Template
from rulebook.order.deviation import Fault
from rulebook.order.log import Log
from rulebook.order.verdict import Verdict, verdict
from rulebook.order.ways import transferred


def course(log: Log, bench: Bench) -> Iterator[Verdict]:
    """Whether the case began as a case begins, and what happened once too often or never."""
    for one in bench.model.course:
        if one.template is Template.INIT:
            yield _begun(one, log, bench)
        else:
            yield from _once(one, log, bench)


def _begun(one: Constraint, log: Log, bench: Bench) -> Verdict:
    """By the day: a bare date means its first moment, ahead of an opening at an hour."""
    first = log.stands[0]
    opens = next((fact for fact in log.stands if fact.kind in one.first), None)
    if opens is not None and day_of(opens.occurred_at) <= day_of(first.occurred_at):
        return verdict(one, opens, None)
    return verdict(one, first, Fault.NOT_FIRST, transferred(log, first, bench))


def _once(one: Constraint, log: Log, bench: Bench) -> Iterator[Verdict]:
    found = [fact for fact in log.stands if fact.kind in one.first]
    for place, fact in enumerate(found):
        yield verdict(one, fact, Fault.AGAIN if place else None)
    if not found:
        for end in log.stands:
            if end.kind in one.then:
                yield verdict(one, end, Fault.LACKING, transferred(log, end, bench))
