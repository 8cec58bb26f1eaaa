"""Kinds of reviews (核查): what a scheduled look at cases looks for, when, and who is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rulebook.law.rule import LegalClass, Source


@dataclass(frozen=True, slots=True)
class Sign:
    """What shows that the cause of a pause has ended (事由消失的迹象), though no clock was resumed.

    One of `facts` after the pause began, or the day of one of `rules` that has come. `ground`: only
    for a pause on that ground.
    """

    cause: str
    facts: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    ground: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """One kind of review. What it finds is for a person to look into; a finding is no charge.

    `limits` are whole numbers by name (days, months, per cent, counts) and `names` lists of names
    (kinds of facts, rules, roles): what each means stands in `says_zh`, in full.
    """

    id: str
    zh: str
    en: str
    says_zh: str
    says_en: str
    cron: str  # five fields, Asia/Shanghai; "": only by hand
    to: tuple[str, ...]  # roles that are told; owner: whoever handles the case
    legal_class: LegalClass
    source: Source
    advisory: bool = False  # a pattern that may have good reasons: a signal, never a breach
    lasting: bool = False  # a finding stays until a person concludes it, whatever becomes of it
    limits: Mapping[str, tuple[int, ...]] | None = None
    names: Mapping[str, tuple[str, ...]] | None = None
    signs: tuple[Sign, ...] = ()
    note: str = ""

    def numbers(self, name: str) -> tuple[int, ...]:
        """The limits of that name, in rising order; KeyError when the kind has none."""
        return tuple(sorted((self.limits or {})[name]))

    def number(self, name: str) -> int:
        """The one limit of that name."""
        return self.numbers(name)[0]

    def named(self, name: str) -> tuple[str, ...]:
        """The names listed under that name; KeyError when the kind lists none."""
        return (self.names or {})[name]

    def mark(self, name: str, value: int) -> int | None:
        """The highest of the limits of that name that `value` has reached, if any."""
        return max((one for one in self.numbers(name) if one <= value), default=None)


@dataclass(frozen=True, slots=True)
class CheckSheet:
    """What a quality review (评查) looks at in a case that was closed in one way (评查表)."""

    id: str
    zh: str
    modes: tuple[str, ...]  # modes of closing it is for; 终本 for the end of a round
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Retune:
    """Other figures for one kind of review, as a court's own profile sets them."""

    review: str
    cron: str | None
    to: tuple[str, ...]
    limits: Mapping[str, tuple[int, ...]]
