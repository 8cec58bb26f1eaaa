"""A book full of cases: a few are recorded fact by fact, the others are their copies in rows.

A copy has the facts, nodes, transitions, run and ledger of its pattern under a number of its own,
so it is read and written like any case; only its chain of hashes would not stand an audit.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain

from sqlalchemy import Connection, text
from sqlmodel import Session

from benchmarks.engines import NewUrl, settle
from benchmarks.law import CALENDAR, LAW
from models.founding import found
from models.record import Arrival, Recorded, record_many
from models.register import (
    CaseEntry,
    CourtEntry,
    OfficerEntry,
    enter_cases,
    enter_courts,
    enter_officers,
)
from models.store import Store
from models.tables.book import BookKind
from models.tables.schema import metadata
from rulebook.time.zone import SHANGHAI

MORNING = datetime(2026, 3, 2, 9, 0, tzinfo=SHANGHAI)  # where the book's clock begins: a Monday
PATTERNS = 10  # cases recorded fact by fact, each of another handler
COURT = "京0105"

_FIRST_NUMBER = 100_000


@dataclass(frozen=True, slots=True)
class Town:
    """A book and how many cases it holds; they have consecutive ids and numbers."""

    store: Store
    cases: int
    first_id: int

    def spread(self, count: int) -> list[int]:
        """The places of that many cases, at even distances over the whole book."""
        return [turn * self.cases // count for turn in range(count)]


def town(new_url: NewUrl, cases: int) -> Town:
    """A new rehearsal book of that many cases, each with ten clocks running."""
    store = Store(new_url())
    found(store, BookKind.REHEARSAL, clock_at=MORNING)
    with store.writing() as session:
        staff(session)
        enter_cases(session, [CaseEntry(number(place), COURT) for place in range(PATTERNS)])
    _record_patterns(store)
    with store.writing() as session:
        first = _copy(session.connection(), cases)
    settle(store)
    return Town(store, cases, first)


def number(place: int) -> str:
    """The case number at that place."""
    return f"（2026）{COURT}执{_FIRST_NUMBER + place}号"


def handler(place: int) -> str:
    """The staff number of the officer who handles the case at that place."""
    return f"C{place % PATTERNS:02}"


def staff(session: Session) -> None:
    """Enter one basic court under its two higher ones, and everyone a ladder may turn to."""
    courts = (("京", "high", None), ("京03", "intermediate", "京"), (COURT, "basic", "京03"))
    enter_courts(session, [CourtEntry(code, f"{code}法院", lv, up) for code, lv, up in courts])
    handlers = [_officer(handler(place), "case_handler") for place in range(PATTERNS)]
    roles = ("team_leader", "director", "vice_president", "node_supervisor", "fund_clerk")
    enter_officers(session, [*handlers, *(_officer(role, role) for role in roles)])


def _officer(staff_number: str, role: str) -> OfficerEntry:
    return OfficerEntry(staff_number, f"演练{staff_number}", COURT, (role,))


def _record_patterns(store: Store) -> None:
    arrivals = chain.from_iterable(life(place) for place in range(PATTERNS))
    answers = record_many(store, arrivals, LAW, CALENDAR)
    refused = [answer for answer in answers if not isinstance(answer, Recorded)]
    if refused:
        raise RuntimeError(f"a pattern's fact was refused: {refused[0].error}")


def life(place: int) -> list[Arrival]:
    """A case filed last week: notice, queries, two clues, two assets and money to be dealt with."""
    filed = MORNING - timedelta(days=3 + place % 4)
    handed = filed + timedelta(hours=1)
    yesterday = MORNING - timedelta(hours=20)
    case = number(place)
    return [
        Arrival(case=case, kind="application_received", occurred_at=filed - timedelta(days=1)),
        Arrival(case=case, kind="filed", occurred_at=filed, evidence="立案登记表"),
        Arrival(
            case=case,
            kind="handler_assigned",
            occurred_at=handed,
            payload={"handler": handler(place)},
        ),
        Arrival(case=case, kind="file_received", occurred_at=yesterday),
        *(of(case, "clue_received", "clue", ref, yesterday) for ref in ("X1", "X2")),
        *(of(case, "asset_controlled", "asset", ref, yesterday, **URGENT) for ref in ("A1", "A2")),
        of(case, "funds_received", "receipt", "K1", yesterday, amount="12000.00"),
    ]


# Controlled ahead of the identification: one fact an asset, as these cases always had.
URGENT: dict[str, object] = {"urgent": True, "approver": "director"}


def of(case: str, kind: str, subject: str, ref: str, at: datetime, **payload: object) -> Arrival:
    """A fact of one clue, asset or receipt, with a paper."""
    return Arrival(
        case=case,
        kind=kind,
        occurred_at=at,
        subject_kind=subject,
        subject_ref=ref,
        payload=payload,
        evidence=f"{ref}材料",
    )


def _copy(connection: Connection, cases: int) -> int:
    first = int(connection.execute(text("SELECT min(id) FROM enforcement_case")).scalar_one())
    numbers = {"first": first, "patterns": PATTERNS, "cases": cases, "base": _FIRST_NUMBER}
    for statement in (
        _CASES,
        *(_belongings(name) for name in ("fact", "node", "case_run", "ledger_entry")),
    ):
        connection.execute(text(statement), numbers)
    connection.execute(text(_TRANSITIONS), numbers)
    return first


def _columns(table: str, without: tuple[str, ...]) -> list[str]:
    columns = (column.name for column in metadata.tables[table].columns)
    return [f'"{name}"' for name in columns if name not in without]


def _listed(table: str, *without: str) -> str:
    return ", ".join(_columns(table, without))


def _taken(table: str, alias: str, *without: str) -> str:
    return ", ".join(f"{alias}.{name}" for name in _columns(table, without))


# One `%` for both engines: SQLAlchemy doubles it where the driver asks for that.
_PATTERN_OF = ":first + (c.id - :first) % :patterns"

_CASES = f"""
INSERT INTO enforcement_case (number, {_listed("enforcement_case", "id", "number")})
WITH RECURSIVE place(n) AS (
  SELECT CAST(:patterns AS integer) UNION ALL
  SELECT n + 1 FROM place WHERE n + 1 < :cases)
SELECT '（2026）{COURT}执' || CAST(:base + n AS text) || '号',
  {_taken("enforcement_case", "pattern", "id", "number")}
FROM place JOIN enforcement_case pattern ON pattern.id = :first + n % :patterns ORDER BY n
"""

_TRANSITIONS = f"""
INSERT INTO transition (case_id, node_id, {_listed("transition", "id", "case_id", "node_id")})
SELECT own.case_id, own.id, {_taken("transition", "shown", "id", "case_id", "node_id")}
FROM node own
JOIN enforcement_case c ON c.id = own.case_id
JOIN node theirs ON theirs.case_id = {_PATTERN_OF} AND theirs.key = own.key
JOIN transition shown ON shown.node_id = theirs.id
WHERE c.id >= :first + :patterns
"""


def _belongings(table: str) -> str:
    return f"""
INSERT INTO {table} (case_id, {_listed(table, "id", "case_id")})
SELECT c.id, {_taken(table, "pattern", "id", "case_id")}
FROM enforcement_case c JOIN {table} pattern ON pattern.case_id = {_PATTERN_OF}
WHERE c.id >= :first + :patterns ORDER BY c.id
"""
