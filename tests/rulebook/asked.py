"""How a gate's test asks: a fact is tried, what was refused is named, and nothing has changed."""

from __future__ import annotations

from typing import Any

from rulebook.law.gate import Refusal
from tests.rulebook.casebook import Casebook


def refusals(book: Casebook, kind: str, on: str, of: str = "", /, **said: Any) -> list[Refusal]:
    """The refusals of a fact, each in one line; the book's facts are as they were."""
    before = list(book.facts)
    decision = book.tries(kind, on, of, **said)
    assert book.facts == before
    assert (decision.plan is None) == bool(decision.refusals)
    for one in decision.refusals:
        assert one.article in one.zh
        assert "\n" not in one.zh + one.en
    return list(decision.refusals)


def passes(book: Casebook, kind: str, on: str, of: str = "", /, **said: Any) -> None:
    """The fact is taken, and stands in the book from now on."""
    assert refusals(book, kind, on, of, **said) == []
    book.happens(kind, on, of, **said)


def refused_by(
    gate: str, article: str, book: Casebook, kind: str, on: str, of: str = "", /, **said: Any
) -> str:
    """The fact is refused by that gate alone, citing the article; gives the lines."""
    found = refusals(book, kind, on, of, **said)
    assert {one.gate for one in found} == {gate}, [one.en for one in found]
    assert any(article in one.article for one in found), [one.article for one in found]
    return "\n".join(line for one in found for line in (one.zh, one.en))


def remarks(book: Casebook, kind: str, on: str, of: str = "", /, **said: Any) -> dict[str, str]:
    """Gate by gate what is remarked on a fact that is taken."""
    decision = book.tries(kind, on, of, **said)
    assert decision.refusals == ()
    return {one.gate: f"{one.zh}\n{one.en}" for one in decision.remarks}
