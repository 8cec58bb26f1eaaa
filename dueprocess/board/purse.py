"""Case money by state and age (案款分段): unclaimed, payable, deferred, unknown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from models.money.ageing import Aged
from models.money.lying import Wanted
from rulebook.money.account import HELD, Account
from rulebook.money.yuan import NOTHING

Pair = tuple[str, str]


class Pot(StrEnum):
    """In what state money lies with the court."""

    UNCLAIMED = "unclaimed"  # 待认领: in its case, and nobody has said whose it is
    PAYABLE = "payable"  # 待发放
    DEFERRED = "deferred"  # 延缓发放
    UNKNOWN = "unknown"  # 不明款: in the suspense file, nobody knows its case


NAMES: dict[Pot, Pair] = {
    Pot.UNCLAIMED: ("待认领", "Unclaimed"),
    Pot.PAYABLE: ("待发放", "Payable"),
    Pot.DEFERRED: ("延缓发放", "Deferred"),
    Pot.UNKNOWN: ("不明款", "Unknown"),
}


@dataclass(slots=True)
class Heap:
    """So many receipts of so much."""

    receipts: int = 0
    amount: Decimal = NOTHING


def pot(account: str, suspended: bool) -> Pot:
    """The state of money on an account, and whether that is a suspense file's."""
    if suspended:
        return Pot.UNKNOWN
    named = {Account.PAYABLE: Pot.PAYABLE, Account.DEFERRED: Pot.DEFERRED}
    return named.get(Account(account), Pot.UNCLAIMED)


def heaps(found: Iterable[Aged], steps: int) -> list[tuple[Pot, list[Heap]]]:
    """For each state a heap for each step of age, the youngest first, and one for the whole."""
    table = {name: [Heap() for _ in range(steps + 1)] for name in Pot}
    for one in found:
        row = table[pot(one.account, one.suspended)]
        for heap in (row[one.step], row[-1]):
            heap.receipts += one.receipts
            heap.amount += one.amount
    return list(table.items())


def wanted(state: Pot | None) -> Wanted:
    """What lies in that state: the same as `pot` says of one account."""
    match state:
        case None:
            return Wanted()
        case Pot.UNKNOWN:
            return Wanted(suspended=True)
        case _:
            own = tuple(one for one in HELD if pot(str(one), suspended=False) is state)
            return Wanted(own, suspended=False)
