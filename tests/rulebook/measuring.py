"""A case with a claim, and the measures that its facts amount to on a day."""

from __future__ import annotations

from datetime import date

from rulebook.case.standing import standing
from rulebook.property.measure import Measure, measures
from tests.rulebook.casebook import Casebook, filed, known

HOUSE, CAR, ACCOUNT = "房产1", "车辆1", "账户1"


def owing(claim: int = 1_000_000, interest: int = 0, costs: int = 0) -> Casebook:
    book = known(filed(), HOUSE, CAR, ACCOUNT)
    book.happens("claim_stated", "2026-01-08", claim=claim, interest=interest, costs=costs)
    return book


def house(value: object, **said: object) -> dict[str, object]:
    return {"method": "查封", "category": "不动产", "value": value, **said}


def receipt(
    effective: str, expires: str, category: str = "不动产", **said: object
) -> dict[str, object]:
    return {"category": category, "effective_on": effective, "expires_on": expires, **said}


def standing_on(book: Casebook, day: str) -> dict[str, Measure]:
    facts = standing(book.facts)
    return {one.asset: one for one in measures(facts, date.fromisoformat(day))}
