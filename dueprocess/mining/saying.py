"""What of a fact may leave the house (可导出内容): figures, days, flags and closed choices."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from dueprocess.mining.event import Value, midnight
from rulebook.case.casefile import FactView
from rulebook.case.payload import day, moment
from rulebook.law.factkind import Field
from rulebook.law.lawbook import Lawbook

PREFIX = "said_"
_TYPES = {"flag": "boolean", "date": "time", "moment": "time", "yuan": "float", "number": "integer"}


class Saying:
    """Reads of a payload the fields that cannot hold a name.

    A text that a person typed may name a party or bear an identity number: it is left out,
    whatever it says. Officers are bound to the event under their pseudonyms instead.
    """

    def __init__(self, law: Lawbook) -> None:
        kinds = law.facts.values()
        self._telling = {kind.id: tuple(filter(_tells, kind.fields)) for kind in kinds}
        self._naming = {
            kind.id: tuple(field.name for field in kind.fields if field.type == "officer")
            for kind in kinds
        }

    def said(self, fact: FactView) -> Iterator[tuple[str, Value]]:
        """The telling fields of a fact, each under `PREFIX`."""
        for field in self._telling.get(fact.kind, ()):
            value = fact.payload.get(field.name)
            if value is not None and value != "" and _allowed(field, value):
                yield PREFIX + field.name, _value(field, value)

    def officers(self, fact: FactView) -> Iterator[tuple[str, str]]:
        """The officers whom a fact names, each with the field that names him or her."""
        for name in self._naming.get(fact.kind, ()):
            if fact.payload.get(name):
                yield name, str(fact.payload[name])


def _tells(field: Field) -> bool:
    return field.type in _TYPES or bool(field.choices)


def _allowed(field: Field, value: object) -> bool:
    """Whether a closed choice is one of those; an older law's may have been open."""
    if not field.choices:
        return True
    return all(one in field.choices for one in (value if isinstance(value, list) else [value]))


def _value(field: Field, value: object) -> Value:
    match field.type:
        case "yuan":
            return float(Decimal(str(value)))
        case "date":
            return midnight(day(value))
        case "moment":
            return moment(value)
        case "flag":
            return bool(value)
        case "number":
            return int(str(value))
        case _:
            return "、".join(value) if isinstance(value, list) else str(value)
