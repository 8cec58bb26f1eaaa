"""Clocks that wait for several facts (数事齐备): which have stood, and on which subject."""

from __future__ import annotations

from collections.abc import Collection

from rulebook.case.casefile import FactView
from rulebook.law.lawbook import Lawbook
from rulebook.law.rule import Rule

At = tuple[str, str]  # a rule and the subject it is at work on
_ALL = ""  # what is not about one subject of the rule is about each of them


class Stood:
    """The opening facts that have stood since the last clock of a rule and subject began."""

    def __init__(self, law: Lawbook) -> None:
        self._law = law
        self._kinds: dict[At, set[str]] = {}

    def refs(self, rule: Rule, fact: FactView) -> tuple[str, ...]:
        """The subjects on which a fact may complete what a rule waits for."""
        if rule.subject in ("case", fact.subject_kind):
            return ("" if rule.subject == "case" else fact.subject_ref,)
        self._kinds.setdefault((rule.id, _ALL), set()).add(fact.kind)
        return tuple(ref for name, ref in self._kinds if name == rule.id and ref != _ALL)

    def completes(self, at: At, rule: Rule, fact: FactView) -> bool:
        """Take the fact; whether facts of every kind have stood."""
        stood = self._kinds.setdefault(at, set())
        if rule.subject in ("case", fact.subject_kind):
            stood.add(fact.kind)
        common = self._kinds.get((rule.id, _ALL), set()) if rule.for_each else set()
        return (stood | common).issuperset(rule.origin)

    def begin(self, at: At) -> None:
        """A clock began: the next waits anew, but for what happens once and for good."""
        self._kinds[at] = self._kinds.get(at, set()) & self._law.once

    def over(self, rules: Collection[Rule], fact: FactView) -> None:
        """What these rules wait about is over on the fact's subject before the rest came."""
        for rule in rules:
            self._kinds.pop((rule.id, fact.subject_ref), None)

    def forget(self) -> None:
        """The round is over: what a rule does not carry beyond it counts no longer."""
        lasts = {rule.id for rule in self._law.rules.values() if rule.outlives_case}
        self._kinds = {
            at: kinds if at[0] in lasts else kinds & self._law.once
            for at, kinds in self._kinds.items()
        }
