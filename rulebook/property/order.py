"""In which order assets are taken (控制次序): least harm to production first, then what is easy."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from rulebook.case.casefile import FactView
from rulebook.gates.question import Lack, Question
from rulebook.law.check import Check
from rulebook.law.lawbook import Lawbook
from rulebook.property.control import so_far
from rulebook.property.figure import yuan
from rulebook.property.measure import Hold

IDENTIFIED = "asset_identified"
_HOLDS = (Hold.IN_FORCE, Hold.WAITING)


@dataclass(frozen=True, slots=True)
class Candidate:
    """An identified asset. `harm` and `ease` count up from the best; unsaid counts as worst."""

    asset: str
    harm: int
    ease: int
    value: Decimal | None

    @property
    def rank(self) -> tuple[int, int]:
        """Less harm goes before easier enforcement."""
        return self.harm, self.ease


def ordered(facts: Iterable[FactView], law: Lawbook) -> tuple[Candidate, ...]:
    """The identified assets, the one to take first at the head.

    How bad a harm and how hard an enforcement is, the order of the choices in the law's data says.
    """
    latest = {fact.subject_ref: fact for fact in facts if fact.kind == IDENTIFIED}
    return tuple(sorted((_candidate(one, law) for one in latest.values()), key=lambda c: c.rank))


def least_harm(question: Question, check: Check) -> Iterator[Lack]:
    """A better asset was identified and is not held: then it is said why this one comes first."""
    if question.fact.payload.get("order_reason"):
        return
    ranked = ordered(question.stands, question.law)
    own = next((one for one in ranked if one.asset == question.fact.subject_ref), None)
    if own is None:
        return
    taken = {one.asset for one in so_far(question) if one.state in _HOLDS}
    better = [one.asset for one in ranked if one.rank < own.rank and one.asset not in taken]
    if better:
        names = "、".join(better)
        yield Lack(f"；{names}在先，未写明理由", f"; {names} would come first, say order_reason")


def _candidate(fact: FactView, law: Lawbook) -> Candidate:
    harm, ease = (_place(fact, name, law) for name in ("harm", "ease"))
    return Candidate(fact.subject_ref, harm, ease, yuan(fact.payload, "value"))


def _place(fact: FactView, name: str, law: Lawbook) -> int:
    field = law.facts[IDENTIFIED].field(name)
    choices = field.choices if field else ()
    said = fact.payload.get(name)
    return choices.index(str(said)) if said in choices else len(choices)
