"""The spool (暂存): rows of a source on disk while they are sorted, compared and brought in."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from typing import Any, Self

from dueprocess.intake.line import Fault
from models.documents import loaded
from models.register import BATCH

IMPLIED = "implied"  # the sheet to which facts belong that a case's own columns state
OF_CASES = {IMPLIED: "cases"}  # where a reader of the report finds such a row

_TABLES = """
CREATE TABLE line (
    id INTEGER PRIMARY KEY, sheet TEXT, key TEXT, grp TEXT, what TEXT, row INTEGER,
    number TEXT, at INTEGER, rank INTEGER, digest TEXT, body TEXT, state TEXT
);
CREATE TABLE gone (grp TEXT);
CREATE TABLE reject (sheet TEXT, row INTEGER, col TEXT, value TEXT, reason TEXT);
"""
_INDEXES = """
CREATE INDEX IF NOT EXISTS line_key ON line (sheet, key, id);
CREATE INDEX IF NOT EXISTS line_order ON line (sheet, number, at, rank, id);
CREATE INDEX IF NOT EXISTS line_what ON line (sheet, what);
CREATE INDEX IF NOT EXISTS gone_group ON gone (grp);
"""
# A row's digest is kept in the book: what it is taken from is written so for good.
_said = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode
_COLUMNS = "id, sheet, key, grp, what, row, number, at, rank, digest, body"


@dataclass(frozen=True, slots=True)
class Entry:
    """A row as it was understood. `key` tells it apart within its sheet; `at` sorts it."""

    sheet: str
    key: str
    row: int
    body: Mapping[str, Any]
    number: str = ""  # the case it belongs to
    group: str = ""  # rows that say the same thing of the same subject
    what: str = ""  # number and kind of a fact
    at: int = 0  # seconds since 1970
    rank: int = 0
    id: int = 0
    digest: str = ""


class Spool:
    """A temporary database that SQLite keeps in a file of its own and removes when closed."""

    def __init__(self) -> None:
        self._db = sqlite3.connect("")  # an unnamed file on disk, gone with the connection
        self._db.executescript("PRAGMA synchronous = OFF; PRAGMA journal_mode = OFF;" + _TABLES)
        self._waiting: list[tuple[Any, ...]] = []

    def put(self, entry: Entry, state: str = "new") -> None:
        """Keep a row; its digest is taken from what it says, not from how it was written."""
        body = _said(entry.body)
        digest = hashlib.sha256(body.encode()).hexdigest()
        names = (entry.sheet, entry.key, entry.group, entry.what, entry.row, entry.number)
        self._waiting.append((*names, entry.at, entry.rank, digest, body, state))
        if len(self._waiting) >= BATCH:
            self.flush()

    def flush(self) -> None:
        """Write what waits."""
        self._db.executemany(
            "INSERT INTO line (sheet, key, grp, what, row, number, at, rank, digest, body, state)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            self._waiting,
        )
        self._waiting.clear()

    def index(self) -> None:
        """Write what waits, then make rows findable by key and by case."""
        self.flush()
        self._db.executescript(_INDEXES)

    def reject(self, sheet: str, row: int, faults: Iterable[Fault]) -> None:
        """Keep what is wrong with a row."""
        self._db.executemany(
            "INSERT INTO reject VALUES (?, ?, ?, ?, ?)",
            [(sheet, row, f.column, f.value, f.reason) for f in faults],
        )

    def refuse(self, entry: Entry, fault: Fault) -> None:
        """Reject a row that was already kept."""
        self.mark([entry], "rejected")
        self.reject(OF_CASES.get(entry.sheet, entry.sheet), entry.row, [fault])

    def repeated(self, sheet: str) -> Iterator[tuple[Entry, int]]:
        """Rows whose key another row above them has, with that row's number."""
        query = (
            f"SELECT {_COLUMNS}, (SELECT min(row) FROM line b WHERE b.sheet = a.sheet"
            " AND b.key = a.key AND b.state = 'new') FROM line a WHERE sheet = ? AND state = 'new'"
            " AND EXISTS (SELECT 1 FROM line b WHERE b.sheet = a.sheet AND b.key = a.key"
            " AND b.state = 'new' AND b.id < a.id)"
        )
        for *columns, first in self._db.execute(query, (sheet,)).fetchall():
            yield _entry(columns), first

    def batches(
        self, sheets: tuple[str, ...], state: str, size: int = BATCH
    ) -> Iterator[list[Entry]]:
        """Rows in a state, case by case and in order of time."""
        marks = ", ".join("?" * len(sheets))
        query = (
            f"SELECT {_COLUMNS} FROM line WHERE sheet IN ({marks}) AND state = ?"
            " ORDER BY number, at, rank, row, id"
        )
        with closing(self._db.execute(query, (*sheets, state))) as cursor:
            while rows := cursor.fetchmany(size):
                yield [_entry(row) for row in rows]

    def mark(self, entries: Iterable[Entry], state: str) -> None:
        """Move rows to a state: new, known, changed, done or rejected."""
        ids = [(state, entry.id) for entry in entries]
        self._db.executemany("UPDATE line SET state = ? WHERE id = ?", ids)

    def count(self, sheets: tuple[str, ...], state: str) -> int:
        """How many rows of the sheets are in a state."""
        marks = ", ".join("?" * len(sheets))
        query = f"SELECT count(*) FROM line WHERE sheet IN ({marks}) AND state = ?"
        return int(self._db.execute(query, (*sheets, state)).fetchone()[0])

    def execute(self, query: str, values: Iterable[Any] = ()) -> list[tuple[Any, ...]]:
        """Ask or change the spool set by set."""
        return self._db.execute(query, tuple(values)).fetchall()

    def rejects(self) -> Iterator[tuple[str, int, str, str, str]]:
        """Every fault: sheet, row, column, value, reason, in the order of the source."""
        yield from self._db.execute("SELECT * FROM reject ORDER BY sheet, row, rowid")

    def rejected(self) -> int:
        """How many rows of the source have a fault."""
        query = "SELECT count(*) FROM (SELECT DISTINCT sheet, row FROM reject)"
        return int(self._db.execute(query).fetchone()[0])

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._db.close()


def _entry(row: Iterable[Any]) -> Entry:
    its_id, sheet, key, group, what, line, number, at, rank, digest, body = row
    return Entry(
        sheet=sheet,
        key=key,
        row=line,
        body=loaded(body),
        number=number,
        group=group,
        what=what,
        at=at,
        rank=rank,
        id=its_id,
        digest=digest,
    )
