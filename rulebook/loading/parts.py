"""Parts that entries of several kinds share: where a thing stands, examples, conditions."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from rulebook.law.condition import Condition
from rulebook.law.gate import Need
from rulebook.law.rule import Example, Numbering, Source
from rulebook.loading.reading import Entry

_COMPARISONS = ("equals", "at_most", "less_than", "more_than", "one_of")


def source(entry: Entry) -> Source:
    """The document, its number and article, and the numbers the article bore before."""
    inner = entry.table("source", required=True)
    if inner is None:
        return Source("", "", "")
    found = Source(
        inner.text("document"),
        inner.text("number"),
        inner.text("article"),
        tuple(numbering(one) for one in inner.tables("articles")),
    )
    inner.done()
    in_order(inner, found)
    return found


def in_order(entry: Entry, said: Source | Need) -> None:
    """The numbers of an article stand oldest first, and the last is today's."""
    since = [one.since for one in said.articles]
    if since != sorted(since):
        entry.fault("articles must stand oldest first")
    if since and said.articles[-1].article != said.article:
        entry.fault(f"articles must end with today's number, {said.article}")


def numbering(entry: Entry) -> Numbering:
    """The number that an article bore from a day on."""
    found = Numbering(entry.day("since", required=True) or date.min, entry.text("article"))
    entry.done()
    return found


def example(entry: Entry) -> Example:
    """A worked example."""
    found = Example(
        origin=entry.text("origin"),
        due=entry.text("due"),
        pauses=entry.texts("pauses"),
        extensions=entry.texts("extensions"),
        known_on=entry.text("known_on", ""),
        state=entry.text("state", "firm"),
        dues=entry.texts("dues"),
        shows=entry.text("shows", ""),
    )
    entry.done()
    return found


def condition(entry: Entry) -> Condition:
    """A condition on a fact's payload: exactly one comparison."""
    found = Condition(
        field=entry.text("field"),
        equals=entry.anything("equals"),
        at_most=_yuan(entry, "at_most"),
        more_than=_yuan(entry, "more_than"),
        default=entry.anything("default"),
        one_of=entry.texts("one_of"),
        less_than=_yuan(entry, "less_than"),
    )
    if sum(entry.has(key) for key in _COMPARISONS) != 1:
        entry.fault(f"say exactly one of {', '.join(_COMPARISONS)}")
    entry.done()
    return found


def _yuan(entry: Entry, key: str) -> Decimal | None:
    whole = entry.whole(key)
    return None if whole is None else Decimal(whole)
