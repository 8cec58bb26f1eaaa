"""Writing the rows of a batch on PostgreSQL: one statement, one round trip, whatever the number.

All rows travel as one JSON document, which the server unfolds by the tables' own column types.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from sqlalchemy import Connection, Table

from models.recording.changes import CLIMBING
from models.recording.entry import DERIVED, Rows
from models.recording.stored import FOLLOWING
from models.statement import driven
from models.tables.schema import metadata

_TABLES = metadata.tables


def ink_at_once(connection: Connection, written: Rows) -> dict[tuple[int, str], int]:
    """Write all rows; gives the ids of the new nodes by case and key."""
    document = {name: getattr(written, name) for name in Rows.__slots__}
    # A join keeps no order, and a node's transitions are read in the order of their ids.
    document["transitions"] = [
        {**row, "place": place} for place, row in enumerate(written.transitions)
    ]
    text = json.dumps(document, ensure_ascii=False, default=str)
    stored = driven(connection, _STATEMENT, (text,))
    return {(case, key): node for node, case, key in stored}


def _names(columns: Iterable[str], prefix: str = "") -> str:
    return ", ".join(f"{prefix}{name}" for name in columns)


def _plain(table: Table) -> list[str]:
    """Every column but the one the server numbers."""
    return [column.name for column in table.columns if column.name != "id"]


def _unfolded(table: str, part: str) -> str:
    return f"doc, jsonb_populate_recordset(NULL::{table}, doc.rows -> '{part}') AS new"


def _inserting(table: str, part: str) -> str:
    columns = _plain(_TABLES[table])
    return (
        f"INSERT INTO {table} ({_names(columns)}) "
        f"SELECT {_names(columns, 'new.')} FROM {_unfolded(table, part)}"
    )


def _updating(table: str, part: str, columns: Iterable[str]) -> str:
    # Through an array the planner expects ten rows and finds them by index; of a set-returning
    # function it expects a hundred, and reads the whole table to update one row of it.
    values = ", ".join(f"{name} = new.{name}" for name in columns)
    return (
        f"UPDATE {table} SET {values} "
        f"FROM doc, unnest(ARRAY(SELECT jsonb_array_elements(doc.rows -> '{part}'))) AS one, "
        f"jsonb_populate_record(NULL::{table}, one) AS new WHERE {table}.id = new.id"
    )


_STATEMENT = f"""
WITH doc AS (SELECT %s::jsonb AS rows),
recorded AS ({_inserting("fact", "facts")} RETURNING id, case_id, seq),
keyed AS (
  INSERT INTO fact_key (key, fact_id) SELECT new.key, recorded.id
  FROM doc, jsonb_to_recordset(doc.rows -> 'keys') AS new (key text, case_id bigint, seq integer)
  JOIN recorded ON recorded.case_id = new.case_id AND recorded.seq = new.seq),
opened AS ({_inserting("node", "fresh")} RETURNING id, case_id, key),
changed AS ({_updating("node", "standing", (*FOLLOWING, *CLIMBING))}),
shown AS (
  INSERT INTO transition (case_id, node_id, what, detail, at, fact_seq)
  SELECT new.case_id, COALESCE(opened.id, new.node_id), new.what, new.detail, new.at, new.fact_seq
  FROM doc, jsonb_to_recordset(doc.rows -> 'transitions') AS new (
    place integer, case_id bigint, node_id bigint, node_key text,
    what text, detail text, at timestamptz, fact_seq integer)
  LEFT JOIN opened ON opened.case_id = new.case_id AND opened.key = new.node_key
  ORDER BY new.place),
stood AS ({_updating("enforcement_case", "cases", DERIVED)}),
woken AS (
  {_inserting("case_run", "runs")}
  ON CONFLICT (case_id) DO UPDATE SET wanted = case_run.wanted + 1)
SELECT id, case_id, key FROM opened
"""
