"""Lawful ways past a constraint (合法例外), for what would else be a deviation."""

from __future__ import annotations

from collections.abc import Callable

from rulebook.case.casefile import FactView
from rulebook.order.bench import Bench
from rulebook.order.constraint import Constraint
from rulebook.order.deviation import Fault, Way
from rulebook.order.log import Log

Looked = Callable[[tuple[FactView, ...], FactView], Fault | None]


def way_past(
    one: Constraint, log: Log, fact: FactView, fault: Fault, looked: Looked, bench: Bench
) -> Way | None:
    """The way that explains a fault; None when nothing does.

    `looked` judges the same act again by other facts: those on record when it was recorded.
    """
    if one.import_passes and fact.seq in log.brought:
        return Way.IMPORT
    if fault is Fault.LACKING and (way := transferred(log, fact, bench)):
        return way
    if fault in (Fault.LACKING, Fault.BARRED) and _had_ground(log, fact, looked):
        return Way.CORRECTION
    return None


def transferred(log: Log, fact: FactView, bench: Bench) -> Way | None:
    """Whether another court had the case before the act."""
    kinds, at = bench.weights.transfers, fact.occurred_at
    came = any(one.kind in kinds and one.occurred_at <= at for one in log.stands)
    return Way.TRANSFER if came else None


def _had_ground(log: Log, fact: FactView, looked: Looked) -> bool:
    """Whether nothing was wrong by what stood when it was recorded, and a correction came since.

    Without a correction the file only grew: what bars the act was then entered behind it, and a
    late entry excuses nothing.
    """
    corrected = any(one.corrects is not None for one in log.facts[fact.seq :])
    return corrected and looked(log.known_at(fact), log.facts[fact.seq - 1]) is None
