"""The rulebook changes under running cases: tried first, moved by a fact, or left as it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from models.reading.card import case_of, file_of
from models.recounting.moves import moves
from models.recounting.recount import recount
from models.recounting.switching import switch, switches
from rulebook.law.ladder import Transition
from rulebook.law.lawbook import Lawbook
from rulebook.time.period import Period, Unit
from tests.stories.court import CLERK, HANDLER, SUPERVISOR, Court

NUMBER = "（2026）京0105执209号"
LIMIT = "case-6m"


def shortened(law: Lawbook) -> Lawbook:
    """Version 13: the case is to be closed in five months, not six."""
    rule = law.rules[LIMIT]
    assert rule.term is not None
    term = replace(rule.term, period=Period(5, Unit.MONTH))
    return replace(law, rules={**law.rules, LIMIT: replace(rule, term=term)}, version="v13")


def urged_later(law: Lawbook, transition: Transition) -> Lawbook:
    """Version 13 of the ladder: it urges three working days after the last day, not one."""
    old = law.ladders["default"]
    rungs = tuple(replace(r, offset=3) if r.key == "urge" else r for r in old.rungs)
    said = old.text.replace('"offset": 1,', '"offset": 3,', 1)
    new = replace(old, rungs=rungs, transition=transition, text=said, version="v13")
    return replace(law, ladders={**law.ladders, "default": new}, version="v13")


def test_what_runs_keeps_or_switches_as_declared_and_pauses_survive(court: Court) -> None:
    """Scenario 9 (I3): tried first; moved by a fact; eleven days of a stay stay counted."""
    court.files(NUMBER, "2026-02-12", "2026-02-13")
    court.records(NUMBER, "handler_assigned", "2026-02-13", handler=HANDLER, evidence="分案表")
    court.comes("2026-03-02")
    court.records(NUMBER, "execution_suspended", "2026-03-02", approver=SUPERVISOR, evidence="裁定")
    court.comes("2026-03-13")
    court.records(NUMBER, "execution_resumed", "2026-03-13", evidence="通知书")
    assert court.node(NUMBER, LIMIT).due_on == date(2026, 8, 24)  # 13 August and eleven days

    # A ladder that keeps leaves running clocks alone; one that switches moves them by a fact.
    keep, change = (urged_later(court.law, one) for one in (Transition.KEEP, Transition.SWITCH))
    assert {one.stays for one in switches(court.store, keep, court.calendar)} == {"keep"}
    assert switch(court.store, keep, court.calendar, CLERK, "演练") == 0
    assert switch(court.store, change, court.calendar, CLERK, "演练") == 1
    assert court.node(NUMBER, LIMIT).due_on == date(2026, 8, 24)

    # The limit itself: the dry run names the case and writes nothing, the recount is a fact.
    court.law = shortened(change)
    before = facts(court)
    moved = {one.rule_id for one in moves(court.store, court.law, court.calendar)}
    assert LIMIT in moved and facts(court) == before
    recount(court.store, court.law, court.calendar, CLERK, "v13")
    assert court.node(NUMBER, LIMIT).due_on == date(2026, 7, 24), "13 July and the eleven days"
    assert facts(court)[: len(before)] == before, "history stands as it was"
    assert list(moves(court.store, court.law, court.calendar)) == []
    court.chains_hold()


def facts(court: Court) -> list[str]:
    with court.store.reading() as session:
        case = case_of(session, NUMBER)
        return [one.kind for one in file_of(session, case.id or 0)]
