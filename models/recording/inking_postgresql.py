"""Writing the rows of a batch on PostgreSQL: one statement, one round trip, whatever the number.

Rows travel as one JSON document of arrays, each value in the place of its column: the server
unfolds those in half the time that it takes for objects, and Python writes them in half. A fact
that comes alone is bound value by value, and its case too: that spares them the unfolding.

`ink_if_ahead` writes one fact without a lock. All that it writes hangs on the row of the case, and
that is moved on only if the case's chain still ends where the writer believes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain
from operator import itemgetter
from typing import Any

from sqlalchemy import JSON, Connection, Table
from sqlalchemy.dialects import postgresql

from models.recording.changes import CLIMBING
from models.recording.entry import DERIVED, NEW_RUN, Rows
from models.recording.stored import FOLLOWING
from models.statement import driven
from models.tables.schema import metadata

_DIALECT = postgresql.dialect()  # type: ignore[no-untyped-call]
_FACT = metadata.tables["fact"]
_CASE = metadata.tables["enforcement_case"]
_NODE = metadata.tables["node"]
_SHOWN = ("case_id", "node_id", "what", "detail", "at", "fact_seq")


def ink_at_once(connection: Connection, written: Rows) -> dict[tuple[int, str], int]:
    """Write all rows; gives the ids of the new nodes by case and key."""
    document = _document(written)
    statement = _statement(tuple(document), alone := len(written.facts) == 1)
    values = [*_bound(document.pop("facts")), *_bound(document.pop("cases"))] if alone else []
    if document:
        values.insert(0, _dumped(document))
    stored = driven(connection, statement, values)
    return {(case, key): node for node, case, key in stored}


# The same few moments over and over. Two equal ones of different zones are one to the server.
_said = lru_cache(maxsize=65_536)(str)


@dataclass(frozen=True, slots=True)
class Inked:
    """What was written without a lock, and what the signer's roles are."""

    ids: dict[tuple[int, str], int]  # new nodes by case and key
    roles: list[str] | None  # None: no officer of the book signs


def ink_if_ahead(
    connection: Connection, written: Rows, head: str, ahead: int, signer: str
) -> Inked | None:
    """Write a fact that comes alone if the case's chain ends in `head`; else nothing: `None`.

    Nor if the book's clock is no longer `ahead` seconds before the server's.
    """
    document = _document(written)
    parts = tuple(sorted(document, key=_GUARDED_ORDER.index))
    values = [*_bound(document.pop("cases")), head, str(ahead), *_bound(document.pop("facts"))]
    if document:
        values.insert(0, _dumped(document))
    ((stood, opened, roles),) = driven(connection, _if_ahead(parts), [*values, signer])
    if not stood:
        return None
    ids = {(case, key): node for node, case, key in json.loads(opened or "[]")}
    return Inked(ids, roles and json.loads(roles))


def _document(written: Rows) -> dict[str, list[Sequence[Any]]]:
    return {
        part: [placed(row) for row in rows]
        for part, placed in _PLACED.items()
        if (rows := getattr(written, part))
    }


def _dumped(document: object) -> str:
    return json.dumps(document, ensure_ascii=False, check_circular=False, default=_said)


def _bound(rows: Iterable[Iterable[Any]]) -> Iterator[str | None]:
    """Values as text, so that one plan serves whatever their types are in Python."""
    for value in chain.from_iterable(rows):
        match value:
            case None | str():
                yield value
            case int() | dict():
                yield _dumped(value)
            case _:
                yield _said(value)


@cache
def _statement(parts: tuple[str, ...], alone: bool) -> str:
    """The statement that writes these parts, and only them: an empty one would cost its share."""
    written = _QUERIES | _BOUND if alone else _QUERIES
    queries = [f"{_NAMES[part]} AS ({written[part]})" for part in parts]
    if "fresh" not in parts:
        queries.insert(0, f"{_NAMES['fresh']} AS ({_NOTHING})")
    if not alone or set(parts) > set(_BOUND):
        queries.insert(0, "doc AS (SELECT %s::jsonb AS rows)")
    return f"WITH {', '.join(queries)}, woken AS ({_WAKING}) SELECT id, case_id, key FROM opened"


@cache
def _if_ahead(parts: tuple[str, ...]) -> str:
    """The statement that writes these parts of one case if its chain ends where it should."""
    queries = [f"{_NAMES[part]} AS ({_GUARDED[part]})" for part in parts]
    if "fresh" not in parts:
        queries.insert(0, f"{_NAMES['fresh']} AS ({_NOTHING})")
    if set(parts) > set(_BOUND):
        queries.insert(0, "doc AS (SELECT %s::jsonb AS rows)")
    return f"WITH {', '.join(queries)}, woken AS ({_WAKING}){_TOLD}"


def _names(columns: Iterable[str]) -> str:
    return ", ".join(columns)


def _plain(table: Table) -> tuple[str, ...]:
    """Every column but the one the server numbers."""
    return tuple(column.name for column in table.columns if column.name != "id")


def _value(table: Table, name: str, place: int) -> str:
    """The value at a place of an array, in the column's own type."""
    kind = table.c[name].type
    if isinstance(kind, JSON):
        return f"(new -> {place})"
    return f"(new ->> {place})::{kind.compile(_DIALECT)}"


def _values(table: Table, columns: Iterable[str]) -> str:
    return ", ".join(_value(table, name, place) for place, name in enumerate(columns))


def _cast(table: Table, name: str) -> str:
    return f"%s::{table.c[name].type.compile(_DIALECT)}"


def _inserting(table: Table, part: str, source: str) -> str:
    columns = _plain(table)
    return (
        f"INSERT INTO {table.name} ({_names(columns)}) SELECT {_values(table, columns)} "
        f"FROM {source}, jsonb_array_elements(doc.rows -> '{part}') AS new"
    )


def _updating(table: Table, part: str, columns: Sequence[str], source: str) -> str:
    # Through an array the planner expects ten rows and finds them by index; of a set-returning
    # function it expects a hundred, and reads the whole table to update one row of it.
    values = (f"{name} = {_value(table, name, at)}" for at, name in enumerate(columns))
    return (
        f"UPDATE {table.name} SET {', '.join(values)} "
        f"FROM {source}, unnest(ARRAY(SELECT jsonb_array_elements(doc.rows -> '{part}'))) AS new "
        f"WHERE {table.name}.id = {_value(table, 'id', len(columns))} RETURNING {table.name}.id"
    )


_SET = (*FOLLOWING, *CLIMBING)
_PLACED = {
    "facts": itemgetter(*_plain(_FACT)),
    "cases": itemgetter(*DERIVED, "id"),
    "keys": itemgetter("key", "case_id", "seq"),
    "fresh": itemgetter(*_plain(_NODE)),
    "standing": itemgetter(*_SET, "id"),
    "transitions": itemgetter(*_SHOWN, "node_key"),
}
_NAMES = {
    "facts": "recorded",
    "keys": "keyed",
    "fresh": "opened",
    "standing": "changed",
    "transitions": "shown",
    "cases": "stood",
}
_BOUND = {
    "facts": (
        f"INSERT INTO fact ({_names(_plain(_FACT))}) "
        f"VALUES ({', '.join(['%s'] * len(_plain(_FACT)))}) RETURNING id, case_id, seq"
    ),
    "cases": (
        f"UPDATE enforcement_case SET {', '.join(f'{name} = %s' for name in DERIVED)} "
        "WHERE id = %s RETURNING id"
    ),
}
# A new run's columns but those left empty.
_FIRST = {k: v for k, v in NEW_RUN.items() if v is not None and k != "case_id"}
_NOTHING = "SELECT 0::bigint AS id, 0::bigint AS case_id, '' AS key WHERE false"
_WAKING = f"""
  INSERT INTO case_run (case_id, {_names(_FIRST)})
  SELECT id, {", ".join(map(repr, _FIRST.values()))} FROM stood
  ON CONFLICT (case_id) DO UPDATE SET wanted = case_run.wanted + 1"""


def _of_nodes(source: str) -> dict[str, str]:
    """What writes the parts that nodes gain, from the document beside what it hangs on."""
    return {
        "fresh": f"{_inserting(_NODE, 'fresh', source)} RETURNING id, case_id, key",
        "standing": _updating(_NODE, "standing", _SET, source),
        # A join keeps no order, and a node's transitions are read in the order of their ids.
        "transitions": f"""
  INSERT INTO transition ({_names(_SHOWN)})
  SELECT (new ->> 0)::bigint, COALESCE(opened.id, (new ->> 1)::bigint),
    new ->> 2, new ->> 3, (new ->> 4)::timestamptz, (new ->> 5)::integer
  FROM {source}, jsonb_array_elements(doc.rows -> 'transitions')
    WITH ORDINALITY AS one (new, place)
  LEFT JOIN opened ON opened.case_id = (new ->> 0)::bigint AND opened.key = new ->> 6
  ORDER BY place""",
    }


_QUERIES = {
    "facts": f"{_inserting(_FACT, 'facts', 'doc')} RETURNING id, case_id, seq",
    "keys": """
  INSERT INTO fact_key (key, fact_id) SELECT new ->> 0, recorded.id
  FROM doc, jsonb_array_elements(doc.rows -> 'keys') AS new
  JOIN recorded ON recorded.case_id = (new ->> 1)::bigint
    AND recorded.seq = (new ->> 2)::integer""",
    **_of_nodes("doc"),
    "cases": _updating(_CASE, "cases", DERIVED, "doc"),
}
_GUARDED = {
    "cases": (
        f"UPDATE enforcement_case SET {', '.join(f'{name} = %s' for name in DERIVED)} "
        "WHERE id = %s AND head = %s "
        "AND (SELECT ahead_seconds FROM book WHERE id = 1) = %s RETURNING id"
    ),
    "facts": (
        f"INSERT INTO fact ({_names(_plain(_FACT))}) "
        f"SELECT {', '.join(_cast(_FACT, name) for name in _plain(_FACT))} FROM stood"
    ),
    **_of_nodes("stood, doc"),
}
_GUARDED_ORDER = tuple(_GUARDED)
_TOLD = """
SELECT (SELECT count(*) FROM stood),
  (SELECT json_agg(json_build_array(id, case_id, key)) FROM opened)::text,
  (SELECT json_agg(role) FROM officer LEFT JOIN officer_role ON officer_id = officer.id
    WHERE officer.id = %s)::text"""
