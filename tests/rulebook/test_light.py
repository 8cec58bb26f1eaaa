"""The light of a node as days go by."""

from __future__ import annotations

from datetime import date

import pytest

from rulebook.case.light import Light, light
from rulebook.case.payload import moment
from tests.rulebook.casebook import CALENDAR

DUE = date(2026, 9, 30)  # the last working day before a holiday week


@pytest.mark.parametrize(
    ("now", "shown"),
    [
        ("2026-09-20T09:00", Light.RUNNING),
        ("2026-09-23T09:00", Light.DUE_SOON),
        ("2026-09-29T09:00", Light.DUE_CRITICAL),
        ("2026-09-30T23:59", Light.DUE_CRITICAL),
        ("2026-10-01T00:00", Light.OVERDUE),
        ("2026-10-07T12:00", Light.OVERDUE),  # no working day has passed
        ("2026-10-14T08:00", Light.OVERDUE_SEVERE),
    ],
)
def test_the_light_follows_working_days(now: str, shown: Light) -> None:
    late = moment("2026-10-01")
    assert light("running", DUE, late, False, "", moment(now), CALENDAR) is shown


@pytest.mark.parametrize(
    ("state", "timeliness", "shown"),
    [
        ("paused", "", Light.PAUSED),
        ("settled", "in_time", Light.SETTLED),
        ("settled", "late_or_unproven", Light.LATE_OR_UNPROVEN),
        ("moot", "late", Light.SETTLED),
        ("waiting", "", Light.RUNNING),
    ],
)
def test_what_does_not_run_shows_its_state(state: str, timeliness: str, shown: Light) -> None:
    late, now = moment("2026-10-01"), moment("2027-01-01")
    assert light(state, DUE, late, False, timeliness, now, CALENDAR) is shown


def test_a_far_provisional_date_says_so_and_a_near_one_says_that_it_is_near() -> None:
    on, late = date(2027, 2, 6), moment("2027-02-07")
    assert light("running", on, late, True, "", moment("2026-10-01"), CALENDAR) is Light.PROVISIONAL
    assert light("running", on, late, True, "", moment("2027-02-03"), CALENDAR) is Light.DUE_SOON
