"""A case's ledger (案款总账): double entry, a pure function of the facts that stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from rulebook.case.casefile import FactView
from rulebook.case.replay import day_of
from rulebook.money.account import GIVING, Account, Place
from rulebook.money.yuan import NOTHING, amount


class Posting(NamedTuple):
    """One side of a movement, in yuan: above zero out of a place, below zero into it.

    `seq` is the fact that moved the money, `line` the place among its postings; all postings of a
    fact sum to zero.
    """

    seq: int
    line: int
    account: str
    receipt: str
    payee: str
    amount: Decimal
    day: date


class Shortfall(NamedTuple):
    """A movement that takes more out of a place than lies in it."""

    seq: int
    place: Place
    has: Decimal
    wants: Decimal


class Ledger:
    """The books of one case while its facts are gone through."""

    def __init__(self) -> None:
        self.postings: list[Posting] = []
        self.balances: dict[Place, Decimal] = {}
        self.shortfalls: list[Shortfall] = []
        self._line = 0

    def take(self, fact: FactView) -> None:
        """Enter what a fact moves; a fact that is no movement of money changes nothing."""
        enter = MOVEMENTS.get(fact.kind)
        if enter is not None:
            self._line = 0
            enter(self, fact)

    def lies(self, account: Account, receipt: str, payee: str | None = None) -> list[Place]:
        """Places of a receipt with money in them, the payee's own before those of nobody yet.

        Without a payee those of everybody, in the order in which they were first used.
        """
        found = [p for p, held in self.balances.items() if p[:2] == (account, receipt) and held > 0]
        if not payee:
            return found
        return sorted((p for p in found if p.payee in (payee, "")), key=lambda p: p.payee == "")

    def held(self, places: Iterable[Place]) -> Decimal:
        """How much lies in these places together."""
        return sum((self.balances.get(place, NOTHING) for place in places), NOTHING)

    def move(self, fact: FactView, sum_: Decimal, source: Place, target: Place) -> None:
        """Enter one movement."""
        if sum_ == 0 or source == target:
            return
        has = self.balances.get(source, NOTHING)
        if source.account not in GIVING and sum_ > has:
            self.shortfalls.append(Shortfall(fact.seq, source, has, sum_))
        self._post(fact, source, sum_)
        self._post(fact, target, -sum_)

    def draw(
        self,
        fact: FactView,
        sum_: Decimal | None,
        sources: Sequence[Place],
        target: Callable[[Place], Place],
    ) -> None:
        """Move a sum out of several places in their order; all that lies there if it is ``None``.

        What they lack is a shortfall of the first.
        """
        has = self.held(sources)
        left = has if sum_ is None else sum_
        if left > has:
            self.shortfalls.append(Shortfall(fact.seq, sources[0], has, left))
        for source in sources:
            part = min(left, self.balances.get(source, NOTHING))
            self.move(fact, part, source, target(source))
            left -= part
        if left > 0:  # the books still balance, so that a reader sees the hole
            self._post(fact, sources[0], left)
            self._post(fact, target(sources[0]), -left)

    def _post(self, fact: FactView, place: Place, signed: Decimal) -> None:
        day = day_of(fact.occurred_at)
        self.postings.append(Posting(fact.seq, self._line, *place, signed, day))
        self._line += 1
        # What gives counts what it gave, what holds counts what it holds.
        grown = signed if place.account in GIVING else -signed
        self.balances[place] = self.balances.get(place, NOTHING) + grown


def ledger(facts: Iterable[FactView]) -> Ledger:
    """The books that follow from facts that stand, in the order of occurrence."""
    found = Ledger()
    for fact in facts:
        found.take(fact)
    return found


def _payee(fact: FactView) -> str:
    return str(fact.payload.get("payee") or "").strip()


def _sources(book: Ledger, account: Account, fact: FactView) -> list[Place]:
    payee = _payee(fact)
    return book.lies(account, fact.subject_ref, payee) or [Place(account, fact.subject_ref, payee)]


def _received(book: Ledger, fact: FactView) -> None:
    ref, from_suspense = fact.subject_ref, bool(fact.payload.get("transferred_from"))
    source = Place(Account.TRANSFERRED if from_suspense else Account.RECEIVED, ref)
    unknown = fact.payload.get("unidentified") is True
    held = Place(Account.UNIDENTIFIED, ref) if unknown else None
    target = held or Place(Account.PAYABLE, ref, _payee(fact))
    book.move(fact, amount(fact.payload) or NOTHING, source, target)


def _from(account: Account, to: Account) -> Callable[[Ledger, FactView], None]:
    """A movement from an account to another, to the payee named or else to whose it was."""

    def enter(book: Ledger, fact: FactView) -> None:
        named = _payee(fact)
        book.draw(
            fact,
            amount(fact.payload),
            _sources(book, account, fact),
            lambda place: Place(to, place.receipt, named or place.payee),
        )

    return enter


def _to_nobody(account: Account, to: Account) -> Callable[[Ledger, FactView], None]:
    """A movement to an account that is nobody's."""

    def enter(book: Ledger, fact: FactView) -> None:
        sources = _sources(book, account, fact)
        book.draw(fact, amount(fact.payload), sources, lambda place: Place(to, place.receipt))

    return enter


def _confirmed(book: Ledger, fact: FactView) -> None:
    unnamed = Place(Account.PAYABLE, fact.subject_ref)
    target = unnamed._replace(payee=_payee(fact))
    book.draw(fact, amount(fact.payload), [unnamed], lambda _: target)


def _returned(book: Ledger, fact: FactView) -> None:
    """A payer gets back what nobody could place first, then what was to be paid."""
    ref = fact.subject_ref
    sources = [*book.lies(Account.UNIDENTIFIED, ref), *book.lies(Account.PAYABLE, ref)]
    target = Place(Account.REFUNDED, ref, _payee(fact))
    book.draw(
        fact, amount(fact.payload), sources or [Place(Account.PAYABLE, ref)], lambda _: target
    )


MOVEMENTS: Mapping[str, Callable[[Ledger, FactView], None]] = {
    "funds_received": _received,
    "funds_identified": _to_nobody(Account.UNIDENTIFIED, Account.PAYABLE),
    "funds_transferred_out": _to_nobody(Account.UNIDENTIFIED, Account.TRANSFERRED),
    "payee_confirmed": _confirmed,
    "execution_costs_taken": _to_nobody(Account.PAYABLE, Account.COSTS),
    "funds_deferred": _from(Account.PAYABLE, Account.DEFERRED),
    "funds_deferral_ended": _from(Account.DEFERRED, Account.PAYABLE),
    "funds_paid": _from(Account.PAYABLE, Account.PAID),
    "funds_returned": _returned,
    "proceeds_deposited": _from(Account.PAYABLE, Account.DEPOSITED),
    "deposited_proceeds_claimed": _from(Account.DEPOSITED, Account.PAID),
}
