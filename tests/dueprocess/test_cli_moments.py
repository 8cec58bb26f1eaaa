"""Moments are read as a court writes them, and a day that does not exist is said to be none."""

from __future__ import annotations

from datetime import datetime

import pytest

from dueprocess.cli.frame.moments import MomentUnreadable, NoSuchDay, NoSuchHour, bare, day, moment
from rulebook.time.zone import SHANGHAI

MIDNIGHT = datetime(2026, 3, 5, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-05",
        "2026-3-5",
        "2026/3/5",
        "2026.03.05",
        "2026年3月5日",
        "２０２６年３月５日",
        " 2026-03-05 ",
    ],
)
def test_a_bare_day_means_its_first_moment_in_shanghai(text: str) -> None:
    assert moment(text) == MIDNIGHT
    assert moment(text).utcoffset() == MIDNIGHT.utcoffset()
    assert bare(text)


@pytest.mark.parametrize(
    "text",
    ["2026-03-05T14:30", "2026-03-05 14:30:00", "2026年3月5日 14:30", "2026年3月5日14时30分"],
)
def test_an_hour_may_be_given(text: str) -> None:
    assert moment(text) == MIDNIGHT.replace(hour=14, minute=30)
    assert not bare(text)


def test_a_zone_given_with_the_hour_is_heeded() -> None:
    assert moment("2026-03-04T16:00Z") == MIDNIGHT
    assert moment("2026-03-05T00:00+08:00") == MIDNIGHT
    assert day("2026-03-04T16:00Z").isoformat() == "2026-03-05"


def test_a_day_that_does_not_exist_is_named_with_how_long_its_month_is() -> None:
    with pytest.raises(NoSuchDay, match="no day 2026-02-30: 2026-02 has 28 days"):
        moment("2026-02-30")
    with pytest.raises(NoSuchDay, match="months 1 to 12"):
        moment("2026-13-01")


def test_an_hour_that_does_not_exist_is_refused() -> None:
    with pytest.raises(NoSuchHour, match="00:00 to 23:59"):
        moment("2026-03-05T25:00")


@pytest.mark.parametrize("text", ["", "tomorrow", "5 March 2026", "2026-03", "20260305"])
def test_anything_else_is_told_how_to_be_written(text: str) -> None:
    with pytest.raises(MomentUnreadable, match="write 2026-03-05"):
        moment(text)
