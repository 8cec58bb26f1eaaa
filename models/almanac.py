"""The book's calendar (案册日历): the shipped notices, those loaded later, the court's closures."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from hashlib import sha256

from sqlmodel import Session, col, select

from models.tables.notice import HolidayNotice
from rulebook.law.lawbook import Lawbook
from rulebook.time.calendar import Calendar, national
from rulebook.time.notices import Notice

_REMEMBERED = 8  # calendars: one is in use, and the one before it while a notice is loaded


def calendar_of(session: Session, law: Lawbook) -> Calendar:
    """The calendar by which this book counts now; asked anew each time, assembled once."""
    digests = tuple(session.exec(select(HolidayNotice.digest).order_by(col(HolidayNotice.id))))
    return _assembled(session, digests, law)


def stands(session: Session, notice: Notice) -> bool:
    """Whether the book was given this very notice before."""
    found = select(HolidayNotice.id).where(HolidayNotice.digest == digest(notice))
    return session.exec(found).first() is not None


def enter(session: Session, notice: Notice, by: str, at: datetime) -> None:
    """Enter a notice in the book, in the caller's transaction; twice is once."""
    if stands(session, notice):
        return
    row = HolidayNotice(
        year=notice.year,
        document=notice.document,
        number=notice.number,
        published_on=notice.published_on,
        published_basis=notice.published_basis,
        source=notice.source,
        off=_days(notice.off),
        work=_days(notice.work),
        digest=digest(notice),
        loaded_at=at,
        loaded_by=by,
    )
    session.add(row)
    session.flush()


def loaded(session: Session) -> tuple[Notice, ...]:
    """Every notice that the book was given, in the order of loading."""
    rows = session.exec(select(HolidayNotice).order_by(col(HolidayNotice.id)))
    return tuple(_notice(row) for row in rows)


def digest(notice: Notice) -> str:
    """The mark of a notice's whole content."""
    text = json.dumps(_content(notice), sort_keys=True, ensure_ascii=False, default=str)
    return sha256(text.encode()).hexdigest()


# By the notices loaded and the version of the law, which names the closures too.
_calendars: dict[tuple[tuple[str, ...], str], Calendar] = {}


def _assembled(session: Session, digests: tuple[str, ...], law: Lawbook) -> Calendar:
    at = (digests, law.version)
    if at not in _calendars:
        while len(_calendars) >= _REMEMBERED:
            _calendars.pop(next(iter(_calendars)))
        whole = national().noticed(*loaded(session)) if digests else national()
        _calendars[at] = whole.closed(law.closures) if law.closures else whole
    return _calendars[at]


def _content(notice: Notice) -> dict[str, object]:
    return {
        "year": notice.year,
        "document": notice.document,
        "number": notice.number,
        "published_on": notice.published_on,
        "published_basis": notice.published_basis,
        "source": notice.source,
        "off": _days(notice.off),
        "work": _days(notice.work),
    }


def _days(days: Mapping[date, str]) -> dict[str, str]:
    return {day.isoformat(): name for day, name in sorted(days.items())}


def _notice(row: HolidayNotice) -> Notice:
    return Notice(
        year=row.year,
        published_on=row.published_on,
        published_basis=row.published_basis,
        document=row.document,
        number=row.number,
        source=row.source,
        off={date.fromisoformat(day): name for day, name in row.off.items()},
        work={date.fromisoformat(day): name for day, name in row.work.items()},
    )
