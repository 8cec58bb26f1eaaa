"""Rare acts (少见事项): what a gate guards and no track of its own does, tried as a clerk would."""

from __future__ import annotations

from dueprocess.simulator.act import Track
from dueprocess.simulator.life import Life


def oddment(life: Life, kind: str) -> Track:
    """The act, mended until its gates take it or it is given up; then what it makes due."""
    known = life.law.facts[kind]
    ref = "" if known.subject == "case" else life.fresh("R")
    says = {one.name: life.rng.choice(one.choices) for one in known.fields if one.choices}
    if not (yield life.after(life.span("while"), life.act(kind, ref, **says))):
        return False
    for rule in life.law.opened_by(kind):
        ends = [one for one in rule.settles if life.law.facts[one].subject == known.subject]
        if rule.runs and ends:
            yield life.duty(rule.id, life.act(ends[0], ref))
    return True
