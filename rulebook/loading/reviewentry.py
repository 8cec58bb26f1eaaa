"""From entries of a rulebook file to kinds of reviews and check sheets, and whether they fit."""

from __future__ import annotations

import re
from collections.abc import Mapping

from rulebook.law.review import CheckSheet, Retune, Review, Sign
from rulebook.law.rule import LegalClass
from rulebook.loading.parts import source
from rulebook.loading.reading import Entry
from rulebook.loading.shelf import Shelf

_FIELD = re.compile(r"\*|[0-9]+([-,/][0-9]+)*|\*/[0-9]+")
_FIELDS = 5
_OWNER = "owner"


def review(entry: Entry) -> Review:
    """One kind of review."""
    return Review(
        id=entry.text("id"),
        zh=entry.text("zh"),
        en=entry.text("en"),
        says_zh=entry.text("says_zh"),
        says_en=entry.text("says_en"),
        cron=_cron(entry) or "",
        to=entry.texts("to", required=True),
        legal_class=entry.one_of("legal_class", LegalClass),
        source=source(entry),
        advisory=entry.flag("advisory"),
        lasting=entry.flag("lasting"),
        limits=_limits(entry),
        names=_names(entry),
        signs=tuple(_sign(one) for one in entry.tables("sign")),
        note=entry.text("note", ""),
    )


def checksheet(entry: Entry) -> CheckSheet:
    """One check sheet."""
    return CheckSheet(
        id=entry.text("id"),
        zh=entry.text("zh"),
        modes=entry.texts("modes", required=True),
        items=entry.texts("items", required=True),
    )


def retune(entry: Entry) -> Retune:
    """A court's own figures for a kind of review; it must change something."""
    if not any(entry.has(key) for key in ("cron", "to", "limits")):
        entry.fault("changes nothing: say cron, to or limits")
    cron = _cron(entry) if entry.has("cron") else None
    return Retune(entry.text("review"), cron, entry.texts("to"), _limits(entry))


def check(shelf: Shelf, entry: Entry, one: Review) -> None:
    """Check one kind of review: every role, kind of fact, rule and cause it names is known."""
    shelf.knows(entry, "role", (_OWNER, *shelf.names["roles"]), *one.to)
    for sign in one.signs:
        shelf.knows(entry, "cause", shelf.causes, sign.cause)
        shelf.knows(entry, "fact kind", shelf.facts, *sign.facts)
        shelf.knows(entry, "rule", shelf.rules, *sign.rules)
    for name, known in (("facts", shelf.facts), ("rules", shelf.rules)):
        for listed, said in (one.names or {}).items():
            if listed.rpartition("_")[2] == name:
                shelf.knows(entry, name.removesuffix("s"), known, *said)


def check_sheet(shelf: Shelf, entry: Entry, one: CheckSheet) -> None:
    """Check one sheet: no mode of closing has two."""
    for other in shelf.checksheets.values():
        twice = sorted(set(one.modes) & set(other.modes))
        if other is not one and twice:
            entry.fault(f"{'、'.join(twice)} has another sheet, {other.id}")


def _cron(entry: Entry) -> str:
    said = entry.text("cron", "")
    fields = said.split()
    if said and (len(fields) != _FIELDS or not all(_FIELD.fullmatch(one) for one in fields)):
        entry.fault(f"cron {said!r} is not five fields such as 10 8 * * 1-5")
    return said


def _limits(entry: Entry) -> Mapping[str, tuple[int, ...]]:
    inner = entry.table("limits")
    if inner is None:
        return {}
    found = {}
    for name in inner.raw:
        value = inner.anything(name)
        listed = value if isinstance(value, list) else [value]
        if not listed or not all(type(one) is int and one >= 0 for one in listed):
            inner.fault(f"{name} must be a whole number or a list of them")
            continue
        found[name] = tuple(listed)
    inner.done()
    return found


def _names(entry: Entry) -> Mapping[str, tuple[str, ...]]:
    inner = entry.table("names")
    if inner is None:
        return {}
    found = {name: inner.texts(name, required=True) for name in inner.raw}
    inner.done()
    return found


def _sign(entry: Entry) -> Sign:
    found = Sign(
        cause=entry.text("cause"),
        facts=entry.texts("facts"),
        rules=entry.texts("rules"),
        ground=entry.text("ground", ""),
    )
    if not (found.facts or found.rules):
        entry.fault("shows nothing: say facts or rules")
    entry.done()
    return found
