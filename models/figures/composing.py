"""Composing a bulletin (编制通报): lists, figures, the span before, the own past; nothing kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlmodel import Session

from models import clock
from models.figures import beside
from models.figures.faults import CourtUnsaid, NoCourt, SpanToCome
from models.figures.gathering import gather
from models.figures.ground import Ground
from models.insertion import table_of
from models.tables.bulletin import Bulletin, BulletinState
from models.tables.court import Court
from rulebook.figures.courts import CourtRow, Place, places
from rulebook.figures.definitions import definitions
from rulebook.figures.entry import Entry, Window
from rulebook.figures.pack import digest
from rulebook.figures.report import blocks
from rulebook.figures.span import Span
from rulebook.law.lawbook import Lawbook
from rulebook.time.calendar import Calendar

_COURT = table_of(Court)


@dataclass(frozen=True, slots=True)
class Composed:
    """A bulletin with the entries behind it; not stored yet."""

    bulletin: Bulletin
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Composer:
    """What composing needs of an installation."""

    session: Session
    law: Lawbook
    calendar: Calendar

    def composed(self, court: str, span: Span, cut_off: datetime | None = None) -> Composed:
        """The bulletin of a court and all below it for a span, by what is known now.

        The cut-off is the end of the span, or now while it still runs; an erratum gives the first
        bulletin's own. Raises `SpanToCome` for one that has not begun.
        """
        known_at = clock.now(self.session)
        if span.start > known_at:
            raise SpanToCome(span.key)
        window = Window(span.start, cut_off or min(span.end, known_at))
        all_places = self._places(court)
        ground = self._ground(all_places, window)
        entries = gather(ground)
        report = self._report(ground, all_places, span, entries, known_at)
        row = Bulletin(
            number=number(court, span),
            court_code=court,
            span=span.key,
            state=BulletinState.DRAFTED,
            cut_off=window.cut_off,
            known_at=known_at,
            rulebook=self.law.version,
            definitions=definitions().name,
            report=report,
            sha256=digest(report),
        )
        return Composed(row, entries)

    def _places(self, court: str) -> tuple[Place, ...]:
        known = court_rows(self.session)
        if court not in {one.code for one in known}:
            raise NoCourt(court)
        return places(known, court)

    def _ground(self, of: Sequence[Place], window: Window) -> Ground:
        codes = of[0].below
        everywhere = len(codes) == len(court_rows(self.session))
        return Ground(
            self.session, self.law, self.calendar, definitions(), window, codes, everywhere
        )

    def _report(
        self,
        ground: Ground,
        of: Sequence[Place],
        span: Span,
        entries: Sequence[Entry],
        known_at: datetime,
    ) -> dict[str, Any]:
        defined, window = ground.defined, ground.window
        spans = [span.before(n) for n in reversed(range(defined.limits.trend_spans))]
        past = beside.trend(ground, spans)
        courts = blocks(entries, of, defined)
        for place, block in zip(of, courts, strict=True):
            block["trend"] = beside.added(past, place.below)
        return {
            "court": of[0].code,
            "court_name": of[0].name,
            "span": span.key,
            "start": window.start.isoformat(),
            "cut_off": window.cut_off.isoformat(),
            "known_at": known_at.isoformat(timespec="seconds"),
            "rulebook": self.law.version,
            "calendar": self.calendar.version,
            "definitions": defined.name,
            "definitions_sha256": defined.digest,
            "definitions_toml": defined.text,
            "versions": {one.id: one.version for one in defined.figures.values()},
            "sources": beside.freshness(ground),
            "courts": list(courts),
            "outstanding": beside.outstanding(ground, entries),
            "names": beside.names(ground, courts),
            "previous": self._previous(of, span.before()),
        }

    def _previous(self, of: Sequence[Place], span: Span) -> dict[str, Any]:
        """The figures of the span before: as they were issued, else as they are known now."""
        frozen = last_issued(self.session, of[0].code, span.key)
        if frozen is not None:
            found, versions = frozen.report["courts"], frozen.report["versions"]
        else:
            ground = self._ground(of, Window(span.start, span.end))
            found = blocks(gather(ground), of, ground.defined)
            versions = {one.id: one.version for one in ground.defined.figures.values()}
        parts: Any = found
        return {
            "span": span.key,
            "number": frozen.number if frozen else None,
            "versions": versions,
            "courts": [
                {"code": one["code"], "own": one["own"], "figures": one["figures"]} for one in parts
            ],
        }


def number(court: str, span: Span) -> str:
    """The number of a court's bulletin for a span: 京0105-2026-10."""
    return f"{court}-{span.key}"


def court_rows(session: Session) -> tuple[CourtRow, ...]:
    """Every court of the book."""
    columns = (_COURT.c.code, _COURT.c.name, _COURT.c.level, _COURT.c.superior_code)
    rows = session.connection().execute(select(*columns).order_by(_COURT.c.code))
    return tuple(CourtRow(*row) for row in rows)


def root(session: Session) -> str:
    """The one court that no other stands above; `CourtUnsaid` when there is not one alone."""
    tops = [one.code for one in court_rows(session) if one.superior is None]
    if len(tops) != 1:
        raise CourtUnsaid(tops)
    return tops[0]


def last_issued(session: Session, court: str, span: str) -> Bulletin | None:
    """The latest issued bulletin of a court and span, its errata included."""
    table = table_of(Bulletin)
    newest = (
        select(table.c.id)
        .where(
            table.c.court_code == court,
            table.c.span == span,
            table.c.state == BulletinState.ISSUED,
        )
        .order_by(table.c.id.desc())
        .limit(1)
    )
    found = session.connection().execute(newest).scalar()
    return None if found is None else session.get(Bulletin, found)
