"""Constraints that rules put on the order (规则所示顺序): what opens them, what settles."""

from __future__ import annotations

from collections.abc import Iterator

from rulebook.law.lawbook import Lawbook
from rulebook.law.rule import Rule, RuleKind
from rulebook.order.constraint import Constraint, Template
from rulebook.order.weighing import Weighing

_ENDS = ("round_ended", "closed")


def from_rules(law: Lawbook, weights: Weighing) -> Iterator[Constraint]:
    """One response for each rule under which somebody can be late."""
    ends = tuple(kind.id for kind in law.facts.values() if kind.to_state in _ENDS)
    for rule in law.rules.values():
        first = origin(law, rule)
        if rule.runs and rule.settles and first and not rule.restates:
            yield Constraint(
                id=f"{Template.RESPONSE}:{rule.id}",
                template=Template.RESPONSE,
                first=first,
                then=rule.settles,
                source=f"rule:{rule.id}",
                zh=rule.zh,
                en=rule.en,
                article=str(rule.source),
                weight=weights.of_rule(rule),
                subject=rule.subject,
                when=rule.when,
                since=rule.effective_from,
                until=rule.effective_to,
                lifted_by=_lifts(rule, ends),
                early=rule.kind is not RuleKind.MAX and rule.times == 1,
                clock=rule.id,
            )


def origin(law: Lawbook, rule: Rule) -> tuple[str, ...]:
    """What opens a rule: its own facts, or those of the rule from whose last day it counts."""
    if rule.origin or not rule.from_due:
        return rule.origin
    return origin(law, law.rules[rule.from_due])


def _lifts(rule: Rule, ends: tuple[str, ...]) -> tuple[str, ...]:
    return rule.moot_by if rule.outlives_case else tuple(dict.fromkeys((*rule.moot_by, *ends)))
