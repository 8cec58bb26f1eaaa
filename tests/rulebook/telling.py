"""Facts told (陈述): what happens in a case, as data that a test can tell, vary and put off."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True)
class Told:
    """A fact: its kind, its day, its subject and what it says."""

    kind: str
    on: str
    of: str
    said: dict[str, Any]

    def saying(self, **said: Any) -> Told:
        """The same fact with these words in place of its own."""
        return replace(self, said=self.said | said)

    def unsaying(self, *names: str) -> Told:
        """The same fact without some of its words."""
        kept = {name: value for name, value in self.said.items() if name not in names}
        return replace(self, said=kept)

    def moved(self, on: str) -> Told:
        """The same fact on another day."""
        return replace(self, on=on)

    def about(self, of: str) -> Told:
        """The same fact about another subject."""
        return replace(self, of=of)

    def bare(self) -> Told:
        """The same fact without a paper."""
        return self.saying(_evidence="")


def told(kind: str, on: str, of: str = "", /, **said: Any) -> Told:
    return Told(kind, on, of, said)
