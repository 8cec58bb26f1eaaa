"""The desk (工作台): the book opened with its law and its calendar, as one command needs it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Self

from dueprocess.settings import Settings
from models import almanac, clock, founding, overlays
from models.store import Store
from models.tables.book import Book
from rulebook.access.matrix import Matrix
from rulebook.law.lawbook import Lawbook
from rulebook.loading.amending import Overlay, amended
from rulebook.loading.rights import rights
from rulebook.time.calendar import Calendar

if TYPE_CHECKING:
    from tasks.prefect_api import PrefectApi


@dataclass(frozen=True)
class Desk:
    """An open book, closed at the end of a `with`.

    `law` is that of the book's profile, `calendar` the book's own (see `models.almanac`).
    """

    settings: Settings
    store: Store
    book: Book
    law: Lawbook
    calendar: Calendar
    overlays: tuple[Overlay, ...] = ()  # of the law, that were approved

    @classmethod
    def opened(cls) -> Desk:
        """The book of the environment; `NoBook` when none was founded there."""
        settings = Settings()
        store = Store(settings.url)
        try:
            with store.reading() as session:
                book = founding.book(session)
                over = overlays.approved(session)
                law = amended(book.profile, settings.rulebook, over)
                calendar = almanac.calendar_of(session, law)
        except Exception:
            store.close()
            raise
        return cls(settings, store, book, law, calendar, over)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.store.close()

    @property
    def rights(self) -> Matrix:
        """Who may do what in this installation."""
        return rights(self.settings.rights)

    @property
    def rehearsal(self) -> bool:
        """Whether everything that is shown has to say 演练."""
        return self.book.kind == "rehearsal"

    def current(self) -> Desk:
        """The same desk with law and calendar as they stand now.

        An overlay may have been approved since, or a notice loaded, by whatever process.
        """
        with self.store.reading() as session:
            over, law = overlays.approved(session), self.law
            if over != self.overlays:
                law = amended(self.book.profile, self.settings.rulebook, over)
            calendar = almanac.calendar_of(session, law)
            if (over, calendar.version) == (self.overlays, self.calendar.version):
                return self
            return replace(self, law=law, calendar=calendar, overlays=over)

    def standing(self) -> tuple[Lawbook, Calendar]:
        """Law and calendar as they stand now."""
        now = self.current()
        return now.law, now.calendar

    def prefect(self, seconds: float | None = None) -> PrefectApi:
        """Prefect's server with what it asks for; with `seconds`, no longer waited for."""
        from tasks.prefect_api import PrefectApi

        said, auth = self.settings.prefect_api, self.settings.prefect_auth
        if seconds is None:
            return PrefectApi(said, auth=auth)
        return PrefectApi(said, seconds, seconds, auth)

    def now(self) -> datetime:
        """The book's own clock."""
        with self.store.reading() as session:
            return clock.now(session)
