"""The life of one simulated case (一案之生): what it knows, draws and means to do; pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from math import ceil
from random import Random

from dueprocess.simulator.act import Act, Step, Track
from dueprocess.simulator.form import filled
from dueprocess.simulator.town import Temper, Town
from rulebook.case.casefile import FactView
from rulebook.law.lawbook import Lawbook


@dataclass(eq=False)
class Life:
    """One case as the people of the court see it. All chance comes from its own `rng`."""

    number: str
    place: int  # which case of the simulation it is
    law: Lawbook
    town: Town
    rng: Random
    handler: str
    matter: str
    claim: Decimal
    today: date
    file: list[FactView] = field(default_factory=list)  # facts as recorded
    begun: list[Track] = field(default_factory=list)  # tracks to be started
    busy: int = 0  # side tracks under way that need the case open
    numbers: dict[str, int] = field(default_factory=dict)
    sold: list[str] = field(default_factory=list)
    measures: dict[str, str] = field(default_factory=dict)  # asset → category, while in force
    received: Decimal = Decimal(0)

    @property
    def temper(self) -> Temper:
        """How the present handler acts."""
        return self.town.tempers[self.handler]

    def span(self, name: str) -> int:
        """A number of days drawn from one of the town's spans."""
        return self.rng.randint(*self.town.spans[name])

    def chance(self, name: str) -> bool:
        """Whether a thing happens, by the town's odds."""
        return self.rng.random() < self.town.odds[name]

    def fresh(self, letter: str) -> str:
        """A new reference for a subject, such as A1."""
        self.numbers[letter] = self.numbers.get(letter, 0) + 1
        return f"{letter}{self.numbers[letter]}"

    def within(self, rule: str) -> int:
        """Days until a duty under the rule is done: mostly in its term, at times late."""
        known = self.law.rules.get(rule)
        whole = self.term(rule) if known else self.span("soon")
        if self.rng.random() < self.temper.late:
            return ceil(whole * (1 + self.rng.random() * self.temper.late_by)) + 1
        low, high = self.temper.share
        return max(0, int(whole * self.rng.uniform(low, high)))

    def term(self, rule: str) -> float:
        """About how many days the rule gives."""
        term = self.law.rules[rule].term
        if term is None:
            return float(self.span("soon"))
        return term.period.number * self.town.units[str(term.period.unit)]

    def signed(self, by: str, kind: str, ref: str = "", /, **says: object) -> Act:
        """The same as `act`, done by another officer than the handler."""
        return replace(self.act(kind, ref, **says), by=by)

    def act(self, kind: str, ref: str = "", /, **says: object) -> Act:
        """An act with every field that its kind demands, and none that it does not know."""
        known = self.law.facts.get(kind)
        forgotten = self.chance("forgotten_paper")
        paper = not forgotten or (known is not None and known.evidence_required)
        names = {field.name for field in self.law.fields_of(kind)}
        said = {name: value for name, value in says.items() if name in names}
        whole = filled(known, said, self) if known else said
        return Act(kind, ref, whole, paper=paper)

    def after(self, days: int, *acts: Act) -> Step:
        """These acts after so many days, or later when the handler idles."""
        idle = self.span("idle") if self.rng.random() < self.temper.idle else 0
        return Step(days + idle, acts)

    def soon(self, *acts: Act) -> Step:
        """These acts within the next days."""
        return self.after(self.span("next"), *acts)

    def duty(self, rule: str, *acts: Act) -> Step:
        """These acts as a duty under a rule."""
        return self.after(self.within(rule), *acts)

    def prompt(self, rule: str, *acts: Act) -> Step:
        """These acts as a duty that nobody puts off, because others wait for it."""
        late = self.rng.random() < self.temper.late
        return Step(self.within(rule) if late else self.span("lease"), acts)

    def wait(self, span: str) -> Step:
        """Nothing but time."""
        return Step(self.span(span))

    def spawn(self, track: Track, needs_open: bool = True) -> None:
        """Let a track run beside the others; the ending waits for those that need the case open."""
        self.begun.append(self._counted(track) if needs_open else track)

    def _counted(self, track: Track) -> Track:
        self.busy += 1
        try:
            done = yield from track
        finally:
            self.busy -= 1
        return done

    def stands(self, kind: str, ref: str = "") -> bool:
        """Whether such a fact is on record."""
        return any(one.kind == kind and (not ref or one.subject_ref == ref) for one in self.file)

    @property
    def closed(self) -> bool:
        """Whether the case was closed."""
        return self.stands("case_closed") or self.stands("not_accepted")

    @property
    def resting(self) -> bool:
        """Whether a round of it was ended and not resumed."""
        return self.stands("round_termination_ruled") and not self.stands("case_resumed")

    def other_officer(self) -> str:
        """A leader who may approve what the handler asks for."""
        return self.town.holder("director")

    def pick(self, weights: Mapping[str, int]) -> str:
        """One of the names, by weight."""
        return self.rng.choices(list(weights), list(weights.values()))[0]
