"""Constraints that kinds of facts put on the order (事实类别所示顺序): first, once, not after."""

from __future__ import annotations

from collections.abc import Iterator

from rulebook.law.lawbook import CORRECTION, Lawbook
from rulebook.order.constraint import Constraint, Template
from rulebook.order.weighing import Weighing

CLOSED = "closed"


def from_kinds(law: Lawbook, weights: Weighing) -> Iterator[Constraint]:
    """What opens a case, what happens once in it, and what may not follow its end."""
    kinds = law.facts.values()
    yield Constraint(
        id="init",
        template=Template.INIT,
        first=tuple(kind.id for kind in kinds if kind.opens_file),
        then=(),
        source="kind:opens_file",
        zh="案件以立卷事实为第一项",
        en="a case begins with a fact that opens its file",
        article="",
        weight=weights.course,
    )
    demanded = _demanded(law)
    for kind in kinds:
        if kind.once:
            yield _once(kind.id, kind.zh, demanded.get(kind.id, ()), weights)
    yield Constraint(
        id="absence:closed",
        template=Template.ABSENCE,
        first=closing(law),
        then=tuple(k.id for k in kinds if not k.after_end and k.id != CORRECTION),
        source="kind:after_end",
        zh="结案后不得再办理只在案件进行中办理的事项",
        en="what belongs to a running case does not follow its end",
        article="",
        weight=weights.course,
    )


def closing(law: Lawbook) -> tuple[str, ...]:
    """The kinds of facts that close a case."""
    return tuple(kind.id for kind in law.facts.values() if kind.to_state == CLOSED)


def _once(kind: str, zh: str, closes: tuple[str, ...], weights: Weighing) -> Constraint:
    exactly = bool(closes)
    template = Template.EXACTLY_ONE if exactly else Template.AT_MOST_ONE
    times = ("恰好一次", "exactly once") if exactly else ("至多一次", "at most once")
    return Constraint(
        id=f"{template}:{kind}",
        template=template,
        first=(kind,),
        then=closes,
        source=f"kind:{kind}",
        zh=f"{zh}在一案中{times[0]}",
        en=f"{kind} happens {times[1]} in a case",
        article="",
        weight=weights.course,
    )


def _demanded(law: Lawbook) -> dict[str, tuple[str, ...]]:
    """Kinds without which a gate lets no case close, whatever is said, with the closing facts."""
    found: dict[str, tuple[str, ...]] = {}
    ends = set(closing(law))
    for gate in law.gates.values():
        closes = tuple(kind for kind in gate.on if kind in ends)
        if not (closes and gate.refuses):
            continue
        for need in gate.needs:
            if len(need.has) == 1 and need.when is None and need.that is None:
                found[need.has[0]] = closes
    return found
