"""What a case's facts say beyond its clocks: the last act in it, and what was marked urgent."""

from __future__ import annotations

from rulebook.case.casefile import FactView
from rulebook.case.clock import Clock
from rulebook.case.course import Act, Course, going
from rulebook.law.ladder import Ladder
from rulebook.law.lawbook import NOT_URGENT, URGENT
from rulebook.time.period import Pause

_Subject = tuple[str, str]


class Matter:
    """The acts (推进) and the urgency (紧急) of a case, as far as its facts were gone through."""

    def __init__(self) -> None:
        self._acted: Act | None = None
        self._on: dict[_Subject, Act] = {}
        self._urgent: str | None = None  # the rung named; "" leaves it to the ladder

    def take(self, fact: FactView, *, progress: bool) -> None:
        """Take the next fact, in the order of what happened."""
        if progress:
            self._acted = act = Act(fact.occurred_at, fact.seq)
            self._on[fact.subject_kind, fact.subject_ref] = act
        elif fact.kind == URGENT:
            self._urgent = str(fact.payload.get("start") or "")
        elif fact.kind == NOT_URGENT:
            self._urgent = None

    def course(self, clock: Clock, ladder: Ladder | None, pauses: tuple[Pause, ...]) -> Course:
        """How a clock has gone, as far as the rungs of its ladder ask; equal for most clocks."""
        if ladder is None:
            return going(pauses)
        start = self._start(clock, ladder)
        if not ladder.counts_idleness:
            return Course(pauses, start=start) if start else going(pauses)
        opened = Act(clock.opening.occurred_at, clock.opening.seq)
        subject = self._on.get((clock.rule.subject, clock.ref))
        return Course(pauses, _later(opened, self._acted), _later(opened, subject), start)

    def _start(self, clock: Clock, ladder: Ladder) -> str:
        said = self._urgent
        if said is None and not (clock.rule.urgent or clock.opening.payload.get("urgent") is True):
            return ""
        named = said is not None and any(rung.key == said for rung in ladder.rungs)
        return said if named and said else ladder.urgent


def _later(one: Act, other: Act | None) -> Act:
    return one if other is None or other.at <= one.at else other
