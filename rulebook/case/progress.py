"""How far a case has come (进展): its facts gone through once, so that the next one goes on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rulebook.case.casefile import CasePlan, FactView
from rulebook.case.clock import Clock
from rulebook.case.projection import planned
from rulebook.case.replay import replay
from rulebook.case.standing import CORRECTION, standing
from rulebook.law.ladder import Ladder
from rulebook.law.lawbook import NOT_URGENT, URGENT, Lawbook
from rulebook.time.calendar import Calendar


class Progress:
    """A case's facts gone through, and which of its clocks have moved since the plan was written.

    Facts taken one after the other amount to what `project` makes of all of them at once. A fact
    that comes late or puts another right has no place at the end: `after` goes through all anew.
    """

    def __init__(self, facts: Iterable[FactView], law: Lawbook, calendar: Calendar) -> None:
        self.stands = standing(facts)
        self.run = replay(self.stands, law, calendar)
        self.whole = True  # every node may be another than the one that was written
        self._moved: dict[Clock, None] = {}

    def after(self, file: Sequence[FactView]) -> Progress:
        """The progress of a case whose file has grown by its last fact."""
        fact = file[-1]
        if not self._goes_on(fact):
            return Progress(file, self.run.law, self.run.calendar)
        self._take(fact)
        return self

    def climbs(self, ladders: Mapping[str, Ladder], *, anew: bool) -> None:
        """Which nodes climb another ladder than their rule's; `anew`: some change over now."""
        self.run.ladders = ladders
        self.whole = self.whole or anew

    def plan(self) -> CasePlan:
        """How the case stands, with those of its nodes that may have moved; all when `whole`."""
        if self.whole:
            return planned(self.run, self.run.clocks)
        moved = list(self._moved)
        if len(moved) > 1:
            order = {clock: place for place, clock in enumerate(self.run.clocks)}
            moved.sort(key=order.__getitem__)
        return planned(self.run, moved)

    def written(self) -> None:
        """From here on only what moves is told: the plan is written."""
        self.whole = False
        self._moved.clear()

    def _goes_on(self, fact: FactView) -> bool:
        if fact.corrects is not None or fact.kind == CORRECTION:
            return False
        return not self.stands or self.stands[-1].occurred_at <= fact.occurred_at

    def _take(self, fact: FactView) -> None:
        self.stands = (*self.stands, fact)
        self.run.touched.clear()
        self.run.take(fact)
        self.whole = self.whole or _moves_all(fact.kind, self.run.law)
        if not self.whole:
            self._moved.update(dict.fromkeys(_with_followers(self.run.touched)))


def _moves_all(kind: str, law: Lawbook) -> bool:
    """Whether a fact of this kind may move clocks that it neither begins nor ends.

    A cause of exclusion stops any clock, a new handler watches every one of them, urgency starts
    the ladders elsewhere, and an act puts off whatever is counted from idleness.
    """
    effects = law.effects.get(kind)
    if effects is None:
        return False
    if effects.starts or effects.ends or effects.names_handler or kind in (URGENT, NOT_URGENT):
        return True
    return effects.progress and law.counts_idleness


def _with_followers(clocks: Iterable[Clock]) -> list[Clock]:
    """These clocks and all that are counted from the last day of one of them."""
    found = list(clocks)
    for clock in found:
        if clock.ties is not None:
            found += [one for one in clock.ties.followers if one not in found]
    return found
