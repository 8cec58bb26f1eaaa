"""The board of items: the column of each state, and what of it is late; whose an overdue is."""

from __future__ import annotations

from datetime import datetime

import pytest

from rulebook.oversight.attribution import Tenure, attribute
from rulebook.oversight.kanban import COLUMN_NAMES, LANE_NAMES, Column, Lane, Place, place
from rulebook.oversight.supervision import ItemState
from rulebook.time.calendar import national
from rulebook.time.period import Period
from rulebook.time.zone import SHANGHAI

RECEIPT = Period.parse("1:working_day")
CALENDAR = national()


def at(text: str) -> datetime:
    """A moment of 2026 in Shanghai."""
    return datetime.fromisoformat(f"2026-{text}").replace(tzinfo=SHANGHAI)


def lies(
    state: str, *, now: str = "03-06T10:00", silent: bool = False, grounds: bool = False
) -> Place:
    """An item issued on Thursday, 5 March, as it lies now; the signature is owed on Friday."""
    issued = None if state == "proposed" else at("03-05T10:00")
    return place(ItemState(state), issued, silent, grounds, RECEIPT, at(now), CALENDAR)


@pytest.mark.parametrize(
    ("state", "grounds", "column"),
    [
        ("proposed", False, "拟发"),
        ("issued", False, "已发"),
        ("issued", True, "已发"),
        ("receipted", False, "已签收"),
        ("returned", False, "已签收"),
        ("replied", False, "已回复"),
        ("replied", True, "核验"),
        ("struck_off", True, "销号"),
        ("lapsed", False, "已终止"),
        ("superseded", False, "已终止"),
    ],
)
def test_every_state_has_its_column(state: str, grounds: bool, column: str) -> None:
    assert COLUMN_NAMES[lies(state, grounds=grounds).column] == column


def test_every_column_and_lane_has_its_name() -> None:
    assert set(COLUMN_NAMES) == set(Column) and set(LANE_NAMES) == set(Lane)


@pytest.mark.parametrize(
    ("state", "now", "silent", "lanes"),
    [
        ("issued", "03-06T23:59", False, ()),
        ("issued", "03-07T00:00", False, ("签收超期",)),
        ("receipted", "03-09T10:00", False, ()),
        ("replied", "03-09T10:00", True, ()),
        ("proposed", "03-09T10:00", True, ()),
        ("returned", "03-09T10:00", True, ("回复超期",)),
        ("lapsed", "03-09T10:00", True, ("回复超期",)),
        ("issued", "03-09T10:00", True, ("签收超期", "回复超期")),
        ("struck_off", "03-09T10:00", True, ()),
    ],
)
def test_what_is_late_lies_in_its_lane(
    state: str, now: str, silent: bool, lanes: tuple[str, ...]
) -> None:
    assert tuple(LANE_NAMES[one] for one in lies(state, now=now, silent=silent).lanes) == lanes


def test_a_signature_is_owed_only_for_what_was_issued_and_not_signed_for() -> None:
    owing = {state.value for state in ItemState if lies(state.value).sign_by is not None}
    assert owing == {"issued"}
    assert lies("issued").sign_by == at("03-07T00:00")


# -- whose an overdue is -------------------------------------------------------------------------

# The node is late from Tuesday, 3 March, on; A had the case, B took it over on the 6th.
TURNS = (Tenure("A", at("02-13T09:00")), Tenure("B", at("03-06T10:00")))


@pytest.mark.parametrize(
    ("turns", "ended", "now", "shares"),
    [
        (TURNS[:1], None, "03-05T09:00", [("A", 3, 3, True)]),
        (TURNS, None, "03-09T09:00", [("A", 3, 3, False), ("B", 4, 2, True)]),
        (TURNS, "03-09T09:00", "04-09T09:00", [("A", 3, 3, False), ("B", 4, 2, False)]),
        (TURNS, "03-04T09:00", "03-09T09:00", [("A", 2, 2, False)]),
        (TURNS[1:], None, "03-06T12:00", [("B", 1, 1, True)]),
        ((), None, "03-09T09:00", []),
        (TURNS, None, "03-02T09:00", []),
        (
            (Tenure("A", at("02-13T09:00")), Tenure("A", at("03-06T10:00"))),
            None,
            "03-09T09:00",
            [("A", 7, 5, True)],
        ),
    ],
)
def test_each_handler_answers_for_the_days_on_which_it_was_theirs(
    turns: tuple[Tenure, ...],
    ended: str | None,
    now: str,
    shares: list[tuple[str, int, int, bool]],
) -> None:
    until = at(ended) if ended else None
    found = attribute(at("03-03T00:00"), until, turns, at(now), CALENDAR)
    assert [(one.officer, one.days, one.working_days, one.current) for one in found] == shares


def test_the_shares_of_one_overdue_add_up_to_it() -> None:
    whole = attribute(at("03-03T00:00"), None, TURNS[:1], at("03-20T09:00"), CALENDAR)
    parts = attribute(at("03-03T00:00"), None, TURNS, at("03-20T09:00"), CALENDAR)
    assert sum(one.days for one in parts) == whole[0].days
    assert sum(one.working_days for one in parts) == whole[0].working_days
