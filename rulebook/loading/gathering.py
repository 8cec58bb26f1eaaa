"""Gathering a book of law from the folders of its profiles onto one shelf, the lowest first."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from rulebook.law.profile import UNNAMED, Closure, Link, Profile
from rulebook.law.supervising import FeedTerms, SupervisionTerms
from rulebook.law.thresholds import Thresholds
from rulebook.loading import entries, gateentry, ladderentry, reviewentry, ruleentry, shaping
from rulebook.loading.faults import Fault
from rulebook.loading.folders import Folder
from rulebook.loading.reading import Entry
from rulebook.loading.shaping import Choice, Tightening
from rulebook.loading.shelf import Shelf

NAMES = ("nodes", "stages", "roles", "outsiders", "subjects")
_LIGHTS, _PROFILE, _RECORDERS = "lights", "profile", "recorders"
_SUPERVISION, _FEED = "supervision", "feed"
_SINGLE = (_LIGHTS, _SUPERVISION, _FEED, _PROFILE, _RECORDERS)
_BUILD: Mapping[str, Callable[[Entry], Any]] = {
    "rule": ruleentry.rule,
    "fact": entries.fact,
    "gate": gateentry.gate,
    "ladder": ladderentry.ladder,
    "exclusion": entries.exclusion,
    "cause": entries.cause,
    "definition": entries.definition,
    "review": reviewentry.review,
    "checksheet": reviewentry.checksheet,
}
_SHAPE: Mapping[str, Callable[[Entry], Any]] = {
    "tighten": shaping.tighten,
    "choose": shaping.choose,
    "link": shaping.link,
    "closure": shaping.closure,
    "retune": reviewentry.retune,
}
# What a court may add of its own; all else is the law's, and only its own files say it.
_OWN = ("rule", "fact", "gate", "ladder", "definition", *_SHAPE, *_SINGLE)


@dataclass(frozen=True, slots=True)
class Said:
    """One entry as it was read: in which table, of which profile, and what it says."""

    table: str
    profile: Profile
    entry: Entry
    one: Any


class Gathering:
    """A reading under way: what stands on the shelf, what a court shapes, and what is wrong."""

    def __init__(self) -> None:
        self.shelf = Shelf(names={name: {} for name in NAMES})
        self.read: list[Said] = []
        self.faults: list[Fault] = []
        self.lights: Thresholds | None = None
        self.supervision: SupervisionTerms | None = None
        self.feed: FeedTerms | None = None
        self.colours: dict[str, str] = {}
        self.recorders: dict[str, tuple[Entry, tuple[str, ...]]] = {}  # chapter → roles
        self.profile = UNNAMED
        self._entries: list[Entry] = []

    def take(self, folder: Folder) -> None:
        """Read one folder's tables over what was read before."""
        self.faults += folder.faults
        self.shelf.sure &= not folder.faults
        self.profile = self._profile(folder)
        for file, name, content in folder.tables:
            self._part(file, name, content)

    def said(self, table: str) -> list[Said]:
        """Every entry of a table, in order."""
        return [one for one in self.read if one.table == table]

    def links(self) -> list[tuple[Entry, Link]]:
        """The nodes of the topmost profile that shapes any."""
        every = self.said("link")
        return [(one.entry, one.one) for one in every if one.profile is every[-1].profile]

    def closures(self) -> list[Closure]:
        """Every closure of every profile."""
        return [one.one for one in self.said("closure")]

    def shaped(self) -> list[tuple[Profile, Entry, Tightening | Choice]]:
        """What the overlays tighten and choose, in order."""
        return [
            (one.profile, one.entry, one.one)
            for one in self.read
            if isinstance(one.one, Tightening | Choice)
        ]

    def found(self) -> list[Fault]:
        """Every fault so far."""
        return [*self.faults, *(fault for entry in self._entries for fault in entry.faults)]

    def whole(self, name: str) -> None:
        """Note each table without which there is no book."""
        missing = [one for one in NAMES if not self.shelf.names[one]]
        missing += [] if self.lights else [_LIGHTS]
        missing += [] if self.supervision else [_SUPERVISION]
        for table in missing if self.shelf.sure else ():
            self.faults.append(Fault(name, table, f"no file has a table [{table}]"))

    def _profile(self, folder: Folder) -> Profile:
        for file, name, content in folder.tables:
            if name == _PROFILE and isinstance(content, dict):
                entry = self._kept(Entry(file, name, content))
                found = shaping.profile(entry, folder.profile)
                entry.done()
                return found
        return Profile(folder.profile, folder.profile, folder.profile)

    def _part(self, file: str, name: str, content: Any) -> None:
        own = self.profile.base == "" or name in _OWN
        if not own and (name in _BUILD or name in NAMES):
            said = f"is the law's: an overlay says {', '.join(_OWN)} only"
            self.faults.append(Fault(file, name, said))
        elif (name in _BUILD or name in _SHAPE) and isinstance(content, list):
            for at, table in enumerate(content, start=1):
                self._entry(file, name, at, table)
        elif name in NAMES and isinstance(content, dict):
            self._names(file, name, content)
        elif name == _LIGHTS and isinstance(content, dict):
            self._lights(self._kept(Entry(file, name, content)))
        elif name == _SUPERVISION and isinstance(content, dict):
            self._supervision(self._kept(Entry(file, name, content)))
        elif name == _FEED and isinstance(content, dict):
            entry = self._kept(Entry(file, name, content))
            self.feed = shaping.feed(entry)
            entry.done()
        elif name == _RECORDERS and isinstance(content, dict):
            entry = self._kept(Entry(file, name, content))
            self.recorders |= {one: (entry, entry.texts(one, required=True)) for one in content}
        elif name != _PROFILE or not isinstance(content, dict):
            lists = ", ".join(f"[[{one}]]" for one in (*_BUILD, *_SHAPE))
            known = ", ".join((lists, *NAMES, *_SINGLE))
            self.faults.append(Fault(file, name, f"is no part of a rulebook: use {known}"))

    def _entry(self, file: str, name: str, at: int, table: Any) -> None:
        if not isinstance(table, dict):
            self.faults.append(Fault(file, f"{name} {at}", "must be a table"))
            return
        called = (
            table.get("id") or table.get("rule") or table.get("review") or table.get("no") or at
        )
        entry = self._kept(Entry(file, f"{name} {called}", table))
        one = (_BUILD.get(name) or _SHAPE[name])(entry)
        entry.done()
        if name in _BUILD:
            self._shelve(name, entry, one)
        self.read.append(Said(name, self.profile, entry, one))

    def _shelve(self, name: str, entry: Entry, one: Any) -> None:
        kept = getattr(self.shelf, f"{name}s")
        if one.id not in kept:
            kept[one.id] = one
            self.shelf.entries[name, one.id] = entry
            return
        before = self.shelf.entries[name, one.id]
        twice = before.folder == entry.folder
        entry.fault(
            "stands twice under this id" if twice else f"is an id of {before.file}: take another"
        )

    def _names(self, file: str, name: str, table: Mapping[str, Any]) -> None:
        entry = self._kept(Entry(file, name, table))
        self.shelf.names[name] |= {key: entry.text(key) for key in table}

    def _lights(self, entry: Entry) -> None:
        self.lights = shaping.lights(entry, self.lights)
        self.colours |= shaping.colours(entry)
        entry.done()

    def _supervision(self, entry: Entry) -> None:
        self.supervision = shaping.supervision(entry, self.supervision)
        entry.done()

    def _kept(self, entry: Entry) -> Entry:
        self._entries.append(entry)
        return entry
