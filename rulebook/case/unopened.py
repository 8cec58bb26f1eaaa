"""Why a rule opened no clock (何以未起算): facts, force, conditions, and what it hangs on."""

from __future__ import annotations

from collections.abc import Iterator

from rulebook.case.casefile import FactView
from rulebook.case.clock import Clock, day_of
from rulebook.case.reason import Reason
from rulebook.case.replay import ENDED, Replay, replay
from rulebook.law.condition import Condition
from rulebook.law.lawbook import Lawbook
from rulebook.law.rule import Rule, Several


def unopened(rule: Rule, stands: tuple[FactView, ...], run: Replay) -> Iterator[Reason]:
    """Why no clock was opened, for each fact that might have opened one."""
    if rule.restates:
        yield _restates(rule, run.law)
    if rule.from_due:
        yield from _base(rule, stands, run)
    origins = _origins(rule, stands, run)
    if not origins and not rule.from_due:
        yield _nothing(rule, run.law)
    if rule.several is Several.LATEST and origins:
        yield from _missing(rule, origins, run.law)
    for fact in origins:
        yield from _looked(rule, fact, run.law)
        yield from _after_end(rule, fact, stands, run)


def opened(clock: Clock, law: Lawbook) -> Iterator[Reason]:
    """What was looked at when a clock was opened: all of it holds."""
    yield from _looked(clock.rule, clock.opening, law)


def _looked(rule: Rule, fact: FactView, law: Lawbook) -> Iterator[Reason]:
    yield _origin(fact, law, holds=True)
    yield from _dated(rule, fact, law)
    yield from _force(rule, fact, law)
    yield from (_condition(one, fact, law) for one in rule.when)


def _restates(rule: Rule, law: Lawbook) -> Reason:
    main = law.rules[rule.restates]
    return Reason(
        "restates",
        False,
        f"与{main.id}（{main.source}）是同一期限，不另设节点，请查看{main.id}",
        f"it restates {main.id} and opens no node of its own: look there",
    )


def _nothing(rule: Rule, law: Lawbook) -> Reason:
    if not rule.origin:
        return Reason(
            "origin", False, "只由闸门适用，不设节点", "only gates use it: it opens no node"
        )
    how = ("并且", " and ") if rule.several is Several.LATEST else ("或者", " or ")
    zh = how[0].join(law.facts[kind].zh for kind in rule.origin)
    return Reason(
        "origin", False, f"尚无起算的事实：等待{zh}", f"it waits for {how[1].join(rule.origin)}"
    )


def _base(rule: Rule, stands: tuple[FactView, ...], run: Replay) -> Iterator[Reason]:
    """Whether the clock from whose last day it counts was opened, and if not, why."""
    base = run.law.rules[rule.from_due]
    clocks = [clock for clock in run.clocks if clock.rule is base]
    if not clocks:
        zh, en = (
            f"自{base.id}的届满日起算，后者没有时钟",
            f"it counts from {base.id}, which has no clock",
        )
        yield Reason("base", False, zh, en)
        yield from unopened(base, stands, run)
    elif all(map(_at_once, clocks)) and not rule.survives:
        zh, en = f"{base.id}起算前即已办结", f"{base.id} was done before it was owed"
        yield Reason("base", False, zh, en)
    else:
        zh, en = f"自{base.id}的届满日起算", f"it counts from the last day of {base.id}"
        yield Reason("base", True, zh, en)


def _at_once(clock: Clock) -> bool:
    """Whether the clock was over when it began."""
    return clock.ending is not None and clock.ending.occurred_at <= clock.opening.occurred_at


def _origins(rule: Rule, stands: tuple[FactView, ...], run: Replay) -> list[FactView]:
    """The facts that might have opened it: its own kinds, or those that opened its base."""
    if rule.origin:
        return [fact for fact in stands if fact.kind in rule.origin]
    return [clock.opening for clock in run.clocks if clock.rule.id == rule.from_due]


def _missing(rule: Rule, origins: list[FactView], law: Lawbook) -> Iterator[Reason]:
    """Of a rule that waits for several facts, those lacking on the subject that has most."""
    stood: dict[str, set[str]] = {"": set()}
    for fact in origins:
        own = rule.subject == fact.subject_kind
        stood.setdefault(fact.subject_ref if own else "", set()).add(fact.kind)
    most = max(stood.values(), key=len) | (stood[""] if rule.for_each else set())
    lacking = [kind for kind in rule.origin if kind not in most]
    if lacking:
        zh = "、".join(law.facts[kind].zh for kind in lacking)
        yield Reason(
            "origin", False, f"须各项事实齐备，尚缺{zh}", f"it waits for {' and '.join(lacking)}"
        )


def _dated(rule: Rule, fact: FactView, law: Lawbook) -> Iterator[Reason]:
    name = rule.from_date
    if name and not fact.payload.get(name):
        field = law.facts[fact.kind].field(name)
        zh = f"第{fact.seq}项事实未载明{field.zh if field else name}，无从起算"
        yield Reason("dated", False, zh, f"fact {fact.seq} does not say {name}")


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
    if said is not None:
        zh, en = f"{name}为{_word(said)}", f"{condition.field} is {said}"
    elif condition.default is not None:
        zh = f"{name}为{_word(condition.default)}（未写明，按此处理）"
        en = f"{condition.field} is {condition.default} (unsaid, taken so)"
    else:
        zh, en = f"{name}未写明", f"{condition.field} is not said"
    holds = condition.holds(fact.payload)
    if not holds:
        zh, en = f"{zh}，规则要求{_wanted(condition)}", f"{en}, the rule wants {_wants(condition)}"
    return Reason("condition", holds, zh, en)


def _word(value: object) -> str:
    return ("是" if value else "否") if isinstance(value, bool) else str(value)


def _wanted(condition: Condition) -> str:
    if condition.at_most is not None:
        return f"不超过{condition.at_most}元"
    if condition.less_than is not None:
        return f"不足{condition.less_than}元"
    if condition.more_than is not None:
        return f"超过{condition.more_than}元"
    return "或者".join(condition.one_of) or _word(condition.equals)


def _wants(condition: Condition) -> str:
    if condition.at_most is not None:
        return f"at most {condition.at_most} yuan"
    if condition.less_than is not None:
        return f"less than {condition.less_than} yuan"
    if condition.more_than is not None:
        return f"more than {condition.more_than} yuan"
    return " or ".join(condition.one_of) or str(condition.equals)


def _after_end(
    rule: Rule, fact: FactView, stands: tuple[FactView, ...], run: Replay
) -> Iterator[Reason]:
    before = replay(stands[: stands.index(fact)], run.law, run.calendar)
    if run.law.facts[fact.kind].to_state not in ("", *ENDED):
        return  # it opens the case again
    if before.state in ENDED and not rule.outlives_case:
        yield Reason(
            "ended", False, "此前案件已经终本或者结案", "the round or the case had ended by then"
        )
