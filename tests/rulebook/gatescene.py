"""A gate's scene: facts told before an arriving one, and what the gates say of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from rulebook.gates.question import Question
from rulebook.law.gate import Refusal
from rulebook.law.lawbook import Lawbook
from rulebook.loading.loader import load
from tests.rulebook.casebook import CALENDAR, LAW, Casebook
from tests.rulebook.telling import Told, told

FILED = "2026-01-05"
Facts = Told | tuple[Told, ...]


@dataclass(frozen=True)
class Scene:
    """Earlier facts and the arriving one, the last, twice: as the gate minds it and as it may be.

    `lack` are words of the line, in Chinese and in English; `article` is cited as it was numbered
    on the arriving fact's day. `filed` is the day of filing, empty where the case never was;
    `beside` are gates that refuse the same fact for the same lack.
    """

    gate: str
    article: str
    lack: tuple[str, str]
    wrong: Facts
    right: Facts
    before: tuple[Told, ...] = ()  # what both have behind them
    filed: str = FILED
    applied: str = FILED  # of a case never filed
    applicant: str = ""
    law: str = "national"
    beside: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.gate} {self.lack[1]}"

    @property
    def minded(self) -> tuple[Told, ...]:
        """All facts, the last of which the gate minds."""
        return (*self.beginning, *self.before, *_several(self.wrong))

    @property
    def lawful(self) -> tuple[Told, ...]:
        """All facts, the last of which may be."""
        return (*self.beginning, *self.before, *_several(self.right))

    @property
    def beginning(self) -> tuple[Told, ...]:
        """The application, and the filing with its handler H1 where there was one."""
        applied = told("application_received", self.filed or self.applied)
        if self.applicant:
            applied = applied.saying(applicant=self.applicant)
        if not self.filed:
            return (applied,)
        return (
            applied,
            told("filed", self.filed),
            told("handler_assigned", self.filed, handler="H1"),
        )


@cache
def profile(name: str) -> Lawbook:
    return LAW if name == "national" else load(name)


def arriving(scene: Scene, facts: tuple[Told, ...]) -> Question:
    """The last of the facts, put to the gates on its day after the others."""
    *earlier, last = facts
    book = Casebook(profile(scene.law)).tells(*earlier)
    fact = book.fact(last.kind, last.on, last.of, **last.said)
    return Question(tuple(book.facts), fact, book.law, CALENDAR, fact.recorded_at)


def cites(scene: Scene, lines: tuple[Refusal, ...]) -> None:
    """A line of the scene's gate, with its article and what lacks in both languages."""
    own = [one for one in lines if one.gate == scene.gate and scene.lack[0] in one.zh]
    assert own, [f"{one.gate}: {one.zh} / {one.en}" for one in lines]
    for line in own:
        assert line.article == scene.article
        assert scene.article in line.zh
        assert scene.article in line.en
        assert scene.lack[1] in line.en
        assert "\n" not in line.zh + line.en


def _several(facts: Facts) -> tuple[Told, ...]:
    return facts if isinstance(facts, tuple) else (facts,)
