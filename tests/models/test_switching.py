"""A changed ladder alters no running clock by itself; it does by the transition it declares."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import text

from models import ladders
from models.recording.chain import verify_book
from models.recounting.moves import moves
from models.recounting.switching import switch, switches
from models.store import Store
from rulebook.law.ladder import Ladder, Transition
from rulebook.law.lawbook import Lawbook

if TYPE_CHECKING:
    from tests.models.conftest import Office

NOTICE = "assign-handler-7d"


def changed(law: Lawbook, transition: Transition) -> Lawbook:
    """The law with an urging three working days after the last day, not one."""
    old = law.ladders["default"]
    rungs = tuple(replace(r, offset=3) if r.key == "urge" else r for r in old.rungs)
    said = old.text.replace('"offset": 1,', '"offset": 3,', 1)
    new: Ladder = replace(old, rungs=rungs, transition=transition, text=said, version="changed")
    return replace(law, ladders={**law.ladders, "default": new}, version="v13")


def urging(office: Office) -> str:
    schedule = dict(office.node(NOTICE)["schedule"])
    return str(schedule["urge"])[:10]


def test_the_ladder_that_a_node_opened_under_is_kept_in_the_book(
    store: Store, office: Office
) -> None:
    office.records("filed", "02-26")
    node = office.node(NOTICE)
    ladder = office.law.ladders["default"]
    assert (node["ladder"], node["ladder_version"]) == ("default", ladder.version)
    with store.reading() as session:
        (kept,) = [
            one for one in ladders.all_kept(session.connection()).values() if one.id == "default"
        ]
    assert (kept.version, kept.rungs, kept.at) == (ladder.version, ladder.rungs, ladder.at)


def test_a_changed_ladder_leaves_a_running_clock_as_it_is(store: Store, office: Office) -> None:
    office.records("filed", "02-26")
    before = urging(office)
    assert before == "2026-03-06"
    office.law = changed(office.law, Transition.KEEP)
    office.records("file_received", "02-27")  # a fact in the same case
    assert urging(office) == before
    assert list(moves(store, office.law, office.calendar)) == []


def test_keep_is_said_in_the_dry_run_and_moves_nothing(store: Store, office: Office) -> None:
    office.records("filed", "02-26")
    law = changed(office.law, Transition.KEEP)
    found = list(switches(store, law, office.calendar))
    assert NOTICE in {one.rule_id for one in found}
    assert {one.stays for one in found} == {"keep"}
    assert switch(store, law, office.calendar, "J009", "演练") == 0


def test_switch_moves_the_clock_by_a_fact_once(store: Store, office: Office) -> None:
    office.records("filed", "02-26")
    law = changed(office.law, Transition.SWITCH)
    tried = {one.rule_id: one for one in switches(store, law, office.calendar)}
    assert tried[NOTICE].stays == "" and tried[NOTICE].move is not None
    assert urging(office) == "2026-03-06"  # a dry run
    assert switch(store, law, office.calendar, "J009", "演练") == 1
    assert urging(office) == "2026-03-10"
    assert office.node(NOTICE)["ladder_version"] == "changed"
    (fact,) = office.rows(text("SELECT recorded_by FROM fact WHERE kind = 'ladder_switched'"))
    assert fact["recorded_by"] == "J009"
    assert list(switches(store, law, office.calendar)) == []
    assert switch(store, law, office.calendar, "J009", "演练") == 0
    with store.reading() as session:
        assert verify_book(session).holds


def test_a_switch_leaves_the_last_day_and_what_stood_by_law_as_they_are(
    store: Store, office: Office
) -> None:
    office.files("02-26")
    stop = {"approver": "J009", "ground": "其他情形", "reason": "演练"}
    office.records("execution_suspended", "02-27", payload=stop)
    office.records("execution_resumed", "03-01")
    nodes = text("SELECT key, due_on, ladder_version FROM node WHERE due_on IS NOT NULL")
    before = {row["key"]: row["due_on"] for row in office.rows(nodes)}
    assert (
        switch(store, changed(office.law, Transition.SWITCH), office.calendar, "J009", "演练") == 1
    )
    after = office.rows(nodes)
    assert {row["key"]: row["due_on"] for row in after} == before
    assert "changed" in {row["ladder_version"] for row in after}
