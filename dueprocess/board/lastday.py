"""A day that a fact names or bears (登记之日): from which paper it is, what is counted from it.

Such a day is not reckoned: a receipt of the registry says until when a measure holds, the filing
happened when it did. The clocks that the law counts from it, and the longest that the law lets it
be, are nodes of their own.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from datetime import date

from dueprocess.board.visit import Hidden
from models.reading.card import CaseCard, CaseNode, FactSheet
from rulebook.case.payload import moment
from rulebook.law.lawbook import Lawbook

FIELD = "expires_on"  # of the facts that name a last day
DAYS = ("date", "moment")  # types of the fields that say a day


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
    """The day, the fact that names or bears it, and what the law makes of it."""

    on: date
    field: str  # of the fact's details; "" for the day on which it happened
    subject: str
    fact: FactSheet
    earlier: tuple[Named, ...]  # what was named before for the same subject
    later: tuple[Named, ...]  # what took its place
    counted: tuple[Clock, ...]  # from the day itself
    beside: tuple[Clock, ...]  # set by the same fact: above all how long it may be at most
    settled: tuple[Clock, ...] = ()  # clocks that the fact ended


def last_day(card: CaseCard, seq: int, law: Lawbook, field: str = FIELD) -> LastDay:
    """The day that this fact names in a field; `Hidden` for a fact that names none there."""
    fact = next((one for one in card.facts if one.seq == seq), None)
    day = _day(fact, field, law) if fact else None
    if fact is None or day is None:
        raise Hidden
    others = [one for one in _named(card, fact, field, law) if one.seq != seq]
    counted, beside = _opened(card, seq, law, {field})
    return LastDay(
        on=day,
        field=field,
        subject=fact.subject_ref,
        fact=fact,
        earlier=tuple(one for one in others if one.seq < seq),
        later=tuple(one for one in others if one.seq > seq),
        counted=counted,
        beside=beside,
    )


def own_day(card: CaseCard, seq: int, law: Lawbook) -> LastDay:
    """The day on which a fact happened; `Hidden` for a fact that the case does not have."""
    fact = next((one for one in card.facts if one.seq == seq), None)
    if fact is None:
        raise Hidden
    counted, beside = _opened(card, seq, law, {""})
    return LastDay(
        on=fact.occurred_at.date(),
        field="",
        subject=fact.subject_ref,
        fact=fact,
        earlier=(),
        later=(),
        counted=counted,
        beside=beside,
        settled=tuple(_clock(one, law) for one in card.nodes if one.settled_by == seq),
    )


def brought(card: CaseCard, law: Lawbook, state: str, day: date | None) -> int | None:
    """The fact (seq) by which the case came to a state on that day; None where none is known."""
    put_right = {one.corrects for one in card.facts}
    for one in card.facts:
        kind = law.facts.get(one.kind)
        there = one.occurred_at.date() == day and one.seq not in put_right
        if there and kind is not None and kind.to_state == state:
            return one.seq
    return None


def naming(card: CaseCard, day: date, law: Lawbook) -> tuple[int, str] | None:
    """The newest fact (seq) that names that day, and the detail of it that does."""
    for one in reversed(card.facts):
        kind = law.facts.get(one.kind)
        for field in kind.fields if kind else ():
            if _day(one, field.name, law) == day:
                return one.seq, field.name
    return None


def _day(fact: FactSheet, field: str, law: Lawbook) -> date | None:
    """The day under that name, where the kind of fact has such a field for a day or a moment."""
    kind = law.facts.get(fact.kind)
    known = kind.field(field) if kind else None
    said = fact.payload.get(field) if known and known.type in DAYS else None
    return moment(said).date() if said else None


def _named(card: CaseCard, fact: FactSheet, field: str, law: Lawbook) -> list[Named]:
    """Every such day that stands for the subject; what was corrected is none."""
    put_right = {one.corrects for one in card.facts}
    standing = (
        one
        for one in card.facts
        if one.subject_ref == fact.subject_ref and one.seq not in put_right
    )
    return [Named(day, one.seq) for one in standing if (day := _day(one, field, law))]


def _opened(
    card: CaseCard, seq: int, law: Lawbook, fields: Set[str]
) -> tuple[tuple[Clock, ...], tuple[Clock, ...]]:
    """The clocks that the fact opened: those counted from the day, and those from another."""
    opened = [one for one in card.nodes if one.opened_by == seq]
    counts = [one for one in opened if _counts(one, law, fields)]
    rest = [one for one in opened if one not in counts]
    return tuple(_clock(one, law) for one in counts), tuple(_clock(one, law) for one in rest)


def _counts(node: CaseNode, law: Lawbook, fields: Set[str]) -> bool:
    rule = law.rules.get(node.rule_id)
    return rule is not None and (rule.from_date or rule.appointed or rule.from_due) in fields


def _clock(node: CaseNode, law: Lawbook) -> Clock:
    rule = law.rules.get(node.rule_id)
    article = rule.source.cited_on(node.origin_at.date()) if rule else ""
    return Clock(node.key, node.rule_id, node.due_on, node.state, article)
