"""Preservation (财产保全): ruled, carried out, reviewed or lifted; an asset may be carried over."""

from __future__ import annotations

from dueprocess.simulator.act import Track
from dueprocess.simulator.life import Life
from dueprocess.simulator.tracks.control import identified, kept, let_go, seizing


def preservation(life: Life) -> Track:
    """Before the case: asked for, ruled, carried out at once; then the rest runs beside it."""
    ref, urgent = life.fresh("B"), life.chance("urgent_clue")
    pre = life.chance("urgent_clue")
    asked = life.act(
        "preservation_requested", ref, urgent=urgent, pre_action=pre, security_required=False
    )
    if not (yield life.after(0, asked)):
        return False
    rule = "preserve-urgent-48h" if urgent or pre else "preserve-rule-5d"
    ruled = life.act("preservation_ruled", ref, granted=True, at_once=urgent)
    if not (yield life.duty(rule, ruled)):
        return False
    asset, category = life.fresh("A"), life.rng.choice(("动产", "不动产"))
    yield life.soon(
        *identified(life, asset), life.act("preservation_executed", ref, pre_action=pre)
    )
    seized, in_effect = seizing(life, asset, category, "财产保全")
    if not (yield life.soon(seized)) or not (yield life.after(0, in_effect)):
        return True
    life.measures[asset] = category
    life.spawn(kept(life, asset, category), needs_open=False)
    life.spawn(_reviewed(life, ref, asset, category, pre), needs_open=False)
    return True


def _reviewed(life: Life, ref: str, asset: str, category: str, pre: bool) -> Track:
    if pre:
        yield life.after(life.span("soon"), life.act("presue_suit_filed", ref))
    yield life.soon(life.act("preservation_ruling_served", ref))
    if life.chance("bad_report"):
        yield life.soon(life.act("preservation_review_requested", ref))
        decided = life.act("preservation_review_decided", ref)
        yield life.duty("preserve-review-decide-10d", decided)
    if life.chance("reachable"):
        return (yield from _carried_over(life, asset))
    yield from _lifted(life, ref)
    return (yield from let_go(life, asset))


def _carried_over(life: Life, ref: str) -> Track:
    """The measure becomes one of enforcement; its term goes on."""
    yield life.wait("wait")
    mine = [one for one in life.file if one.subject_ref == ref]
    took = next((one for one in mine if one.kind == "control_took_effect"), None)
    if took is None or not life.stands("filed"):
        return (yield from let_go(life, ref))
    over = life.act("control_took_effect", ref, **{**took.payload, "basis": "保全转执行"})
    return (yield life.soon(over))


def _lifted(life: Life, ref: str) -> Track:
    urgent = life.chance("urgent_clue")
    yield life.after(life.span("wait"), life.act("preservation_lift_requested", ref, urgent=urgent))
    rule = "preserve-lift-urgent-48h" if urgent else "preserve-lift-5d-48h"
    kind = life.rng.choice(("preservation_lifted", "preservation_lift_refused"))
    return (yield life.duty(rule, life.act(kind, ref)))
