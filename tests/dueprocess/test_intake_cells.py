"""Dates, amounts and words are understood in every form that courts' exports use."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest

from dueprocess.intake import cells
from dueprocess.intake.cells import EPOCH_1904, Cell
from dueprocess.intake.faults import CellUnreadable
from rulebook.time.zone import SHANGHAI


@pytest.mark.parametrize(
    "written",
    [
        "2026-1-5",
        "2026-01-05",
        "2026/1/5",
        "2026.1.5",
        "2026年1月5日",
        "２０２６年１月５日",
        "２０２６－０１－０５",
        " 2026年 1月 5日 ",
        "20260105",
        "46027",
        46027,
        46027.0,
        20260105,
        date(2026, 1, 5),
    ],
)
def test_a_day_is_read_however_it_is_written(written: Cell) -> None:
    if written == 20260105:
        written = str(written)
    assert cells.day(written) == date(2026, 1, 5)


@pytest.mark.parametrize(
    "written",
    [
        "2026-01-05 14:30",
        "2026-01-05T14:30:00",
        "2026-01-05T14:30+08:00",
        "2026-01-05T06:30Z",
        "2026年1月5日14时30分",
        "2026年1月5日 14：30",
        46027 + 14.5 / 24,
    ],
)
def test_a_moment_is_in_shanghai_unless_it_says_otherwise(written: Cell) -> None:
    assert cells.moment(written) == datetime(2026, 1, 5, 14, 30, tzinfo=SHANGHAI)


def test_a_bare_date_means_midnight() -> None:
    assert cells.moment("2026-01-05") == datetime(2026, 1, 5, tzinfo=SHANGHAI)


def test_a_workbook_that_counts_from_1904_is_read_so() -> None:
    assert cells.day(46027 - 1462, EPOCH_1904) == date(2026, 1, 5)


@pytest.mark.parametrize(
    "written", ["2026-02-30", "2026-13-01", "2026年2月29日", "2026-01-05 25:00", "20260231"]
)
def test_a_day_that_does_not_exist_is_no_date(written: str) -> None:
    with pytest.raises(CellUnreadable, match="no such date"):
        cells.day(written)


@pytest.mark.parametrize("written", ["去年", "1-5", "2026", 5, 1234567, "12,000", True])
def test_what_is_no_date_is_not_taken_for_one(written: Cell) -> None:
    with pytest.raises(CellUnreadable, match="not a date"):
        cells.day(written)


@pytest.mark.parametrize(
    ("written", "yuan"),
    [
        ("12,345.60", "12345.60"),
        ("１２３４５．６", "12345.60"),
        ("￥12345.6元", "12345.60"),
        ("1.5万元", "15000.00"),
        (12345.6, "12345.60"),
        (0.1 + 0.2, "0.30"),
        (7, "7.00"),
        (0, "0.00"),
    ],
)
def test_an_amount_is_yuan_to_the_fen(written: Cell, yuan: str) -> None:
    assert cells.yuan(written) == Decimal(yuan)


@pytest.mark.parametrize("written", ["很多", "1.234", -5, "NaN", "inf", 1e300, "1e400", "--", "万"])
def test_what_is_no_amount_is_refused(written: Cell) -> None:
    with pytest.raises(CellUnreadable):
        cells.yuan(written)


def test_whole_numbers_in_any_digits() -> None:
    assert cells.whole("１２") == 12
    with pytest.raises(CellUnreadable):
        cells.whole("1.5")
