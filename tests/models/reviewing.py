"""A table to look at cases from: facts told in a few signs, and what each kind of review finds."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from models import clock
from models.record import Rejected, record_many
from models.recording.arrival import Arrival
from models.reviews.finding import Finding, Look
from models.reviews.kinds import FINDERS
from models.reviews.running import Ran, run
from models.tables.case import Case
from models.tables.review import Review
from rulebook.time.zone import SHANGHAI
from tests.models.conftest import NUMBER, Office

SECOND = "（2026）京0105执2号"
Told = tuple[str, str, dict[str, Any]]  # kind, day or moment of 2026, payload


def at(day: str, hour: int = 8) -> datetime:
    """A day of 2026 (``03-05``) or of any year, at eight in the morning."""
    on = date.fromisoformat(day if len(day) > 5 else f"2026-{day}")
    return datetime.combine(on, time(hour), SHANGHAI)


def comes(office: Office, day: str) -> None:
    """It becomes that day."""
    with office.store.writing() as session:
        clock.move(session, at(day))


def tells(office: Office, *told: Told, case: str = NUMBER, by: str = "J001") -> None:
    """Record facts in order; a payload's `_` names the subject as kind:ref."""
    arrivals = [_arrival(case, kind, on, dict(said), by) for kind, on, said in told]
    found = record_many(office.store, arrivals, office.law, office.calendar)
    for one in found:
        if isinstance(one, Rejected):
            raise one.error


def enters(office: Office, numbers: Iterable[str], **columns: Any) -> None:
    """Register cases."""
    with office.store.writing() as session:
        for number in numbers:
            session.add(Case(number=number, **{"court_code": "京0105", **columns}))


def finds(office: Office, kind: str, day: str) -> list[Finding]:
    """What that kind of review finds on that day; nothing is written."""
    with office.store.reading() as session:
        look = Look(session, office.law.reviews[kind], office.law, office.calendar, at(day))
        return list(FINDERS[kind](look))


def turns(office: Office, kind: str, day: str) -> list[str]:
    """The marks that it finds."""
    return [one.turn for one in finds(office, kind, day)]


def runs(office: Office, kind: str, day: str) -> Ran:
    """Run it on that day."""
    return run(office.store, office.law, office.calendar, kind, at(day))


def rows(office: Office) -> list[Review]:
    """Every row that runs have left."""
    from sqlmodel import col, select

    with office.store.reading() as session:
        return list(session.exec(select(Review).order_by(col(Review.id))).all())


def _arrival(case: str, kind: str, on: str, said: dict[str, Any], by: str) -> Arrival:
    subject, _, ref = str(said.pop("_", "case:")).partition(":")
    moment = datetime.fromisoformat(on if len(on) > 5 else f"2026-{on}").replace(tzinfo=SHANGHAI)
    return Arrival(
        case=case,
        kind=kind,
        occurred_at=moment,
        subject_kind=subject,
        subject_ref=ref,
        payload=said,
        evidence="卷内",
        evidence_on=moment.date(),
        by=by,
    )
