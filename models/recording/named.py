"""Those a fact names (事实所指): officers that must be registered, cases nearly named so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from sqlalchemy import Connection, select

from models.errors import UnknownOfficer
from models.recording.arrival import Arrival
from models.statement import Listed
from models.tables.schema import metadata
from rulebook.law.lawbook import Lawbook

_OFFICER = metadata.tables["officer"]
_CASE = metadata.tables["enforcement_case"]
_REGISTERED = Listed(_OFFICER.c.id, lambda which: select(_OFFICER.c.id).where(which))
_SERIAL = re.compile(r"(\d+)号")


def officers(connection: Connection, arrivals: Iterable[Arrival], law: Lawbook) -> frozenset[str]:
    """Which of the officers that these facts name are registered; no query when none is named."""
    named = {officer for arrival in arrivals for officer in _named(arrival, law)}
    return frozenset(row["id"] for row in _REGISTERED.rows(connection, list(named)))


def officers_in(arrival: Arrival, law: Lawbook) -> Sequence[str]:
    """Those whom the fact names, each once."""
    return tuple(dict.fromkeys(_named(arrival, law)))


def expect_officers(arrival: Arrival, registered: frozenset[str], law: Lawbook) -> None:
    """`UnknownOfficer` when the fact names somebody who is not registered."""
    for officer in _named(arrival, law) if arrival.payload else ():
        if officer not in registered:
            raise UnknownOfficer(officer)


def near(connection: Connection, case: str | int) -> list[str]:
    """A case number with the same serial number, for a hint."""
    serial = _SERIAL.search(str(case))
    if serial is None:
        return []
    alike = select(_CASE.c.number).where(_CASE.c.number.like(f"%执{serial[1]}号")).limit(1)
    return list(connection.execute(alike).scalars())


def _named(arrival: Arrival, law: Lawbook) -> list[str]:
    names = _officer_fields(law)
    said = arrival.payload.items()
    return [value for name, value in said if name in names and isinstance(value, str) and value]


@lru_cache(maxsize=8)
def _officer_fields(law: Lawbook) -> frozenset[str]:
    # A correcting fact may carry the fields of any kind.
    fields = (field for kind in law.facts.values() for field in kind.fields)
    return frozenset(field.name for field in fields if field.type == "officer")
