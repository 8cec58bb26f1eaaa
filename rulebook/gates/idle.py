"""An act before its time (提前办理): taken as a fact, but no time of a series is settled by it."""

from __future__ import annotations

from collections.abc import Iterator

from rulebook.case.clock import day_of
from rulebook.case.replay import replay
from rulebook.case.standing import standing
from rulebook.case.timing import window
from rulebook.gates.question import Question, refusal
from rulebook.law.gate import Refusal

_GATE = "series"


def remarks(question: Question) -> Iterator[Refusal]:
    """What is taken but said: the last day of the time before has not passed yet."""
    effects = question.law.effects.get(question.fact.kind)
    if effects is None or not effects.series:
        return
    stands = standing((*question.facts, question.fact))
    run = replay(stands, question.law, question.calendar)
    for fact, clock in run.idle:
        since = window(clock, run)
        if fact.seq == question.fact.seq and since is not None:
            on, rule = day_of(since), clock.rule
            yield refusal(
                _GATE,
                f"{rule.zh}第{clock.turn}次自{on}起方可计入，本次提前办理，不计入任何一次",
                f"time {clock.turn} of {rule.id} counts from {on}: this act settles none",
                rule.source.cited_on(clock.begun),
            )
