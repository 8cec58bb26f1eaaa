"""Where an installation is (所在), told without its settings, which take long to start."""

from __future__ import annotations

import os
from pathlib import Path

HOME = Path("~/.local/share/dueprocess")


def folder() -> Path:
    """The home folder as an absolute path (``DUEPROCESS_HOME``); it need not exist yet."""
    return Path(os.environ.get("DUEPROCESS_HOME") or HOME).expanduser().absolute()


def rulebook() -> Path | None:
    """Folder of the court's own profiles (``DUEPROCESS_RULEBOOK``); ``None``: the shipped ones."""
    said = os.environ.get("DUEPROCESS_RULEBOOK")
    return Path(said) if said else None
