"""A book in which each scene of the register has two cases, told up to the arriving fact."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import datetime
from sqlite3 import connect
from typing import Any

from sqlalchemy import Row
from sqlalchemy.engine import make_url

from models import clock
from models.record import Arrival, Recorded, Rejected, record, record_many
from models.register import (
    CaseEntry,
    CourtEntry,
    OfficerEntry,
    enter_cases,
    enter_courts,
    enter_officers,
)
from models.store import Store
from models.tables.schema import metadata
from rulebook.law.lawbook import Lawbook
from rulebook.time.zone import SHANGHAI
from tests.rulebook.casebook import CALENDAR, Casebook
from tests.rulebook.gatescene import Scene, profile
from tests.rulebook.scenes.register import BEHIND, REGISTER
from tests.rulebook.scenes.sidetracks import ABOVE as SUPERIOR
from tests.rulebook.telling import Told

COURT, ABOVE = "京0105", "京01"
AT_DESK = datetime(2027, 3, 1, 9, 0, tzinfo=SHANGHAI)  # no scene is later


class SceneBook:
    """The scenes of one law, recorded as far as the fact that arrives last."""

    def __init__(self, store: Store, law: str) -> None:
        self.store, self.law = store, profile(law)
        self.scenes = tuple(scene for scene in REGISTER if scene.law == law)
        self._minded = [self._told(n, one.minded) for n, one in enumerate(self.scenes)]
        self._lawful = [self._told(-1 - n, one.lawful) for n, one in enumerate(self.scenes)]
        self._found()

    def refused(self) -> Iterator[tuple[Scene, Arrival]]:
        """Each scene that a gate refuses, with the fact."""
        for scene, (*_, last) in zip(self.scenes, self._minded, strict=True):
            if self._refuses(scene):
                yield scene, last

    def remarked(self) -> Iterator[tuple[Scene, Arrival]]:
        """Each scene that a gate only remarks on, with the fact."""
        for scene, (*_, last) in zip(self.scenes, self._minded, strict=True):
            if not self._refuses(scene):
                yield scene, last

    def lawful(self) -> Iterator[tuple[Scene, Arrival]]:
        """Each scene as it may be, with the fact."""
        for scene, (*_, last) in zip(self.scenes, self._lawful, strict=True):
            yield scene, last

    def _refuses(self, scene: Scene) -> bool:
        """Whether the gate, or the one that it stands behind, bars the fact."""
        return scene.gate in BEHIND or self.law.gates[scene.gate].refuses

    def records(self, arrival: Arrival) -> Recorded:
        """Record a fact as the desk does."""
        return record(self.store, arrival, self.law, CALENDAR)

    @contextmanager
    def watched(self) -> Iterator[Callable[[], int]]:
        """Gives a number that moves whenever anybody else commits a change to the book's file."""
        with closing(connect(str(make_url(self.store.url).database))) as watch:
            yield lambda: int(watch.execute("PRAGMA data_version").fetchone()[0])

    def content(self) -> dict[str, Sequence[Row[Any]]]:
        """Every row of every table."""
        with self.store.reading() as session:
            connection = session.connection()
            return {
                name: connection.exec_driver_sql(f'SELECT * FROM "{name}"').fetchall()
                for name in metadata.tables
            }

    def _found(self) -> None:
        files = [*self._minded, *self._lawful]
        with self.store.writing() as session:
            clock.move(session, AT_DESK)
            enter_courts(
                session,
                [
                    CourtEntry(ABOVE, "某市第一中级人民法院", "intermediate"),
                    CourtEntry(COURT, "某区人民法院", "basic", ABOVE),
                ],
            )
            names = sorted(_officers(self.law, [one for file in files for one in file]))
            enter_officers(session, [OfficerEntry(one, one, COURT) for one in names])
            enter_officers(session, [OfficerEntry(SUPERIOR, "演上", ABOVE)])
            enter_cases(session, [CaseEntry(str(file[0].case), COURT) for file in files])
        # An act of supervision has its batch taken fact by fact, so those cases go by themselves.
        apart = [file for file in files if any(self._supervises(one) for one in file)]
        plain = [one for file in files if file not in apart for one in file[:-1]]
        for earlier in (plain, *(file[:-1] for file in apart)):
            outcomes = record_many(self.store, earlier, self.law, CALENDAR)
            refused = [str(one.error) for one in outcomes if isinstance(one, Rejected)]
            assert not refused, "\n".join(refused)

    def _supervises(self, arrival: Arrival) -> bool:
        return arrival.corrects is not None or self.law.facts[arrival.kind].supervision

    def _told(self, number: int, facts: tuple[Told, ...]) -> list[Arrival]:
        """The facts as they arrive in a case of their own: odd numbers are minded, even lawful."""
        place = 2 * number + 1 if number >= 0 else -2 * number
        case = f"（2026）京0105执{place}号"
        book = Casebook(self.law)
        return [_arrival(case, book, one) for one in facts]


def _arrival(case: str, book: Casebook, told: Told) -> Arrival:
    fact = book.happens(told.kind, told.on, told.of, **told.said)
    return Arrival(
        case=case,
        kind=fact.kind,
        occurred_at=fact.occurred_at,
        subject_kind=fact.subject_kind,
        subject_ref=fact.subject_ref,
        payload=fact.payload,
        evidence=fact.evidence,
        corrects=fact.corrects,
        by=fact.recorded_by,
    )


def _officers(law: Lawbook, arrivals: list[Arrival]) -> set[str]:
    """Every officer whom a fact names."""
    return {
        str(arrival.payload[field.name])
        for arrival in arrivals
        for field in law.fields_of(arrival.kind)
        if field.type == "officer" and arrival.payload.get(field.name)
    }
