"""Measures (查封、扣押、冻结): what holds each asset of a case, from when, until when, how much."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from rulebook.case.casefile import FactView
from rulebook.case.clock import day_of
from rulebook.property.figure import NOTHING, on, yuan

DEPOSIT = "银行存款"


class Hold(StrEnum):
    """How a measure stands."""

    IN_FORCE = "in_force"  # 在控
    WAITING = "waiting"  # 轮候: behind another court's
    LAPSED = "lapsed"  # 失效: its term ended and it was not renewed
    RELEASED = "released"  # 解除
    DISPOSED = "disposed"  # 处置: sold, given in kind or paid out


@dataclass(slots=True)
class Measure:
    """One measure on one asset. `expires_on` is the last day on which it holds; amounts in yuan."""

    asset: str
    seq: int  # of the fact that made it
    made_on: date
    state: Hold = Hold.IN_FORCE
    method: str = ""  # 查封, 扣押, 冻结
    category: str = ""
    manner: str = ""  # 活封活扣, 死封死扣
    basis: str = ""  # 执行措施, 财产保全, 保全转执行
    effective_on: date | None = None
    expires_on: date | None = None
    named_by: int | None = None  # seq of the fact that names its last day
    renewals: int = 0
    ended_on: date | None = None
    lapse_recorded: bool = False
    amount: Decimal | None = None  # frozen
    value: Decimal | None = None
    value_basis: str = ""
    valued_on: date | None = None
    valued_by: int | None = None  # seq of the fact that says its value
    prior_debts: Decimal = NOTHING
    ceded: bool = False  # the first court handed the asset over

    @property
    def worth(self) -> Decimal | None:
        """What it secures for this case: the sum frozen, or the value less debts that go first."""
        if self.category == DEPOSIT and self.amount is not None:
            return self.amount
        return None if self.value is None else max(self.value - self.prior_debts, NOTHING)

    @property
    def may_be_sold(self) -> bool:
        """Whether this court may dispose of the asset."""
        return self.state is Hold.IN_FORCE or (self.state is Hold.WAITING and self.ceded)


def measures(facts: Iterable[FactView], as_of: date) -> tuple[Measure, ...]:
    """The measures that facts amount to on a day, in the order in which they were made.

    `facts` stand and are in order of occurrence. A term that ended before `as_of` without renewal
    makes the measure lapsed, whether or not anybody recorded it (法释〔2004〕15号第27条).
    """
    made: list[Measure] = []
    holding: dict[str, Measure] = {}
    for fact in facts:
        if fact.kind in _MAKE:
            before = holding.get(fact.subject_ref)
            if before is None or not _merges(before, fact):
                before = Measure(fact.subject_ref, fact.seq, day_of(fact.occurred_at))
                made.append(before)
                holding[fact.subject_ref] = before
            _MAKE[fact.kind](before, fact)
        elif fact.kind in _CHANGE and fact.subject_ref in holding:
            _lapse(holding[fact.subject_ref], day_of(fact.occurred_at))
            _CHANGE[fact.kind](holding[fact.subject_ref], fact)
    for one in made:
        _lapse(one, as_of)
    return tuple(made)


def _merges(before: Measure, fact: FactView) -> bool:
    """Whether the fact says more of a measure that still stands, rather than making another."""
    _lapse(before, day_of(fact.occurred_at))
    return before.state in (Hold.IN_FORCE, Hold.WAITING)


def _lapse(one: Measure, today: date) -> None:
    if one.state is Hold.IN_FORCE and one.expires_on is not None and one.expires_on < today:
        one.state, one.ended_on = Hold.LAPSED, one.expires_on


def _controlled(one: Measure, fact: FactView) -> None:
    said = fact.payload
    one.method = str(said.get("method") or said.get("measure") or one.method)
    one.category = str(said.get("category") or one.category)
    one.manner = str(said.get("manner") or one.manner)
    one.effective_on = on(said, "effective_on") or one.effective_on
    if (last := on(said, "expires_on")) is not None:
        one.expires_on, one.named_by = last, fact.seq
    one.amount = yuan(said, "amount") if "amount" in said else one.amount
    one.prior_debts = yuan(said, "prior_debts") or one.prior_debts
    if (value := yuan(said, "value")) is not None:
        one.value, one.value_basis = value, str(said.get("value_basis") or "")
        one.valued_on = on(said, "valued_on") or day_of(fact.occurred_at)
        one.valued_by = fact.seq


def _waits(one: Measure, fact: FactView) -> None:
    one.state, one.expires_on, one.named_by = Hold.WAITING, None, None


def _turn(one: Measure, fact: FactView) -> None:
    if one.state is Hold.WAITING:
        one.state = Hold.IN_FORCE
        one.effective_on = on(fact.payload, "ended_on") or day_of(fact.occurred_at)


def _receipt(one: Measure, fact: FactView) -> None:
    """The receipt's days; a preservation carried over brings its own, which may be the older."""
    said = fact.payload
    one.state, one.ended_on, one.lapse_recorded = Hold.IN_FORCE, None, False
    one.category = str(said.get("category") or one.category)
    one.basis = str(said.get("basis") or one.basis or "执行措施")
    one.effective_on = on(said, "effective_on")
    one.expires_on = on(said, "expires_on")
    one.named_by = fact.seq if one.expires_on else None


def _renewed(one: Measure, fact: FactView) -> None:
    _receipt(one, fact)
    one.renewals += 1


def _ended(state: Hold) -> Callable[[Measure, FactView], None]:
    def end(one: Measure, fact: FactView) -> None:
        if one.state is not Hold.LAPSED:
            one.state, one.ended_on = state, day_of(fact.occurred_at)

    return end


def _lapse_recorded(one: Measure, fact: FactView) -> None:
    one.ended_on = one.ended_on or day_of(fact.occurred_at)
    one.state, one.lapse_recorded = Hold.LAPSED, True


def _deducted(one: Measure, fact: FactView) -> None:
    taken = yuan(fact.payload, "amount") or NOTHING
    one.amount = max((one.amount or NOTHING) - taken, NOTHING)


def _priced(one: Measure, fact: FactView) -> None:
    one.value, one.value_basis = yuan(fact.payload, "amount"), "参考价"
    one.valued_on, one.valued_by = day_of(fact.occurred_at), fact.seq


def _ceded(one: Measure, fact: FactView) -> None:
    one.ceded = True


_MAKE: Mapping[str, Callable[[Measure, FactView], None]] = {
    "asset_controlled": _controlled,
    "waiting_control_made": _waits,
    "control_took_effect": _receipt,
}
_CHANGE: Mapping[str, Callable[[Measure, FactView], None]] = {
    "prior_control_ended": _turn,
    "control_renewed": _renewed,
    "control_lapsed": _lapse_recorded,
    "asset_released": _ended(Hold.RELEASED),
    "asset_disposed": _ended(Hold.DISPOSED),
    "confirmation_served": _ended(Hold.DISPOSED),
    "self_sale_completed": _ended(Hold.DISPOSED),
    "deposit_deducted": _deducted,
    "reference_price_set": _priced,
    "transfer_consented": _ceded,
}
MAKING = tuple(_MAKE)
KINDS = (*_MAKE, *_CHANGE)
