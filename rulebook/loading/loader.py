"""Loading a rulebook: read every file of a profile, check all of it, report every fault at once."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from rulebook.law.lawbook import Lawbook
from rulebook.law.rule import Rule
from rulebook.law.thresholds import Thresholds
from rulebook.loading import circles, entries, gateentry, reach, ruleentry, versions, worked
from rulebook.loading.checks import CHECKS
from rulebook.loading.faults import Fault, LawFaults, ProfilesMissing, UnknownProfile
from rulebook.loading.reading import Entry
from rulebook.loading.shelf import Shelf
from rulebook.time.calendar import national as national_calendar

__all__ = ["Fault", "LawFaults", "ProfilesMissing", "UnknownProfile", "load", "national"]

_DATA = Path(__file__).parents[1] / "data"
_CALENDAR = "calendar"  # holiday notices live beside the profiles
_NAMES = ("nodes", "stages", "roles", "outsiders", "subjects")
_LIGHTS = "lights"
_BUILD: Mapping[str, Callable[[Entry], Any]] = {
    "rule": ruleentry.rule,
    "fact": entries.fact,
    "gate": gateentry.gate,
    "ladder": entries.ladder,
    "exclusion": entries.exclusion,
    "cause": entries.cause,
    "definition": entries.definition,
}


class _Load:
    """One loading under way: what was read, from which entry, and what is wrong."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.shelf = Shelf(names={name: {} for name in _NAMES})
        self.read: list[tuple[str, Entry, Any]] = []
        self.entries: list[Entry] = []
        self.faults: list[Fault] = []
        self.lights: Thresholds | None = None
        self.digest = sha256()

    def lawbook(self, profile: str) -> Lawbook:
        for path in sorted(self.folder.glob("*.toml")):
            self._file(path)
        self._whole()
        for name, entry, one in self.read:
            CHECKS[name](self.shelf, entry, one)
            if name == "rule":
                self._examples(entry, one)
        if self.shelf.sure:
            for whole in (circles, versions, reach):
                whole.check(self.shelf)
        found = [*self.faults, *(fault for entry in self.entries for fault in entry.faults)]
        if found or self.lights is None:
            raise LawFaults(found)
        return self._bound(profile, self.lights)

    def _file(self, path: Path) -> None:
        try:
            text = path.read_text(encoding="utf-8")
            document = tomllib.loads(text)
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            self.shelf.sure = False
            self.faults.append(Fault(path.name, "", f"not TOML ({error})"))
            return
        self.digest.update(text.encode())
        for name, content in document.items():
            self._part(path.name, name, content)

    def _part(self, file: str, name: str, content: Any) -> None:
        if name in _BUILD and isinstance(content, list):
            for at, table in enumerate(content, start=1):
                self._entry(file, name, at, table)
        elif name in _NAMES and isinstance(content, dict):
            self._names(file, name, content)
        elif name == _LIGHTS and isinstance(content, dict):
            self.lights = entries.thresholds(self._kept(Entry(file, name, content)))
        else:
            known = ", ".join((*(f"[[{one}]]" for one in _BUILD), *_NAMES, _LIGHTS))
            self.faults.append(Fault(file, name, f"is no part of a rulebook: use {known}"))

    def _entry(self, file: str, name: str, at: int, table: Any) -> None:
        if not isinstance(table, dict):
            self.faults.append(Fault(file, f"{name} {at}", "must be a table"))
            return
        said = table.get("id")
        entry = self._kept(Entry(file, f"{name} {said or at}", table))
        one = _BUILD[name](entry)
        entry.done()
        kept = getattr(self.shelf, f"{name}s")
        if one.id in kept:
            entry.fault("stands twice under this id")
        kept[one.id] = one
        self.shelf.entries[name, one.id] = entry
        self.read.append((name, entry, one))

    def _names(self, file: str, name: str, table: Mapping[str, Any]) -> None:
        entry = self._kept(Entry(file, name, table))
        self.shelf.names[name] |= {key: entry.text(key) for key in table}

    def _kept(self, entry: Entry) -> Entry:
        self.entries.append(entry)
        return entry

    def _whole(self) -> None:
        missing = [name for name in _NAMES if not self.shelf.names[name]]
        missing += [] if self.lights else [_LIGHTS]
        for name in missing if self.shelf.sure else ():
            self.faults.append(Fault(self.folder.name, name, f"no file has a table [{name}]"))

    def _examples(self, entry: Entry, rule: Rule) -> None:
        if entry.faults:
            return  # its figures cannot be trusted yet
        listed = self.shelf.exclusions.get(rule.exclusions)
        causes = frozenset(listed.causes) if listed else frozenset()
        for fault in worked.faults(rule, causes, national_calendar()):
            entry.fault(fault)

    def _bound(self, profile: str, lights: Thresholds) -> Lawbook:
        shelf = self.shelf
        return Lawbook(
            version=f"{profile}@{self.digest.hexdigest()[:8]}",
            rules=shelf.rules,
            facts=shelf.facts,
            gates=shelf.gates,
            ladders=shelf.ladders,
            exclusions=shelf.exclusions,
            causes=shelf.causes,
            nodes=shelf.names["nodes"],
            stages=shelf.names["stages"],
            roles=shelf.names["roles"],
            lights=lights,
            definitions=shelf.definitions,
            subjects=shelf.names["subjects"],
            outsiders=shelf.names["outsiders"],
        )


def load(profile: str = "national", root: Path | None = None) -> Lawbook:
    """Load a profile's rulebook from `root` (the package's own data when not given).

    Raises `ProfilesMissing` when `root` holds none, `UnknownProfile` when it lacks this one, and
    `LawFaults` carrying every fault with file and entry. A worked example that does not come out
    is a fault like any other.
    """
    if root is None:
        return _shipped(profile)
    return _read(profile, root)


def national() -> Lawbook:
    """The national rulebook, loaded once."""
    return load()


@cache
def _shipped(profile: str) -> Lawbook:
    return _read(profile, _DATA)


def _read(profile: str, root: Path) -> Lawbook:
    folder, known = root / profile, _profiles(root)
    if not known:
        raise ProfilesMissing(root)
    if profile not in known:
        raise UnknownProfile(profile, known)
    return _Load(folder).lawbook(profile)


def _profiles(root: Path) -> tuple[str, ...]:
    return tuple(sorted(_folders(root))) if root.is_dir() else ()


def _folders(root: Path) -> Iterator[str]:
    for path in root.iterdir():
        if path.is_dir() and path.name != _CALENDAR and any(path.glob("*.toml")):
            yield path.name
