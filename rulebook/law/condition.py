"""Conditions on a fact's payload: variants by urgency, amount or kind, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Condition:
    """`field` must equal a value, be one of several, or be an amount (yuan) below or above one.

    `at_most` includes the amount, `less_than` and `more_than` do not.

    A field that is absent counts as `default`, so that a rule says what silence means.
    """

    field: str
    equals: object = None
    at_most: Decimal | None = None
    more_than: Decimal | None = None
    default: object = None
    one_of: tuple[str, ...] = ()
    less_than: Decimal | None = None

    def holds(self, payload: Mapping[str, object]) -> bool:
        value = payload.get(self.field, self.default)
        if self.at_most is not None:
            return value is not None and Decimal(str(value)) <= self.at_most
        if self.less_than is not None:
            return value is not None and Decimal(str(value)) < self.less_than
        if self.more_than is not None:
            return value is not None and Decimal(str(value)) > self.more_than
        if self.one_of:
            return value in self.one_of
        return value == self.equals
