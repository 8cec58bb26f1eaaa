"""The post (外发): digests to mail, webhooks and chats through Apprise addresses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from notifications.channel import NotDelivered
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


class Post:
    """Sends to the person's own address when there is one, else to the installation's."""

    def __init__(self, urls: Sequence[str]) -> None:
        self._urls = tuple(urls)
        self._ready: dict[tuple[str, ...], Apprise] = {}
        if urls:
            self._apprise(self._urls, "DUEPROCESS_APPRISE_URLS")

    def send(self, digest: Digest) -> None:
        """Hand the digest to Apprise; nothing to do for a person without any address.

        Apprise cannot take a message back or tell a second copy, so the digest's id stands in
        its text.
        """
        urls = (digest.address,) if digest.address else self._urls
        if not urls:
            return
        sender = self._apprise(urls, f"the address of officer {digest.officer_id}")
        if not sender.notify(title=digest.title, body=digest.body, body_format="text"):
            raise NotDelivered("Apprise", f"{len(urls)} address(es) of {digest.officer_id}")

    def _apprise(self, urls: tuple[str, ...], place: str) -> Apprise:
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
