"""The declared model (声明式模型): every constraint that the law puts on the order of facts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from rulebook.law.lawbook import Lawbook
from rulebook.order.constraint import Constraint, Template
from rulebook.order.fromgates import from_gates, undeclared
from rulebook.order.fromkinds import from_kinds
from rulebook.order.fromrules import from_rules
from rulebook.order.weighing import Weighing, weighing


@dataclass(frozen=True)
class Model:
    """All constraints in a fixed order, and how many needs of gates are no matter of order.

    `elsewhere` counts those by their way: what a fact says of itself, figures, a track's own check.
    """

    version: str  # of the lawbook
    constraints: tuple[Constraint, ...]
    elsewhere: Mapping[str, int]

    @cached_property
    def by_id(self) -> Mapping[str, Constraint]:
        """Each constraint by its id."""
        return {one.id: one for one in self.constraints}

    @cached_property
    def course(self) -> Sequence[Constraint]:
        """What is asked of the case as a whole."""
        return tuple(self._of(Template.INIT, Template.AT_MOST_ONE, Template.EXACTLY_ONE))

    @cached_property
    def before(self) -> Mapping[str, Sequence[Constraint]]:
        """By kind of fact, what must or must not lie before it."""
        asked = (Template.PRECEDENCE, Template.SUCCESSION, Template.ABSENCE, Template.ANSWERED)
        return self._by_kind((kind, one) for one in self._of(*asked) for kind in one.then)

    @cached_property
    def behind(self) -> Mapping[str, Sequence[Constraint]]:
        """By kind of fact, what must follow it."""
        return self._by_kind(
            (kind, one)
            for one in self._of(Template.RESPONSE, Template.SUCCESSION)
            for kind in one.first
        )

    @cached_property
    def by_clock(self) -> Mapping[str, Constraint]:
        """By rule, the constraint whose answers its clocks measure."""
        return {one.clock: one for one in self.constraints if one.clock}

    def _of(self, *templates: Template) -> Iterator[Constraint]:
        return (one for one in self.constraints if one.template in templates)

    def _by_kind(
        self, found: Iterator[tuple[str, Constraint]]
    ) -> Mapping[str, Sequence[Constraint]]:
        sorted_: dict[str, list[Constraint]] = {}
        for kind, one in found:
            sorted_.setdefault(kind, []).append(one)
        return sorted_


def declared(law: Lawbook, weights: Weighing | None = None) -> Model:
    """The model of a lawbook: what opens and settles, what gates ask for, what happens once."""
    weights = weights or weighing()
    found = [*from_kinds(law, weights), *from_gates(law, weights), *from_rules(law, weights)]
    return Model(law.version, tuple(_joined(found)), undeclared(law))


def _joined(found: Sequence[Constraint]) -> Iterator[Constraint]:
    """A response and a precedence over the very same facts are one succession."""
    pairs: dict[str, Constraint] = {}  # by precedence the response that takes it in
    taken: dict[str, Constraint] = {}  # by response the precedence
    for one in found:
        if one.template is Template.RESPONSE:
            for gate in found:
                if gate.id not in pairs and _twins(one, gate):
                    pairs[gate.id], taken[one.id] = one, gate
                    break
    for one in found:
        if one.id in pairs:
            rest = tuple(kind for kind in one.then if kind not in pairs[one.id].then)
            if rest:
                yield replace(one, then=rest)
        elif one.id in taken:
            yield _succession(one, taken[one.id])
        else:
            yield one


def _twins(response: Constraint, gate: Constraint) -> bool:
    plain = gate.template is Template.PRECEDENCE and not (gate.when or gate.that or gate.waits)
    same = set(response.first) == set(gate.first) and set(response.then) <= set(gate.then)
    return plain and same and not gate.paper


def _succession(response: Constraint, gate: Constraint) -> Constraint:
    return replace(
        response,
        id=f"succession:{response.clock}",
        template=Template.SUCCESSION,
        source=f"{response.source} {gate.source}",
        zh=f"{response.zh}；{gate.zh}",
        en=f"{response.en}; {gate.en}",
        article=f"{response.article}；{gate.article}",
        needed=gate,
    )
