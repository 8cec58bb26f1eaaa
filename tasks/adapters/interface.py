"""Interfaces (对接系统): which systems there are, who asks them, and what they may answer."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from rulebook.time.period import Period, Unit

_FILE = Path(__file__).with_name("interfaces.toml")


@dataclass(frozen=True, slots=True)
class Interface:
    """One system. Unanswered it is asked again `again_after`, `tries` times in all."""

    id: str
    zh: str
    en: str
    asked_by: frozenset[str]  # rules whose clock asks it when it starts
    brings: frozenset[str]  # kinds of facts it may put into a case
    again_after: timedelta
    tries: int
    planned: Mapping[str, str] = field(default_factory=dict)  # rule → rule of its window


@dataclass(frozen=True, slots=True)
class Interfaces:
    """All of them, and how long one call may take."""

    all: tuple[Interface, ...]
    call_seconds: float

    def asked_by(self, rule: str) -> tuple[Interface, ...]:
        """Those that a clock of this rule asks."""
        return tuple(one for one in self.all if rule in one.asked_by)


class UnknownInterface(LookupError):
    """No system bears this id."""

    def __init__(self, name: str) -> None:
        known = ", ".join(one.id for one in interfaces().all)
        super().__init__(f"no interface {name!r}: there are {known}")


@cache
def interfaces() -> Interfaces:
    """The systems of the installation, as the package's own file has them."""
    said = tomllib.loads(_FILE.read_text("utf-8"))
    return Interfaces(tuple(map(_read, said["interface"])), float(said["call_seconds"]))


def interface(name: str) -> Interface:
    """The system of that id; `UnknownInterface`."""
    found = next((one for one in interfaces().all if one.id == name), None)
    if found is None:
        raise UnknownInterface(name)
    return found


def _read(said: dict[str, Any]) -> Interface:
    return Interface(
        id=said["id"],
        zh=said["zh"],
        en=said["en"],
        asked_by=frozenset(said["asked_by"]),
        brings=frozenset(said["brings"]),
        again_after=_hours(said["again_after"]),
        tries=said["tries"],
        planned=said.get("planned", {}),
    )


def _hours(text: str) -> timedelta:
    period = Period.parse(text)
    if period.unit is not Unit.HOUR:
        raise ValueError(f"again_after {text!r}: machines count in hours, write 24:hour")
    return timedelta(hours=period.number)
