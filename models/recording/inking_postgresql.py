"""Writing the rows of a batch on PostgreSQL: one statement, one round trip, whatever the number.

Rows travel as one JSON document of arrays, each value in the place of its column: the server
unfolds those in half the time that it takes for objects, and Python writes them in half. A fact
that comes alone is bound value by value, and its case too: that spares them the unfolding.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from itertools import chain
from operator import itemgetter
from typing import Any

import orjson
from sqlalchemy import JSON, Connection, Table

from models.prepared import Line
from models.recording.binding import SHOWN, bound, dumped, entered, names, numbered, typed
from models.recording.changes import CLIMBING
from models.recording.entry import DERIVED, NEW_RUN, Row, Rows
from models.recording.stored import FOLLOWING
from models.statement import driven
from models.tables.schema import metadata

_FACT = metadata.tables["fact"]
_CASE = metadata.tables["enforcement_case"]
_NODE = metadata.tables["node"]
_LEDGER = metadata.tables["ledger_entry"]


Ids = dict[tuple[int, str], int]  # of new nodes, by case and key


def ink_alone(connection: Connection, written: Rows) -> Ids:
    """Write the rows of one fact."""
    document = _document(written)
    statement = _statement(tuple(document), alone=True)
    values = [*_alone(document.pop("facts")), *_alone(document.pop("cases"))]
    if document:
        values.insert(0, dumped(document))
    stored = driven(connection, statement, values)
    return {(case, key): node for node, case, key in stored}


def in_words(written: Rows) -> tuple[str, str]:
    """The statement that writes all rows, and the one value that it takes."""
    document = _document(written)
    return _statement(tuple(document), alone=False).replace("%s", "$1"), dumped(document)


def named(rows: Iterable[Line]) -> Ids:
    """The ids that the statement answers, in one text: rows are dear to take out one by one."""
    ((text,),) = rows
    return {(case, key): node for node, case, key in orjson.loads(text)} if text else {}


def _alone(rows: Iterable[Iterable[Any]]) -> list[str | None]:
    return bound(chain.from_iterable(rows))


def _document(written: Rows) -> dict[str, list[Sequence[Any]]]:
    return {
        part: [placed(row) for row in rows]
        for part, placed in _PLACED.items()
        if (rows := getattr(written, part))
    }


@cache
def _statement(parts: tuple[str, ...], alone: bool) -> str:
    """The statement that writes these parts, and only them: an empty one would cost its share."""
    written = _QUERIES | _BOUND if alone else _QUERIES
    queries = [f"{_NAMES[part]} AS ({written[part]})" for part in parts]
    if "fresh" not in parts:
        queries.insert(0, f"{_NAMES['fresh']} AS ({_NOTHING})")
    if not alone or set(parts) > set(_BOUND):
        queries.insert(0, "doc AS (SELECT %s::jsonb AS rows)")
    answer = "id, case_id, key" if alone else "json_agg(json_build_array(id, case_id, key))"
    return f"WITH {', '.join(queries)}, woken AS ({WAKING}) SELECT {answer} FROM opened"


def _value(table: Table, name: str, place: int) -> str:
    """The value at a place of an array, in the column's own type."""
    if isinstance(table.c[name].type, JSON):
        return f"(new -> {place})"
    return f"(new ->> {place})::{typed(table, name)}"


def _values(table: Table, columns: Iterable[str]) -> str:
    return ", ".join(_value(table, name, place) for place, name in enumerate(columns))


def _inserting(table: Table, part: str) -> str:
    columns = numbered(table.name)
    return (
        f"INSERT INTO {table.name} ({names(columns)}) SELECT {_values(table, columns)} "
        f"FROM doc, jsonb_array_elements(doc.rows -> '{part}') AS new"
    )


def _updating(table: Table, part: str, columns: Sequence[str]) -> str:
    # Through an array the planner expects ten rows and finds them by index; of a set-returning
    # function it expects a hundred, and reads the whole table to update one row of it.
    values = (f"{name} = {_value(table, name, at)}" for at, name in enumerate(columns))
    return (
        f"UPDATE {table.name} SET {', '.join(values)} "
        f"FROM doc, unnest(ARRAY(SELECT jsonb_array_elements(doc.rows -> '{part}'))) AS new "
        f"WHERE {table.name}.id = {_value(table, 'id', len(columns))} RETURNING {table.name}.id"
    )


_SET = (*FOLLOWING, *CLIMBING)
_PLACED: Mapping[str, Callable[[Row], Sequence[Any]]] = {
    "facts": itemgetter(*numbered("fact")),
    "cases": itemgetter(*DERIVED, "id"),
    "keys": itemgetter("key", "case_id", "seq"),
    "fresh": itemgetter(*numbered("node")),
    "standing": itemgetter(*_SET, "id"),
    "transitions": itemgetter(*SHOWN, "node_key"),
    "ledger": entered,
}
_NAMES = {
    "facts": "recorded",
    "keys": "keyed",
    "fresh": "opened",
    "standing": "changed",
    "transitions": "shown",
    "cases": "stood",
    "ledger": "entered",
}
_BOUND = {
    "facts": (
        f"INSERT INTO fact ({names(numbered('fact'))}) "
        f"VALUES ({', '.join(['%s'] * len(numbered('fact')))}) RETURNING id, case_id, seq"
    ),
    "cases": (
        f"UPDATE enforcement_case SET {', '.join(f'{name} = %s' for name in DERIVED)} "
        "WHERE id = %s RETURNING id"
    ),
}
# A new run's columns but those left empty.
_FIRST = {k: v for k, v in NEW_RUN.items() if v is not None and k != "case_id"}
_NOTHING = "SELECT 0::bigint AS id, 0::bigint AS case_id, '' AS key WHERE false"
WAKING = f"""
  INSERT INTO case_run (case_id, {names(_FIRST)})
  SELECT id, {", ".join(map(repr, _FIRST.values()))} FROM stood
  ON CONFLICT (case_id) DO UPDATE SET wanted = case_run.wanted + 1"""
_QUERIES = {
    "facts": f"{_inserting(_FACT, 'facts')} RETURNING id, case_id, seq",
    "keys": """
  INSERT INTO fact_key (key, fact_id) SELECT new ->> 0, recorded.id
  FROM doc, jsonb_array_elements(doc.rows -> 'keys') AS new
  JOIN recorded ON recorded.case_id = (new ->> 1)::bigint
    AND recorded.seq = (new ->> 2)::integer""",
    "fresh": f"{_inserting(_NODE, 'fresh')} RETURNING id, case_id, key",
    "standing": _updating(_NODE, "standing", _SET),
    # A join keeps no order, and a node's transitions are read in the order of their ids.
    "transitions": f"""
  INSERT INTO transition ({names(SHOWN)})
  SELECT (new ->> 0)::bigint, COALESCE(opened.id, (new ->> 1)::bigint),
    new ->> 2, new ->> 3, (new ->> 4)::timestamptz, (new ->> 5)::integer
  FROM doc, jsonb_array_elements(doc.rows -> 'transitions')
    WITH ORDINALITY AS one (new, place)
  LEFT JOIN opened ON opened.case_id = (new ->> 0)::bigint AND opened.key = new ->> 6
  ORDER BY place""",
    "cases": _updating(_CASE, "cases", DERIVED),
    "ledger": _inserting(_LEDGER, "ledger"),
}
