"""Claims and shares of a distribution plan (分配方案), as the plan's fact writes them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from rulebook.case.casefile import FactView
from rulebook.money.yuan import NOTHING, amount, read

_BARS = str.maketrans("｜：:", "|||")
PLANNED = "distribution_planned"


class PlanUnreadable(ValueError):
    """An entry of a plan is not written NAME|CLASS|AMOUNT or NAME|AMOUNT."""

    def __init__(self, said: str, wanted: str) -> None:
        self.said, self.wanted = said, wanted
        super().__init__(f"cannot read {said!r}: write {wanted}")


@dataclass(frozen=True, slots=True)
class Claim:
    """What one creditor asks for, in yuan, and in which class."""

    creditor: str
    rank: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Plan:
    """A distribution plan: so much money, after costs, among these claims."""

    name: str
    amount: Decimal
    costs: Decimal
    claims: tuple[Claim, ...]
    shares: Mapping[str, Decimal]
    receipts: tuple[str, ...]
    debtors: tuple[str, ...]
    agreed: bool

    @property
    def recipients(self) -> tuple[str, ...]:
        """All on whom the plan is served: every creditor and every debtor."""
        return tuple(dict.fromkeys((*(one.creditor for one in self.claims), *self.debtors)))

    @property
    def to_share(self) -> Decimal:
        """What is left for the creditors."""
        return self.amount - self.costs


def plan(fact: FactView) -> Plan:
    """The plan that a fact states; raises `PlanUnreadable` for an entry that cannot be read."""
    said = fact.payload
    return Plan(
        name=fact.subject_ref,
        amount=amount(said) or NOTHING,
        costs=amount(said, "costs") or NOTHING,
        claims=tuple(map(_claim, _texts(said.get("claims")))),
        shares=dict(_share(text) for text in _texts(said.get("shares"))),
        receipts=tuple(_texts(said.get("receipts"))),
        debtors=tuple(_texts(said.get("debtors"))),
        agreed=said.get("agreed") is True,
    )


def plans(facts: Iterable[FactView]) -> list[Plan]:
    """Every plan as it was drawn up last."""
    latest = {fact.subject_ref: fact for fact in facts if fact.kind == PLANNED}
    return [plan(fact) for fact in latest.values()]


def plan_of(facts: Iterable[FactView], receipt: str) -> tuple[FactView, Plan] | None:
    """The latest plan that distributes this receipt, with its fact; ``None`` if there is none."""
    found = None
    for fact in facts:
        if fact.kind == PLANNED and receipt in _texts(fact.payload.get("receipts")):
            found = fact
    return (found, plan(found)) if found else None


def _claim(text: str) -> Claim:
    name, rank, said = _parted(text, 3, "甲公司|普通|100000")
    return Claim(name, rank, _figure(text, said, "甲公司|普通|100000"))


def _share(text: str) -> tuple[str, Decimal]:
    name, said = _parted(text, 2, "甲公司|50000")
    return name, _figure(text, said, "甲公司|50000")


def _parted(text: str, parts: int, wanted: str) -> list[str]:
    found = [part.strip() for part in text.translate(_BARS).split("|")]
    if len(found) != parts or not all(found):
        raise PlanUnreadable(text, wanted)
    return found


def _figure(text: str, said: str, wanted: str) -> Decimal:
    figure = read(said)
    if figure is None or figure < 0:
        raise PlanUnreadable(text, wanted)
    return figure


def _texts(value: object) -> list[str]:
    return [str(one).strip() for one in value] if isinstance(value, list | tuple) else []
