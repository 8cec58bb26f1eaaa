"""Writing the rows of a batch: one statement on PostgreSQL, one a table on SQLite."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, Table, bindparam, insert, literal_column, select, update
from sqlalchemy.dialects.sqlite import insert as insert_or
from sqlalchemy.sql import ClauseElement

from models.recording.changes import CLIMBING
from models.recording.entry import DERIVED, Entry, Row, Rows, rows, standing_ids
from models.recording.inking_postgresql import ink_at_once
from models.recording.round import Fired
from models.recording.stored import FOLLOWING
from models.statement import Listed, Statement
from models.tables.schema import metadata

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
    if nodes:
        _LOCK_NODES.rows(connection, nodes)
    return claims(connection, nodes)


def claims(connection: Connection, nodes: Sequence[int]) -> dict[int, list[Fired]]:
    """The rungs fired or skipped on these nodes, by node."""
    fired: dict[int, list[Fired]] = {}
    for row in _CLAIMS.rows(connection, nodes):
        fired.setdefault(row["node_id"], []).append(Fired(row["rung"], row["due_at"]))
    return fired


def _ink(connection: Connection, written: Rows) -> dict[tuple[int, str], int]:
    _ENTER_FACT.each(connection, written.facts)
    _ENTER_KEY.each(connection, written.keys)
    _ENTER_NODE.each(connection, written.fresh)
    ids = _numbered(connection, written.fresh)
    _SET_NODE.each(connection, map(_named, written.standing))
    _ENTER_TRANSITION.each(connection, (_placed(row, ids) for row in written.transitions))
    _SET_CASE.each(connection, map(_named, written.cases))
    _WAKE.each(connection, written.runs)
    return ids


def _numbered(connection: Connection, fresh: Sequence[Row]) -> dict[tuple[int, str], int]:
    if not fresh:
        return {}
    cases = list({row["case_id"] for row in fresh})
    return {(row["case_id"], row["key"]): row["id"] for row in _IDS.rows(connection, cases)}


def _placed(row: Row, ids: dict[tuple[int, str], int]) -> Row:
    return row | {"node_id": row["node_id"] or ids[row["case_id"], row["node_key"]]}


def _named(row: Row) -> Row:
    # In an UPDATE the plain names are the columns; what is bound goes by another.
    return {f"its_{name}": value for name, value in row.items()}


def _entering(table: Table) -> ClauseElement:
    columns = [column for column in table.columns if column.name != "id"]
    return insert(table).values({c.name: bindparam(c.name, type_=c.type) for c in columns})


def _setting(table: Table, columns: Iterable[str]) -> ClauseElement:
    values = {name: bindparam(f"its_{name}", type_=table.c[name].type) for name in columns}
    return update(table).where(table.c.id == bindparam("its_id")).values(values)


def _keying() -> ClauseElement:
    fact = select(bindparam("key", type_=_KEY.c.key.type), _FACT.c.id).where(
        _FACT.c.case_id == bindparam("case_id"), _FACT.c.seq == bindparam("seq")
    )
    return insert(_KEY).from_select(["key", "fact_id"], fact)


def _waking() -> ClauseElement:
    columns = {c.name: bindparam(c.name, type_=c.type) for c in _RUN.columns}
    more = {"wanted": _RUN.c.wanted + literal_column("1")}
    return insert_or(_RUN).values(columns).on_conflict_do_update(["case_id"], set_=more)


_LOCK_NODES = Listed(
    _NODE.c.id,
    lambda which: (
        select(_NODE.c.id).where(which).order_by(_NODE.c.id).with_for_update(key_share=True)
    ),
)
_CLAIMS = Listed(
    _CLAIM.c.node_id,
    lambda which: select(_CLAIM.c.node_id, _CLAIM.c.rung, _CLAIM.c.due_at).where(which),
)
_IDS = Listed(
    _NODE.c.case_id,
    lambda which: select(_NODE.c.id, _NODE.c.case_id, _NODE.c.key).where(which),
)
_ENTER_FACT = Statement(lambda _: _entering(_FACT))
_ENTER_KEY = Statement(lambda _: _keying())
_ENTER_NODE = Statement(lambda _: _entering(_NODE))
_SET_NODE = Statement(lambda _: _setting(_NODE, (*FOLLOWING, *CLIMBING)))
_ENTER_TRANSITION = Statement(lambda _: _entering(_TRANSITION))
_SET_CASE = Statement(lambda _: _setting(_CASE, DERIVED))
_WAKE = Statement(lambda _: _waking())
