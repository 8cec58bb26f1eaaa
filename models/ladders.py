"""The ladders that the book's nodes climb (阶梯版本): the law's own, and older ones it has kept."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.dialects import postgresql, sqlite

from models.statement import Listed
from models.tables.schema import metadata
from rulebook.law.ladder import Ladder
from rulebook.law.lawbook import Lawbook
from rulebook.loading.ladderentry import kept

_VERSION = metadata.tables["ladder_version"]
_TEXTS = Listed(
    _VERSION.c.version,
    lambda which: select(_VERSION.c.version, _VERSION.c.text).where(which),
)
_read: dict[str, Ladder] = {}  # a version's text never changes, whatever book it was kept in
_stands: set[tuple[str, str]] = set()  # (database, version): kept there, as this process has seen

Pair = tuple[str, str]  # a ladder's id and its version
NONE: Pair = ("", "")
_SIGNS = 16  # of a mark


def of_law(law: Lawbook, rule_id: str) -> Pair:
    """The ladder that a node of the rule would climb if it opened now."""
    return law.climbs.get(rule_id, NONE)


def mark(law: Lawbook) -> str:
    """One mark for all of the law's ladders as they stand; another as soon as one of them does."""
    stand = sorted((id_, one.version) for id_, one in law.ladders.items())
    return sha256(repr(stand).encode()).hexdigest()[:_SIGNS]


def among(connection: Connection, pairs: Collection[Pair], law: Lawbook) -> Mapping[Pair, Ladder]:
    """The ladder of each pair: the law's where it is the very version, else as it was kept."""
    found: dict[Pair, Ladder] = {}
    lacking = [version for id_, version in pairs if not _is_laws(law, id_, version)]
    _load(connection, [version for version in lacking if version not in _read])
    for id_, version in pairs:
        ladder = law.ladders[id_] if _is_laws(law, id_, version) else _read.get(version)
        if ladder is not None:
            found[id_, version] = ladder
    return found


def all_kept(connection: Connection) -> Mapping[str, Ladder]:
    """Every version that the book has kept."""
    versions = list(connection.execute(select(_VERSION.c.version)).scalars())
    _load(connection, [version for version in versions if version not in _read])
    return {version: _read[version] for version in versions}


def keep(connection: Connection, ladders: Iterable[Ladder], at: datetime) -> None:
    """Keep these ladders as they stand; asks nothing of a book that is known to have them."""
    book = str(connection.engine.url)
    new = {one.version: one for one in ladders if (book, one.version) not in _stands}
    if not new:
        return
    seen = {row["version"] for row in _TEXTS.rows(connection, [*new])}
    _stands.update((book, version) for version in seen)
    rows = [_row(one, at) for version, one in new.items() if version not in seen]
    if rows:
        on_postgresql = connection.dialect.name == "postgresql"
        entering = postgresql.insert(_VERSION) if on_postgresql else sqlite.insert(_VERSION)
        connection.execute(entering.on_conflict_do_nothing(), rows)


def _is_laws(law: Lawbook, id_: str, version: str) -> bool:
    ladder = law.ladders.get(id_)
    return ladder is not None and ladder.version == version


def _load(connection: Connection, versions: Collection[str]) -> None:
    for row in _TEXTS.rows(connection, list(versions)) if versions else ():
        _read[row["version"]] = kept(row["text"])


def _row(ladder: Ladder, at: datetime) -> dict[str, Any]:
    return {
        "version": ladder.version,
        "ladder": ladder.id,
        "text": ladder.text,
        "kept_at": at,
    }
