"""What stands under one id of the law (条目): a rule, gate or definition and all around it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain

from dueprocess.deadline import UnknownRule
from rulebook.law.definition import Definition
from rulebook.law.gate import Gate
from rulebook.law.lawbook import Lawbook
from rulebook.law.rule import Rule
from rulebook.loading.coverage import Catalogue

Entry = Rule | Gate | Definition


class LeftOut(LookupError):
    """The catalogue lists the id, and nothing of it is encoded."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(
            f"{name} is catalogued and left out of the rulebook: {why} "
            "See `dueprocess rules coverage`"
        )


@dataclass(frozen=True, slots=True)
class Kin:
    """What belongs to an entry, as ids. Earlier and later versions stand nearest first."""

    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    restated_by: tuple[str, ...] = ()  # other documents with the very same clock
    derived: tuple[str, ...] = ()  # rules counted from its last day
    gates: tuple[str, ...] = ()  # gates that count by it
    variants: tuple[str, ...] = ()  # entries of the same catalogued node


def found(law: Lawbook, name: str, listed: Catalogue) -> tuple[Entry, ...]:
    """The entries of that id; without any, those filed under it in the catalogue.

    A rule and a gate may bear the same id. Raises `LeftOut` with the reason, or `UnknownRule` with
    the nearest id.
    """
    own = tuple(one for one in _entries(law) if one.id == name)
    filed = own or tuple(one for one in _entries(law) if one.catalogue == name)
    if filed:
        return filed
    if name in listed.excluded:
        raise LeftOut(name, listed.excluded[name])
    raise UnknownRule(name, law)


def kin(law: Lawbook, entry: Entry) -> Kin:
    """Everything in the lawbook that refers to the entry, or to the same catalogued node."""
    under = entry.catalogue or entry.id
    variants = tuple(
        one.id for one in _entries(law) if under in (one.id, one.catalogue) and one is not entry
    )
    if not isinstance(entry, Rule):
        return Kin(variants=tuple(dict.fromkeys(variants)))
    rules = law.rules.values()
    return Kin(
        before=tuple(_before(law, entry)),
        after=tuple(_after(law, entry)),
        restated_by=tuple(one.id for one in rules if one.restates == entry.id),
        derived=tuple(one.id for one in rules if one.from_due == entry.id),
        gates=tuple(one.id for one in law.gates.values() if _counts_by(one, entry.id)),
        variants=tuple(dict.fromkeys(variants)),
    )


def article(entry: Entry, on: date | None) -> str:
    """The number of its article as it stood on that day; today's when no day is asked."""
    return entry.source.article if on is None else entry.source.article_on(on)


def in_force(entry: Entry, on: date) -> bool:
    """Whether the entry governs what happens on that day."""
    return entry.effective_from <= on and (entry.effective_to is None or on <= entry.effective_to)


def _entries(law: Lawbook) -> Iterator[Entry]:
    return chain(law.rules.values(), law.definitions.values(), law.gates.values())


def _counts_by(gate: Gate, rule: str) -> bool:
    return any(need.counted_by == rule for need in gate.needs)


def _before(law: Lawbook, rule: Rule) -> Iterator[str]:
    while rule.supersedes:
        rule = law.rules[rule.supersedes]
        yield rule.id


def _after(law: Lawbook, rule: Rule) -> Iterator[str]:
    """Later versions, breadth first: one rule may give way to several."""
    later = [rule.id]
    for old in later:
        later += [one.id for one in law.rules.values() if one.supersedes == old]
    return iter(later[1:])
