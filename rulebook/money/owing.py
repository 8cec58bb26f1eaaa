"""What is owed in a case (尚欠): the one figure that measures, plans and closing all read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from rulebook.case.casefile import FactView
from rulebook.case.replay import day_of
from rulebook.money.account import HELD, Account
from rulebook.money.claims import PLANNED
from rulebook.money.credits import APART, participants
from rulebook.money.debts import CONFIRMED, EXCLUDED
from rulebook.money.interest import Reckoning, reckon
from rulebook.money.ledger import MOVEMENTS, Posting, ledger
from rulebook.money.yuan import NOTHING, amount

STATED = "claim_stated"
_TITLE, _STATEMENT = "执行依据", "核定"
_REVERSAL = "reversal_ruled"
_NOT_OWED = (_REVERSAL, "title_revoked")  # nothing is owed under a title that fell
_SAYING = (CONFIRMED, STATED)  # without one of them nothing says what is owed
_BEARING = (*_NOT_OWED, *_SAYING)


# Every kind of fact that bears on the figure.
KINDS = (
    *(STATED, CONFIRMED, EXCLUDED, PLANNED, "participation_applied"),
    *(*MOVEMENTS, *APART, *_NOT_OWED),
)


@dataclass(frozen=True, slots=True)
class Owing:
    """What is still owed, in yuan, none of it below nothing."""

    debts: Decimal  # claim and interest that no money paid out has met
    costs: Decimal  # costs of enforcement not yet taken
    held: Decimal  # of the debts, what has come in and was not paid out yet
    basis: str  # 执行依据: reckoned by the title; 核定: as the court stated it

    @property
    def whole(self) -> Decimal:
        """Claim, interest and costs."""
        return self.debts + self.costs


def owing(facts: Sequence[FactView], as_of: date) -> Owing | None:
    """What is owed by the facts that stand, in their order, on a day; ``None`` if none says it.

    **The title governs.** Where its debts are noted (`debt_confirmed`), claim and interest are
    reckoned from them to the day. A statement (`claim_stated`) says the costs; of claim and
    interest it speaks only where no debt is noted, or none in yuan. What is paid is money that
    left the court's account to the applicant, what he got directly, and what he gave up; money
    that still lies with the court pays nothing.
    """
    if not any(one.kind in _SAYING for one in facts):
        return None
    until = [fact for fact in facts if day_of(fact.occurred_at) <= as_of]
    if _fell(until) or not any(one.kind in _SAYING for one in until):
        return None
    account = reckon(until, as_of)
    stated = next((one for one in reversed(until) if one.kind == STATED), None)
    paid = _Paid(until)
    costs = NOTHING if stated is None else _least(_said(stated, "costs") - paid.costs(stated.seq))
    if account.owed and not account.foreign:
        return _by_title(account, paid, costs)
    if stated is None:
        return None
    said = _said(stated, "claim") + _said(stated, "interest")
    left = _least(said - paid.debts(stated.seq))
    return Owing(left, costs, min(left, paid.held), _STATEMENT)


def _fell(facts: Sequence[FactView]) -> bool:
    """Whether the title fell and no debt or statement was noted since."""
    last = next((one for one in reversed(facts) if one.kind in _BEARING), None)
    reversed_ = any(one.kind == _REVERSAL for one in facts)
    return reversed_ or (last is not None and last.kind in _NOT_OWED)


def _by_title(account: Reckoning, paid: _Paid, costs: Decimal) -> Owing:
    met = sum((one.credit.amount - one.over for one in account.applied), NOTHING)
    left = _least(account.whole + met - paid.debts())
    return Owing(left, costs, min(left, paid.held), _TITLE)


class _Paid:
    """What has left the account for the applicant or was met apart from it."""

    def __init__(self, facts: Sequence[FactView]) -> None:
        self._facts = facts
        self._books = ledger(facts)
        self._others = participants(facts)

    def debts(self, since: int = 0) -> Decimal:
        """Paid on claim and interest; after the fact of that number, if one is given."""
        later = self._later(since)
        apart = (one for one in self._facts if one.kind in APART and one.seq in later)
        out = (one for one in self._to(Account.PAID, later) if one.payee not in self._others)
        return sum((amount(one.payload) or NOTHING for one in apart), _sum(out))

    def costs(self, since: int) -> Decimal:
        """Costs taken after the fact of that number."""
        return _sum(self._to(Account.COSTS, self._later(since)))

    @property
    def held(self) -> Decimal:
        """What lies with the court and is not another creditor's."""
        places = self._books.balances.items()
        ours = (held for at, held in places if at.account in HELD and at.payee not in self._others)
        return sum(ours, NOTHING)

    def _later(self, since: int) -> set[int]:
        """Facts that stand behind one in the order of occurrence."""
        seqs = [fact.seq for fact in self._facts]
        return set(seqs[seqs.index(since) + 1 :] if since else seqs)

    def _to(self, account: Account, later: set[int]) -> list[Posting]:
        posted = self._books.postings
        return [one for one in posted if one.account == account and one.seq in later]


def _said(fact: FactView, name: str) -> Decimal:
    return amount(fact.payload, name) or NOTHING


def _sum(postings: Iterable[Posting]) -> Decimal:
    return sum((-one.amount for one in postings), NOTHING)


def _least(figure: Decimal) -> Decimal:
    return max(figure, NOTHING)
