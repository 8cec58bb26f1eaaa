"""Who records what (录入人): each kind's own roles, or those of the chapter it is listed in."""

from __future__ import annotations

import re
from dataclasses import replace

from rulebook.law.factkind import FactKind
from rulebook.loading.gathering import Gathering
from rulebook.loading.reading import Entry

DEFAULT = "default"  # the chapter of all that names no roles of its own
_CHAPTER = re.compile(r"(?:^|/)facts-([a-z])-[^/]*$")


def apply(gathering: Gathering) -> None:
    """Give every kind its chapter, and the chapter's recorders where it names none itself."""
    shelf = gathering.shelf
    for chapter, (entry, roles) in gathering.recorders.items():
        shelf.knows(entry, "stage", (DEFAULT, *shelf.names["stages"]), chapter)
        shelf.knows(entry, "role", shelf.names["roles"], *roles)
    for name, kind in shelf.facts.items():
        entry = shelf.entries["fact", name]
        shelf.knows(entry, "role", shelf.names["roles"], *kind.by)
        chapter = _chapter(entry, gathering)
        shelf.facts[name] = replace(kind, chapter=chapter, by=_by(kind, chapter, gathering))


def _chapter(entry: Entry, gathering: Gathering) -> str:
    """A file of facts bears the letter of its stage, as in ``facts-r-supervision.toml``."""
    found = _CHAPTER.search(entry.file.removesuffix(".toml"))
    letter = found[1].upper() if found else ""
    return letter if letter in gathering.shelf.names["stages"] else ""


def _by(kind: FactKind, chapter: str, gathering: Gathering) -> tuple[str, ...]:
    found = gathering.recorders.get(chapter) or gathering.recorders.get(DEFAULT)
    return kind.by or (found[1] if found else ())
