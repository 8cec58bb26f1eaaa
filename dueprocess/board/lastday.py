"""A last day that a fact names (登记的届满日): from which paper it was taken, what counts from it.

Such a day is not reckoned: a receipt of the registry says until when a measure holds. The clocks
that the law counts from it, and the longest that the law lets it be, are nodes of their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from dueprocess.board.visit import Hidden
from models.reading.card import CaseCard, CaseNode, FactSheet
from rulebook.law.lawbook import Lawbook
from rulebook.property.figure import on

FIELD = "expires_on"  # of the facts that name one


@dataclass(frozen=True, slots=True)
class Named:
    """A last day, and the fact (seq) that names it."""

    on: date
    seq: int


@dataclass(frozen=True, slots=True)
class Clock:
    """A clock that the naming fact opened, by its node's key, and the article that sets it."""

    key: str
    rule: str
    due_on: date | None
    state: str
    article: str


@dataclass(frozen=True, slots=True)
class LastDay:
    """The day, the fact that names it, and what the law makes of it."""

    on: date
    subject: str
    fact: FactSheet
    earlier: tuple[Named, ...]  # what was named before for the same property
    later: tuple[Named, ...]  # what took its place
    counted: tuple[Clock, ...]  # from the day itself
    beside: tuple[Clock, ...]  # set by the same fact: above all how long it may be at most


def last_day(card: CaseCard, seq: int, law: Lawbook) -> LastDay:
    """The last day that this fact names; `Hidden` for a fact that names none."""
    fact = next((one for one in card.facts if one.seq == seq), None)
    day = on(fact.payload, FIELD) if fact else None
    if fact is None or day is None:
        raise Hidden
    others = [one for one in _named(card, fact.subject_ref) if one.seq != seq]
    opened = [one for one in card.nodes if one.opened_by == seq]
    counts = [one for one in opened if _counts(one, law)]
    return LastDay(
        on=day,
        subject=fact.subject_ref,
        fact=fact,
        earlier=tuple(one for one in others if one.seq < seq),
        later=tuple(one for one in others if one.seq > seq),
        counted=tuple(_clock(one, law) for one in counts),
        beside=tuple(_clock(one, law) for one in opened if one not in counts),
    )


def _named(card: CaseCard, subject: str) -> list[Named]:
    """Every last day that stands for the property; what was corrected is none."""
    put_right = {one.corrects for one in card.facts}
    standing = (
        one for one in card.facts if one.subject_ref == subject and one.seq not in put_right
    )
    return [Named(day, one.seq) for one in standing if (day := on(one.payload, FIELD))]


def _counts(node: CaseNode, law: Lawbook) -> bool:
    rule = law.rules.get(node.rule_id)
    return rule is not None and FIELD in (rule.from_date, rule.appointed)


def _clock(node: CaseNode, law: Lawbook) -> Clock:
    rule = law.rules.get(node.rule_id)
    article = rule.source.cited_on(node.origin_at.date()) if rule else ""
    return Clock(node.key, node.rule_id, node.due_on, node.state, article)
