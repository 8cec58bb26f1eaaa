"""Filling in a fact's form (填表): every field that its kind demands, with a lawful value."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from dueprocess.simulator.act import InDays
from rulebook.law.condition import Condition
from rulebook.law.factkind import FactKind, Field

if TYPE_CHECKING:
    from dueprocess.simulator.life import Life


def filled(kind: FactKind, says: Mapping[str, object], life: Life) -> dict[str, object]:
    """What was to be said, and whatever else the kind demands."""
    missing = (field for field in kind.fields if field.required and field.name not in says)
    return {**says, **{field.name: value(field, life) for field in missing}}


def value(field: Field, life: Life) -> object:
    """Some value that fits the field."""
    if field.choices:
        return life.rng.choice(field.choices)
    plain: Mapping[str, Callable[[], object]] = {
        "flag": lambda: True,
        "date": lambda: InDays(life.span("while")),
        "moment": lambda: InDays(0),
        "yuan": lambda: f"{life.claim / 4:.2f}",
        "number": lambda: 1,
        "officer": life.other_officer,
        "texts": lambda: [f"演练{field.zh}"],
    }
    return plain.get(field.type, lambda: f"演练{field.zh}")()


def meeting(condition: Condition, kind: FactKind, life: Life) -> object:
    """A value of the condition's field under which it holds."""
    field = kind.field(condition.field)
    figure: Callable[[Decimal], object] = int if field and field.type == "number" else str
    if condition.at_most is not None:
        return figure(condition.at_most)
    if condition.more_than is not None:
        return figure(condition.more_than + 1)
    if condition.one_of:
        return life.rng.choice(condition.one_of)
    return condition.equals
