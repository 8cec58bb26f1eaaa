"""Senders' keys (来件标识): the same key and content add nothing twice."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import Connection, select

from models.dossier import any_of
from models.errors import FactDiffers
from models.schema import metadata
from rulebook.casefile import FactView

_FACT = metadata.tables["fact"]
_KEY = metadata.tables["fact_key"]

_SAID = (
    "kind",
    "subject_kind",
    "subject_ref",
    "occurred_at",
    "payload",
    "evidence",
    "evidence_on",
    "corrects",
)

Row = Mapping[Any, Any]  # a row as read or as about to be written


def standing(connection: Connection, keys: Collection[str]) -> dict[str, Row]:
    """The facts that stand under these keys."""
    if not keys:
        return {}
    under = select(_KEY.c.key, _FACT).join(_FACT, _FACT.c.id == _KEY.c.fact_id)
    rows = connection.execute(under.where(any_of(_KEY.c.key, list(keys)))).mappings()
    return {row["key"]: row for row in rows}


def expect_same(key: str, row: Row, case_id: int, fact: FactView) -> None:
    """`FactDiffers` unless the fact that stands under the key says the same of the same case."""
    said = {name: getattr(fact, name) for name in _SAID}
    if row["case_id"] != case_id or any(row[name] != value for name, value in said.items()):
        raise FactDiffers(key, row["seq"])
