"""Gathering a bulletin's lists: all reads together, a fixed number of them for any book."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from models.figures import cases, entries, inspections, money, nodes, supervision
from models.figures.ground import Facts, Ground
from rulebook.case.replay import ENDED, EXTENSION
from rulebook.figures.entry import Entry
from rulebook.figures.stops import Stop, in_hand, stop_entries, stops


def gather(ground: Ground) -> tuple[Entry, ...]:
    """Every entry of the ground's courts, as of its cut-off, by what is known now."""
    return tuple(_gathered(ground))


def _gathered(ground: Ground) -> Iterator[Entry]:
    law = ground.law
    kinds = {kind for kind, effects in law.effects.items() if effects.starts or effects.ends}
    found = ground.facts({*kinds, EXTENSION})
    stood: dict[int, tuple[Stop, ...]] = {case: stops(facts, law) for case, facts in found.items()}
    yield from _used(ground, found, stood)
    yield from cases.cases(ground, stood)
    yield from nodes.due(ground, stood, found)
    yield from nodes.paused(ground, stood)
    yield from nodes.running(ground)
    yield from entries.entries(ground)
    yield from supervision.supervision(ground)
    yield from inspections.inspections(ground)
    yield from money.payouts(ground)
    yield from money.petitions(ground)


def _used(ground: Ground, found: Facts, stood: Mapping[int, tuple[Stop, ...]]) -> Iterator[Entry]:
    """Pauses and extensions as they were used, while the cases were in hand."""
    lasting = [case for case, all_stops in stood.items() if any(not s.resume for s in all_stops)]
    kinds = [kind for kind, effects in ground.law.effects.items() if effects.to_state in ENDED]
    endings = ground.facts(kinds, only=lasting)
    for case, facts in found.items():
        used = in_hand(stood[case], endings.get(case, ()))
        yield from stop_entries(
            ground.court(case), case, used, facts, ground.window, ground.calendar
        )
