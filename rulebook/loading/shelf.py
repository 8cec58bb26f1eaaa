"""The shelf (书架): everything read so far of a rulebook, by id, and the entries it came from."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from difflib import get_close_matches

from rulebook.law.definition import Definition
from rulebook.law.exclusion import Cause, ExclusionList
from rulebook.law.factkind import FactKind
from rulebook.law.gate import Gate
from rulebook.law.ladder import Ladder
from rulebook.law.review import CheckSheet, Review
from rulebook.law.rule import Rule
from rulebook.loading.reading import Entry


@dataclass
class Shelf:
    """What the files say; `sure` is off when a file could not be read at all."""

    rules: dict[str, Rule] = field(default_factory=dict)
    facts: dict[str, FactKind] = field(default_factory=dict)
    gates: dict[str, Gate] = field(default_factory=dict)
    ladders: dict[str, Ladder] = field(default_factory=dict)
    exclusions: dict[str, ExclusionList] = field(default_factory=dict)
    causes: dict[str, Cause] = field(default_factory=dict)
    definitions: dict[str, Definition] = field(default_factory=dict)
    reviews: dict[str, Review] = field(default_factory=dict)
    checksheets: dict[str, CheckSheet] = field(default_factory=dict)
    names: dict[str, dict[str, str]] = field(default_factory=dict)  # nodes, stages, roles …
    entries: dict[tuple[str, str], Entry] = field(default_factory=dict)  # table and id → entry
    sure: bool = True

    def knows(self, entry: Entry, what: str, names: Collection[str], *said: str) -> None:
        """Note each name said that is not among those known; an empty one says nothing."""
        for name in said:
            if name and name not in names and self.sure:
                near = get_close_matches(name, names, 1)
                hint = f", is {near[0]} meant?" if near else ""
                entry.fault(f"unknown {what} {name}{hint}")

    def kinds(self, names: Collection[str]) -> list[FactKind]:
        """The kinds of facts of these names, those that are known."""
        return [self.facts[name] for name in names if name in self.facts]
