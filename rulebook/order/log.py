"""What is replayed of a case (案件日志): its facts as they stand and were, and its clocks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import NamedTuple

from rulebook.case.casefile import FactView
from rulebook.case.standing import standing


class ClockLine(NamedTuple):
    """A node as the book has it; `due_at` is the first late moment, None while it stands."""

    rule_id: str
    subject_ref: str
    opened_by: int
    state: str  # running, waiting, paused, settled, moot
    due_at: datetime | None = None
    settled_by: int | None = None
    timeliness: str = ""


@dataclass(frozen=True)
class Log:
    """One case. `brought` are the facts that an import brought in."""

    case: str
    facts: Sequence[FactView]  # as recorded, in the order of the chain
    clocks: Sequence[ClockLine] = ()
    brought: frozenset[int] = frozenset()

    @cached_property
    def stands(self) -> tuple[FactView, ...]:
        """The facts that stand, in the order in which they happened."""
        return standing(self.facts)

    @cached_property
    def opened(self) -> Mapping[tuple[str, int], Sequence[ClockLine]]:
        """By rule and opening fact, the clocks."""
        found: dict[tuple[str, int], list[ClockLine]] = {}
        for one in self.clocks:
            found.setdefault((one.rule_id, one.opened_by), []).append(one)
        return found

    def known_at(self, fact: FactView) -> tuple[FactView, ...]:
        """What stood when a fact was recorded: the facts before it in the chain."""
        return standing(self.facts[: fact.seq - 1])
