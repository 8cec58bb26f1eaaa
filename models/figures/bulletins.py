"""Bulletins (通报) in rows: drafted, issued, put right by an erratum; read back by their hash."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from models import clock
from models.figures.authority import authorised
from models.figures.composing import Composed, Composer, number
from models.figures.faults import IssuedAlready, NoBulletin, NotIssued, NotOver, Tampered
from models.store import Store
from models.tables.bulletin import Bulletin, BulletinList, BulletinState
from rulebook.figures.change import differences
from rulebook.figures.entry import Entry
from rulebook.figures.pack import digest, packed, unpacked
from rulebook.figures.span import Span, span
from rulebook.law.lawbook import Lawbook
from rulebook.time.calendar import Calendar

SCHEDULE = "schedule"  # who drafted what no person asked for


def read(session: Session, name: str) -> Bulletin:
    """One bulletin by its number; `NoBulletin`, or `Tampered` when its hash does not hold."""
    found = session.exec(select(Bulletin).where(Bulletin.number == name)).one_or_none()
    if found is None:
        raise NoBulletin(name)
    if digest(found.report) != found.sha256:
        raise Tampered(name)
    return found


def entries(session: Session, name: str) -> tuple[Entry, ...]:
    """The entries behind a bulletin's figures, as they were frozen with it."""
    kept = session.get(BulletinList, name)
    if kept is None:
        raise NoBulletin(name)
    if sha256(kept.entries).hexdigest() != kept.sha256:
        raise Tampered(name)
    return unpacked(kept.entries)


def log(session: Session, court: str = "") -> Sequence[Bulletin]:
    """Every bulletin, or those of one court, oldest first."""
    query = select(Bulletin).order_by(col(Bulletin.id))
    return session.exec(query.where(Bulletin.court_code == court) if court else query).all()


@dataclass(frozen=True, slots=True)
class Press:
    """Where bulletins are made: a book with its law and calendar.

    Figures are composed on a snapshot and then written in a transaction of their own, so that no
    fact has to wait for a large book to be counted.
    """

    store: Store
    law: Lawbook
    calendar: Calendar

    def preview(self, court: str, of: Span) -> Composed:
        """What a bulletin would say now; nothing is kept."""
        with self.store.reading() as session:
            return self._composer(session).composed(court, of)

    def drafted(self, court: str, of: Span, by: str = "", *, anew: bool = False) -> Bulletin:
        """The bulletin that stands for a court and span; drafted now when there is none.

        `anew` composes a draft again; an issued one stands (`IssuedAlready`). A span that still
        runs cannot be frozen (`NotOver`).
        """
        name = number(court, of)
        with self.store.reading() as session:
            standing = _standing(session, name, anew=anew)
            if standing is not None:
                return standing
            if of.end > clock.now(session):
                raise NotOver(of.key)
            composed = self._composer(session).composed(court, of)
        with self.store.writing() as session:
            standing = _standing(session, name, anew=anew)
            return standing or _kept(session, composed, by)

    def issued(self, name: str, by: str) -> Bulletin:
        """A person issues a draft: from then on it stands. `NoAuthority` names the roles."""
        with self.store.writing() as session:
            found = read(session, name)
            if found.state == BulletinState.ISSUED:
                raise IssuedAlready(name)
            authorised(session, by, "issue", found.court_code)
            return _issue(session, found, by)

    def erratum(self, name: str, by: str) -> Bulletin | None:
        """What an issued bulletin would say had all been known that was entered since.

        As of its own cut-off, with every figure that differs, measured against the latest erratum
        before it and linked to the first bulletin. None, and nothing is written, when none does.
        """
        with self.store.reading() as session:
            first = read(session, name)
            if first.state != BulletinState.ISSUED:
                raise NotIssued(name)
            first = read(session, first.corrects) if first.corrects else first
            authorised(session, by, "issue", first.court_code)
            before = _latest(session, first)
            again = self._composer(session).composed(
                first.court_code, span(first.span), first.cut_off
            )
        if not _corrected(again.bulletin, first, before):
            return None
        with self.store.writing() as session:
            again.bulletin.number = f"{first.number}-E{_count(session, first) + 1}"
            return _issue(session, _kept(session, again, by), by)

    def _composer(self, session: Session) -> Composer:
        return Composer(session, self.law, self.calendar)


def _standing(session: Session, name: str, *, anew: bool) -> Bulletin | None:
    found = session.exec(select(Bulletin).where(Bulletin.number == name)).one_or_none()
    if found is None or not anew:
        return None if found is None else read(session, name)
    if found.state == BulletinState.ISSUED:
        raise IssuedAlready(name)
    return None


def _corrected(row: Bulletin, first: Bulletin, before: Bulletin) -> bool:
    """Note in an erratum what differs from the bulletin before it; whether anything does."""
    report: dict[str, Any] = row.report
    found = differences(before.report, report)
    report["differences"] = [asdict(one) for one in found]
    report["measured_against"] = before.number
    report["previous"] = before.report["previous"]  # what was compared with stays
    row.corrects, row.sha256 = first.number, digest(report)
    return bool(found)


def _issue(session: Session, row: Bulletin, by: str) -> Bulletin:
    row.issued_at = clock.now(session)  # asked first: what is half issued must not be written
    row.state, row.issued_by = BulletinState.ISSUED, by
    session.add(row)
    session.flush()
    return row


def _latest(session: Session, first: Bulletin) -> Bulletin:
    query = select(Bulletin.number).where(Bulletin.corrects == first.number)
    newest = session.exec(query.order_by(col(Bulletin.id).desc()).limit(1)).one_or_none()
    return first if newest is None else read(session, newest)


def _count(session: Session, first: Bulletin) -> int:
    query = select(func.count()).select_from(Bulletin)
    return session.exec(query.where(Bulletin.corrects == first.number)).one()


def _kept(session: Session, composed: Composed, by: str) -> Bulletin:
    """Keep a bulletin and its lists; a draft of the same number makes room."""
    row, data = composed.bulletin, packed(composed.entries)
    older = select(Bulletin).where(Bulletin.number == row.number)
    draft, lists = session.exec(older).one_or_none(), session.get(BulletinList, row.number)
    for one in (draft, lists):
        if one is not None:
            session.delete(one)
    session.flush()
    row.drafted_by = by or SCHEDULE
    session.add(row)
    session.add(BulletinList(number=row.number, entries=data, sha256=sha256(data).hexdigest()))
    session.flush()
    return row
