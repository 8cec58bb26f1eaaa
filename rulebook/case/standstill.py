"""Why an open clock (时钟) has not fired, or fires no more: settled, paused, not due, said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from rulebook.case.casefile import NodePlan, Timeliness
from rulebook.case.clock import Clock, day_of
from rulebook.case.reason import Claimed, Reason
from rulebook.case.replay import Replay
from rulebook.law.ladder import bare
from rulebook.law.lawbook import Lawbook
from rulebook.law.rule import Bearer, LegalClass, Rule, RuleKind, Status

_KEPT = {
    Timeliness.IN_TIME: "按期办结",
    Timeliness.LATE: "逾期办结",
    Timeliness.LATE_OR_UNPROVEN: "办结，逾期录入且无期限内的书面依据",
}


def reasons(
    clock: Clock, plan: NodePlan, run: Replay, as_of: datetime, claims: Iterable[Claimed]
) -> Iterator[Reason]:
    """Why the last clock has not fired, or has fired no more."""
    if plan.state in ("settled", "moot"):
        yield _ended(clock, plan, run.law)
    elif plan.state == "paused":
        yield _paused(plan, run.law)
    elif plan.state == "waiting":
        yield _minimum(plan, as_of) if clock.rule.kind is RuleKind.MIN else _waits(clock, plan)
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


def _waits(clock: Clock, plan: NodePlan) -> Reason:
    """A clock that no one of the court, and nobody whom it drives, can be late under."""
    assert plan.due is not None
    on = plan.due.on
    if clock.rule.bearer is Bearer.PARTY:
        zh = f"这是当事人期间，{on}届满；不由法院承担，不催办"
        en = f"a party's period, it ends on {on}: the court is not charged with it"
    elif clock.rule.kind is RuleKind.EFFECT:
        zh, en = (
            f"{on}届满即视为发生，无人可逾期",
            f"takes effect when {on} is over: no one is late",
        )
    else:
        zh, en = f"只载明至{on}为止，无人可逾期", f"it only says until when, {on}: no one is late"
    return Reason("waiting", False, zh, en)


def _due(plan: NodePlan, as_of: datetime) -> Reason:
    assert plan.due is not None
    on, over = plan.due.on, as_of >= plan.due.at
    state = "（暂定）" if plan.due.state == "provisional" else ""
    if over:
        return Reason("due", True, f"已于{on}届满{state}", f"the last day was {on}")
    return Reason("due", False, f"尚未届满，末日{on}{state}", f"not due yet: the last day is {on}")


def _status(rule: Rule) -> Iterator[Reason]:
    if rule.bearer is Bearer.OUTSIDER:
        zh, en = (
            "由案外机构负担，只提示、不问责",
            "borne by a body outside the court: shown, not charged",
        )
        yield Reason("status", False, zh, en)
    elif rule.status is Status.UNVERIFIED:
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
        early = ladder is not None and bare(name) in {one.on_silence for one in ladder.rungs}
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
