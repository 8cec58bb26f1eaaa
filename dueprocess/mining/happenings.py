"""The events of a case (案件事件): its facts as they stand, and the rungs that fired."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from dueprocess.mining.event import Bond, Event, known
from dueprocess.mining.naming import LADDER, Places
from dueprocess.mining.terms import Terms
from models.reading.traces import RungLine, Trace
from rulebook.case.casefile import FactView
from rulebook.property.measure import KINDS, Measure

RUNG = "rung_"  # before the level of a rung that fired


class Happenings:
    """Reads one case. A corrected fact is told as it stands now; one that is void says so."""

    def __init__(
        self,
        trace: Trace,
        places: Places,
        terms: Terms,
        stands: Mapping[int, FactView],
        measures: Sequence[Measure],
    ) -> None:
        self._trace, self._places, self._terms, self._stands = trace, places, terms, stands
        self._ties = _ties(trace, places)
        self._held: dict[str, list[Measure]] = defaultdict(list)  # by asset, as they were made
        for one in measures:
            self._held[one.asset].append(one)

    def events(self) -> list[Event]:
        """What happened within the wanted stretch, in the order in which it happened."""
        found = [*map(self._fact, self._trace.facts, self._trace.sources)]
        found += map(self._rung, self._trace.rungs)
        holds = self._terms.wanted.holds
        return sorted((one for one in found if holds(one.at)), key=lambda one: one.at)

    def _fact(self, fact: FactView, source: str) -> Event:
        stood = self._stands.get(fact.seq)
        seen, kind = stood or fact, self._terms.law.facts.get(fact.kind)
        says = known(
            zh=kind.zh if kind else fact.kind,
            seq=fact.seq,
            recorded_at=fact.recorded_at,
            source=source,
            paper=bool(seen.evidence),
            stands=stood is not None,
            corrects=fact.corrects,
            stage=kind.chapter if kind else "",
            supervision=kind.supervision if kind else None,
        )
        return Event(
            id=f"{self._places.case}#{fact.seq}",
            kind=fact.kind,
            at=seen.occurred_at,
            by=self._terms.naming.officer(fact.recorded_by),
            says=says | dict(self._terms.saying.said(seen)),
            bonds=tuple(dict.fromkeys(self._bonds(seen))),
            about=self._about(seen),
        )

    def _about(self, fact: FactView) -> str:
        subject = self._places.subject(fact.subject_kind, fact.subject_ref)
        return "" if subject == self._places.case else subject

    def _bonds(self, fact: FactView) -> Iterator[Bond]:
        yield from self._everywhere()
        if subject := self._about(fact):
            yield from self._with_interview(Bond(subject, fact.subject_kind))
        if fact.kind in KINDS:
            yield from self._measured(fact)
        yield from self._ties.get(fact.seq, ())
        named = [("recorded_by", fact.recorded_by), *self._terms.saying.officers(fact)]
        for qualifier, officer in named:
            if person := self._terms.person(officer):
                yield Bond(person, qualifier)

    def _everywhere(self) -> Iterator[Bond]:
        yield Bond(self._places.case, "case")
        yield Bond(self._trace.case.court_code, "court")

    def _with_interview(self, bond: Bond) -> Iterator[Bond]:
        """What an item's event is about, and the interview that the item led to."""
        yield bond
        if interview := self._places.convened(bond.target):
            yield Bond(interview, "interview")

    def _measured(self, fact: FactView) -> Iterator[Bond]:
        """The measure that the fact makes or changes: the last on its asset made by then."""
        at = (fact.occurred_at, fact.seq)
        made = [one for one in self._held.get(fact.subject_ref, ()) if self._made(one) <= at]
        if made and fact.seq in self._stands:
            how = "makes" if made[-1].seq == fact.seq else "measure"
            yield Bond(self._places.measure(made[-1]), how)

    def _made(self, one: Measure) -> tuple[object, int]:
        return self._stands[one.seq].occurred_at, one.seq

    def _rung(self, rung: RungLine) -> Event:
        places = self._places
        bonds = [*self._everywhere(), Bond(places.node(rung.node_id), "node")]
        if rung.item_id is not None:
            bonds += self._with_interview(Bond(places.item(rung.item_id), "opens"))
        zh = self._terms.law.levels.get(rung.level, rung.level)
        says = known(zh=zh, overdue_days=rung.overdue_days, supervision=True)
        return Event(
            f"{places.case}!{rung.id}", RUNG + rung.level, rung.fired_at, LADDER, says, bonds
        )


def _ties(trace: Trace, places: Places) -> dict[int, list[Bond]]:
    """By the number of a fact, the nodes that it opened and settled."""
    found: dict[int, list[Bond]] = defaultdict(list)
    for node in trace.nodes:
        found[node.opened_by].append(Bond(places.node(node.id), "opens"))
        if node.settled_by is not None:
            found[node.settled_by].append(Bond(places.node(node.id), "settles"))
    return found
