"""How a term is counted (计算方法): which way, where it rolls, and what begins it anew."""

from __future__ import annotations

from collections.abc import Iterator

from rulebook.law.inwords import Words
from rulebook.law.rule import Rule
from rulebook.time.period import BY_THE_CLOCK, Roll

_ROLLS = {
    Roll.FORWARD: ("末日遇休假日顺延", "a last day of rest rolls forward"),
    Roll.BACKWARD: ("末日遇休假日提前", "a last day of rest goes back"),
    Roll.NONE: ("不因休假日移动", "rest days do not move it"),
}


def manner(rule: Rule) -> Iterator[Words]:
    """What is to be known of the counting beside the length of the term."""
    if rule.term is not None:
        by_the_clock = rule.term.period.unit in BY_THE_CLOCK
        yield _ROLLS[Roll.NONE if by_the_clock else rule.term.roll]
    if rule.restarts:
        yield "再次发生时重新起算", "begins anew when it happens again"
    if rule.survives:
        yield "所依据的节点结束后仍继续", "runs on when the node it hangs on has ended"
    if rule.outlives_case:
        yield "结案、终本后仍继续", "runs on after the case has ended"
