"""Gathering a bulletin's lists: all reads together, a fixed number of them for any book."""

from __future__ import annotations

from collections.abc import Iterator

from models.figures import cases, entries, inspections, money, nodes, supervision
from models.figures.ground import Ground
from rulebook.case.replay import EXTENSION
from rulebook.figures.entry import Entry
from rulebook.figures.stops import Stop, stop_entries, stops


def gather(ground: Ground) -> tuple[Entry, ...]:
    """Every entry of the ground's courts, as of its cut-off, by what is known now."""
    return tuple(_gathered(ground))


def _gathered(ground: Ground) -> Iterator[Entry]:
    law, window = ground.law, ground.window
    kinds = {kind for kind, effects in law.effects.items() if effects.starts or effects.ends}
    found = ground.facts({*kinds, EXTENSION})
    stood: dict[int, tuple[Stop, ...]] = {case: stops(facts, law) for case, facts in found.items()}
    for case, facts in found.items():
        yield from stop_entries(ground.court(case), case, facts, window, law, ground.calendar)
    yield from cases.cases(ground, stood)
    yield from nodes.due(ground, stood, found)
    yield from nodes.paused(ground, stood)
    yield from nodes.running(ground)
    yield from entries.entries(ground)
    yield from supervision.supervision(ground)
    yield from inspections.inspections(ground)
    yield from money.payouts(ground)
    yield from money.petitions(ground)
