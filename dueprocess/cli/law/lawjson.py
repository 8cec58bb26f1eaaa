"""JSON of the law's pages: an entry with its kin, and what the rulebook holds of the catalogue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date

from dueprocess import lawentry
from dueprocess.cli.frame.terminal import as_object
from dueprocess.lawentry import Entry
from dueprocess.lawwords.kinds import kind
from dueprocess.lawwords.ladders import rungs
from dueprocess.lawwords.needs import looked_at
from rulebook.law import inwords
from rulebook.law.gate import Gate
from rulebook.law.lawbook import Lawbook
from rulebook.law.rule import Rule
from rulebook.loading.coverage import Coverage


def entries(law: Lawbook, found: Sequence[Entry], on: date | None) -> dict[str, object]:
    """The first entry as an object of its fields; others of the same id stand under `also`."""
    first, *others = (_entry(law, one, on) for one in found)
    return first | {"also": others}


def coverage(found: Coverage) -> dict[str, object]:
    """Three lists that hold every catalogued id, who holds what, and the official nodes."""
    return {
        "encoded": [one.id for one in found.encoded],
        "excluded": [{"id": one.id, "reason": why} for one, why in found.excluded],
        "missing": [one.id for one in found.missing],
        "nodes": [asdict(node) for node in found.nodes],
        "entries": {
            one.id: {"rules": one.rules, "gates": one.gates, "definitions": one.definitions}
            for one in found.encoded
        },
        "contradicted": found.contradicted,
        "strange": found.strange,
    }


def _entry(law: Lawbook, entry: Entry, on: date | None) -> dict[str, object]:
    about = {
        "what": type(entry).__name__.lower(),
        "as_of": on,
        "governs": None if on is None else lawentry.in_force(entry, on),
        "article": lawentry.article(entry, on),
        **asdict(lawentry.kin(law, entry)),
    }
    return as_object(entry) | about | _words(law, entry)


def _words(law: Lawbook, entry: Entry) -> dict[str, object]:
    """What the fields mean, in Chinese and English."""
    if isinstance(entry, Gate):
        needs = (looked_at(law, entry, need) for need in entry.needs)
        return {"words": [_said(words) for words in needs]}
    said = {"kind": _said(kind(entry))}
    if not isinstance(entry, Rule):
        return {"words": said}
    ladder = law.ladders.get(entry.ladder)
    said["term"] = _said(inwords.limit(entry))
    return {"words": said, "rungs": rungs(ladder, law) if ladder else ()}


def _said(words: tuple[str, str]) -> dict[str, str]:
    zh, en = words
    return {"zh": zh, "en": en}
