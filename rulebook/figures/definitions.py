"""The definitions of a bulletin's figures (口径): read from data, each with its version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import tomli

OWN = "督程自定口径"  # the source of a figure that no document defines


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of the figures; see `definitions.toml` for each."""

    least_n: int
    late_entry_days: int
    trend_spans: int
    three_years: int
    lag_steps: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Core:
    """What the core figures (核心指标) look at: the limit's node, closing modes, kinds of facts."""

    limit_node: str
    performed_modes: tuple[str, ...]
    property_kinds: tuple[str, ...]
    ending_kind: str  # the fact that ends a round
    ending_review: str  # the review that inspects such cases
    ending_passed: tuple[str, ...]  # outcomes that find them in order


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure (指标): what is counted, over what, in which unit, and the words for it.

    `how` is count, sum, average, median, worst or ratio. `top` and `bottom` are populations;
    only a ratio has a `bottom`, and `less` what is taken off its top.
    """

    id: str
    version: int
    zh: str
    en: str
    section: str
    unit: str
    says_zh: str
    says_en: str
    how: str
    top: tuple[str, ...]
    bottom: tuple[str, ...] = ()
    less: tuple[str, ...] = ()
    by: str = ""  # days, working, gross
    who: str = ""  # only entries that bear this class
    key: bool = False  # of nodes only the coded ones
    cases: bool = False  # of the top, each case once
    per_node: bool = False
    aim: str = ""  # not below, in per cent
    law: str = ""  # the law's own entry for it
    source: str = OWN
    note: str = ""

    @property
    def populations(self) -> tuple[str, ...]:
        """What its list shows: the top, or of a ratio the bottom too."""
        return tuple(dict.fromkeys((*self.top, *self.bottom)))

    @property
    def counted(self) -> bool:
        """Whether it is a plain count, which even the smallest court may be told."""
        return self.how in ("count", "sum", "worst")


@dataclass(frozen=True, slots=True)
class Definitions:
    """All figures, in the order in which they are shown, with the digest of their text."""

    version: str
    text: str  # as it is kept with every bulletin, so that an old one reads as it was
    digest: str
    limits: Limits
    core: Core
    figures: Mapping[str, Figure]
    sections: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    authority: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # act → roles

    @property
    def name(self) -> str:
        """Version and digest as they stand on a bulletin: 1@3f2a9c10."""
        return f"{self.version}@{self.digest[:8]}"

    def of(self, section: str) -> tuple[Figure, ...]:
        """The figures of one section."""
        return tuple(one for one in self.figures.values() if one.section == section)


class UnknownFigure(LookupError):
    """No figure bears this name."""

    def __init__(self, name: str, known: Definitions) -> None:
        super().__init__(f"no figure is called {name!r}: choose one of {', '.join(known.figures)}")


@cache
def definitions() -> Definitions:
    """The definitions that ship with the system."""
    return read((Path(__file__).parent / "definitions.toml").read_text("utf-8"))


def read(text: str) -> Definitions:
    """Definitions from their TOML text."""
    said = tomli.loads(text)
    groups: Mapping[str, list[str]] = said["groups"]
    found = [_figure(one, groups) for one in said["figure"]]
    limits = {name: _frozen(one) for name, one in said["limits"].items()}
    return Definitions(
        version=said["version"],
        text=text,
        digest=sha256(text.encode()).hexdigest(),
        limits=Limits(**limits),
        core=Core(**{name: _frozen(one) for name, one in said["core"].items()}),
        figures={one.id: one for one in found},
        sections=said["sections"],
        units=said["units"],
        authority={act: tuple(roles) for act, roles in said["authority"].items()},
    )


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


_HOW = ("count", "sum", "average", "median", "worst", "ratio")


def _figure(said: Mapping[str, Any], groups: Mapping[str, list[str]]) -> Figure:
    how = next(one for one in _HOW if one in said)
    what = said[how]
    more = {name: value for name, value in said.items() if name not in _HOW}
    more.setdefault("version", 1)
    if how == "count":
        return Figure(how=how, top=_flat(what, groups), **more)
    if how == "ratio":
        parts: dict[str, Any] = {
            part: _flat(what.get(part, ()), groups) for part in ("top", "bottom", "less")
        }
        flags = {flag: what.get(flag, False) for flag in ("key", "cases")}
        return Figure(how=how, **parts, **flags, **more)
    return Figure(how=how, top=_flat(what["of"], groups), by=what["by"], **more)


def _flat(names: list[str], groups: Mapping[str, list[str]]) -> tuple[str, ...]:
    return tuple(one for name in names for one in groups.get(name, [name]))
