"""Why something did not happen (何以未动): no clock, no breach, no rung, and what it waits for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from rulebook.calendar import Calendar
from rulebook.casefile import FactView, NodePlan, Timeliness
from rulebook.condition import Condition
from rulebook.lawbook import Lawbook
from rulebook.projection import key, node
from rulebook.replay import Clock, Replay, day_of, replay
from rulebook.rule import LegalClass, Rule, Status
from rulebook.standing import standing

_KEPT = {
    Timeliness.IN_TIME: "按期办结",
    Timeliness.LATE: "逾期办结",
    Timeliness.LATE_OR_UNPROVEN: "办结，逾期录入且无期限内的书面依据",
}


class Claimed(Protocol):
    """A rung that was fired or passed over, as the book keeps it."""

    @property
    def rung(self) -> str:
        """The rung's key; "#2" behind it in the clock's second round."""

    @property
    def fired_at(self) -> datetime:
        """When."""

    @property
    def outcome(self) -> str:
        """``fired`` or ``skipped``."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing looked at. `holds`: it stands in no one's way.

    `kind` is origin, force, condition, ended, settled, moot, paused, minimum, due, status or rung.
    """

    kind: str
    holds: bool
    zh: str
    en: str


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
        reasons = (*_opened(clocks[-1], law), *_of_clock(clocks[-1], plan, run, as_of, claims))
    else:
        reasons = tuple(_unopened(rule, stands, law))
    decisive = next((one for one in reasons if not one.holds), reasons[-1])
    named = key(clocks[-1]) if clocks else ""
    return WhyNot(rule.id, decisive.zh, decisive.en, reasons, named)


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


def _of_clock(
    clock: Clock, plan: NodePlan, run: Replay, as_of: datetime, claims: Iterable[Claimed]
) -> Iterator[Reason]:
    """Why the last clock has not fired, or has fired no more."""
    if plan.state in ("settled", "moot"):
        yield _ended(clock, plan, run.law)
    elif plan.state == "paused":
        yield _paused(plan, run.law)
    elif plan.state == "waiting":
        yield _minimum(plan, as_of)
    else:
        yield _due(plan, as_of)
        yield from _status(clock.rule)
        yield from _rungs(clock, plan, run.law, as_of, tuple(claims))


def _ended(clock: Clock, plan: NodePlan, law: Lawbook) -> Reason:
    ending = clock.ending
    assert ending is not None
    kind, on = law.facts[ending.kind], day_of(ending.occurred_at)
    if plan.state == "settled":
        how = plan.timeliness or Timeliness.IN_TIME
        return Reason(
            "settled",
            False,
            f"已于{on}{_KEPT[how]}（第{ending.seq}项：{kind.zh}）",
            f"settled on {on} by fact {ending.seq} ({kind.en}), {how.value.replace('_', ' ')}",
        )
    return Reason(
        "moot",
        False,
        f"{on}起不再需要办理（第{ending.seq}项：{kind.zh}）",
        f"moot since {on} by fact {ending.seq} ({kind.en})",
    )


def _paused(plan: NodePlan, law: Lawbook) -> Reason:
    cause = law.causes[plan.paused_for]
    ends = "或者".join(law.facts[kind].zh for kind in cause.ends)
    return Reason(
        "paused",
        False,
        f"自{plan.paused_since}起因{cause.zh}停止计算，没有届满日；等待{ends}",
        f"paused since {plan.paused_since} ({cause.en}), so it has no last day; "
        f"it waits for {' or '.join(cause.ends)}",
    )


def _minimum(plan: NodePlan, as_of: datetime) -> Reason:
    assert plan.due is not None
    first = plan.due.at.date()
    over = as_of >= plan.due.at
    return Reason(
        "minimum",
        over,
        f"这是不得早于的期限，最早{first}；不存在逾期",
        f"a minimum term: the act is lawful from {first}, and no one can be late",
    )


def _due(plan: NodePlan, as_of: datetime) -> Reason:
    assert plan.due is not None
    on, over = plan.due.on, as_of >= plan.due.at
    state = "（暂定）" if plan.due.state == "provisional" else ""
    if over:
        return Reason("due", True, f"已于{on}届满{state}", f"the last day was {on}")
    return Reason("due", False, f"尚未届满，末日{on}{state}", f"not due yet: the last day is {on}")


def _status(rule: Rule) -> Iterator[Reason]:
    if rule.status is Status.UNVERIFIED:
        zh, en = "依据未经核实，只显示、不问责", "the text is unverified: shown, never enforced"
        yield Reason("status", False, zh, en)
    elif rule.legal_class is LegalClass.TARGET:
        zh, en = "属于目标期限，只提醒、不问责", "a target: urged, never charged as a breach"
        yield Reason("status", False, zh, en)


def _rungs(
    clock: Clock, plan: NodePlan, law: Lawbook, as_of: datetime, claims: tuple[Claimed, ...]
) -> Iterator[Reason]:
    ladder = law.ladders.get(clock.rule.ladder)
    # What fired before its moment belongs to an earlier round, unless silence brought it forward.
    for name, at in plan.schedule:
        rung = ladder.rung(name) if ladder else None
        zh, en = (rung.zh, rung.en) if rung else (name, name)
        early = ladder is not None and name in {one.on_silence for one in ladder.rungs}
        found = [one for one in claims if _of(one, name) and (early or one.fired_at >= at)]
        if found:
            yield _claimed(found[-1], zh, en)
        elif at > as_of:
            when = f"{at:%Y-%m-%d %H:%M}"
            yield Reason("rung", False, f"{zh}定于{when}", f"{en} fires at {when}")
        else:
            when = f"{at:%Y-%m-%d %H:%M}"
            yield Reason(
                "rung",
                False,
                f"{zh}{when}已到而未触发：巡查尚未经过，请运行dueprocess patrol",
                f"{en} has been due since {when}: the patrol has not passed, run dueprocess patrol",
            )


def _of(claim: Claimed, name: str) -> bool:
    """Whether a claim is one of that rung, in whichever round of the clock."""
    return claim.rung.partition("#")[0] == name


def _claimed(claim: Claimed, zh: str, en: str) -> Reason:
    when = f"{claim.fired_at:%Y-%m-%d %H:%M}"
    if claim.outcome == "skipped":
        zh_did, en_did = "因更高一级已到而越过", "was passed over for a higher rung"
    else:
        zh_did, en_did = "已触发", "fired"
    return Reason("rung", True, f"{zh}于{when}{zh_did}", f"{en} {en_did} at {when}")
