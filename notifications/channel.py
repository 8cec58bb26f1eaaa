"""A channel (渠道): the way a digest takes out of the house."""

from __future__ import annotations

from typing import Protocol

from notifications.digest import Digest


class NotDelivered(ConnectionError):
    """A channel could not deliver; the digest stays in the outbox and is tried again."""

    def __init__(self, channel: str, why: str) -> None:
        super().__init__(f"{channel} did not take the digest ({why}): it will be tried again")


class Channel(Protocol):
    """Sends a digest, or raises `NotDelivered`.

    A digest may come twice under one id, after a crash between sending and marking: a channel
    that can tell drops the second copy.
    """

    def send(self, digest: Digest) -> None:
        """Deliver it, wholly or not at all."""
