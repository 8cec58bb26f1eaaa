"""Late-performance interest (迟延履行期间的债务利息): period by period, line by line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from rulebook.case.casefile import FactView
from rulebook.money.credits import Credit, credited
from rulebook.money.debts import Excluded, debts, excluded
from rulebook.money.figures import Figures, figures
from rulebook.money.interestline import DOUBLED, GENERAL, KINDS_ZH, PRINCIPAL, InterestLine
from rulebook.money.interestnotes import Owed, notes
from rulebook.money.returning import RETURN, returning
from rulebook.money.yuan import NOTHING, shown
from rulebook.time.period import ONE_DAY

_BESIDES = {RETURN: "、第6条"}
Span = tuple[date, date]  # after the first day, up to and with the second


@dataclass(frozen=True, slots=True)
class Applied:
    """One credit and what it satisfied: (debt, part, yuan)."""

    credit: Credit
    parts: tuple[tuple[str, str, Decimal], ...]
    over: Decimal  # beyond all debts

    @property
    def zh(self) -> str:
        """In words."""
        one = self.credit
        to = "，".join(f"{ref}{KINDS_ZH[kind]}{shown(part)}元" for ref, kind, part in self.parts)
        over = f"，余{shown(self.over)}元" if self.over else ""
        return f"{one.day}{one.source}{one.way}{shown(one.amount)}元，清偿{to or '无'}{over}"


@dataclass(slots=True)
class Reckoning:
    """The account as of a day: lines, credits, what is owed, and what a judge must see to."""

    as_of: date
    lines: list[InterestLine] = field(default_factory=list)
    applied: list[Applied] = field(default_factory=list)
    owed: list[Owed] = field(default_factory=list)
    foreign: list[Owed] = field(default_factory=list)  # in other money, and so not summed up
    notes: list[tuple[str, str]] = field(default_factory=list)

    def total(self, kind: str) -> Decimal:
        """What is owed of one part in yuan, over all debts."""
        return sum((getattr(one, kind) for one in self.owed), NOTHING)

    @property
    def whole(self) -> Decimal:
        """All that is owed."""
        return sum((self.total(kind) for kind in (PRINCIPAL, GENERAL, DOUBLED)), NOTHING)


def reckon(facts: Sequence[FactView], as_of: date) -> Reckoning:
    """The interest account of facts that stand, up to and with a day (法释〔2014〕8号).

    General interest follows the title; the doubled part runs on what is unpaid of all but general
    interest, from the day after the last day of performance. A credit ends both for the part it
    satisfies, on its own day. A debt in foreign money is reckoned in it, and no yuan is set off
    against it (第5条). When a reversal was ruled, the account is the one of the return (第6条).
    Raises `RateUnreadable`.
    """
    law, found = figures(), Reckoning(as_of)
    back = returning(facts, as_of)
    known = debts(facts) if back is None else (back.debt,)
    every = [Owed(one, one.principal, one.general) for one in known]
    found.owed = [one for one in every if not one.debt.currency]
    found.foreign = [one for one in every if one.debt.currency]
    pauses = excluded(facts)
    since = date.min
    for credit in credited(facts, as_of) if back is None else back.credits:
        _accrue(found, found.owed, (since, credit.day), pauses, law)
        found.applied.append(_apply(found.owed, credit, law))
        since = credit.day
    _accrue(found, found.owed, (since, as_of), pauses, law)
    _accrue(found, found.foreign, (date.min, as_of), pauses, law)
    found.notes = [*notes(every, bool(found.applied), law, as_of)]
    return found


def _accrue(
    found: Reckoning, owed: Iterable[Owed], span: Span, pauses: Sequence[Excluded], law: Figures
) -> None:
    for one in owed:
        for line in (*_general(one, span, law), *_doubled(one, span, pauses, law)):
            found.lines.append(line)
            setattr(one, line.kind, getattr(one, line.kind) + line.amount)


def _general(one: Owed, span: Span, law: Figures) -> Iterator[InterestLine]:
    """By the title's own rates; none where it grants no such interest (第1条)."""
    rates, until = one.debt.rates, one.debt.until
    ends = span[1] if until is None else min(span[1], until)
    for at, rate in enumerate(rates):
        last = rates[at + 1].start if at + 1 < len(rates) else ends
        part = max(span[0], rate.start), min(ends, last)
        if one.principal and part[0] < part[1]:
            yield InterestLine(
                one.debt.ref,
                GENERAL,
                *part,
                one.principal,
                rate.per_cent,
                one.debt.year_days,
                f"{law.number}第1条第2款",
                one.debt.currency,
            )


def _doubled(
    one: Owed, span: Span, pauses: Sequence[Excluded], law: Figures
) -> Iterator[InterestLine]:
    start = max(span[0], one.debt.due_on, law.doubled_from - ONE_DAY)
    article = f"{law.number}第1条、第2条、第3条{_BESIDES.get(one.debt.ref, '')}"
    for part in _without((start, span[1]), pauses):
        if one.principal:
            yield InterestLine(
                one.debt.ref,
                DOUBLED,
                *part,
                one.principal,
                law.doubled_rate,
                0,
                article,
                one.debt.currency,
            )


def _without(span: Span, pauses: Iterable[Excluded]) -> Iterator[Span]:
    """The span less the times that do not count (第3条第3款)."""
    start, end = span
    for pause in pauses:
        if start < min(pause.start, end):
            yield start, min(pause.start, end)
        start = max(start, pause.end or end) if pause.start < end else start
    if start < end:
        yield start, end


def _apply(owed: Sequence[Owed], credit: Credit, law: Figures) -> Applied:
    """Satisfy the debts in order (第4条), the one due first before the others."""
    left, parts = credit.amount, []
    for at in range(3):
        for one in owed:
            for kind in _steps(law.orders[one.debt.order])[at]:
                used = one.take(kind, left)
                left -= used
                if used:
                    parts.append((one.debt.ref, kind, used))
    return Applied(credit, tuple(parts), left)


def _steps(order: Sequence[str]) -> tuple[Sequence[str], ...]:
    """The parts before the doubled one, that one, and those after it."""
    at = order.index(DOUBLED)
    return order[:at], order[at : at + 1], order[at + 1 :]
