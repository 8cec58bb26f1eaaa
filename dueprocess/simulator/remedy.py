"""Remedies (补正): what a refusal says is missing, as the acts that would supply it; pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from dueprocess.simulator.act import Act, InDays
from dueprocess.simulator.form import meeting, value
from rulebook.case.casefile import FactView
from rulebook.gates import conditions
from rulebook.gates.question import Question
from rulebook.law.check import CheckName
from rulebook.law.gate import Gate, Need, Ratio, Refusal
from rulebook.law.rule import RuleKind
from rulebook.money.owing import owing
from rulebook.time.calendar import Calendar

if TYPE_CHECKING:
    from dueprocess.simulator.life import Life


@dataclass(slots=True)
class Remedy:
    """What to do before trying again, the act as it should then read, and how long to wait."""

    act: Act
    first: list[Act] = field(default_factory=list)
    days: int = 0


def remedy(
    life: Life, act: Act, fact: FactView, refusals: Sequence[Refusal], calendar: Calendar
) -> Remedy | None:
    """How a clerk would meet a refusal; None when the path is to be given up.

    What the case itself forbids (it is closed, the figures do not allow it) is not forced.
    """
    found = Remedy(act, days=life.span("retry"))
    question = Question(tuple(life.file), fact, life.law, calendar, fact.recorded_at)
    for gate in dict.fromkeys(one.gate for one in refusals):
        known = life.law.gates.get(gate)
        if known is None or not all(_mend(life, found, n) for n in _unmet(question, known)):
            return None
        if any(one.check and one.check.by is CheckName.CLAIM_MET for one in known.needs):
            again = calendar.next_working(life.today + timedelta(days=max(1, found.days)))
            found.first += payment(life, question, again)
    return found


def asked(kind: str, at: datetime, act: Act, ref_kind: str, by: str) -> FactView:
    """The refused fact as the gates saw it."""
    return FactView(0, kind, ref_kind, act.ref, at, at, by, act.saying(at.date()), "演练材料")


def _unmet(question: Question, gate: Gate) -> Iterator[Need]:
    for need in gate.needs:
        if any(True for _ in conditions.missing(question, gate, need)):
            yield need


def _mend(life: Life, found: Remedy, need: Need) -> bool:
    """Whether something can be done about a need, and is now meant to be."""
    if need.has:
        found.first.append(_supply(life, found.act, need))
    elif need.each:
        found.first += _each(life, need)
    elif need.says:
        found.act = _say(life, found.act, need.says)
    elif need.payload is not None:
        known = life.law.facts[found.act.kind]
        said = {**found.act.says, need.payload.field: meeting(need.payload, known, life)}
        found.act = replace(found.act, says=said)
    elif need.elapsed:
        found.days = max(found.days, round(life.term(need.elapsed)))
    elif need.by is not None:
        found.act = _later(life, found.act, need.by.date, need.by.rule)
    elif need.cap is not None:
        # Counted on from the act, today is in time; counted back to it, the day must lie before.
        back = life.law.rules[need.cap.rule].kind is RuleKind.MIN_INTERVAL
        days = -round(life.term(need.cap.rule)) - life.span("next") if back else 0
        found.act = replace(found.act, says={**found.act.says, need.cap.date: InDays(days)})
    elif need.ratio is not None and not need.ratio.fact:
        found.act = _fitting(life, found.act, need.ratio)
    elif need.check is not None and need.check.by in _REASONS:
        found.act = _say(life, found.act, (_REASONS[need.check.by],))
    else:
        # What is unpaid is paid; not so a figure, a fact against it, a term that ran out.
        return need.check is not None and need.check.by is CheckName.CLAIM_MET
    return True


# What a check lets pass once its reason is said.
_REASONS = {
    CheckName.LEAST_HARM_FIRST: "order_reason",
    CheckName.TOLD_TWO_WAYS: "notice_reason",
}


def payment(life: Life, question: Question, on: date) -> list[Act]:
    """What would be unpaid on that day, paid directly, and the costs through the account."""
    owed = owing(question.stands, on)
    acts = []
    if owed is not None and owed.debts:
        acts.append(life.act("debt_paid_directly", amount=f"{owed.debts:.2f}"))
    if owed is not None and owed.costs:
        ref, sum_ = life.fresh("K"), f"{owed.costs:.2f}"
        acts.append(life.act("funds_received", ref, amount=sum_, account="演练账户"))
        acts.append(life.act("execution_costs_taken", ref, amount=sum_))
    return [replace(one, paper=True) for one in acts]


def _fitting(life: Life, act: Act, ratio: Ratio) -> Act:
    """The figure at the bound of its share."""
    base = Decimal(str(act.says.get(ratio.of) or life.claim))
    share = ratio.at_most if ratio.at_most is not None else ratio.at_least
    figure = base * (share or Decimal(100)) / 100
    return replace(act, says={**act.says, ratio.of: f"{base:.2f}", ratio.field: f"{figure:.2f}"})


def _supply(life: Life, act: Act, need: Need) -> Act:
    kind = life.rng.choice(need.has)
    known = life.law.facts[kind]
    said = {need.that.field: meeting(need.that, known, life)} if need.that else {}
    same = known.subject == life.law.facts[act.kind].subject
    ref = act.ref if same else ("" if known.subject == "case" else life.fresh("R"))
    return replace(life.act(kind, ref, **said), paper=True)


def _each(life: Life, need: Need) -> Iterator[Act]:
    opening, *closing = need.each
    refs = dict.fromkeys(one.subject_ref for one in life.file if one.kind == opening)
    done = {
        one.subject_ref
        for one in life.file
        if one.kind in closing and (one.evidence or not need.evidence)
    }
    for ref in refs:
        if ref not in done:
            # The last way out named is the one that needs no sale: it cannot be disposed of.
            yield replace(life.act(closing[-1], ref), paper=True)


def _say(life: Life, act: Act, names: Sequence[str]) -> Act:
    known = life.law.facts[act.kind]
    fields = [one for name in names if (one := known.field(name)) is not None]
    return replace(act, says={**act.says, **{one.name: value(one, life) for one in fields}})


def _later(life: Life, act: Act, name: str, rule: str) -> Act:
    days = round(life.term(rule)) + life.span("wait")
    return replace(act, says={**act.says, name: InDays(days)})
