"""Money debts of a title (执行依据的金钱债务), as the facts note them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rulebook.case.casefile import FactView
from rulebook.case.payload import day
from rulebook.gates.question import Lack, Question
from rulebook.law.check import Check
from rulebook.money.figures import figures
from rulebook.money.yuan import NOTHING, amount, read, rounded

CONFIRMED = "debt_confirmed"
YUAN = "人民币"
EXCLUDED = "doubled_interest_excluded"


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
    currency: str = ""  # "": yuan, by the title or as converted
    yuan_rate: Decimal | None = None  # by which a debt in foreign money was converted


@dataclass(frozen=True, slots=True)
class Excluded:
    """Time without doubled interest (不计期间), from the first day up to the second."""

    start: date
    end: date | None
    ground: str


class RateUnreadable(ValueError):
    """A rate of interest is not written DAY=PER CENT."""

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
    currency = _foreign(said)
    rate = read(said.get("yuan_rate")) if currency else None
    return Debt(
        ref=fact.subject_ref,
        principal=_in_yuan(amount(said, "principal") or NOTHING, rate),
        due_on=day(said["due_on"]),
        rates=_rates(said.get("rates")),
        year_days=year_days if isinstance(year_days, int) else law.year_days[0],
        general=_in_yuan(amount(said, "fixed_interest") or NOTHING, rate),
        until=day(until) if until else None,
        order=str(said.get("order") or next(iter(law.orders))),
        currency="" if rate is not None else currency,
        yuan_rate=rate,
    )


def excluded(facts: Iterable[FactView]) -> tuple[Excluded, ...]:
    """Times that bear no doubled interest, in order."""
    found = (_excluded(fact) for fact in facts if fact.kind == EXCLUDED)
    return tuple(sorted(found, key=lambda one: one.start))


def readable(question: Question, check: Check) -> Iterator[Lack]:
    """Rates, the days of a year and a rate of exchange are such as can be reckoned by."""
    said = question.fact.payload
    try:
        _rates(said.get("rates"))
    except RateUnreadable as error:
        yield Lack(f"；年利率应写成2024-01-01=3.45：{error}", f"; {error}")
        return
    known, days = figures().year_days, said.get("year_days")
    if isinstance(days, int) and days not in known:
        either = " / ".join(map(str, known))
        yield Lack(
            f"；一年按{days}日计息不合理：请写{either}",
            f"; a year of {days} days is none: write {either}",
        )


def convertible(question: Question, check: Check) -> Iterator[Lack]:
    """A rate of exchange is a figure above nothing, and is asked for foreign money alone."""
    said = question.fact.payload
    rate = said.get("yuan_rate")
    if rate in (None, ""):
        return
    figure = read(rate)
    if not _foreign(said):
        zh, en = "；人民币债务不折算：请写币种（currency）", "; a debt in yuan is not converted"
        yield Lack(zh, f"{en}: say currency")
    elif figure is None or figure <= 0:
        zh, en = f"；中间价{rate}不能辨认：请写成7.1268", f"; cannot read the rate {rate!r}"
        yield Lack(zh, f"{en}: write 7.1268")


def _in_yuan(figure: Decimal, rate: Decimal | None) -> Decimal:
    return figure if rate is None else rounded(figure * rate)


def _foreign(said: Mapping[str, object]) -> str:
    """The foreign money in which the title is written; empty for yuan."""
    named = str(said.get("currency") or YUAN).strip()
    return "" if named == YUAN else named


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
