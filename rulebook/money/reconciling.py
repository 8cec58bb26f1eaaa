"""Comparing the ledger with a bank's statement (对账): which entries are the same money."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from operator import attrgetter


class Difference(StrEnum):
    """What does not agree."""

    BANK_ONLY = "bank_only"  # 银行有、账上无
    LEDGER_ONLY = "ledger_only"  # 账上有、银行无
    AMOUNT = "amount_differs"  # 金额不符


@dataclass(frozen=True, slots=True)
class BankLine:
    """One line of the statement; above zero came in, below zero went out."""

    number: int  # row of the file
    day: date
    amount: Decimal
    name: str = ""  # the other side
    reference: str = ""
    case: str = ""


@dataclass(frozen=True, slots=True)
class Movement:
    """What one fact moved through the bank account, in the same signs."""

    case: str
    receipt: str
    seq: int
    day: date
    amount: Decimal
    name: str = ""
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Unlike:
    """One line of the difference list: what the bank says and what the ledger says."""

    kind: Difference
    bank: BankLine | None = None
    ledger: Movement | None = None


@dataclass(slots=True)
class Compared:
    """The pairs that agree, and the difference list."""

    matched: list[tuple[BankLine, Movement]] = field(default_factory=list)
    differences: list[Unlike] = field(default_factory=list)


Same = Callable[[BankLine, Movement], bool]
Alike = Callable[[BankLine | Movement], object]
_AMOUNT: Alike = attrgetter("amount")
_REFERENCE: Alike = attrgetter("reference")
_CASE: Alike = attrgetter("case")


def compare(
    lines: Iterable[BankLine],
    movements: Iterable[Movement],
    apart: int,
    within: Callable[[date], bool],
) -> Compared:
    """Pair what is the same money, the surest sign first, each entry once.

    A reference tells most, then case and amount, then name and amount, then amount and day alone;
    days may lie `apart`. An entry of the ledger outside the month (`within`) may be paired and is
    never missed.
    """
    work = _Work(list(lines), list(movements))
    for same in _signs(apart):
        work.pair(_AMOUNT, same)
    found = Compared(work.pairs)
    work.pairs = []
    for alike, same in _near(apart):
        work.pair(alike, same)
    found.differences = [Unlike(Difference.AMOUNT, *pair) for pair in work.pairs]
    found.differences += [Unlike(Difference.BANK_ONLY, line) for line in work.lines]
    missed = (one for one in work.movements if within(one.day))
    found.differences += [Unlike(Difference.LEDGER_ONLY, None, one) for one in missed]
    found.differences.sort(key=_order)
    return found


class _Work:
    def __init__(self, lines: list[BankLine], movements: list[Movement]) -> None:
        self.lines = sorted(lines, key=lambda one: (one.day, one.number))
        self.movements = sorted(movements, key=lambda one: (one.day, one.case, one.seq))
        self.pairs: list[tuple[BankLine, Movement]] = []

    def pair(self, alike: Alike, same: Same) -> None:
        """Take out every line with the nearest movement that this sign makes the same.

        Only those that are alike are looked at, so that a year's statement takes no longer a line.
        """
        left, by = [], defaultdict(list)
        for one in self.movements:
            by[alike(one)].append(one)
        for line in self.lines:
            found = [one for one in by[alike(line)] if same(line, one)]
            if not found:
                left.append(line)
                continue
            nearest = min(found, key=lambda one: _distance(line, one))
            by[alike(line)].remove(nearest)
            self.pairs.append((line, nearest))
        self.lines = left
        gone = {id(one) for _, one in self.pairs}
        self.movements = [one for one in self.movements if id(one) not in gone]


def _signs(apart: int) -> Sequence[Same]:
    def equal(line: BankLine, one: Movement) -> bool:
        return line.amount == one.amount

    def near(line: BankLine, one: Movement) -> bool:
        return equal(line, one) and _distance(line, one) <= apart

    return (
        lambda line, one: equal(line, one) and _referred(line, one),
        lambda line, one: near(line, one) and _of_case(line, one),
        lambda line, one: near(line, one) and _named(line, one) and not _other(line, one),
        lambda line, one: near(line, one) and not _other(line, one) and not line.name,
    )


def _near(apart: int) -> Sequence[tuple[Alike, Same]]:
    """Signs of the same money with another amount."""

    def same_way(line: BankLine, one: Movement) -> bool:
        return (line.amount > 0) is (one.amount > 0)

    return (
        (_REFERENCE, lambda line, one: same_way(line, one) and _referred(line, one)),
        (
            _CASE,
            lambda line, one: (
                same_way(line, one) and _of_case(line, one) and _distance(line, one) <= apart
            ),
        ),
    )


def _distance(line: BankLine, one: Movement) -> int:
    return abs((line.day - one.day).days)


def _referred(line: BankLine, one: Movement) -> bool:
    return bool(line.reference) and line.reference == one.reference


def _of_case(line: BankLine, one: Movement) -> bool:
    return bool(line.case) and line.case == one.case and not _contrary(line, one)


def _named(line: BankLine, one: Movement) -> bool:
    return bool(line.name) and line.name == one.name


def _other(line: BankLine, one: Movement) -> bool:
    """Whether they say that they are different money."""
    return bool(line.case and line.case != one.case) or _contrary(line, one)


def _contrary(line: BankLine, one: Movement) -> bool:
    return bool(line.reference and one.reference and line.reference != one.reference)


def _order(one: Unlike) -> tuple[date, str, int]:
    entry = one.bank or one.ledger
    assert entry is not None
    number = one.bank.number if one.bank else one.ledger.seq if one.ledger else 0
    return entry.day, one.kind, number
