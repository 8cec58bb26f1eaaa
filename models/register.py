"""The register: courts, officers, cases and assets entered in bulk; facts never come this way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, TypeVar

from sqlalchemy import bindparam, delete, insert, select, update
from sqlmodel import Session, SQLModel

from models.insertion import table_of, upsert_many
from models.tables.asset import Asset
from models.tables.case import Case
from models.tables.court import Court
from models.tables.officer import Officer, OfficerRole

BATCH = 1000  # rows a statement; far below either engine's limit of bound values

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class CourtEntry:
    """A court (法院) as a source states it."""

    code: str
    name: str
    level: str  # basic, intermediate, high, supreme
    superior_code: str | None = None


@dataclass(frozen=True, slots=True)
class OfficerEntry:
    """An officer (人员) with every role held; roles that are not named here are taken away."""

    id: str
    name: str
    court_code: str
    roles: tuple[str, ...] = ()
    team: str = ""
    deputy_id: str | None = None
    on_duty: bool = True
    address: str = ""


@dataclass(frozen=True, slots=True)
class CaseEntry:
    """The register's own columns of a case (案件); state and handler follow from its facts."""

    number: str
    court_code: str
    kind: str = "first"
    cause: str = ""
    claim: Decimal | None = None  # yuan
    applicant: str = ""
    debtor: str = ""


@dataclass(frozen=True, slots=True)
class AssetEntry:
    """One piece of property (财产) of a case, known by the court's reference."""

    case_number: str
    ref: str
    kind: str = ""
    title: str = ""
    owner: str = ""
    details: tuple[tuple[str, str], ...] = ()


def enter_courts(session: Session, entries: Sequence[CourtEntry]) -> None:
    """Insert or update courts by code, in any order: superiors are set once all stand."""
    rows = [asdict(entry) for entry in entries]
    bare = [{k: row[k] for k in ("code", "name", "level")} for row in rows]
    _upsert(session, Court, bare, ("code",))
    _link(session, Court, "code", "superior_code", rows)


def enter_officers(session: Session, entries: Sequence[OfficerEntry]) -> None:
    """Insert or update officers by staff number, in any order, and replace their roles."""
    rows = [asdict(entry) for entry in entries]
    bare = [{k: v for k, v in row.items() if k not in ("roles", "deputy_id")} for row in rows]
    _upsert(session, Officer, bare, ("id",))
    _link(session, Officer, "id", "deputy_id", rows)
    roles = table_of(OfficerRole)
    for ids in batches(entry.id for entry in entries):
        session.execute(delete(roles).where(roles.c.officer_id.in_(ids)))
    held = [{"officer_id": e.id, "role": role} for e in entries for role in dict.fromkeys(e.roles)]
    for batch in batches(held):
        session.connection().execute(insert(roles), batch)


def enter_cases(session: Session, entries: Sequence[CaseEntry]) -> None:
    """Insert or update cases by number. What follows from facts is left alone."""
    blank = {"state": "received", "stage": "", "facts": 0, "head": "", "broken": ""}
    rows = [{**asdict(entry), **blank} for entry in entries]
    _upsert(session, Case, rows, ("number",), keep=tuple(blank))


def enter_assets(session: Session, entries: Sequence[AssetEntry]) -> None:
    """Insert or update assets by case and reference; KeyError for a case that is not registered."""
    ids = case_ids(session, (entry.case_number for entry in entries))
    rows = [_asset(entry, ids[entry.case_number]) for entry in entries]
    _upsert(session, Asset, rows, ("case_id", "ref"))


def case_ids(session: Session, numbers: Iterable[str]) -> dict[str, int]:
    """Ids of the registered cases among the numbers."""
    cases = table_of(Case)
    found: dict[str, int] = {}
    for batch in batches(dict.fromkeys(numbers)):
        chosen = select(cases.c.number, cases.c.id).where(cases.c.number.in_(batch))
        found.update((number, key) for number, key in session.execute(chosen))
    return found


def court_levels(session: Session) -> dict[str, str | None]:
    """Every registered court's code with the code of its superior."""
    courts = table_of(Court)
    rows = session.execute(select(courts.c.code, courts.c.superior_code))
    return {row.code: row.superior_code for row in rows}


def officers_by_name(session: Session) -> dict[str, tuple[str, str]]:
    """Every officer's staff number with name and court code."""
    officers = table_of(Officer)
    rows = session.execute(select(officers.c.id, officers.c.name, officers.c.court_code))
    return {key: (name, court) for key, name, court in rows}


def mark_missing(session: Session, numbers: Iterable[str], at: datetime | None) -> None:
    """Note since when cases are missing in their source (来源中缺失); None: they are back."""
    cases = table_of(Case)
    for batch in batches(numbers):
        these = cases.c.number.in_(batch)
        wrong = cases.c.missing_since.is_(None) if at else cases.c.missing_since.is_not(None)
        session.execute(update(cases).where(these, wrong).values(missing_since=at))


def batches(items: Iterable[T], size: int = BATCH) -> Iterator[list[T]]:
    """The items in lists of `size` at most."""
    batch: list[T] = []
    for item in items:
        batch.append(item)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


def _upsert(
    session: Session,
    model: type[SQLModel],
    rows: Sequence[dict[str, Any]],
    key: Sequence[str],
    keep: Sequence[str] = (),
) -> None:
    for batch in batches(rows):
        upsert_many(session, table_of(model), batch, key, keep)


def _link(
    session: Session, model: type[SQLModel], key: str, column: str, rows: Sequence[dict[str, Any]]
) -> None:
    """Set a reference of a table to itself, after every row it may point at stands."""
    table = table_of(model)
    statement = update(table).where(table.c[key] == bindparam("its_key"))
    statement = statement.values({column: bindparam("its_value")})
    for batch in batches({"its_key": row[key], "its_value": row[column]} for row in rows):
        session.connection().execute(statement, batch)


def _asset(entry: AssetEntry, case_id: int) -> dict[str, Any]:
    row = {k: v for k, v in asdict(entry).items() if k != "case_number"}
    return {**row, "case_id": case_id, "details": dict(entry.details)}
