"""The address of a book (DUEPROCESS_DATABASE_URL), in the form the driver wants."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from models.errors import AddressUnreadable

_DRIVERS = {
    "sqlite": "sqlite",
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
    "postgresql+psycopg": "postgresql+psycopg",
}


class Address:
    """One database's address; `AddressUnreadable` for any engine but the two we run on."""

    def __init__(self, text: str) -> None:
        self._url = _read(text)
        self.engine = self._url.get_backend_name()

    @property
    def url(self) -> str:
        """The whole address, password included."""
        return self._url.render_as_string(hide_password=False)

    @property
    def shown(self) -> str:
        """The address for eyes and logs."""
        return self._url.render_as_string(hide_password=True)

    def make_room(self) -> None:
        """Make the folder a SQLite file lies in; nothing for a server."""
        if self.engine == "sqlite" and self._url.database:
            Path(self._url.database).parent.mkdir(parents=True, exist_ok=True)


def _read(text: str) -> URL:
    try:
        url = make_url(text)
    except ArgumentError:
        raise AddressUnreadable(text) from None
    driver = _DRIVERS.get(url.drivername)
    # A book in memory would be a different one for every connection.
    in_memory = driver == "sqlite" and url.database in (None, "", ":memory:")
    if driver is None or in_memory:
        raise AddressUnreadable(url.render_as_string(hide_password=True))
    return url.set(drivername=driver)
