"""Whether a fact's payload can ever meet the conditions that an entry asks of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from rulebook.case.payload import fits, wanted
from rulebook.law.condition import Condition
from rulebook.law.factkind import FactKind, Field

AMOUNTS = ("yuan", "number")
_FEN = Decimal("0.01")


def misfits(kinds: Iterable[FactKind], condition: Condition) -> Iterator[str]:
    """What a condition names that no field of these kinds can hold; nothing where none has it."""
    fields = [field for kind in kinds if (field := kind.field(condition.field))]
    for value in _named(condition):
        if fields and not any(fits(field, value) for field in fields):
            yield f"{condition.field} is never {value!r}, give {wanted(fields[0])[1]}"
    if _bounds(condition) and fields and not any(field.type in AMOUNTS for field in fields):
        yield f"{condition.field} is no amount but a {fields[0].type}: it has no bound"


def impossible(kind: FactKind, conditions: Sequence[Condition]) -> str:
    """The field of which conditions without misfits together ask what it cannot say, or nothing."""
    for name in dict.fromkeys(condition.field for condition in conditions):
        asked = [condition for condition in conditions if condition.field == name]
        if not any(_meets(asked, said) for said in _sayings(name, kind.field(name), asked)):
            return name
    return ""


def _meets(asked: list[Condition], said: dict[str, object]) -> bool:
    return all(condition.holds(said) for condition in asked)


def _sayings(name: str, field: Field | None, asked: list[Condition]) -> Iterator[dict[str, object]]:
    """Every payload worth trying: nothing said, each choice, each value named, each bound."""
    if field is None or not field.required:
        yield {}
    if field is None:
        return
    for value in (*field.choices, *_values(field, asked)):
        if fits(field, value):
            yield {name: value}


def _values(field: Field, asked: list[Condition]) -> Iterator[object]:
    if field.type == "flag":
        yield from (True, False)
    for condition in asked:
        yield from _named(condition)
        if field.type in AMOUNTS:
            yield from _beside(condition, _FEN if field.type == "yuan" else Decimal(1))


def _beside(condition: Condition, step: Decimal) -> Iterator[object]:
    """Each bound and the amount just beyond it, as the payload would say it."""
    for bound in _bounds(condition):
        for amount in (bound - step, bound, bound + step):
            yield amount if step < 1 else int(amount)


def _bounds(condition: Condition) -> list[Decimal]:
    bounds = (condition.at_most, condition.less_than, condition.more_than)
    return [bound for bound in bounds if bound is not None]


def _named(condition: Condition) -> Iterator[object]:
    if condition.equals is not None:
        yield condition.equals
    yield from condition.one_of
    if condition.default is not None:
        yield condition.default
