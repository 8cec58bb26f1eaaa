"""The simulated court as data (模拟法院): its people, their habits, spans and odds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from functools import cache
from pathlib import Path
from typing import Any

import tomli

from models.register import CourtEntry, OfficerEntry


@dataclass(frozen=True, slots=True)
class Temper:
    """How a handler acts; each number is a share or a chance, see `town.toml`."""

    share: tuple[float, float]
    late: float
    late_by: float
    idle: float
    slip: float
    entered_late: float
    answers: float


@dataclass(frozen=True, slots=True)
class Town:
    """All that stands in `town.toml`."""

    courts: tuple[CourtEntry, ...]
    court: str  # the one whose cases they are
    officers: tuple[OfficerEntry, ...]
    tempers: Mapping[str, Temper]  # by officer
    spans: Mapping[str, tuple[int, int]]
    units: Mapping[str, float]
    odds: Mapping[str, float]
    endings: Mapping[str, int]
    matters: Mapping[str, str]
    errands: Mapping[str, tuple[str, ...]]
    begins: time
    ends: time
    last_filing: float
    most_tries: int
    claim: tuple[int, int]

    def holder(self, role: str) -> str:
        """The first officer of the court who holds the role."""
        mine = (one for one in self.officers if one.court_code == self.court)
        return next(one.id for one in mine if role in one.roles)

    @property
    def handlers(self) -> tuple[str, ...]:
        """The staff numbers of those who handle cases."""
        return tuple(self.tempers)


@cache
def town() -> Town:
    """The court that ships with the simulator."""
    read = tomli.loads((Path(__file__).parent / "town.toml").read_text("utf-8"))
    tempers = {name: _temper(entry) for name, entry in read["temper"].items()}
    court = next(entry["code"] for entry in read["court"] if entry.get("cases"))
    return Town(
        courts=tuple(_court(entry) for entry in read["court"]),
        court=court,
        officers=tuple(_officer(entry, court) for entry in read["officer"]),
        tempers={o["id"]: tempers[o["temper"]] for o in read["officer"] if "temper" in o},
        spans={name: (low, high) for name, (low, high) in read["spans"].items()},
        errands={name: tuple(rules) for name, rules in read["errands"].items()},
        **{name: read[name] for name in ("units", "odds", "endings", "matters")},
        **{**read["day"], "claim": tuple(read["day"]["claim"])},
    )


def _temper(entry: Mapping[str, Any]) -> Temper:
    low, high = entry["share"]
    return Temper(**{**entry, "share": (low, high)})


def _court(entry: Mapping[str, Any]) -> CourtEntry:
    return CourtEntry(entry["code"], entry["name"], entry["level"], entry.get("superior"))


def _officer(entry: Mapping[str, Any], court: str) -> OfficerEntry:
    return OfficerEntry(
        id=entry["id"],
        name=entry["name"],
        court_code=entry.get("court", court),
        roles=tuple(entry["roles"]),
        team=entry.get("team", ""),
        deputy_id=entry.get("deputy"),
    )
