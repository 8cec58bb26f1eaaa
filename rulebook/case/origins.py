"""The steps to a node's date (推算过程), those of the clocks it hangs on before its own."""

from __future__ import annotations

from dataclasses import replace

from rulebook.case.clock import Clock
from rulebook.case.replay import Replay
from rulebook.case.timing import counted, stops
from rulebook.time.derivation import Step, derive


def steps(clock: Clock, run: Replay) -> tuple[Step, ...]:
    """Every step from the first origin to the last day; the days they move add up."""
    before = steps(clock.base, run) if clock.base else ()
    origin, term = counted(clock, run)
    # A cause is named as `dueprocess due` names it, so that both print the same.
    pauses = tuple(replace(one, cause=run.law.causes[one.cause].zh) for one in stops(clock, run)[0])
    _, (first, *more) = derive(origin, term, run.calendar, pauses, clock.extensions)
    return (*before, _first(first, clock, run), *more)


def _first(step: Step, clock: Clock, run: Replay) -> Step:
    """The origin, and where it comes from when it is not the opening fact's own moment."""
    rule, base, opening = clock.rule, clock.base, clock.opening
    if base is not None:
        zh, en = f"以“{base.rule.zh}”的届满日为准", f"From the last day of {base.rule.id}"
        return replace(step, kind="base", zh=f"{zh}，{step.zh}", en=f"{en}. {step.en}")
    named = rule.from_date or rule.appointed
    if not named:
        return step
    field = run.law.facts[opening.kind].field(named)
    name = field.zh if field else named
    zh, en = f"依第{opening.seq}项事实所载{name}", f"By {named} of fact {opening.seq}"
    return replace(step, zh=f"{zh}，{step.zh}", en=f"{en}. {step.en}")
