"""What sets two books of law apart (规则比对): entries added, removed, changed, key by key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from rulebook.law.lawbook import Lawbook
from rulebook.law.rule import Source
from rulebook.time.period import Period, Term

TABLES = ("rules", "gates", "definitions", "facts", "ladders", "exclusions")
# Keys as the files write them, where the types call them otherwise.
_KEYS = {"bearer": "bears", "several": "of_several", "examples": "example", "needs": "need"}


@dataclass(frozen=True, slots=True)
class Change:
    """One key of one entry, as it stands in either book; empty where it says nothing."""

    id: str
    key: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Difference:
    """What one table of the second book adds, leaves out and changes."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    changed: tuple[Change, ...]


def difference(one: Lawbook, other: Lawbook) -> Mapping[str, Difference]:
    """Every table of the law, from the first book to the second."""
    return {name: _table(getattr(one, name), getattr(other, name)) for name in TABLES}


def _table(before: Mapping[str, Any], after: Mapping[str, Any]) -> Difference:
    return Difference(
        added=tuple(name for name in after if name not in before),
        removed=tuple(name for name in before if name not in after),
        changed=tuple(
            change
            for name in before
            if name in after and before[name] is not after[name]
            for change in _changes(name, before[name], after[name])
        ),
    )


def _changes(name: str, before: Any, after: Any) -> Iterator[Change]:
    was, now = dict(_keys(before)), dict(_keys(after))
    for key in {**was, **now}:
        if was.get(key, "") != now.get(key, ""):
            yield Change(name, key, was.get(key, ""), now.get(key, ""))


def _keys(entry: Any) -> Iterator[tuple[str, str]]:
    """What an entry says, key by key; the version only tells that something else differs."""
    for field in fields(entry):
        value, key = getattr(entry, field.name), _KEYS.get(field.name, field.name)
        if isinstance(value, Term):
            yield from _keys(value)
        elif isinstance(value, Source):
            yield from ((f"{key}.{inner}", said) for inner, said in _keys(value))
        elif key not in ("id", "version", "text"):
            yield key, _said(value)


def _said(value: Any) -> str:
    """A value in one line; what is empty or false says nothing."""
    if isinstance(value, Period):
        return str(value)
    if is_dataclass(value):
        return f"{{{', '.join(f'{key} = {said}' for key, said in _keys(value) if said)}}}"
    if isinstance(value, tuple):
        return ", ".join(_said(one) for one in value)
    return "" if value is None or value is False else str(value)
