"""Provenance (来源): which row of the source said what, and since when a row is missing in it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import select, update
from sqlmodel import Session

from models.insertion import table_of, upsert_many
from models.register import batches
from models.tables.case import Case
from models.tables.fact import Fact, FactKey
from models.tables.source import ImportRun, SourceRow

_ROW = table_of(SourceRow)
_RUN = table_of(ImportRun)
_CASE = table_of(Case)
_FACT = table_of(Fact)
_KEY = table_of(FactKey)
Stated = tuple[date, Mapping[str, object]]  # the day on which a fact happened, its payload


def begin(session: Session, file: str, sha256: str, at: datetime) -> int:
    """Enter a new import; its id."""
    run = ImportRun(file=file, sha256=sha256, started_at=at)
    session.add(run)
    session.flush()
    assert run.id is not None
    return run.id


def finish(session: Session, run: int, at: datetime, **figures: int) -> None:
    """Close an import with its figures."""
    session.connection().execute(
        update(_RUN).where(_RUN.c.id == run).values(ended_at=at, **figures)
    )


def digests(session: Session, sheet: str, keys: Iterable[str]) -> dict[str, str]:
    """What each known row said when it was brought in, by key."""
    found: dict[str, str] = {}
    for batch in batches(keys):
        chosen = select(_ROW.c.key, _ROW.c.digest)
        rows = session.connection().execute(
            chosen.where(_ROW.c.sheet == sheet, _ROW.c.key.in_(batch))
        )
        found.update((key, digest) for key, digest in rows)
    return found


def stand(session: Session, run: int, sheet: str, rows: Iterable[tuple[str, str]]) -> None:
    """Note that rows (key, digest) were brought in by this import."""
    for batch in batches(rows):
        values = [
            {"sheet": sheet, "key": k, "digest": d, "seen_in": run, "missing_since": None}
            for k, d in batch
        ]
        upsert_many(session, _ROW, values, ("sheet", "key"))


def seen(session: Session, run: int, sheet: str, keys: Iterable[str]) -> None:
    """Note that known rows are still in the source, or in it again, whatever they now say."""
    for batch in batches(keys):
        these = _ROW.c.key.in_(batch)
        session.connection().execute(
            update(_ROW).where(_ROW.c.sheet == sheet, these).values(seen_in=run, missing_since=None)
        )


def unseen(session: Session, run: int, sheet: str) -> Iterator[list[tuple[str, str]]]:
    """Rows that this import did not see and that were not missing before: (key, case number)."""
    chosen = select(_ROW.c.key).where(
        _ROW.c.sheet == sheet, _ROW.c.seen_in != run, _ROW.c.missing_since.is_(None)
    )
    keys = session.connection().execute(chosen.order_by(_ROW.c.key)).scalars()
    for batch in batches(keys):
        yield [(key, key.partition("|")[0]) for key in batch]


def of_courts(session: Session, numbers: Iterable[str], courts: Collection[str]) -> set[str]:
    """The case numbers among these that belong to one of the courts."""
    found: set[str] = set()
    for batch in batches(dict.fromkeys(numbers)):
        chosen = select(_CASE.c.number).where(
            _CASE.c.number.in_(batch), _CASE.c.court_code.in_(courts)
        )
        found.update(session.connection().execute(chosen).scalars())
    return found


def miss(session: Session, sheet: str, keys: Iterable[str], at: datetime) -> None:
    """Mark rows as missing in their source since this moment. Nothing is deleted."""
    for batch in batches(keys):
        gone: Any = _ROW.c.key.in_(batch)
        session.connection().execute(
            update(_ROW).where(_ROW.c.sheet == sheet, gone).values(missing_since=at)
        )


def recorded(
    session: Session, numbers: Iterable[str], kinds: Sequence[str]
) -> dict[str, list[Stated]]:
    """What stands of these kinds in these cases, by ``number|kind``."""
    chosen = select(_CASE.c.number, _FACT.c.kind, _FACT.c.occurred_at, _FACT.c.payload)
    chosen = chosen.join_from(_FACT, _CASE, _CASE.c.id == _FACT.c.case_id)
    found: dict[str, list[Stated]] = {}
    for batch in batches(numbers):
        which = (_CASE.c.number.in_(batch), _FACT.c.kind.in_(kinds))
        for number, kind, at, payload in session.connection().execute(chosen.where(*which)):
            found.setdefault(f"{number}|{kind}", []).append((at.date(), payload))
    return found


def keyed(session: Session, keys: Mapping[str, str]) -> dict[str, list[Stated]]:
    """What stands under senders' keys, by what each key is given for."""
    chosen = select(_KEY.c.key, _FACT.c.occurred_at, _FACT.c.payload)
    chosen = chosen.join_from(_KEY, _FACT, _FACT.c.id == _KEY.c.fact_id)
    found: dict[str, list[Stated]] = {}
    for batch in batches(keys):
        for key, at, payload in session.connection().execute(chosen.where(_KEY.c.key.in_(batch))):
            found.setdefault(keys[key], []).append((at.date(), payload))
    return found
