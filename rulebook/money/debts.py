"""Money debts of a title (执行依据的金钱债务), as the facts note them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rulebook.case.casefile import FactView
from rulebook.case.payload import day
from rulebook.gates.question import Question, refusal
from rulebook.law.gate import Refusal
from rulebook.money.figures import figures
from rulebook.money.yuan import NOTHING, amount, read

CONFIRMED = "debt_confirmed"
EXCLUDED = "doubled_interest_excluded"
_GATE = "debt-terms"


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate of general interest (一般利息): per cent a year, from that day on."""

    start: date
    per_cent: Decimal


@dataclass(frozen=True, slots=True)
class Debt:
    """One debt: a sum of money and the last day on which it could be paid in time."""

    ref: str
    principal: Decimal  # all but general interest
    due_on: date
    rates: tuple[Rate, ...] = ()
    year_days: int = 0
    general: Decimal = NOTHING  # general interest that the title itself has summed up
    until: date | None = None  # general interest runs no longer than that day
    order: str = ""


@dataclass(frozen=True, slots=True)
class Excluded:
    """Time without doubled interest (不计期间), from the first day up to the second."""

    start: date
    end: date | None
    ground: str


class RateUnreadable(ValueError):
    """A rate is not written DAY=PER CENT."""

    def __init__(self, said: str) -> None:
        super().__init__(f"cannot read the rate {said!r}: write 2024-01-01=3.45")


def debts(facts: Iterable[FactView]) -> tuple[Debt, ...]:
    """The debts of facts that stand, the one due first at the front.

    A later fact about the same debt takes the place of the earlier one. Raises `RateUnreadable`.
    """
    found = {fact.subject_ref: debt(fact) for fact in facts if fact.kind == CONFIRMED}
    return tuple(sorted(found.values(), key=lambda one: (one.due_on, one.ref)))


def debt(fact: FactView) -> Debt:
    """The debt that a fact notes."""
    said, law = fact.payload, figures()
    until, year_days = said.get("interest_until"), said.get("year_days")
    return Debt(
        ref=fact.subject_ref,
        principal=amount(said, "principal") or NOTHING,
        due_on=day(said["due_on"]),
        rates=_rates(said.get("rates")),
        year_days=year_days if isinstance(year_days, int) else law.year_days[0],
        general=amount(said, "fixed_interest") or NOTHING,
        until=day(until) if until else None,
        order=str(said.get("order") or next(iter(law.orders))),
    )


def excluded(facts: Iterable[FactView]) -> tuple[Excluded, ...]:
    """Times that bear no doubled interest, in order."""
    found = (_excluded(fact) for fact in facts if fact.kind == EXCLUDED)
    return tuple(sorted(found, key=lambda one: one.start))


def refusals(question: Question) -> Iterator[Refusal]:
    """What cannot be read of a debt that arrives."""
    number = figures().number
    try:
        found = debt(question.fact)
    except RateUnreadable as error:
        yield refusal(_GATE, f"年利率应写成2024-01-01=3.45：{error}", str(error), f"{number}第1条")
        return
    known = figures().year_days
    if found.year_days not in known:
        either = " / ".join(map(str, known))
        yield refusal(
            _GATE,
            f"一年按{found.year_days}日计息不合理：请写{either}",
            f"a year of {found.year_days} days is none: write {either}",
            f"{number}第1条",
        )


def _excluded(fact: FactView) -> Excluded:
    end = fact.payload.get("resumed_on")
    ground = str(fact.payload.get("ground") or "")
    return Excluded(day(fact.payload["from_on"]), day(end) if end else None, ground)


def _rates(value: object) -> tuple[Rate, ...]:
    texts = value if isinstance(value, list | tuple) else ()
    return tuple(sorted(map(_rate, map(str, texts)), key=lambda one: one.start))


def _rate(text: str) -> Rate:
    start, _, per_cent = text.partition("=")
    figure = read(per_cent.strip().removesuffix("%"))
    try:
        begins = day(start.strip())
    except ValueError:
        raise RateUnreadable(text) from None
    if figure is None or figure < 0:
        raise RateUnreadable(text)
    return Rate(begins, figure)
