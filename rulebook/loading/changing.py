"""A book as it would read after a change (修改方案): standing entries, some of them replaced."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from rulebook.law.lawbook import Lawbook
from rulebook.loading.faults import Fault, LawFaults, UnknownProfile
from rulebook.loading.folders import Folder, chain, places
from rulebook.loading.loader import assembled

_WHOLE = ("rule", "gate", "fact", "ladder", "definition")  # replaced or added as whole entries
_SHAPING = ("tighten", "choose")  # laid over the book, as a court's overlay is
_PARTS = (*(f"[[{name}]]" for name in (*_WHOLE, "change", "drop", *_SHAPING)),)


def changed(profile: str, root: Path | None, change: Path) -> Lawbook:
    """The profile's book with a change file laid into it; neither is written.

    ``[[change]] rule = …`` replaces single keys of a rule, ``[[drop]] rule = …`` leaves one out, a
    whole ``[[rule]]``, gate, fact, ladder or definition stands in the place of the one of its id,
    ``[[tighten]]`` and ``[[choose]]`` shape it as an overlay does. Raises what loading raises, and
    `LawFaults` for a change that names what the book lacks.
    """
    known = places(root)
    if profile not in known:
        raise UnknownProfile(profile, known)
    folders, broken = chain(profile, known)
    said = _said(change)
    folders[0].texts.append(change.read_text("utf-8"))  # so that it bears a version of its own
    faults = [*_laid(folders, said, change.name)]
    if faults:
        raise LawFaults(faults)
    if any(said.get(name) for name in _SHAPING):
        folders.append(_over(profile, said, change.name))
    return assembled(profile, folders, broken)


def _said(change: Path) -> Mapping[str, list[dict[str, Any]]]:
    try:
        document = tomllib.loads(change.read_text("utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LawFaults([Fault(change.name, "", f"cannot be read as TOML ({error})")]) from None
    names = (*_WHOLE, "change", "drop", *_SHAPING)
    faults = [
        Fault(change.name, name, f"is no part of a change: use {', '.join(_PARTS)}")
        for name, content in document.items()
        if name not in names or not isinstance(content, list)
    ]
    if faults or not document:
        empty = [Fault(change.name, "", f"changes nothing: use {', '.join(_PARTS)}")]
        raise LawFaults(faults or empty)
    return document


def _laid(
    folders: list[Folder], said: Mapping[str, list[dict[str, Any]]], file: str
) -> Iterator[Fault]:
    """Put the change into the folders' tables; a fault for each entry that fits nowhere."""
    for entry in said.get("change", ()):
        keys = {key: value for key, value in entry.items() if key != "rule"}
        found = _place(folders, "rule", entry.get("rule"))
        if found is None or not keys:
            yield Fault(file, f"change {entry.get('rule')}", "names no rule of the book, or no key")
        else:
            entries, at = found
            entries[at] = entries[at] | keys
    for entry in said.get("drop", ()):
        found = _place(folders, "rule", entry.get("rule"))
        if found is None:
            yield Fault(file, f"drop {entry.get('rule')}", "names no rule of the book")
        else:
            del found[0][found[1]]
    for name in _WHOLE:
        for entry in said.get(name, ()):
            _entered(folders, name, entry, file)


def _entered(folders: list[Folder], name: str, entry: dict[str, Any], file: str) -> None:
    found = _place(folders, name, entry.get("id"))
    if found is None:
        folders[0].tables.append((file, name, [entry]))
    else:
        found[0][found[1]] = entry


def _place(folders: list[Folder], name: str, wanted: object) -> tuple[list[Any], int] | None:
    """The list in which an entry stands, and where; a copy of the list, put in its place."""
    for folder in folders:
        for number, (file, table, content) in enumerate(folder.tables):
            if table != name or not isinstance(content, list):
                continue
            for at, entry in enumerate(content):
                if isinstance(entry, dict) and entry.get("id") == wanted:
                    copied = list(content)
                    folder.tables[number] = (file, table, copied)
                    return copied, at
    return None


def _over(profile: str, said: Mapping[str, list[dict[str, Any]]], file: str) -> Folder:
    folder = Folder("change", Path("/nowhere"))
    folder.tables = [(file, "profile", {"zh": "修改方案", "en": "a change", "base": profile})]
    folder.tables += [(file, name, said[name]) for name in _SHAPING if said.get(name)]
    return folder
