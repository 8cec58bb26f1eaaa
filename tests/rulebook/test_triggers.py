"""What brings a rung beside the last day: a share of the limit, a beginning, idleness."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulebook.law.ladder import Ladder, Mode, Rung
from rulebook.law.rule import Rule
from rulebook.oversight.climbing import climb, same_round
from rulebook.time.period import Period
from rulebook.time.zone import SHANGHAI
from tests.rulebook.casebook import CALENDAR, LAW, Casebook
from tests.rulebook.fewrules import case, lawbook, rule

PERIODS = {"before", "after", "since", "idle"}


def rung(key: str, level: int = 1, **by: Any) -> Rung:
    """An automatic rung; periods may be written NUMBER:UNIT."""
    said: dict[str, Any] = {k: Period.parse(v) if k in PERIODS else v for k, v in by.items()}
    return Rung(key, key, key, level, Mode.AUTOMATIC, ("owner",), **said)


def book(*rungs: Rung, urgent: str = "", one: Rule | None = None) -> Casebook:
    """A case filed on 5 January 2026, whose one rule climbs a ladder of these rungs."""
    own = Ladder("own", "自设", time(8, 20), rungs, urgent=urgent)
    law = lawbook(replace(one or rule("r", "60:day"), ladder="own"))
    found = Casebook(replace(law, ladders={"own": own}))
    found.happens("filed", "2026-01-05")
    return found


def days(one: Casebook) -> Mapping[str, str]:
    """Each rung's key and its day."""
    return {key: f"{at:%m-%d}" for key, at in one.node("r").schedule}


# Sixty days from Monday 5 January 2026 end on Friday 6 March. The Spring Festival's days off are
# 15 to 23 February; Saturday the 14th and the 28th are worked.


@pytest.mark.parametrize(
    ("by", "day"),
    [
        ({"used": Fraction(2, 3)}, "02-24"),  # forty days end on the 14th; 15 to 23 are off
        ({"used": Fraction(1, 2)}, "02-05"),  # thirty days end on Wednesday 4 February
        ({"before": "30:day"}, "02-04"),
        ({"before": "14:day"}, "02-14"),  # 20 February is off: the working day before it
        ({"before": "3:working_day"}, "03-03"),
        ({"after": "7:day"}, "03-13"),
        ({"after": "8:day"}, "03-16"),  # a Saturday: the working day after it
        ({"after": "2:working_day"}, "03-10"),
        ({"since": "30:day"}, "02-05"),
        ({"since": "1:month"}, "02-06"),
        ({"since": "40:day"}, "02-24"),
        ({"idle": "10:working_day"}, "01-20"),
    ],
)
def test_a_rung_comes_on_its_day(by: dict[str, Any], day: str) -> None:
    one = book(rung("step", **by))
    one.happens("a", "2026-01-05")
    assert [*days(one).values()] == [day]


def test_a_rung_of_idleness_moves_when_something_is_done() -> None:
    one = book(rung("stalled", idle="10:day"))
    one.happens("a", "2026-01-05")
    assert days(one) == {"stalled~2": "01-16"}
    one.happens("c", "2026-01-12")
    assert days(one) == {"stalled~3": "01-23"}
    one.happens("handler_changed", "2026-01-13", handler="H2")  # no act
    assert days(one) == {"stalled~3": "01-23"}


def test_an_act_on_another_subject_ends_no_idleness_there() -> None:
    seen = rule("r", "60:day", subject="asset", origin=("xa",), settles=("xb",))
    one = book(rung("stalled", idle="10:day", idle_on_subject=True), one=seen)
    one.happens("xa", "2026-01-05", "1")
    one.happens("xc", "2026-01-07", "2")
    assert days(one) == {"stalled~2": "01-16"}
    one.happens("xc", "2026-01-08", "1")
    assert days(one) == {"stalled~4": "01-19"}


def test_what_stood_by_law_is_neither_idle_nor_used() -> None:
    stopped = rule("r", "60:day", exclusions="E")
    one = book(rung("half", used=Fraction(1, 2)), rung("stalled", 2, idle="20:day"), one=stopped)
    one.happens("a", "2026-01-05")
    assert days(one) == {"stalled~2": "01-26", "half": "02-05"}
    one.happens("stop", "2026-01-12", approver="D1")
    assert days(one) == {}
    one.happens("go", "2026-01-22")
    # Ten days stood: the half of sixty ends on 14 February; the resumption itself is an act.
    assert days(one) == {"stalled~4": "02-12", "half": "02-24"}


def test_a_share_that_would_come_after_the_last_day_is_left_out() -> None:
    one = book(rung("late", used=Fraction(99, 100)), one=rule("r", "3:day"))
    one.happens("a", "2026-01-05")
    assert days(one) == {}


def test_triggers_mix_in_one_ladder_in_order_of_time() -> None:
    one = book(
        rung("screen", used=Fraction(2, 3)),
        rung("urge", 2, since="30:day"),
        rung("near", before="5:day"),
        rung("order", 3, offset=5),
    )
    one.happens("a", "2026-01-05")
    assert [*days(one)] == ["urge~0", "screen", "near", "order"]


def test_an_urgent_matter_starts_higher_when_the_first_step_would_have_come() -> None:
    one = book(
        rung("soon", 0, before="10:day"),
        rung("blue", 1, before="5:day"),
        rung("orange", 2, offset=1),
        rung("red", 3, offset=5),
        urgent="orange",
    )
    one.happens("a", "2026-01-05")
    plain = days(one)
    assert plain == {"soon": "02-24", "blue": "02-28", "orange": "03-09", "red": "03-13"}
    one.happens("matter_marked_urgent", "2026-01-06", reason="涉民生")
    assert days(one) == plain  # this small law does not know the fact


@pytest.mark.parametrize(
    ("start", "left"),
    [
        ("", {"soon": "02-24", "orange": "02-28", "red": "03-13"}),
        ("red", {"soon": "02-24", "red": "02-28"}),
        ("unheard_of", {"soon": "02-24", "orange": "02-28", "red": "03-13"}),
    ],
)
def test_the_fact_may_name_the_rung(start: str, left: Mapping[str, str]) -> None:
    one = book(
        rung("soon", 0, before="10:day"),
        rung("blue", 1, before="5:day"),
        rung("orange", 2, offset=1),
        rung("red", 3, offset=5),
        urgent="orange",
    )
    kinds = {k: LAW.facts[k] for k in ("matter_marked_urgent", "matter_urgency_lifted")}
    one.law = replace(one.law, facts={**one.law.facts, **kinds})
    one.happens("a", "2026-01-05")
    one.happens("matter_marked_urgent", "2026-01-06", reason="涉民生", start=start)
    assert days(one) == left
    one.happens("matter_urgency_lifted", "2026-01-07", reason="已缓解")
    assert "blue" in days(one)


def test_a_rule_or_its_opening_fact_may_be_urgent_itself() -> None:
    rungs = (rung("blue", 1, before="5:day"), rung("orange", 2, offset=1))
    one = book(*rungs, urgent="orange", one=rule("r", "60:day", urgent=True))
    one.happens("a", "2026-01-05")
    other = book(*rungs, urgent="orange")
    other.happens("a", "2026-01-05", urgent=True)
    assert days(one) == days(other) == {"orange": "02-28"}


LEVELS = {"low": 1, "middle": 2, "high": 3}
BEGUN = datetime(2026, 1, 5, 8, 20, tzinfo=SHANGHAI)
MOMENTS = st.lists(
    st.tuples(st.sampled_from([*LEVELS]), st.integers(0, 40)), unique_by=lambda one: one[0]
)


@given(MOMENTS, st.lists(st.integers(0, 45), max_size=12))
def test_a_climb_never_goes_down_fires_once_and_passes_over_the_rest(
    rungs: list[tuple[str, int]], visits: list[int]
) -> None:
    schedule = sorted(
        ((key, BEGUN + timedelta(days=on)) for key, on in rungs), key=lambda one: one[1]
    )
    fired: list[str] = []
    skipped: list[str] = []
    for day in sorted(visits):
        as_of = BEGUN + timedelta(days=day)
        step = climb(schedule, {*fired, *skipped}, as_of, LEVELS.__getitem__)
        fired += [step.fire] if step.fire else []
        skipped += step.skip
        due = {key for key, at in schedule if at <= as_of}
        assert due == {*fired, *skipped}  # nothing due is forgotten, nothing comes early
        assert step.next_at == min((at for _, at in schedule if at > as_of), default=None)
    assert len(fired + skipped) == len({*fired, *skipped})
    assert [LEVELS[key] for key in fired] == sorted(LEVELS[key] for key in fired)


def test_below_an_act_in_force_nothing_fires() -> None:
    schedule = [("low", BEGUN)]
    step = climb(schedule, (), BEGUN, LEVELS.__getitem__, held=LEVELS["high"])
    assert (step.fire, step.skip) == (None, ("low",))


def test_what_follows_on_silence_bears_the_marks_of_what_was_silent() -> None:
    assert same_round("order", "urge") == "order"
    assert same_round("order", "urge#2") == "order#2"
    assert same_round("order", "urge~14") == "order~14"


@given(st.integers(1, 300), st.integers(0, 400))
def test_rungs_are_in_order_of_time_and_after_the_beginning(length: int, begun: int) -> None:
    on = date(2025, 3, 3) + timedelta(days=begun)
    one = case(rule("r", f"{length}:day"))
    one.happens("a", on.isoformat())
    moments = [at for _, at in one.node("r").schedule]
    assert moments == sorted(moments)
    assert all(at.date() > on and CALENDAR.is_working(at.date()) for at in moments)
