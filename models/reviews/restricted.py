"""Restrictions of consumption (限制消费核查): standing after payment, missing with a listing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from models.reviews.files import files
from models.reviews.finding import CASE, FACT, WHOSE, Finding, Look, Whose
from rulebook.case.casefile import FactView
from rulebook.case.clock import day_of

_ON, _OFF = "consumption_restricted", "consumption_lifted"
_LISTED, _DECIDED = "dishonest_listed", "listing_decided"
_UNLISTED = ("dishonest_deleted", "dishonest_withdrawn")
_PAID, _CLOSED = "debt_performed", "case_closed"
_KINDS = frozenset((_ON, _OFF, _LISTED, _DECIDED, *_UNLISTED, _PAID, _CLOSED))


@dataclass(frozen=True, slots=True)
class _Pressure:
    """How one case stands: who is restricted since when, listed since when, paid on which day."""

    restricted: dict[str, date]
    listed: dict[str, date]
    paid_on: date | None


def restrictions(look: Look) -> Iterator[Finding]:
    """One finding a case and lack; nobody is named: the case's file says who."""
    pressed = select(FACT.c.case_id).where(FACT.c.kind.in_((_ON, _LISTED, _DECIDED)))
    read = files(look.session, _KINDS, pressed)
    for row in look.rows(select(*WHOSE).where(CASE.c.id.in_(pressed)).order_by(CASE.c.id)):
        pressure = _pressure(read.get(row.case_id, ()))
        yield from _stands(look, Whose.of(row), pressure)
        yield from _lacks(Whose.of(row), pressure)


def _stands(look: Look, whose: Whose, pressure: _Pressure) -> Iterator[Finding]:
    paid, days = pressure.paid_on, look.review.number("working_days")
    if paid is None or not pressure.restricted:
        return
    if look.calendar.working_days_between(paid, look.today) < days:
        return
    yield Finding(
        whose=whose,
        subject=f"case:{whose.case_id}|stands",
        turn=f"{paid}",
        about="履行完毕后仍在限制消费",
        why=f"{paid}确认履行完毕，限制消费尚未解除（{len(pressure.restricted)}项）。请审查解除。",
        figures={"paid_on": paid, "restricted": len(pressure.restricted)},
    )


def _lacks(whose: Whose, pressure: _Pressure) -> Iterator[Finding]:
    if pressure.restricted or not pressure.listed or pressure.paid_on:
        return
    since = min(pressure.listed.values())
    yield Finding(
        whose=whose,
        subject=f"case:{whose.case_id}|lacks",
        turn=f"{since}",
        about="已纳入失信名单而未限制消费",
        why=f"{since}纳入失信被执行人名单，未见限制消费。请审查采取。",
        figures={"listed_on": since},
    )


def _pressure(facts: Sequence[FactView]) -> _Pressure:
    restricted: dict[str, date] = {}
    listed: dict[str, date] = {}
    paid: date | None = None
    for fact in facts:
        on, whom = day_of(fact.occurred_at), str(fact.payload.get("debtor") or "")
        if fact.kind == _ON:
            restricted[whom] = on
        elif fact.kind == _OFF:
            _lift(restricted, whom)
        elif fact.kind == _LISTED or fact.payload.get("decision") == "纳入":
            listed[fact.subject_ref] = on
        elif fact.kind in _UNLISTED:
            listed.pop(fact.subject_ref, None)
        elif fact.kind == _PAID or fact.payload.get("mode") == "执行完毕":
            paid = paid or on
    return _Pressure(restricted, listed, paid)


def _lift(restricted: dict[str, date], whom: str) -> None:
    """A lifting that names nobody is of all; one that names somebody leaves the others."""
    if whom and whom in restricted:
        del restricted[whom]
    elif not whom:
        restricted.clear()
