"""Why something did not happen (何以未动): no clock, no breach, no rung, and what it waits for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from rulebook.case.casefile import FactView
from rulebook.case.clock import key
from rulebook.case.projection import node
from rulebook.case.reason import Claimed, Reason
from rulebook.case.replay import replay
from rulebook.case.standing import standing
from rulebook.case.standstill import reasons
from rulebook.case.unopened import opened, unopened
from rulebook.law.lawbook import Lawbook
from rulebook.time.calendar import Calendar


@dataclass(frozen=True, slots=True)
class WhyNot:
    """The answer in one line, and everything that was looked at; plain data, fit for JSON."""

    rule: str
    zh: str
    en: str
    conditions: tuple[Reason, ...]
    node: str = ""  # key of the clock spoken of, if one was opened


def why_not(
    facts: Iterable[FactView],
    rule_id: str,
    law: Lawbook,
    calendar: Calendar,
    as_of: datetime,
    claims: Iterable[Claimed] = (),
) -> WhyNot:
    """Why a rule opened no clock in a case, or why its last clock has not fired as of a moment.

    Of a series it speaks of the time that is next. `claims` are the rungs already claimed on the
    nodes of this rule. KeyError for an unknown rule.
    """
    rule = law.rules[rule_id]
    stands = standing(facts)
    run = replay(stands, law, calendar)
    clocks = [clock for clock in run.clocks if clock.rule is rule]
    clock = next((one for one in clocks if one.turn and one.ending is None), None)
    clock = clock or (clocks[-1] if clocks else None)
    if clock is not None:
        looked = (*opened(clock, law), *reasons(clock, node(clock, run), run, as_of, claims))
    else:
        looked = tuple(unopened(rule, stands, run))
    decisive = next((one for one in looked if not one.holds), looked[-1])
    return WhyNot(rule.id, decisive.zh, decisive.en, looked, key(clock) if clock else "")
