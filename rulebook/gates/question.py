"""The question put to the gates: may this fact be taken into this case now?"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from rulebook.case.casefile import FactView
from rulebook.case.progress import Progress
from rulebook.case.replay import Replay, replay
from rulebook.case.standing import standing
from rulebook.law.factkind import FactKind
from rulebook.law.gate import Gate, Need, Refusal
from rulebook.law.lawbook import Lawbook
from rulebook.time.calendar import Calendar


@dataclass(eq=False)  # one is made for every fact, and freezing it took as long as a gate
class Question:
    """A fact that arrives, the facts before it, and the law and moment by which to judge."""

    facts: tuple[FactView, ...]
    fact: FactView
    law: Lawbook
    calendar: Calendar
    as_of: datetime  # the book's now
    progress: Progress | None = None  # the earlier facts, where they were gone through already
    brought: bool = False  # by an import: what an older system did and nobody can do anew

    def __post_init__(self) -> None:
        if self.progress is not None:
            self.goes_on(self.progress.stands, self.progress.run)

    def goes_on(self, stands: tuple[FactView, ...], run: Replay) -> None:
        """Take what the earlier facts amount to from where they were gone through already."""
        self.__dict__["stands"] = stands
        self.__dict__["run"] = run

    @cached_property
    def stands(self) -> tuple[FactView, ...]:
        """The earlier facts as they stand, in order of occurrence."""
        return standing(self.facts)

    @cached_property
    def run(self) -> Replay:
        """What the earlier facts amount to."""
        return replay(self.stands, self.law, self.calendar)

    def so_far(self, kinds: Collection[str]) -> tuple[FactView, ...]:
        """Facts of these kinds that stand before the arriving one, oldest first.

        Of kinds about a subject such as the arriving fact's, only those about the very same one.
        """
        fact = self.fact
        return tuple(
            one
            for one in self.stands
            if one.kind in kinds
            and one.occurred_at <= fact.occurred_at
            and (one.subject_kind != fact.subject_kind or one.subject_ref == fact.subject_ref)
        )

    @property
    def kind(self) -> FactKind:
        """The arriving fact's kind; KeyError when the law knows none."""
        return self.law.facts[self.fact.kind]

    @property
    def end(self) -> FactView | None:
        """The fact that closed the case, or ``None``."""
        if self.run.closed_on is None:
            return None
        closing = self.law.closing_kinds
        return next((fact for fact in self.stands if fact.kind in closing), None)


@dataclass(frozen=True, slots=True)
class Lack:
    """Why a need is not met, in words that follow its name; both empty where the name says it."""

    zh: str = ""
    en: str = ""


def lacks(gate: Gate, need: Need, why: Lack, on: date) -> Refusal:
    """The line for a need that is not met on a day, by the number its article bore then."""
    zh, en = f"缺：{need.zh}{why.zh}", f"missing: {need.en}{why.en}"
    rule = need.counted_by or gate.catalogue or gate.id
    return refusal(gate.id, zh, en, gate.cites(need, on), rule)


def refusal(gate: str, zh: str, en: str, article: str = "", rule: str = "") -> Refusal:
    """A refusal whose lines cite the article, if one stands behind it."""
    if article:
        zh, en = f"{zh}（{article}）", f"{en} ({article})"
    return Refusal(gate, article, zh, en, rule)
