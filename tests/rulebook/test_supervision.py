"""Which act of supervision is lawful in which state; a reply never closes an item."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulebook.law.ladder import Mode, Rung
from rulebook.oversight.acts import ACTS
from rulebook.oversight.climbing import Climb, base, climb, same_round
from rulebook.oversight.objecting import Matter, objections
from rulebook.oversight.supervision import (
    OPEN,
    STATE_NAMES,
    ItemState,
    first_state,
    opens_item,
    reply_due,
)
from rulebook.time.calendar import national
from rulebook.time.period import Period
from rulebook.time.zone import SHANGHAI

LEVELS = ("urge", "order", "interview")
SCHEDULE = [
    (key, datetime(2026, 3, day, 8, 20, tzinfo=SHANGHAI))
    for key, day in (("reminder", 5), ("urge", 6), ("order", 12))
]


def on(day: int, hour: int = 9) -> datetime:
    """A moment of March 2026."""
    return datetime(2026, 3, day, hour, tzinfo=SHANGHAI)


def lawful(kind: str, state: ItemState, level: str = "order", settled: bool = False) -> bool:
    """Whether a supervisor without evidence may do it."""
    return not objections(ACTS[kind], Matter(state, level, "J1", settled), "S1", "")


@pytest.mark.parametrize(
    ("kind", "states"),
    [
        ("supervision_order_issued", {"proposed"}),
        ("supervision_receipted", {"issued", "returned"}),
        ("supervision_replied", {"issued", "receipted", "returned"}),
        ("supervision_returned", {"replied"}),
    ],
)
def test_each_act_has_the_states_it_may_be_done_in(kind: str, states: set[str]) -> None:
    assert {state for state in ItemState if lawful(kind, state)} == states


def test_only_a_verification_closes_what_was_issued_and_a_proposal_may_be_declined() -> None:
    closing = {act.kind: act.after for act in ACTS.values() if act.to not in OPEN}
    assert closing.keys() == {"supervision_verified", "proposal_declined"}
    assert closing["proposal_declined"] == {"proposed"}


@pytest.mark.parametrize("state", ["issued", "receipted", "replied", "returned"])
def test_a_verification_needs_a_settled_node_or_evidence(state: str) -> None:
    assert lawful("supervision_verified", ItemState(state), settled=True)
    assert not lawful("supervision_verified", ItemState(state), settled=False)


@pytest.mark.parametrize("kind", [k for k, act in ACTS.items() if act.by_other])
def test_a_handler_never_supervises_the_own_case(kind: str) -> None:
    act = ACTS[kind]
    matter = Matter(min(act.after), act.level or "order", "J1", node_settled=True)
    assert objections(act, matter, "S1", "") == ()
    (objection,) = objections(act, matter, "J1", "")
    assert "承办人" in objection.zh and "handler" in objection.en


@given(
    kind=st.sampled_from(sorted(ACTS)),
    state=st.sampled_from(list(ItemState)),
    level=st.sampled_from(LEVELS),
    settled=st.booleans(),
)
def test_nothing_can_be_done_to_what_has_ended(
    kind: str, state: ItemState, level: str, settled: bool
) -> None:
    if state not in OPEN:
        assert not lawful(kind, state, level, settled)


def test_every_state_has_a_name_to_be_shown() -> None:
    assert set(STATE_NAMES) == set(ItemState)


def test_a_reply_clock_does_not_count_its_first_day_and_rolls() -> None:
    calendar = national()
    assert reply_due(Period.parse("3:working_day"), on(6), calendar) == on(12, 0)
    assert reply_due(Period.parse("10:day"), on(12), calendar) == on(24, 0)  # the 22nd: a Sunday
    assert reply_due(None, on(6), calendar) is None


def test_an_automatic_rung_is_issued_and_any_other_waits() -> None:
    states = {mode: first_state(mode) for mode in Mode}
    assert states[Mode.AUTOMATIC] == "issued"
    assert states[Mode.PROPOSED] == states[Mode.DRAFTED] == "proposed"


def test_a_mere_notice_opens_no_item() -> None:
    notice = Rung("reminder", "提醒", "reminder", 1, Mode.AUTOMATIC, ("owner",))
    urge = Rung("urge", "催办", "urge", 2, Mode.AUTOMATIC, ("owner",), reply=Period.parse("3:day"))
    order = Rung("order", "督办", "order", 3, Mode.PROPOSED, ("owner",))
    assert [opens_item(rung) for rung in (notice, urge, order)] == [False, True, True]


def test_the_highest_due_rung_fires_and_lower_ones_are_passed_over() -> None:
    assert climb(SCHEDULE, (), on(4)) == Climb(None, (), SCHEDULE[0][1])
    assert climb(SCHEDULE, (), on(5)) == Climb("reminder", (), SCHEDULE[1][1])
    assert climb(SCHEDULE, ("reminder",), on(6)) == Climb("urge", (), SCHEDULE[2][1])
    assert climb(SCHEDULE, (), on(20)) == Climb("order", ("reminder", "urge"), None)


def test_a_rung_that_silence_fired_early_does_not_fire_again() -> None:
    assert climb(SCHEDULE, ("reminder", "urge", "order"), on(12)) == Climb(None, (), None)
    assert climb(SCHEDULE, ("order",), on(12)) == Climb(None, ("reminder", "urge"), None)


@given(
    claimed=st.sets(st.sampled_from(["reminder", "urge", "order"])),
    days=st.lists(st.integers(1, 28), min_size=1, max_size=8),
)
def test_no_rung_is_ever_claimed_twice_whatever_the_patrol_misses(
    claimed: set[str], days: list[int]
) -> None:
    for day in sorted(days):
        step = climb(SCHEDULE, claimed, on(day))
        new = {*step.skip, *([step.fire] if step.fire else [])}
        assert not new & claimed
        claimed |= new
        assert {key for key, at in SCHEDULE if at <= on(day)} <= claimed


def test_a_rung_keeps_the_round_of_the_one_beside_it() -> None:
    assert same_round("order", "urge") == "order"
    assert same_round("order", "urge#2") == "order#2"
    assert base("order#2") == base("order") == "order"
