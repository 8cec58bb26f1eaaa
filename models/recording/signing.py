"""Who signs for a fact (录入人): an officer without a role that records its kind is remarked on."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from sqlalchemy import Connection, select

from models.recording.arrival import Arrival
from models.statement import Listed
from models.tables.schema import metadata
from rulebook.law.gate import Refusal
from rulebook.law.lawbook import Lawbook
from rulebook.law.rolewords import either

_OFFICER = metadata.tables["officer"]
_ROLE = metadata.tables["officer_role"]
_HELD = Listed(
    _OFFICER.c.id,
    lambda which: (
        select(_OFFICER.c.id, _ROLE.c.role)
        .join_from(_OFFICER, _ROLE, _ROLE.c.officer_id == _OFFICER.c.id, isouter=True)
        .where(which)
    ),
)
_NOBODY = frozenset({"", "desk", "import", "task", "api"})  # no person signs
_GATE = "recorder"

Roles = Mapping[str, frozenset[str]]


def roles(connection: Connection, arrivals: Iterable[Arrival]) -> Roles:
    """The roles of those officers who sign; no query when nobody does."""
    signers = {arrival.by for arrival in arrivals} - _NOBODY
    held: dict[str, set[str]] = {}
    for row in _HELD.rows(connection, sorted(signers)) if signers else ():
        held.setdefault(row["id"], set()).add(row["role"])
    return {officer: frozenset(found) for officer, found in held.items()}


def signer(arrival: Arrival, law: Lawbook) -> str:
    """The officer whose roles are asked about; empty when nobody signs, or anybody may."""
    asked = arrival.by not in _NOBODY and law.facts[arrival.kind].by
    return arrival.by if asked else ""


def of(signer: str, roles: Collection[str] | None) -> Roles:
    """The roles of the one who signs; None of a stranger to the book."""
    return {} if roles is None or signer in _NOBODY else {signer: frozenset(roles)}


def remarks(arrival: Arrival, held: Roles, law: Lawbook) -> Iterator[Refusal]:
    """One line when an officer signs whose roles are none of those that record the kind."""
    kind = law.facts[arrival.kind]
    if arrival.by not in held or not kind.by or held[arrival.by] & set(kind.by):
        return
    zh = "、".join(law.roles.get(role, role) for role in kind.by)
    yield Refusal(
        _GATE,
        "",
        f"{kind.zh}一般由{zh}录入，{arrival.by}没有其中的职责",
        f"{kind.id} is recorded by {either(kind.by)}: {arrival.by} holds none of these roles",
    )
