"""Why something did not happen (何以未动): no clock, no breach, no rung, and what it waits for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from rulebook.case.casefile import FactView
from rulebook.case.projection import key, node
from rulebook.case.reason import Claimed, Reason
from rulebook.case.replay import Clock, day_of, replay
from rulebook.case.standing import standing
from rulebook.case.standstill import reasons
from rulebook.law.condition import Condition
from rulebook.law.lawbook import Lawbook
from rulebook.law.rule import Rule
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

    `claims` are the rungs already claimed on the nodes of this rule. KeyError for an unknown rule.
    """
    rule = law.rules[rule_id]
    stands = standing(facts)
    run = replay(stands, law)
    clocks = [clock for clock in run.clocks if clock.rule is rule]
    if clocks:
        plan = node(clocks[-1], run, calendar)
        looked = (*_opened(clocks[-1], law), *reasons(clocks[-1], plan, run, as_of, claims))
    else:
        looked = tuple(_unopened(rule, stands, law))
    decisive = next((one for one in looked if not one.holds), looked[-1])
    named = key(clocks[-1]) if clocks else ""
    return WhyNot(rule.id, decisive.zh, decisive.en, looked, named)


def _unopened(rule: Rule, stands: tuple[FactView, ...], law: Lawbook) -> Iterator[Reason]:
    """Why no clock was opened, for each fact that might have opened one."""
    origins = [fact for fact in stands if fact.kind in rule.origin]
    if not origins:
        zh = "或者".join(law.facts[kind].zh for kind in rule.origin)
        en = " or ".join(rule.origin)
        yield Reason("origin", False, f"尚无起算的事实：等待{zh}", f"it waits for {en}")
    for fact in origins:
        yield _origin(fact, law, holds=True)
        yield from _force(rule, fact, law)
        yield from (_condition(one, fact, law) for one in rule.when)
        yield from _after_end(rule, fact, stands, law)


def _origin(fact: FactView, law: Lawbook, *, holds: bool) -> Reason:
    on, kind = day_of(fact.occurred_at), law.facts[fact.kind]
    return Reason(
        "origin",
        holds,
        f"第{fact.seq}项事实：{on}{kind.zh}",
        f"fact {fact.seq}: {kind.en} on {on}",
    )


def _force(rule: Rule, fact: FactView, law: Lawbook) -> Iterator[Reason]:
    on = day_of(fact.occurred_at)
    if rule.in_force(on):
        yield Reason("force", True, f"规则在{on}有效", f"the rule was in force on {on}")
        return
    until = f"至{rule.effective_to}" if rule.effective_to else "起"
    upto = f" to {rule.effective_to}" if rule.effective_to else ""
    instead = law.instead_of(rule, on)
    zh = f"，当日适用{instead.id}（{instead.source}）" if instead else ""
    en = f"; {instead.id} governs that day" if instead else ""
    yield Reason(
        "force",
        False,
        f"规则自{rule.effective_from}{until}有效，{on}不适用{zh}",
        f"the rule is in force from {rule.effective_from}{upto}, not on {on}{en}",
    )


def _condition(condition: Condition, fact: FactView, law: Lawbook) -> Reason:
    field = law.facts[fact.kind].field(condition.field)
    name = field.zh if field else condition.field
    said = fact.payload.get(condition.field)
    value = condition.default if said is None else said
    zh = f"{name}为{_word(value)}" + ("（未写明，按此处理）" if said is None else "")
    en = f"{condition.field} is {value}" + (" (unsaid, taken so)" if said is None else "")
    holds = condition.holds(fact.payload)
    if not holds:
        zh, en = f"{zh}，规则要求{_wanted(condition)}", f"{en}, the rule wants {_wants(condition)}"
    return Reason("condition", holds, zh, en)


def _word(value: object) -> str:
    return ("是" if value else "否") if isinstance(value, bool) else str(value)


def _wanted(condition: Condition) -> str:
    if condition.at_most is not None:
        return f"不超过{condition.at_most}元"
    if condition.more_than is not None:
        return f"超过{condition.more_than}元"
    return _word(condition.equals)


def _wants(condition: Condition) -> str:
    if condition.at_most is not None:
        return f"at most {condition.at_most} yuan"
    if condition.more_than is not None:
        return f"more than {condition.more_than} yuan"
    return str(condition.equals)


def _after_end(
    rule: Rule, fact: FactView, stands: tuple[FactView, ...], law: Lawbook
) -> Iterator[Reason]:
    run = replay(stands[: stands.index(fact)], law)
    if run.state in ("round_ended", "closed") and not rule.outlives_case:
        yield Reason(
            "ended", False, "此前案件已经终本或者结案", "the round or the case had ended by then"
        )


def _opened(clock: Clock, law: Lawbook) -> Iterator[Reason]:
    yield _origin(clock.opening, law, holds=True)
    yield from _force(clock.rule, clock.opening, law)
    yield from (_condition(one, clock.opening, law) for one in clock.rule.when)
