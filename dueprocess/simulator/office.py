"""The office (办案机关): the acts of the simulation on the book; all else decides and is pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Select, event, func, literal_column, select
from sqlmodel import Session

from dueprocess.simulator.people import OpenItem
from dueprocess.simulator.silence import Silence
from dueprocess.simulator.town import Town
from models import clock
from models.documents import dumped
from models.oversight.watch import watch
from models.record import Arrival, Recorded, Rejected, record_many
from models.register import CaseEntry, enter_cases, enter_courts, enter_officers
from models.reviews.concluding import Conclusion, conclude
from models.reviews.running import run
from models.store import Store
from models.tables.schema import metadata
from notifications.documents.installed import press
from notifications.owed import issue_owed
from rulebook.law.lawbook import Lawbook
from rulebook.oversight.supervision import OPEN
from rulebook.time.calendar import Calendar
from tasks.patrol import DRAFTS, RoundReport
from tasks.patrol import round as patrol

_CASE = metadata.tables["enforcement_case"]
_COURT = metadata.tables["court"]
_FACT = metadata.tables["fact"]
_NODE = metadata.tables["node"]
_REVIEW = metadata.tables["review"]
_ITEM = metadata.tables["supervision_item"]
_INTERVIEW = metadata.tables["interview"]
_MESSAGE = metadata.tables["message"]
_DELIVERY = metadata.tables["delivery"]

_TOLD = (  # of a fact, whatever depends on the machine's own clock left out
    "seq",
    "kind",
    "subject_kind",
    "subject_ref",
    "occurred_at",
    "recorded_by",
    "payload",
    "evidence",
    "evidence_on",
    "corrects",
)


@dataclass(frozen=True, slots=True)
class Office:
    """A rehearsal book with the law and the calendar it is kept by."""

    store: Store
    law: Lawbook
    calendar: Calendar

    def now(self) -> datetime:
        """The book's clock."""
        with self.store.reading() as session:
            return clock.now(session)

    def move(self, to: datetime) -> None:
        """Set the clock forward; where the work took longer than the day it stays."""
        with self.store.writing() as session:
            if to > clock.now(session):
                clock.move(session, to)

    def settled(self, court: str) -> bool:
        """Whether the simulated court stands in this book already."""
        with self.store.reading() as session:
            found = select(_COURT.c.code).where(_COURT.c.code == court)
            return session.connection().execute(found).first() is not None

    def hasten(self) -> None:
        """Wait for no disk: a simulation that the power cuts short is thrown away."""
        sqlite = self.store.engine_name == "sqlite"
        said = "PRAGMA synchronous = OFF" if sqlite else "SET synchronous_commit = off"

        def relax(connection: Any, _record: object) -> None:
            cursor = connection.cursor()
            cursor.execute(said)
            cursor.close()
            connection.commit()  # PostgreSQL takes a setting back with its transaction

        self.store.engine.dispose()
        event.listen(self.store.engine, "connect", relax)

    def settle(self, town: Town) -> None:
        """Enter the courts and their people."""
        with self.store.writing() as session:
            enter_courts(session, town.courts)
            enter_officers(session, town.officers)

    def take_in(self, entries: Sequence[CaseEntry]) -> None:
        """Enter the cases that came today."""
        if entries:
            with self.store.writing() as session:
                enter_cases(session, entries)

    def record(self, arrivals: Sequence[Arrival]) -> list[Recorded | Rejected]:
        """Record facts in one transaction."""
        return record_many(self.store, arrivals, self.law, self.calendar) if arrivals else []

    def owes(self, as_of: datetime) -> bool:
        """Whether a rung, a reply clock or a message is due."""
        with self.store.reading() as session:
            return any(_due(session, earliest, as_of) for earliest in _CLOCKS)

    def patrol(self) -> RoundReport:
        """One round, told to nobody outside: the mail of a simulation is not sent."""
        return patrol(self.store, self.law, self.calendar, channels=[Silence()])

    def issue_papers(self) -> int:
        """Issue the papers that people's acts have brought and nobody has issued yet; how many."""
        own, done = press(self.store, self.law, self.calendar), 0
        while own is not None:
            with self.store.reading() as session:
                seen = watch(session, clock.now(session), self.law, self.calendar)
            issued = issue_owed(own, seen, DRAFTS)
            done += issued.count
            if not issued.count:
                break
        return done

    def findings(self, kind: str) -> list[tuple[int, str]]:
        """Run a review now; its open findings by number, with their cases."""
        run(self.store, self.law, self.calendar, kind, self.now())
        query = (
            select(_REVIEW.c.id, _CASE.c.number)
            .join(_CASE, _CASE.c.id == _REVIEW.c.case_id)
            .where(_REVIEW.c.kind == kind, _REVIEW.c.state == "open")
            .order_by(_REVIEW.c.id)
        )
        with self.store.reading() as session:
            return [(number, case) for number, case in session.connection().execute(query)]

    def conclude(self, number: int, said: Conclusion, as_of: datetime) -> None:
        """Conclude a finding, as a fact of its case."""
        conclude(self.store, self.law, self.calendar, number, said, as_of)

    def items(self) -> list[OpenItem]:
        """Every open item, in the order in which they were opened."""
        query = (
            select(
                _ITEM.c.id,
                _CASE.c.number,
                _ITEM.c.level,
                _ITEM.c.state,
                _CASE.c.handler_id,
                _NODE.c.state.label("node_state"),
                _INTERVIEW.c.id.label("interview_id"),
                _INTERVIEW.c.set_for,
            )
            .join(_CASE, _CASE.c.id == _ITEM.c.case_id)
            .join(_NODE, _NODE.c.id == _ITEM.c.node_id)
            .outerjoin(_INTERVIEW, _INTERVIEW.c.item_id == _ITEM.c.id)
            .where(_ITEM.c.state.in_(sorted(OPEN)))
            .order_by(_ITEM.c.id)
        )
        with self.store.reading() as session:
            rows = session.connection().execute(query).all()
        return [
            OpenItem(
                row.id,
                row.number,
                row.level,
                row.state,
                row.handler_id,
                row.node_state == "settled",
                row.interview_id,
                row.set_for,
            )
            for row in rows
        ]

    def digest(self) -> str:
        """The mark of every fact of the book, without the moments of the machine's own clock."""
        columns = [_CASE.c.number, *(_FACT.c[name] for name in _TOLD)]
        query = select(*columns).join(_FACT, _FACT.c.case_id == _CASE.c.id)
        mark = sha256()
        with self.store.reading() as session:
            for row in session.connection().execute(query.order_by(_CASE.c.number, _FACT.c.seq)):
                mark.update(dumped(list(row)).encode())
        return mark.hexdigest()


# In the words of the partial indexes: a bound value, or none, and SQLite would read whole tables.
_WAITING = _MESSAGE.c.state == literal_column("'waiting'")
_UNDER_WAY = _DELIVERY.c.state.in_([literal_column("'waiting'"), literal_column("'claimed'")])
_CLOCKS = (
    select(func.min(_NODE.c.next_rung_at)).where(_NODE.c.next_rung_at.is_not(None)),
    select(func.min(_ITEM.c.reply_due_at)).where(_ITEM.c.reply_due_at.is_not(None)),
    select(func.min(_MESSAGE.c.not_before)).where(_WAITING),
    select(func.min(_DELIVERY.c.next_at)).where(_DELIVERY.c.channel == Silence.name, _UNDER_WAY),
)


def _due(session: Session, earliest: Select[Any], as_of: datetime) -> bool:
    first: datetime | None = session.connection().execute(earliest).scalar_one()
    return first is not None and first <= as_of
