"""A channel that keeps everything to itself (静默渠道): a simulation's mail is not sent."""

from __future__ import annotations

from notifications.digest import Digest


class Silence:
    """Takes the place of the mailbox and writes nothing."""

    name = "folder"
    wants_address = False

    def send(self, digest: Digest, timeout: float = 0) -> None:
        """Nothing to do: the rows say what would have gone out."""
