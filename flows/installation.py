"""What every flow needs of the installation: its book, its law, its calendar; opened once."""

from __future__ import annotations

from functools import cache

from models import almanac
from models.founding import book
from models.overlays import approved
from models.place import Place
from models.store import Store
from notifications.channels.settings import ChannelSettings
from rulebook.law.lawbook import Lawbook
from rulebook.loading.amending import Overlay, amended
from rulebook.time.calendar import Calendar


@cache
def store() -> Store:
    """The book this process serves, from the environment."""
    return Store.from_environment()


def law() -> Lawbook:
    """The law of the book as it stands now: an overlay may be approved while this process runs.

    `NoBook` when none was founded.
    """
    with store().reading() as session:
        return _law(approved(session))


@cache
def _law(overlays: tuple[Overlay, ...]) -> Lawbook:
    with store().reading() as session:
        profile = book(session).profile
    return amended(profile, Place().rulebook, overlays)


def board() -> str:
    """Where the board is reached, without a slash at its end; "" where nobody said so."""
    said = ChannelSettings()
    return (said.board_url or said.base_url).rstrip("/")


def calendar() -> Calendar:
    """The book's calendar as it stands now: a notice may be loaded while this process runs."""
    with store().reading() as session:
        return almanac.calendar_of(session, law())
