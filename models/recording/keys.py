"""Senders' keys (来件标识): the same key and content add nothing twice."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import Connection, select

from models.errors import FactDiffers
from models.statement import Listed
from models.tables.schema import metadata
from rulebook.case.casefile import FactView

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

_UNDER = Listed(
    _KEY.c.key,
    lambda which: (
        select(_KEY.c.key.label("sent_as"), _FACT)
        .join_from(_KEY, _FACT, _FACT.c.id == _KEY.c.fact_id)
        .where(which)
    ),
)

Row = Mapping[Any, Any]  # a row as read or as about to be written


def standing(connection: Connection, keys: Collection[str]) -> dict[str, Row]:
    """The facts that stand under these keys."""
    return {row["sent_as"]: row for row in _UNDER.rows(connection, list(keys))}


def expect_same(key: str, row: Row, case_id: int, fact: FactView) -> None:
    """`FactDiffers` unless the fact that stands under the key says the same of the same case."""
    said = {name: getattr(fact, name) for name in _SAID}
    if row["case_id"] != case_id or any(row[name] != value for name, value in said.items()):
        raise FactDiffers(key, row["seq"])
