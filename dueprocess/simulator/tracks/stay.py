"""Stays (中止与暂缓): the clock stands still on a paper, and goes on by a fact."""

from __future__ import annotations

from dueprocess.simulator.act import InDays, Step, Track
from dueprocess.simulator.life import Life

# What begins a stop, what ends it, and a ground where one has to be said.
_STOPS = {
    "suspension": ("execution_suspended", "execution_resumed", "申请人同意延期"),
    "superior_stay": ("superior_stay_notified", "superior_stay_ended", ""),
    "coordination": ("coordination_requested", "coordination_ended", ""),
    "jurisdiction": ("jurisdiction_disputed", "jurisdiction_settled", ""),
    "instruction": ("instruction_sought", "instruction_received", ""),
}


def stop(life: Life, name: str) -> Track:
    """One stop of the clock, from its paper to its end."""
    begins, ends, ground = _STOPS[name]
    days = life.span("grace")
    if name == "suspension":
        ground = life.rng.choice((ground, "当事人死亡待继承", "移送破产审查"))
    said = {"ground": ground} if ground else {}
    approver = life.other_officer()
    act = life.act(begins, approver=approver, until=InDays(days), reason="依法", **said)
    if not (yield life.after(life.span("while"), act)):
        return False
    if name == "superior_stay" and life.chance("breach"):
        yield life.after(days, life.act("superior_stay_continued", until=InDays(days)))
    return (yield life.after(days, life.act(ends)))


def guaranteed(life: Life) -> Track:
    """A stay against a guarantee, which may be enforced after it."""
    ref, days = life.fresh("G"), life.span("stay")
    given = life.act("guarantee_given", ref, stay_until=InDays(days), guarantor="担保人")
    granted = life.act(
        "stay_granted", approver=life.other_officer(), basis="执行担保", until=InDays(days)
    )
    if not (yield life.after(life.span("while"), given, granted)):
        return False
    yield life.after(days, life.act("stay_ended"))
    after = life.rng.choice(("guarantee_enforced", "guarantee_released"))
    return (yield life.soon(life.act(after, ref)))


def extension(life: Life) -> Track:
    """More time for the case, asked for and approved by the president."""
    yield Step(life.span("round"))
    rule = "case-6m"
    asked = life.act("extension_requested", rule=rule, reason="案情复杂")
    granted = life.act(
        "extension_approved",
        rule=rule,
        number=1,
        unit="month",
        approver=life.town.holder("president"),
        approver_role="president",
        asked_on=InDays(0),
    )
    return (yield life.soon(asked, granted))
