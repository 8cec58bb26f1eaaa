"""The course of a case (主线): filing first, then everything beside everything, then the end."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dueprocess.simulator.act import Track
from dueprocess.simulator.life import Life
from dueprocess.simulator.tracks import stay
from dueprocess.simulator.tracks.ending import closed, ending
from dueprocess.simulator.tracks.errand import errand
from dueprocess.simulator.tracks.filing import filing
from dueprocess.simulator.tracks.investigation import investigation, third_claim
from dueprocess.simulator.tracks.listing import listing
from dueprocess.simulator.tracks.money import claim, distribution
from dueprocess.simulator.tracks.notice import notice
from dueprocess.simulator.tracks.objection import objection
from dueprocess.simulator.tracks.oddment import oddment
from dueprocess.simulator.tracks.petition import letter, petition
from dueprocess.simulator.tracks.preservation import preservation
from dueprocess.simulator.tracks.sanction import sanction
from dueprocess.simulator.tracks.settlement import settlement
from rulebook.law.rule import Rule

_BESIDE: dict[str, Callable[[Life], Track]] = {
    "third_claim": third_claim,
    "objection": objection,
    "settlement": settlement,
    "stay": stay.guaranteed,
    "extension": stay.extension,
    "petition": petition,
    "letter": letter,
    "listing": listing,
    "sanction": sanction,
    "distribution": distribution,
}
_STOPS = ("suspension", "superior_stay", "coordination", "jurisdiction", "instruction")


def course(life: Life, owed: Sequence[Rule]) -> Track:
    """One case from its first paper on; `owed` are the errands that fall to it."""
    if life.chance("preserved"):
        yield from preservation(life)
    if not (yield from filing(life)):
        return False
    life.spawn(claim(life), needs_open=False)
    _begin(life, owed)
    if life.chance("bankruptcy"):
        special = life.matter in ("仲裁裁决", "公证债权文书")
        return (yield from closed(life, "unenforceable" if special else "dismissed"))
    return (yield from ending(life))


def _begin(life: Life, owed: Sequence[Rule]) -> None:
    """Start everything that runs beside the main line."""
    life.spawn(notice(life))
    life.spawn(investigation(life))
    for name, track in _BESIDE.items():
        if life.chance(name):
            life.spawn(track(life))
    for name in _STOPS:
        if life.chance(name):
            life.spawn(stay.stop(life, name))
    for rule in owed:
        if life.chance("errand"):
            life.spawn(errand(life, rule))
    rare = [kind for kind in life.town.errands["acts"] if kind in life.law.facts]
    if rare and life.chance("errand"):
        life.spawn(oddment(life, rare[life.place % len(rare)]), needs_open=False)
    if life.chance("change_of_handler"):
        life.spawn(changed(life))


def changed(life: Life) -> Track:
    """Another handler takes the case over."""
    others = [one for one in life.town.handlers if one != life.handler]
    new = life.rng.choice(others)
    leader = life.town.holder("director")
    act = life.signed(leader, "handler_changed", handler=new, reason="工作调整")
    if not (yield life.after(life.span("months"), act)):
        return False
    life.handler = new
    return True
