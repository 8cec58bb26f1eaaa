"""The mailbox (信箱): a folder a person, a file a digest; complete without any outside channel."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from urllib.parse import quote

from notifications.channels.channel import NotDelivered
from notifications.digest import Digest


class Mailbox:
    """Writes ``<folder>/<officer>/<digest id>.txt``; the same digest again changes nothing."""

    name = "folder"
    wants_address = False

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def send(self, digest: Digest, timeout: float = 0) -> None:
        """Write the file whole, by renaming; a file that stands is the first copy and stays."""
        target = self.path(digest.officer_id, digest.id)
        if target.exists():
            return
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            # The digest comes last: where it lies, its files lie beside it.
            for one in digest.attachments:
                _written(target.with_name(f"{digest.id}-{one.name}"), one.text)
            _written(target, f"{digest.title}\n\n{digest.body}\n")
        except OSError as error:
            raise NotDelivered("信箱 folder", f"{target.parent}: {error.strerror}") from error

    def path(self, officer_id: str, digest_id: str) -> Path:
        """Where a digest of that person lies."""
        # A staff number comes from outside and must not climb out of the folder.
        return self.folder / quote(officer_id, safe="").replace(".", "%2E") / f"{digest_id}.txt"


def _written(target: Path, text: str) -> None:
    part = target.with_name(f"{target.name}.{os.getpid()}-{threading.get_ident()}.part")
    part.write_text(text, encoding="utf-8", newline="")
    part.replace(target)
