"""Errands (杂务): one clock of the law opened and met, drawn from its own data."""

from __future__ import annotations

from collections.abc import Sequence

from dueprocess.simulator.act import InDays, Track
from dueprocess.simulator.form import meeting
from dueprocess.simulator.life import Life
from dueprocess.simulator.town import Town
from rulebook.law.factkind import FactKind
from rulebook.law.lawbook import Lawbook
from rulebook.law.rule import Rule


def errands(law: Lawbook, town: Town) -> tuple[Rule, ...]:
    """The clocks that a case may be given by the way, in the order of the law."""
    return tuple(rule for rule in law.rules.values() if _fits(rule, law, town))


def errand(life: Life, rule: Rule) -> Track:
    """What opens the clock, and in its time what settles it."""
    openings = [kind for kind in rule.origin if _plain(life.law.facts[kind])]
    opening = life.law.facts[life.rng.choice(openings)]
    ref = _ref(life, opening)
    if ref is None:
        return False
    says: dict[str, object] = {
        one.field: meeting(one, opening, life) for one in rule.when if opening.field(one.field)
    }
    for name in filter(None, (rule.from_date, rule.appointed)):
        says[name] = InDays(life.span("soon") if rule.appointed else 0)
    if not (yield life.after(life.span("while"), life.act(opening.id, ref, **says))):
        return False
    settling = [kind for kind in rule.settles if _plain(life.law.facts[kind])]
    if not settling:
        return True
    kind = life.law.facts[life.rng.choice(settling)]
    return (yield life.duty(rule.id, life.act(kind.id, "" if kind.subject == "case" else ref)))


def _ref(life: Life, kind: FactKind) -> str | None:
    if kind.subject == "case":
        return ""
    if kind.subject == "asset":
        return next(iter(life.measures), None)
    return life.fresh("N")


def _fits(rule: Rule, law: Lawbook, town: Town) -> bool:
    named = rule.id in town.errands["asset"] or rule.id in town.errands["case"]
    own = rule.subject not in town.errands["stay_out"] and rule.id not in town.errands["never"]
    return (named or own) and not rule.restates and _opens(rule.origin, law)


def _opens(kinds: Sequence[str], law: Lawbook) -> bool:
    return any(_plain(law.facts[kind]) for kind in kinds)


def _plain(kind: FactKind) -> bool:
    """Whether the fact neither moves the case nor is an act of supervision."""
    return not (kind.to_state or kind.once or kind.supervision or kind.id == "correction")
