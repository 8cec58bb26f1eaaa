"""Exclusion lists (扣除清单): what a clock does not count. Three lawful lists disagree."""

from __future__ import annotations

from dataclasses import dataclass

from rulebook.law.rule import Source, Status


@dataclass(frozen=True, slots=True)
class Cause:
    """A lawful cause of a pause: the fact that begins it and the facts that end it."""

    id: str
    zh: str
    en: str
    starts: tuple[str, ...]
    ends: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ExclusionList:
    """One document's list of intervals not counted."""

    id: str
    zh: str
    causes: tuple[str, ...]
    source: Source
    status: Status
    note: str = ""
