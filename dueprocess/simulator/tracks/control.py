"""Control (查控): an asset found, seized, kept in force, and then sold or let go."""

from __future__ import annotations

from datetime import date

from dueprocess.simulator.act import Act, InDays, Step, Track
from dueprocess.simulator.life import Life
from dueprocess.simulator.tracks.auction import disposal
from dueprocess.simulator.tracks.money import receipt
from dueprocess.simulator.tracks.valuation import valuation
from rulebook.case.payload import day

_METHODS = {"银行存款": "冻结", "动产": "扣押", "不动产": "查封"}
_TERMS = {
    "银行存款": "freeze-deposit-max-1y",
    "动产": "seize-movable-max-2y",
    "不动产": "seize-immovable-max-3y",
}


def control(life: Life) -> Track:
    """Find it, seize it, and go on as its kind demands."""
    ref, category = life.fresh("A"), life.rng.choice(tuple(_METHODS))
    online = not life.chance("offline")
    source = life.act("asset_found", ref, source="网络查询", online=online)
    if not (yield life.after(life.span("soon"), *identified(life, ref), source)):
        return False
    seized, in_effect = seizing(life, ref, category)
    # A measure that was refused never took effect.
    if not (yield life.soon(seized)) or not (yield life.after(0, in_effect)):
        return False
    life.measures[ref] = category
    life.spawn(kept(life, ref, category), needs_open=False)
    if category == "银行存款":
        return (yield from _deducted(life, ref))
    if not (yield from valuation(life, ref)):
        return (yield from let_go(life, ref, "asset_not_disposable"))
    return (yield from disposal(life, ref, category))


def identified(life: Life, ref: str) -> tuple[Act, ...]:
    """Whose the asset is, where the law asks for it to be said first."""
    if "asset_identified" not in life.law.facts:
        return ()
    known = life.law.facts["asset_identified"]
    says: dict[str, object] = {}
    for field in known.fields:
        if "被执行人本人" in field.choices:
            says[field.name] = "被执行人本人"
        elif field.name == "owner":
            says[field.name] = "被执行人"
    return (life.act("asset_identified", ref, **says),)


def seizing(life: Life, ref: str, category: str, basis: str = "执行措施") -> tuple[Act, Act]:
    """The measure and its taking effect, for as long as the law allows."""
    worth = f"{life.claim / 2:.2f}"
    days = int(life.term(_TERMS[category])) - 1
    return (
        life.act(
            "asset_controlled",
            ref,
            method=_METHODS[category],
            category=category,
            amount=worth,
            value=worth,
            claim=f"{life.claim:.2f}",
            needs_sale=category != "银行存款",
        ),
        in_force(life, "control_took_effect", ref, category, days, basis),
    )


def in_force(
    life: Life, kind: str, ref: str, category: str, days: int, basis: str = "执行措施"
) -> Act:
    """A measure that takes effect, or is renewed, for so many days."""
    return life.act(
        kind,
        ref,
        category=category,
        basis=basis,
        effective_on=InDays(0),
        expires_on=InDays(days),
    )


def kept(life: Life, ref: str, category: str) -> Track:
    """The watch over a measure: renewed before it ends, or said to have lapsed when it has."""
    while ref in life.measures:
        ends = _expiry(life, ref)
        if ends is None:
            return True
        early = life.span("renewal")
        yield Step(max(0, (ends - life.today).days - early))
        if ref not in life.measures or life.closed:
            return True
        if life.chance("renewed"):
            asked = life.act("renewal_requested", ref, by="申请执行人")
            days = int(life.term(_TERMS[category])) - 1
            more = in_force(life, "control_renewed", ref, category, days)
            if (yield Step(1, (asked, more))):
                continue
        yield Step(max(0, (ends - life.today).days), ())
        if ref in life.measures and not life.closed:
            yield Step(0, (life.act("control_lapsed", ref),))
        life.measures.pop(ref, None)
    return True


def _expiry(life: Life, ref: str) -> date | None:
    kinds = ("control_took_effect", "control_renewed")
    mine = [one for one in life.file if one.kind in kinds and one.subject_ref == ref]
    return day(mine[-1].payload["expires_on"]) if mine else None


def _deducted(life: Life, ref: str) -> Track:
    amount = f"{life.claim / 2:.2f}"
    act = life.act("deposit_deducted", ref, amount=amount, claim=f"{life.claim:.2f}")
    if not (yield life.after(life.span("soon"), act, life.act("asset_disposed", ref))):
        return False
    life.measures.pop(ref, None)
    return (yield from receipt(life, life.claim / 2))


def let_go(life: Life, ref: str, why: str = "") -> Track:
    """What cannot be sold is released, its reason on record."""
    said = (life.act(why, ref, reason="无法处置"),) if why else ()
    if (yield life.soon(*said, life.act("asset_released", ref))):
        life.measures.pop(ref, None)
    return False
