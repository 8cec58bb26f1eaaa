"""The terminal (终端): one log line a digest, for whoever watches the process."""

from __future__ import annotations

import logging

from notifications.digest import Digest

LOGGER = logging.getLogger("dueprocess.messages")


def say(digest: Digest, channel: str) -> None:
    """Log that a digest went out: its title, which names no case and no party."""
    LOGGER.info("%s · %s", digest.title, channel)
