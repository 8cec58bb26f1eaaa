"""Measures of the whole book (查封、扣押、冻结一览): what holds, until when, who must renew."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from sqlalchemy import Row, Select, or_, select
from sqlmodel import Session, col

from models import clock
from models.reading.card import case_of
from models.tables.case import Case
from models.tables.fact import Fact
from models.tables.officer import Officer
from rulebook.case.casefile import FactView
from rulebook.case.standing import standing
from rulebook.law.lawbook import Lawbook
from rulebook.money.owing import KINDS as OWING
from rulebook.property.figure import NOTHING
from rulebook.property.measure import KINDS, MAKING, Hold, Measure, measures
from rulebook.property.order import IDENTIFIED, ordered
from rulebook.property.owed import owed

_READ = (*KINDS, IDENTIFIED, *OWING, "correction")
_OPEN = (Hold.IN_FORCE, Hold.WAITING)
_Found = Select[Any]


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """One measure. `days_left` counts to its last day, below zero past it; amounts in yuan."""

    case: str
    seq: int  # of the fact that made it
    asset: str
    method: str
    category: str
    manner: str
    basis: str
    state: Hold
    made_on: date
    effective_on: date | None
    expires_on: date | None
    named_by: int | None  # seq of the fact that names the last day
    days_left: int | None
    renewals: int
    renews: str  # who must renew it: the case's handler
    worth: Decimal | None
    value: Decimal | None
    value_basis: str
    valued_on: date | None
    valued_by: int | None  # seq of the fact that says the value
    lapse_unrecorded: bool  # the law ended it, and nobody has said so


@dataclass(frozen=True, slots=True)
class Holding:
    """All measures of one case beside what is owed, and the order in which assets are taken."""

    case: str
    owed: Decimal | None
    worth: Decimal  # of what is in force, net of debts that go first
    lines: tuple[MeasureLine, ...]
    order: tuple[str, ...]  # identified assets, the one that harms least first

    @property
    def share(self) -> Decimal | None:
        """What is held, in per cent of what is owed."""
        return self.worth * 100 / self.owed if self.owed else None


def holdings(session: Session, law: Lawbook, number: str = "") -> tuple[date, tuple[Holding, ...]]:
    """The book's today, and every case with measures; only the one of `number` if it is given.

    Of the whole book, measures that ended and whose end is on record are left out. `UnknownCase`
    for a number that no case bears.
    """
    today = clock.now(session).date()
    made = select(col(Fact.case_id)).where(col(Fact.kind).in_(MAKING))
    one, of = number and case_of(session, number).id, col(Fact.case_id)
    found = _facts().where(of == one if number else of.in_(made))
    cases = _by_case(session.execute(found).all())
    held = (_holding(case, facts, law, today, every=bool(number)) for case, facts in cases)
    return today, tuple(one for one in held if one.lines or number)


def expiring(found: Sequence[Holding], within: int) -> tuple[MeasureLine, ...]:
    """Measures that end within so many days, and those that lapsed unsaid; nearest end first."""
    lines = [line for one in found for line in one.lines if _ends(line, within)]
    return tuple(sorted(lines, key=lambda line: (line.expires_on or date.max, line.case)))


def _ends(line: MeasureLine, within: int) -> bool:
    if line.lapse_unrecorded:
        return True
    soon = line.days_left is not None and line.days_left <= within
    return line.state is Hold.IN_FORCE and soon


def _facts() -> _Found:
    """Facts about measures; corrections of whatever kind with them."""
    return (
        select(Fact, col(Case.number), col(Officer.name))
        .join(Case, col(Case.id) == col(Fact.case_id))
        .outerjoin(Officer, col(Officer.id) == col(Case.handler_id))
        .where(or_(col(Fact.kind).in_(_READ), col(Fact.corrects).is_not(None)))
        .order_by(col(Fact.case_id), col(Fact.seq))
    )


def _by_case(
    rows: Sequence[Row[Any]],
) -> Iterator[tuple[tuple[str, str], tuple[FactView, ...]]]:
    for case, group in groupby(rows, key=lambda row: (row[1], row[2] or "")):
        views = (
            FactView(**{name: getattr(row[0], name) for name in FactView._fields}) for row in group
        )
        yield case, standing(views)


def _holding(
    case: tuple[str, str], facts: tuple[FactView, ...], law: Lawbook, today: date, every: bool
) -> Holding:
    number, handler = case
    made = measures(facts, today)
    shown = [one for one in made if every or one.state in _OPEN or _unsaid(one)]
    worth = sum((one.worth or NOTHING for one in made if one.state is Hold.IN_FORCE), NOTHING)
    order = tuple(one.asset for one in ordered(facts, law))
    lines = tuple(_line(number, handler, one, today) for one in shown)
    return Holding(number, owed(facts, today), worth, lines, order)


def _unsaid(one: Measure) -> bool:
    return one.state is Hold.LAPSED and not one.lapse_recorded


def _line(case: str, handler: str, one: Measure, today: date) -> MeasureLine:
    return MeasureLine(
        case=case,
        seq=one.seq,
        asset=one.asset,
        method=one.method,
        category=one.category,
        manner=one.manner,
        basis=one.basis,
        state=one.state,
        made_on=one.made_on,
        effective_on=one.effective_on,
        expires_on=one.expires_on,
        named_by=one.named_by,
        days_left=(one.expires_on - today).days if one.expires_on else None,
        renewals=one.renewals,
        renews=handler,
        worth=one.worth,
        value=one.value,
        value_basis=one.value_basis,
        valued_on=one.valued_on,
        valued_by=one.valued_by,
        lapse_unrecorded=_unsaid(one),
    )
