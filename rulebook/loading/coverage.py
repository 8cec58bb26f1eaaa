"""Coverage (编入情况): which catalogued nodes the rulebook holds, leaves out or lacks."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from rulebook.law.definition import Definition
from rulebook.law.gate import Gate
from rulebook.law.lawbook import Lawbook
from rulebook.law.rule import Rule
from rulebook.loading.faults import Fault, LawFaults
from rulebook.loading.reading import Entry

CATALOGUE = Path(__file__).parents[1] / "data" / "catalogue.toml"


@dataclass(frozen=True, slots=True)
class Listed:
    """One catalogued node: what kind of thing it is, its stage, and its official code or ""."""

    id: str
    stage: str
    kind: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The list of all mandated nodes; `excluded` and `unserved` say why, in a sentence."""

    listed: Mapping[str, Listed]
    excluded: Mapping[str, str]  # id → why nothing of it is encoded
    unserved: Mapping[str, str]  # official code → what it is, if no rule need serve it


@dataclass(frozen=True, slots=True)
class Encoded:
    """A catalogued node that the book holds, and the entries that hold it."""

    id: str
    rules: tuple[str, ...] = ()
    gates: tuple[str, ...] = ()
    definitions: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.rules or self.gates or self.definitions)


@dataclass(frozen=True, slots=True)
class Served:
    """An official node and the entries that bear its code; `why` is said when none does."""

    code: str
    zh: str
    rules: tuple[str, ...] = ()
    gates: tuple[str, ...] = ()
    definitions: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class Coverage:
    """Every catalogued id in one of three lists, in the catalogue's order, and the official codes.

    `contradicted` are ids both left out and encoded; `strange` are entries filed under an id that
    the catalogue does not list.
    """

    encoded: tuple[Encoded, ...]
    excluded: tuple[tuple[Listed, str], ...]
    missing: tuple[Listed, ...]
    nodes: tuple[Served, ...]
    contradicted: tuple[str, ...]
    strange: tuple[str, ...]


def catalogue(path: Path = CATALOGUE) -> Catalogue:
    """Read the catalogue; raises `LawFaults` carrying everything wrong with the file."""
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LawFaults([Fault(path.name, "", f"not TOML ({error})")]) from None
    faults: list[Fault] = []
    whole = Entry(path.name, "catalogue", document, faults)
    listed = _table(whole, "listed")
    found = Catalogue(
        {name: _listed(path.name, name, table, faults) for name, table in listed.items()},
        _reasons(whole, "excluded"),
        _reasons(whole, "unserved"),
    )
    whole.done()
    if faults:
        raise LawFaults(faults)
    return found


def coverage(law: Lawbook, listed: Catalogue) -> Coverage:
    """Lay a lawbook beside the catalogue. An entry counts under its own id and the one it names."""
    held = {name: _held(law, name) for name in listed.listed}
    encoded = tuple(one for one in held.values() if one)
    left = {name: why for name, why in listed.excluded.items() if name in listed.listed}
    return Coverage(
        encoded=encoded,
        excluded=tuple((listed.listed[name], why) for name, why in left.items()),
        missing=tuple(
            one for name, one in listed.listed.items() if not held[name] and name not in left
        ),
        nodes=tuple(_served(law, listed, code) for code in law.nodes if code.isdigit()),
        contradicted=tuple(one.id for one in encoded if one.id in left),
        strange=tuple(_strange(law, listed)),
    )


def _table(whole: Entry, name: str) -> Mapping[str, Any]:
    inner = whole.table(name, required=True)
    return inner.raw if inner else {}


def _listed(file: str, name: str, table: object, faults: list[Fault]) -> Listed:
    entry = Entry(file, f"listed {name}", table if isinstance(table, dict) else {}, faults)
    found = Listed(name, entry.text("stage"), entry.text("kind"), entry.text("code", ""))
    entry.done()
    return found


def _reasons(whole: Entry, name: str) -> Mapping[str, str]:
    inner = whole.table(name, required=True)
    return {key: inner.text(key) for key in inner.raw} if inner else {}


def _held(law: Lawbook, name: str) -> Encoded:
    """The entries that are, or say they are, the catalogued node of that id."""
    return Encoded(
        name,
        tuple(one.id for one in law.rules.values() if name in (one.id, one.catalogue)),
        tuple(one.id for one in law.gates.values() if name in (one.id, one.catalogue)),
        tuple(one.id for one in law.definitions.values() if name in (one.id, one.catalogue)),
    )


def _served(law: Lawbook, listed: Catalogue, code: str) -> Served:
    rules = tuple(one.id for one in law.rules.values() if one.code == code)
    gates = tuple(one.id for one in law.gates.values() if one.code == code)
    definitions = tuple(one.id for one in law.definitions.values() if one.code == code)
    bare = not (rules or gates or definitions)
    why = listed.unserved.get(code, "") if bare else ""
    return Served(code, law.nodes.get(code, ""), rules, gates, definitions, why)


def _strange(law: Lawbook, listed: Catalogue) -> Iterator[str]:
    entries: Iterator[Rule | Gate | Definition] = chain(
        law.rules.values(), law.gates.values(), law.definitions.values()
    )
    return (one.id for one in entries if one.catalogue and one.catalogue not in listed.listed)
