"""A channel (渠道): the way a digest takes out of the house."""

from __future__ import annotations

from typing import Protocol

from notifications.digest import Digest


class NotDelivered(ConnectionError):
    """A channel did not take a digest.

    `lasting`: it would refuse this person's next try too (a wrong address), and is well itself.
    `unsure`: the digest may have arrived; when it is sent again it bears the same id.
    The reason names no address, token or password.
    """

    def __init__(
        self, channel: str, why: str, *, lasting: bool = False, unsure: bool = False
    ) -> None:
        super().__init__(f"{channel}: {why}")
        self.lasting, self.unsure = lasting, unsure


class Channel(Protocol):
    """Sends a digest, or raises `NotDelivered`; called from several threads at once.

    A digest may come twice under one id, after a crash between sending and marking or an answer
    that was lost: a channel that can tell drops the second copy.
    """

    @property
    def name(self) -> str:
        """Its id in the data: email, sms, folder …"""

    @property
    def wants_address(self) -> bool:
        """Whether it reaches only people whose address on it is known."""

    def send(self, digest: Digest, timeout: float) -> None:
        """Deliver it, wholly or not at all, within about `timeout` seconds."""
