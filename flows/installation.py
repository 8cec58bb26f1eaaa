"""What every flow needs of the installation: its book, its law, its calendar; opened once."""

from __future__ import annotations

from functools import cache

from models import almanac
from models.founding import book
from models.place import Place
from models.store import Store
from rulebook.law.lawbook import Lawbook
from rulebook.loading.loader import load
from rulebook.time.calendar import Calendar


@cache
def store() -> Store:
    """The book this process serves, from the environment."""
    return Store.from_environment()


@cache
def law() -> Lawbook:
    """The law as the book's profile has it; `NoBook` when none was founded."""
    with store().reading() as session:
        profile = book(session).profile
    return load(profile, Place().rulebook)


def calendar() -> Calendar:
    """The book's calendar as it stands now: a notice may be loaded while this process runs."""
    with store().reading() as session:
        return almanac.calendar_of(session, law())
