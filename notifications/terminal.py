"""The terminal (终端): one log line a digest, for whoever watches the process."""

from __future__ import annotations

import logging

from notifications.digest import Digest

LOGGER = logging.getLogger("dueprocess.messages")


class Terminal:
    """Says that a digest went out: its title, which names no case and no party."""

    def send(self, digest: Digest) -> None:
        """Log the title; a second try says nothing new."""
        if not digest.again:
            LOGGER.info("%s", digest.title)
