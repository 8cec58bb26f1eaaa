"""Receivers (接收人): a role in the case's own court, or in one of the courts above it."""

from __future__ import annotations

import re
from dataclasses import dataclass

_UP = re.compile(r"superior([2-9]?):(.+)")
_LEVELS = ("", "上一级法院", "上二级法院", "上三级法院")
_WHOSE = ("", " of the court above")


@dataclass(frozen=True, slots=True)
class Receiver:
    """A role, and how many courts up the tree it is held; 0 is the case's own court."""

    role: str
    steps: int = 0

    @property
    def where(self) -> str:
        """上一级法院 …; empty for the own court."""
        return _LEVELS[self.steps] if self.steps < len(_LEVELS) else f"上{self.steps}级法院"

    @property
    def whose(self) -> str:
        """The same in English, to follow a role; empty for the own court."""
        if self.steps < len(_WHOSE):
            return _WHOSE[self.steps]
        return f" of the court {self.steps} levels above"


def receiver(said: str) -> Receiver:
    """``director``; ``superior:director`` one court up, ``superior2:director`` two."""
    found = _UP.fullmatch(said)
    return Receiver(found[2], int(found[1] or 1)) if found else Receiver(said)
