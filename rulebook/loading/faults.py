"""Faults of a rulebook: what is wrong, in which file and entry, all of it at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong. `entry` names the table and id, such as ``rule case-6m``."""

    file: str
    entry: str
    message: str

    def __str__(self) -> str:
        return ": ".join(part for part in (self.file, self.entry, self.message) if part)


class LawFaults(ValueError):
    """A rulebook that cannot be used. `faults` carries every fault, one line each."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(
            f"{len(self.faults)} fault(s) in the rulebook, put them right and load again: "
            + "; ".join(map(str, self.faults))
        )


class UnknownProfile(ValueError):
    """There is no rulebook of that name."""

    def __init__(self, profile: str, known: Iterable[str]) -> None:
        names = ", ".join(sorted(known))
        super().__init__(f"no rulebook is called {profile!r}: choose one of {names}")


class ProfilesMissing(ValueError):
    """The folder of a court's own profiles is not there, or holds none."""

    def __init__(self, root: object) -> None:
        super().__init__(
            f"{root} holds no profile of the law: name a folder with one folder of .toml files a "
            "profile, as an argument or in DUEPROCESS_RULEBOOK"
        )
