"""What follows from an arriving fact: refused with reasons, or the case as it then stands."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from rulebook import gates
from rulebook.calendar import Calendar
from rulebook.casefile import Decision, FactView
from rulebook.lawbook import Lawbook
from rulebook.projection import project
from rulebook.question import Question


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
