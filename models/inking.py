"""Writing the rows of a batch: one statement on PostgreSQL, one a table on SQLite."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update
from sqlalchemy.dialects.sqlite import insert as insert_or

from models.changes import CLIMBING, FOLLOWING
from models.dossier import any_of
from models.entry import DERIVED, Entry, Row, Rows, rows, standing_ids
from models.inking_postgresql import ink_at_once
from models.round import Fired
from models.schema import metadata

_CASE = metadata.tables["enforcement_case"]
_FACT = metadata.tables["fact"]
_KEY = metadata.tables["fact_key"]
_NODE = metadata.tables["node"]
_CLAIM = metadata.tables["rung_claim"]
_TRANSITION = metadata.tables["transition"]
_RUN = metadata.tables["case_run"]


def ink(connection: Connection, entries: Sequence[Entry]) -> None:
    """Write what the entries gained; every new node's id is filled in."""
    written = rows(entries, _fired(connection, standing_ids(entries)))
    at_once = connection.dialect.name == "postgresql"
    ids = ink_at_once(connection, written) if at_once else _ink(connection, written)
    for entry in entries:
        for change in entry.changes.fresh:
            change.id = ids[entry.dossier.id, change.key]


def _fired(connection: Connection, nodes: Sequence[int]) -> dict[int, list[Fired]]:
    """The claims on these nodes, which are locked first so that no patrol adds one meanwhile."""
    fired: dict[int, list[Fired]] = {}
    if nodes:
        locked = select(_NODE.c.id).where(any_of(_NODE.c.id, nodes)).order_by(_NODE.c.id)
        connection.execute(locked.with_for_update(key_share=True))
        claims = select(_CLAIM.c.node_id, _CLAIM.c.rung, _CLAIM.c.due_at)
        for node, rung, due_at in connection.execute(claims.where(any_of(_CLAIM.c.node_id, nodes))):
            fired.setdefault(node, []).append(Fired(rung, due_at))
    return fired


def _ink(connection: Connection, written: Rows) -> dict[tuple[int, str], int]:
    _each(connection, insert(_FACT), written.facts)
    _each(connection, _ENTER_KEY, written.keys)
    ids = _insert_nodes(connection, written.fresh)
    _each(connection, _SET_NODE, _named(written.standing))
    _each(connection, insert(_TRANSITION), (_placed(row, ids) for row in written.transitions))
    _each(connection, _SET_CASE, _named(written.cases))
    _each(connection, _WAKE, written.runs)
    return ids


def _insert_nodes(connection: Connection, fresh: Sequence[Row]) -> dict[tuple[int, str], int]:
    if not fresh:
        return {}
    stored = connection.execute(_NEW_NODE, fresh)
    return {(case, key): node for node, case, key in stored}


def _placed(row: Row, ids: dict[tuple[int, str], int]) -> Row:
    node = row["node_id"] or ids[row["case_id"], row["node_key"]]
    return {name: value for name, value in row.items() if name != "node_key"} | {"node_id": node}


def _named(many: Iterable[Row]) -> list[Row]:
    # In an UPDATE the plain names are the columns; what is bound goes by another.
    return [{f"its_{name}": value for name, value in row.items()} for row in many]


def _each(connection: Connection, statement: Any, many: Iterable[Row]) -> None:
    """Run a statement once a row; a single row is sent as one, which costs less than a batch."""
    listed = list(many)
    if listed:
        connection.execute(statement, listed if len(listed) > 1 else listed[0])


def _setting(table: Any, columns: Iterable[str]) -> Any:
    values = {name: bindparam(f"its_{name}", type_=table.c[name].type) for name in columns}
    return update(table).where(table.c.id == bindparam("its_id")).values(values)


_SET_CASE = _setting(_CASE, DERIVED)
_SET_NODE = _setting(_NODE, (*FOLLOWING, *CLIMBING))
_NEW_NODE = insert(_NODE).returning(_NODE.c.id, _NODE.c.case_id, _NODE.c.key)
_ENTER_KEY = insert(_KEY).from_select(
    ["key", "fact_id"],
    select(bindparam("key", type_=_KEY.c.key.type), _FACT.c.id).where(
        _FACT.c.case_id == bindparam("case_id"), _FACT.c.seq == bindparam("seq")
    ),
)
_WAKE = insert_or(_RUN).on_conflict_do_update(
    index_elements=["case_id"], set_={"wanted": _RUN.c.wanted + 1}
)
