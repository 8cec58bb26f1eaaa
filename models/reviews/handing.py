"""The duty desk changes hands (值班交接): handed over with its sheet, and signed for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from sqlmodel import Session, col, select

from models.documents import dumped
from models.errors import BookError, UnknownOfficer
from models.reading.handover import DUTY, Handing, Matter, sheet
from models.reading.picture import Beat
from models.store import Store
from models.tables.columns import LARGEST_ID
from models.tables.officer import Officer
from models.tables.review import Handover
from rulebook.law.lawbook import Lawbook
from rulebook.time.period import ONE_DAY
from rulebook.time.zone import SHANGHAI

_PARTS = ("overdue", "today", "unanswered", "tasks", "incidents", "done", "findings")


class HandoverUnfit(BookError, ValueError):
    """The desk cannot change hands in this way."""


def last(session: Session, court: str = "") -> Handover | None:
    """The last handover of a court's desk, or of the installation's."""
    found = select(Handover).where(Handover.court_code == court)
    return session.exec(found.order_by(col(Handover.id).desc()).limit(1)).first()


def begins(session: Session, law: Lawbook, as_of: datetime, court: str = "") -> datetime:
    """Where the next sheet begins: where the last one ended; the first, so many days back."""
    before = last(session, court)
    return before.handed_at if before else as_of - law.reviews[DUTY].number("first_days") * ONE_DAY


def past(session: Session, court: str, rows: int, before: int = LARGEST_ID) -> list[Handover]:
    """Handovers of a court's desk, the newest first: those before a number."""
    found = select(Handover).where(Handover.court_code == court, col(Handover.id) < before)
    return list(session.exec(found.order_by(col(Handover.id).desc()).limit(rows)))


def one(session: Session, number: int) -> Handover | None:
    """One handover, of whatever desk."""
    return session.get(Handover, number) if 0 < number <= LARGEST_ID else None


def frozen(made: Handover) -> Handing:
    """The sheet as it was frozen when the desk was handed over."""
    said: Mapping[str, Any] = made.sheet
    parts = {name: tuple(_matters(said[name])) for name in _PARTS}
    moments = {name: _moment(said[name]) for name in ("since", "until")}
    counted = {name: said[name] for name in ("settled", "undelivered", "unanswered_requests")}
    rest: dict[str, Any] = {**parts, **moments, **counted}
    return Handing(court=said["court"], beats=tuple(map(_beat, said["beats"])), **rest)


def _matters(lines: Iterable[Mapping[str, Any]]) -> Iterable[Matter]:
    for line in lines:
        due = line["due_on"]
        yield Matter(**{**line, "due_on": date.fromisoformat(due) if due else None})


def _beat(said: Mapping[str, Any]) -> Beat:
    at = said["beat_at"]
    tried, beaten = _moment(said["tried_at"]), _moment(at) if at else None
    return Beat(**{**said, "tried_at": tried, "beat_at": beaten})


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(SHANGHAI)


def hand_over(
    store: Store, law: Lawbook, court: str, by: str, to: str, as_of: datetime, note: str = ""
) -> Handover:
    """Freeze the sheet and hand the desk to `to`, in one transaction.

    Raises `UnknownOfficer`; `HandoverUnfit` when nobody signed for the last one, when the desk
    is not in the hands of `by`, or when it would be handed to oneself.
    """
    with store.writing() as session:
        return hand_over_within(session, law, court, by, to, as_of, note)


def hand_over_within(
    session: Session, law: Lawbook, court: str, by: str, to: str, as_of: datetime, note: str = ""
) -> Handover:
    """The same in the caller's transaction."""
    before = last(session, court)
    _expect(session, before, by, to)
    found = sheet(session, law, as_of, begins(session, law, as_of, court), court)
    frozen = asdict(found)
    made = Handover(
        court_code=court,
        since=found.since,
        handed_at=as_of,
        handed_by=by,
        handed_to=to,
        note=note,
        sheet=frozen,
        digest=sha256(dumped(frozen).encode()).hexdigest(),
    )
    session.add(made)
    session.flush()
    return made


def take(store: Store, court: str, by: str, as_of: datetime) -> Handover:
    """Sign for the desk. Raises `HandoverUnfit` when it was handed to nobody, or to another."""
    with store.writing() as session:
        return take_within(session, court, by, as_of)


def take_within(session: Session, court: str, by: str, as_of: datetime) -> Handover:
    """The same in the caller's transaction."""
    standing = last(session, court)
    if standing is None or standing.taken_at is not None:
        raise HandoverUnfit("nothing waits to be signed for: hand the desk over with --to first")
    if standing.handed_to != by:
        raise HandoverUnfit(
            f"the desk was handed to {standing.handed_to}: only that officer signs for it"
        )
    standing.taken_at = as_of
    session.add(standing)
    session.flush()
    return standing


def _expect(session: Session, before: Handover | None, by: str, to: str) -> None:
    if session.get(Officer, to) is None:
        raise UnknownOfficer(to)
    if by == to:
        raise HandoverUnfit(f"{by} cannot hand the desk to {to}: name who takes it with --to")
    if before is None:
        return
    if before.taken_at is None:
        raise HandoverUnfit(
            f"handover {before.id} waits for {before.handed_to}: "
            f"`dueprocess handover --take --by {before.handed_to}` first"
        )
    if before.handed_to != by:
        raise HandoverUnfit(
            f"the desk is in the hands of {before.handed_to} since "
            f"{before.taken_at:%Y-%m-%d %H:%M}: only that officer hands it on"
        )
