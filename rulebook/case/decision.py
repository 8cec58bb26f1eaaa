"""What follows from an arriving fact: refused with reasons, or the case as it then stands."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from rulebook.case.casefile import Decision, FactView
from rulebook.case.projection import project
from rulebook.gates import asking as gates
from rulebook.gates.question import Question
from rulebook.law.lawbook import Lawbook
from rulebook.time.calendar import Calendar


def decide(
    facts: Iterable[FactView], fact: FactView, law: Lawbook, calendar: Calendar, as_of: datetime
) -> Decision:
    """Ask the gates first; a fact they let pass is projected with all facts before it.

    `facts` are those recorded of the case so far, `fact` the arriving one with its own `seq`;
    `as_of` is the book's now (aware), after which nothing can have happened yet.
    """
    before = tuple(facts)
    answer = gates.ask(Question(before, fact, law, calendar, as_of))
    if answer.refusals:
        return Decision(answer.refusals, None, answer.remarks)
    return Decision((), project((*before, fact), law, calendar), answer.remarks)
