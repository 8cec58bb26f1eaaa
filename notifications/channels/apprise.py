"""Other ways (其他渠道): whatever Apprise has an address for."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING

from notifications.channels.channel import NotDelivered
from notifications.digest import Digest

if TYPE_CHECKING:
    from apprise import Apprise


class AddressUnusable(ValueError):
    """An Apprise address that cannot be read. It may hold a secret, so it is not repeated."""

    def __init__(self, place: str) -> None:
        super().__init__(
            f"{place} is no Apprise address: write one such as mailto://user:pass@host "
            "or json://host/path"
        )


class ByApprise:
    """Sends to the person's own address when there is one, else to the installation's.

    Apprise cannot take a message back or tell a second copy, so the digest's id stands in its
    text.
    """

    name = "apprise"

    def __init__(self, urls: Sequence[str]) -> None:
        self._urls = tuple(urls)
        self._ready: dict[tuple[str, ...], Apprise] = {}
        self._lock = threading.Lock()
        if urls:
            self._apprise(self._urls, "DUEPROCESS_APPRISE_URLS")

    @property
    def wants_address(self) -> bool:
        """Whether only people with an address of their own are reached."""
        return not self._urls

    def send(self, digest: Digest, timeout: float = 0) -> None:
        """Hand the digest to Apprise, which keeps its own time."""
        urls = (digest.address,) if digest.address else self._urls
        try:
            sender = self._apprise(urls, f"the address of officer {digest.officer_id}")
        except AddressUnusable as error:
            raise NotDelivered("Apprise", str(error), lasting=True) from error
        if not sender.notify(title=digest.title, body=digest.body, body_format="text"):
            raise NotDelivered("Apprise", f"{len(urls)} address(es) of {digest.officer_id}")

    def _apprise(self, urls: tuple[str, ...], place: str) -> Apprise:
        with self._lock:
            if urls not in self._ready:
                self._ready[urls] = _opened(urls, place)
            return self._ready[urls]


def _opened(urls: tuple[str, ...], place: str) -> Apprise:
    from apprise import Apprise  # half a second to import

    made = Apprise()
    for url in urls:
        if not made.add(url):
            raise AddressUnusable(place)
    return made
