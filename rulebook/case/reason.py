"""What was looked at to say why something did not happen, and what the book says was fired."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


class Claimed(Protocol):
    """A rung that was fired or passed over, as the book keeps it."""

    @property
    def rung(self) -> str:
        """The rung's key; "#2" behind it in the clock's second round."""

    @property
    def fired_at(self) -> datetime:
        """When."""

    @property
    def outcome(self) -> str:
        """``fired`` or ``skipped``."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing looked at. `holds`: it stands in no one's way.

    `kind` is origin, base, dated, force, condition, restates, ended, settled, moot, paused,
    minimum, waiting, due, status or rung.
    """

    kind: str
    holds: bool
    zh: str
    en: str
