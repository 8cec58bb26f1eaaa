"""Cases on paper put to the lawful order: a small law, a case of it, and what is found."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rulebook.case.payload import moment
from rulebook.law.gate import Gate, Need
from rulebook.law.lawbook import Lawbook
from rulebook.law.rule import Rule
from rulebook.order.bench import Bench
from rulebook.order.judging import judged
from rulebook.order.log import ClockLine, Log
from rulebook.order.model import declared
from rulebook.order.verdict import Outcome, Verdict
from rulebook.order.weighing import weighing
from tests.rulebook.casebook import CALENDAR, Casebook
from tests.rulebook.fewrules import SOURCE, lawbook

NOW = "2026-06-30"


def need(**said: Any) -> Need:
    return Need("须有", "needed", "第1条", **said)


def gate(name: str, on: str, *needs: Need, **said: Any) -> Gate:
    return Gate(name, f"闸门{name}", f"gate {name}", (on,), needs, SOURCE, **said)


def ordered(*parts: Gate | Rule) -> Casebook:
    """A case filed on 5 January 2026 under a law of these gates and rules; no gate is asked."""
    rules = [part for part in parts if isinstance(part, Rule)]
    gates = {part.id: part for part in parts if isinstance(part, Gate)}
    book = Casebook(replace(lawbook(*rules), gates=gates))
    book.happens("filed", "2026-01-05")
    return book


def log(book: Casebook, brought: frozenset[int] = frozenset()) -> Log:
    """The case as it is replayed, its clocks as the rulebook counts them."""
    clocks = [
        ClockLine(
            node.rule_id,
            node.subject_ref,
            node.opened_by,
            node.state,
            node.due.at if node.due else None,
            node.settled_by,
            node.timeliness or "",
        )
        for node in book.plan().nodes
    ]
    return Log("甲案", tuple(book.facts), clocks, brought)


def bench(law: Lawbook, now: str = NOW) -> Bench:
    return Bench(law, declared(law), weighing(), CALENDAR, moment(now))


def verdicts(
    book: Casebook, template: str, now: str = NOW, brought: frozenset[int] = frozenset()
) -> list[Verdict]:
    """What is said of the case by constraints of one template."""
    found = judged(log(book, brought), bench(book.law, now))
    return [one for one in found if one.constraint.template == template]


def outcomes(book: Casebook, template: str, **asked: Any) -> list[str]:
    return [one.outcome.value for one in verdicts(book, template, **asked)]


def faults(book: Casebook, template: str, **asked: Any) -> list[tuple[str, int]]:
    """What deviates without a lawful way: the fault, and the fact by its number."""
    return [
        (one.fault.value, one.fact.seq)
        for one in verdicts(book, template, **asked)
        if one.fault is not None and one.outcome is Outcome.DEVIATES
    ]
