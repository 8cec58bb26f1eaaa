"""Writing the rows of a batch: one statement a portion on PostgreSQL, one a table on SQLite."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, Table, bindparam, insert, literal_column, select, update
from sqlalchemy.dialects.sqlite import insert as insert_or
from sqlalchemy.sql import ClauseElement

from models.recording.changes import CLIMBING
from models.recording.entry import DERIVED, Entry, Row, Rows, rows, standing_ids
from models.recording.inking_postgresql import Ids, in_words, ink_alone, named
from models.recording.round import Fired
from models.recording.stored import FOLLOWING
from models.statement import Listed, Statement
from models.tables.schema import metadata
from models.underway import Underway

_CASE = metadata.tables["enforcement_case"]
_FACT = metadata.tables["fact"]
_KEY = metadata.tables["fact_key"]
_NODE = metadata.tables["node"]
_CLAIM = metadata.tables["rung_claim"]
_TRANSITION = metadata.tables["transition"]
_RUN = metadata.tables["case_run"]
_LEDGER = metadata.tables["ledger_entry"]


class Ink:
    """Writes what cases gained, one portion after the other; done when the context ends.

    PostgreSQL writes a portion while the next is worked out, so until then the connection may
    be in use: who has to ask the book anything says `dry` first.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._ahead = connection.dialect.name == "postgresql"
        self._wet: tuple[Underway, Sequence[Entry]] | None = None

    def __enter__(self) -> Ink:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self.dry()
        elif self._wet is not None:
            self._wet[0].drop()

    def write(self, entries: Sequence[Entry]) -> None:
        """Write what these entries gained, or have it written."""
        if not entries:
            return
        if nodes := standing_ids(entries):
            self.dry()
        written = rows(entries, _fired(self._connection, nodes))
        if not self._ahead:
            _number(entries, _ink(self._connection, written))
        elif len(written.facts) == 1:
            self.dry()
            _number(entries, ink_alone(self._connection, written))
        else:
            text, value = in_words(written)
            self.dry()
            self._wet = Underway(self._connection, text, (value,)), entries

    def dry(self) -> Connection:
        """The connection, free when all is written; every new node's id is filled in."""
        if self._wet is not None:
            (underway, entries), self._wet = self._wet, None
            _number(entries, named(underway.rows()))
        return self._connection


def _number(entries: Sequence[Entry], ids: Ids) -> None:
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


def _ink(connection: Connection, written: Rows) -> Ids:
    _ENTER_FACT.each(connection, written.facts)
    _ENTER_KEY.each(connection, written.keys)
    _ENTER_NODE.each(connection, written.fresh)
    ids = _numbered(connection, written.fresh)
    _SET_NODE.each(connection, map(_named, written.standing))
    _ENTER_TRANSITION.each(connection, (_placed(row, ids) for row in written.transitions))
    _SET_CASE.each(connection, map(_named, written.cases))
    _WAKE.each(connection, written.runs)
    ENTER.each(connection, written.ledger)
    return ids


def _numbered(connection: Connection, fresh: Sequence[Row]) -> Ids:
    if not fresh:
        return {}
    cases = list({row["case_id"] for row in fresh})
    return {(row["case_id"], row["key"]): row["id"] for row in _IDS.rows(connection, cases)}


def _placed(row: Row, ids: Ids) -> Row:
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
ENTER = Statement(lambda _: _entering(_LEDGER))
