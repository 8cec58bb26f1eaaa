"""The working calendar: which days are worked, under which paper, and since when that is known."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import pytest

from rulebook.time import notices
from rulebook.time.calendar import Calendar, national
from rulebook.time.notices import Notice, NoticeFaults

CALENDAR = national()

# Days on which our notices and the library disagree, each with the reason. None at present: a new
# entry needs the paper that decides it.
DISAGREEMENTS: dict[date, str] = {}


def days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def notice(year: int, published: date, off: list[date], work: list[date]) -> Notice:
    return Notice(
        year=year,
        published_on=published,
        published_basis="address",
        document="放假通知",
        number="",
        source="",
        off=dict.fromkeys(off, "春节"),
        work=dict.fromkeys(work, "春节"),
    )


def test_every_day_since_2004_agrees_with_the_library_or_the_reason_is_listed() -> None:
    differing = {
        day
        for day in days(date(2004, 1, 1), date(2026, 12, 31))
        if CALENDAR.is_working(day) != chinese_calendar.is_workday(day)
    }
    assert differing == set(DISAGREEMENTS)


def test_the_years_before_the_first_notice_are_as_the_library_has_them() -> None:
    kept = notices.load(notices.EARLIER)
    library = notices.from_library(noticed={notice.year for notice in notices.load()})
    assert Calendar(kept).version == Calendar(library).version


def test_years_with_a_notice_of_our_own_never_come_from_the_library() -> None:
    from_library = {n.year for n in CALENDAR.notices if n.document == "chinesecalendar"}
    assert from_library == {2004, 2005, 2006}
    assert {n.year for n in notices.load()} == set(range(2007, 2027))


@pytest.mark.parametrize(
    ("year", "number"), [(2015, "国发明电〔2015〕1号"), (2019, "国办发明电〔2019〕3号")]
)
def test_a_year_amended_under_way_keeps_both_papers(year: int, number: str) -> None:
    papers = [n.number for n in notices.load() if n.year == year]
    assert len(papers) == 2
    assert papers[-1] == number


@pytest.mark.parametrize(
    ("day", "published", "before", "after"),
    [
        (date(2015, 9, 3), date(2015, 5, 13), True, False),
        (date(2015, 9, 6), date(2015, 5, 13), False, True),
        (date(2019, 5, 2), date(2019, 3, 22), True, False),
        (date(2019, 4, 28), date(2019, 3, 22), False, True),
        (date(2020, 1, 31), date(2020, 1, 27), True, False),
        (date(2020, 2, 1), date(2020, 1, 27), True, False),
        (date(2007, 12, 31), date(2007, 12, 15), True, False),
    ],
)
def test_a_day_changes_when_its_notice_is_published_and_not_before(
    day: date, published: date, before: bool, after: bool
) -> None:
    assert CALENDAR.known(published - timedelta(days=1)).is_working(day) is before
    assert CALENDAR.known(published).is_working(day) is after


def test_the_extended_spring_festival_takes_its_make_up_day_back() -> None:
    first = CALENDAR.known(date(2019, 11, 21))
    assert first.work_name(date(2020, 2, 1)) == "春节"
    assert CALENDAR.work_name(date(2020, 2, 1)) is None
    assert CALENDAR.rest_name(date(2020, 2, 1)) == "春节"
    assert CALENDAR.work_name(date(2020, 2, 3)) is None, "a plain Monday makes up for nothing"


def test_every_notice_is_published_before_the_days_it_moves() -> None:
    late = [
        (n.paper, min((*n.off, *n.work)))
        for n in notices.load()
        if n.published_on >= min((*n.off, *n.work))
    ]
    assert late == []


def test_a_rest_day_is_called_by_its_holiday_or_its_weekday() -> None:
    assert CALENDAR.rest_name(date(2016, 10, 3)) == "国庆节"
    assert CALENDAR.rest_name(date(2016, 10, 15)) == "周六"
    assert CALENDAR.rest_name(date(2016, 10, 16)) == "周日"
    assert CALENDAR.rest_name(date(2016, 10, 8)) is None
    assert CALENDAR.work_name(date(2016, 10, 8)) == "国庆节"


def test_the_paper_that_decides_a_day_is_named() -> None:
    decided = CALENDAR.paper(date(2016, 10, 8))
    assert decided is not None
    assert decided.paper == "国办发明电〔2015〕18号"
    assert CALENDAR.paper(date(2016, 10, 15)) is None


def test_a_year_without_notice_is_not_covered_and_the_plain_week_only_guesses() -> None:
    assert CALENDAR.covers(date(2026, 12, 31))
    assert not CALENDAR.covers(date(2027, 1, 1))
    assert CALENDAR.is_working(date(2027, 1, 1)), "a Friday, for all that the notices say"
    assert not CALENDAR.is_working(date(2027, 2, 6))


def test_the_next_and_the_previous_working_day_are_the_day_itself_when_it_is_worked() -> None:
    assert CALENDAR.next_working(date(2016, 10, 1)) == date(2016, 10, 8)
    assert CALENDAR.next_working(date(2016, 10, 8)) == date(2016, 10, 8)
    assert CALENDAR.previous_working(date(2023, 1, 22)) == date(2023, 1, 20)
    assert CALENDAR.previous_working(date(2023, 1, 20)) == date(2023, 1, 20)


@pytest.mark.parametrize(
    ("start", "n", "end"),
    [
        (date(2022, 1, 24), 5, date(2022, 1, 29)),
        (date(2022, 1, 29), -5, date(2022, 1, 24)),
        (date(2022, 2, 2), 1, date(2022, 2, 7)),
        (date(2022, 2, 2), -1, date(2022, 1, 30)),
        (date(2022, 2, 2), 0, date(2022, 2, 2)),
    ],
)
def test_shifting_counts_working_days_and_leaves_the_start_out(
    start: date, n: int, end: date
) -> None:
    assert CALENDAR.shift(start, n) == end


def test_working_days_between_two_days_leave_the_first_out_and_take_the_last_in() -> None:
    assert CALENDAR.working_days_between(date(2022, 1, 24), date(2022, 1, 29)) == 5
    assert CALENDAR.working_days_between(date(2022, 1, 29), date(2022, 1, 24)) == -5
    assert CALENDAR.working_days_between(date(2022, 1, 24), date(2022, 1, 24)) == 0


def test_a_local_closure_outranks_even_a_make_up_day() -> None:
    closed = CALENDAR.closed({date(2022, 1, 29): "暴雪停止办公"})
    assert not closed.is_working(date(2022, 1, 29))
    assert closed.rest_name(date(2022, 1, 29)) == "暴雪停止办公"
    assert closed.paper(date(2022, 1, 29)) is None
    assert closed.shift(date(2022, 1, 24), 5) == date(2022, 1, 30)
    assert closed.known(date(2022, 1, 1)).rest_name(date(2022, 1, 29)) == "暴雪停止办公"


def test_the_version_names_the_last_year_and_its_publication_and_changes_with_every_notice() -> (
    None
):
    assert CALENDAR.version.startswith("2026@2025-11-04+")
    assert CALENDAR.known(date(2020, 1, 21)).version.startswith("2020@2019-11-21+")
    assert CALENDAR.known(date(2020, 1, 27)).version != CALENDAR.known(date(2020, 1, 26)).version
    assert CALENDAR.closed({date(2026, 8, 3): "台风"}).version != CALENDAR.version


def test_two_calendars_of_the_same_notices_are_equal() -> None:
    again = Calendar(reversed(CALENDAR.notices))
    assert again == CALENDAR
    assert hash(again) == hash(CALENDAR)
    assert again != Calendar(CALENDAR.notices[:-1])


def test_knowing_everything_is_the_calendar_itself() -> None:
    assert CALENDAR.known(None) is CALENDAR
    assert CALENDAR.known(date(2026, 1, 1)) is CALENDAR
    assert CALENDAR.known(date(2020, 1, 21)) is CALENDAR.known(date(2020, 1, 22))


def test_a_calendar_that_knows_no_notice_covers_nothing() -> None:
    nothing = CALENDAR.known(date(2000, 1, 1))
    assert not nothing.covers(date(2000, 1, 1))
    assert nothing.version.startswith("none@none+")


def test_a_newly_loaded_notice_makes_its_year_covered() -> None:
    coming = notice(2027, date(2026, 11, 5), [date(2027, 2, 6)], [date(2027, 2, 14)])
    calendar = CALENDAR.noticed(coming)
    assert calendar.covers(date(2027, 2, 6))
    assert calendar.is_working(date(2027, 2, 14))
    assert calendar.known(date(2026, 11, 4)) == CALENDAR


def test_a_folder_of_faulty_notices_names_every_fault_with_its_file(tmp_path: Path) -> None:
    (tmp_path / "2027-1.toml").write_text("year = ", encoding="utf-8")
    (tmp_path / "2028-1.toml").write_text(
        'year = "2028"\ndocument = ""\nnumber = ""\npublished_on = 2027-11-01\n'
        'published_basis = "hearsay"\nsource = ""\ncolour = 1\n'
        'off = [{ name = "春节", from = 2028-02-02, to = 2028-02-01 }]\nwork = [3]\n',
        encoding="utf-8",
    )
    with pytest.raises(NoticeFaults) as caught:
        notices.load(tmp_path)
    said = caught.value.faults
    assert [fault.split(":")[0] for fault in said] == ["2027-1.toml"] + ["2028-1.toml"] * 5
    assert "\n" not in str(caught.value)
    for entry in ("year", "colour", "published_basis", "off entry 1", "work entry 1"):
        assert any(entry in fault for fault in said)


def test_a_day_both_off_and_worked_or_of_another_year_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "2027-1.toml").write_text(
        'year = 2027\ndocument = ""\nnumber = ""\npublished_on = 2026-11-01\n'
        'published_basis = "address"\nsource = ""\n'
        'off = [{ name = "元旦", from = 2026-12-31, to = 2027-01-01 }]\n'
        'work = [{ name = "元旦", day = 2027-01-01 }, { name = "元旦", day = 2028-01-02 }]\n',
        encoding="utf-8",
    )
    with pytest.raises(NoticeFaults) as caught:
        notices.load(tmp_path)
    assert caught.value.faults == (
        "2027-1.toml: 2027-01-01 is both off and worked",
        "2027-1.toml: 2028-01-02 lies outside the year of the notice",
    )
