"""When an alert may reach people: never at night, no first word on the eve of days off."""

from __future__ import annotations

import pytest

from rulebook.case.payload import moment
from rulebook.oversight.quiet import speaks_at
from tests.rulebook.casebook import CALENDAR, LAW

DEFAULT = LAW.ladders["default"]


@pytest.mark.parametrize(
    ("raised", "first", "told"),
    [
        ("2026-03-05T08:20", True, "2026-03-05T08:20"),
        ("2026-03-05T03:00", True, "2026-03-05T08:20"),
        ("2026-03-05T16:00", True, "2026-03-05T16:00"),  # a Thursday
        ("2026-03-05T19:00", False, "2026-03-06T08:20"),
        ("2026-03-06T11:59", True, "2026-03-06T11:59"),  # a Friday
        ("2026-03-06T16:00", True, "2026-03-09T08:20"),
        ("2026-03-06T16:00", False, "2026-03-06T16:00"),  # it was told before
        ("2026-03-06T19:00", False, "2026-03-09T08:20"),
        ("2026-03-07T10:00", False, "2026-03-09T08:20"),
        ("2026-02-13T16:00", True, "2026-02-13T16:00"),  # Saturday the 14th is worked
        ("2026-02-14T16:00", True, "2026-02-24T08:20"),  # the eve of the Spring Festival
        ("2026-09-24T16:00", True, "2026-09-28T08:20"),  # the eve of the Mid-Autumn Festival
    ],
)
def test_an_alert_waits_for_working_hours(raised: str, first: bool, told: str) -> None:
    assert speaks_at(DEFAULT, moment(raised), CALENDAR, first) == moment(told)
