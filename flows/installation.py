"""What every flow needs of the installation: its book, its law, its calendar; opened once."""

from __future__ import annotations

from functools import cache

from models.store import Store
from rulebook.calendar import Calendar, national
from rulebook.lawbook import Lawbook
from rulebook.loader import load


@cache
def store() -> Store:
    """The book this process serves, from the environment."""
    return Store.from_environment()


@cache
def law() -> Lawbook:
    """The law of the installation's profile."""
    return load("national")


def calendar() -> Calendar:
    """The State Council's calendar as published so far."""
    return national()
