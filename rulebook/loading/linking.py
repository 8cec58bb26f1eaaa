"""Whether a court's own nodes (环节) hold every official node of its book, each once."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

from rulebook.law.profile import Link
from rulebook.loading.reading import Entry
from rulebook.loading.shelf import Shelf


def check(shelf: Shelf, links: Iterable[tuple[Entry, Link]]) -> None:
    """Note links that share a number or a code, unknown codes, and codes that no link holds."""
    links = list(links)
    for entry, link in links:
        shelf.knows(entry, "node code", shelf.names["nodes"], *link.codes)
        for code in sorted({code for code in link.codes if link.codes.count(code) > 1}):
            entry.fault(f"{code} stands in it twice")
    for (_, one), (entry, other) in combinations(links, 2):
        if one.no == other.no:
            entry.fault(f"stands twice under the number {other.no}")
        for code in sorted(set(one.codes) & set(other.codes)):
            entry.fault(f"{code} stands in link {one.no} already")
    if links:
        _missing(shelf, links)


def _missing(shelf: Shelf, links: list[tuple[Entry, Link]]) -> None:
    """A code that begins with a letter is none of the official ones."""
    held = {code for _, link in links for code in link.codes}
    last, _ = links[-1]
    for code in sorted({rule.code for rule in shelf.rules.values() if rule.code[:1].isdigit()}):
        if code not in held:
            name = shelf.names["nodes"].get(code, "")
            last.fault(f"no link up to this one holds {code} {name}, which a rule bears")
