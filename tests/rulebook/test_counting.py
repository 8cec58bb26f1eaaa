"""Due dates as tables: worked examples of the law, then the edges."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest

from rulebook.time.calendar import Calendar, national
from rulebook.time.counting import Due, DueState, due
from rulebook.time.period import Extension, Pause, Period, PeriodUnreadable, Roll, Term
from rulebook.time.reckoning import ExtensionMismatch, MomentNaive, PeriodBeyondCalendar
from rulebook.time.zone import SHANGHAI

CALENDAR = national()
FIRM, PROVISIONAL = DueState.FIRM, DueState.PROVISIONAL


def at(day: str, hour: int = 9, minute: int = 0) -> datetime:
    return datetime.combine(date.fromisoformat(day), time(hour, minute), SHANGHAI)


def ends(
    start: str,
    period: str,
    *,
    roll: Roll = Roll.FORWARD,
    backward: bool = False,
    pauses: tuple[Pause, ...] = (),
    extensions: tuple[str, ...] = (),
    calendar: Calendar = CALENDAR,
) -> Due:
    term = Term(Period.parse(period), roll, backward)
    longer = tuple(Extension(Period.parse(one)) for one in extensions)
    return due(at(start), term, calendar, pauses, longer)


def pause(start: str, resume: str, cause: str = "中止执行") -> Pause:
    return Pause(date.fromisoformat(start), date.fromisoformat(resume), cause)


@pytest.mark.parametrize(
    ("why", "start", "period", "end"),
    [
        ("assigned: National Day, a make-up Saturday", "2016-09-26", "7:day", "2016-10-08"),
        ("notice by the application: a long holiday", "2017-09-25", "10:day", "2017-10-09"),
        ("notice by the file: a make-up Saturday", "2017-09-27", "3:day", "2017-09-30"),
        ("investigation: a lengthened festival", "2020-01-21", "10:day", "2020-02-03"),
        ("report: two holidays in one", "2023-09-27", "3:day", "2023-10-07"),
        ("clue, the old rule", "2017-04-27", "5:day", "2017-05-02"),
        ("clue, the new rule", "2017-05-02", "7:day", "2017-05-09"),
        ("investigated: no 31 April, Labour Day", "2023-03-31", "1:month", "2023-05-04"),
        ("closed: no 30 February, a Saturday", "2019-08-30", "6:month", "2020-03-02"),
        ("auctioned again: National Day", "2021-09-05", "30:day", "2021-10-08"),
        ("funds: 30 days", "2022-01-11", "30:day", "2022-02-10"),
        ("funds: payment notice after arrival", "2022-01-10", "10:working_day", "2022-01-24"),
        ("funds: payment on a make-up Saturday", "2022-01-24", "5:working_day", "2022-01-29"),
        ("petition: a make-up weekend", "2022-09-30", "5:working_day", "2022-10-12"),
        ("petition: working days", "2022-09-30", "30:working_day", "2022-11-16"),
        ("petition: days, a Sunday", "2022-09-30", "30:day", "2022-10-31"),
    ],
)
def test_the_worked_examples_end_on_the_day_of_the_law(
    why: str, start: str, period: str, end: str
) -> None:
    found = ends(start, period)
    assert (str(found.on), found.state) == (end, FIRM), why


def test_a_case_suspended_for_sixty_days_closes_sixty_days_later_before_any_roll() -> None:
    found = ends("2018-03-15", "6:month", pauses=(pause("2018-05-10", "2018-07-09"),))
    assert found.raw == date(2018, 11, 14)
    assert found.on == date(2018, 11, 14)
    assert ends("2018-03-15", "6:month").on == date(2018, 9, 17)


def test_a_freeze_expires_on_its_day_and_is_renewed_on_the_last_working_day_before() -> None:
    expiry = ends("2022-01-22", "1:year", roll=Roll.NONE)
    assert (expiry.on, expiry.state) == (date(2023, 1, 22), FIRM)
    renewal = ends("2023-01-22", "0:day", backward=True)
    assert renewal.on == date(2023, 1, 20)


def test_seven_days_before_an_expiry_goes_back_to_the_last_working_day() -> None:
    found = ends("2024-10-08", "7:day", backward=True)
    assert (found.raw, found.on) == (date(2024, 10, 1), date(2024, 9, 30))


def test_a_backward_term_never_rolls_later_even_if_told_to() -> None:
    assert Term(Period.parse("7:day"), Roll.FORWARD, backward=True).roll is Roll.BACKWARD
    assert Term(Period.parse("7:day"), Roll.NONE, backward=True).roll is Roll.NONE


def test_a_deposit_is_refunded_within_twenty_four_hours_by_the_clock() -> None:
    end_of_bidding = at("2024-06-13", 10, 7)
    found = due(end_of_bidding, Term(Period.parse("24:hour")), CALENDAR)
    assert found.at == at("2024-06-14", 10, 7)
    assert (found.on, found.state) == (date(2024, 6, 14), FIRM)


def test_hours_do_not_roll_off_a_holiday() -> None:
    found = due(at("2024-09-30", 22), Term(Period.parse("24:hour")), CALENDAR)
    assert found.at == at("2024-10-01", 22)


def test_ten_queries_in_five_years_count_from_the_termination_and_do_not_drift() -> None:
    queries = [ends("2018-08-31", f"{6 * n}:month", roll=Roll.NONE).on for n in range(1, 11)]
    assert [f"{day:%m-%d}" for day in queries] == [
        "02-28", "08-31", "02-29", "08-31", "02-28", "08-31", "02-28", "08-31", "02-28", "08-31",
    ]  # fmt: skip
    assert (queries[0].year, queries[-1].year) == (2019, 2023)


def test_a_date_in_an_unpublished_year_is_provisional_and_not_rolled() -> None:
    found = ends("2026-08-06", "6:month")
    assert (found.on, found.state) == (date(2027, 2, 6), PROVISIONAL)
    assert found.on.weekday() == 5, "a Saturday, but nobody knows yet whether it is worked"


def test_ten_days_over_the_spring_of_2020_depend_on_what_was_known() -> None:
    first = ends("2020-01-21", "10:day", calendar=CALENDAR.known(date(2020, 1, 21)))
    later = ends("2020-01-21", "10:day", calendar=CALENDAR.known(date(2020, 1, 27)))
    assert (first.on, later.on) == (date(2020, 1, 31), date(2020, 2, 3))
    assert first.calendar != later.calendar


def test_a_due_day_is_in_time_until_its_midnight() -> None:
    found = ends("2016-09-26", "7:day")
    assert found.at == at("2016-10-09", 0)
    assert found.at.tzinfo is SHANGHAI


def test_the_day_of_the_origin_is_the_day_in_shanghai() -> None:
    late_evening_in_utc = datetime(2023, 3, 1, 17, 0, tzinfo=UTC)  # already the 2nd in Shanghai
    assert due(late_evening_in_utc, Term(Period.parse("1:day")), CALENDAR).on == date(2023, 3, 3)


@pytest.mark.parametrize(
    ("start", "period", "end"),
    [
        ("2020-02-29", "1:year", "2021-03-01"),  # 28 February 2021 is a Sunday
        ("2024-01-31", "1:month", "2024-02-29"),
        ("2023-11-30", "3:month", "2024-02-29"),
        ("2023-12-31", "12:month", "2024-12-31"),
    ],
)
def test_a_month_without_the_corresponding_day_ends_the_period_on_its_last(
    start: str, period: str, end: str
) -> None:
    assert ends(start, period).on == date.fromisoformat(end)


@pytest.mark.parametrize(
    ("start", "period", "longer", "end"),
    [
        ("2024-01-31", "1:month", ("1:month",), "2024-04-01"),  # 31 March, a Sunday: no drift
        ("2024-02-29", "1:year", ("1:month",), "2025-03-31"),  # 13 months: 29 March, a Saturday
        ("2024-03-01", "7:day", ("3:day",), "2024-03-11"),
        ("2024-03-01", "7:day", ("3:working_day",), "2024-03-13"),
        ("2024-03-01", "3:working_day", ("2:working_day",), "2024-03-08"),
        ("2024-03-01", "1:month", ("5:day", "1:month"), "2024-05-06"),  # the months come first
    ],
)
def test_an_extension_of_the_same_unit_is_counted_with_the_period(
    start: str, period: str, longer: tuple[str, ...], end: str
) -> None:
    assert ends(start, period, extensions=longer).on == date.fromisoformat(end)


def test_an_extension_puts_a_backward_term_later() -> None:
    plain = ends("2024-06-28", "7:day", backward=True)
    longer = ends("2024-06-28", "7:day", backward=True, extensions=("3:day",))
    assert (plain.on, longer.on) == (date(2024, 6, 21), date(2024, 6, 24))


@pytest.mark.parametrize(
    ("why", "spans", "raw"),
    [
        ("the origin day never counted", [("03-01", "03-04")], "03-13"),
        ("over before the origin", [("02-01", "03-01")], "03-11"),
        ("two that overlap", [("03-04", "03-08"), ("03-06", "03-10")], "03-17"),
        ("one inside the other", [("03-04", "03-10"), ("03-05", "03-06")], "03-17"),
        ("begun on the due day", [("03-11", "03-13")], "03-13"),
        ("begun a day late", [("03-12", "03-14")], "03-11"),
        ("late but for another", [("03-12", "03-14"), ("03-05", "03-07")], "03-15"),
    ],
)
def test_a_pause_excludes_its_days_once_if_the_clock_still_ran(
    why: str, spans: list[tuple[str, str]], raw: str
) -> None:
    pauses = tuple(pause(f"2024-{start}", f"2024-{resume}") for start, resume in spans)
    found = ends("2024-03-01", "10:day", pauses=pauses)
    assert found.raw == date.fromisoformat(f"2024-{raw}"), why


def test_a_pause_that_begins_between_the_raw_day_and_the_rolled_day_counts() -> None:
    saturday = "2024-03-09"
    found = ends("2024-03-01", "8:day", pauses=(pause("2024-03-10", "2024-03-14"),))
    assert ends("2024-03-01", "8:day").raw == date.fromisoformat(saturday)
    assert found.on == date(2024, 3, 13)


def test_a_pause_adds_natural_days_to_working_days_and_still_ends_on_one() -> None:
    found = ends("2024-03-01", "5:working_day", pauses=(pause("2024-03-04", "2024-03-06"),))
    assert (found.raw, found.on) == (date(2024, 3, 10), date(2024, 3, 11))


def test_working_days_end_on_a_working_day_even_where_the_term_does_not_roll() -> None:
    held = (pause("2024-03-04", "2024-03-06"),)
    assert ends("2024-03-01", "5:working_day", roll=Roll.NONE, pauses=held).on == date(2024, 3, 11)


def test_a_pause_of_two_days_adds_forty_eight_hours() -> None:
    term = Term(Period.parse("24:hour"))
    found = due(at("2024-06-13", 10), term, CALENDAR, (pause("2024-06-14", "2024-06-16"),))
    assert found.at == at("2024-06-16", 10)


def test_a_roll_into_an_unpublished_year_stops_at_its_first_day() -> None:
    unknown = CALENDAR.known(date(2022, 1, 1))  # 31 December 2022 is a Saturday
    found = ends("2022-12-21", "10:day", calendar=unknown)
    assert (found.raw, found.on, found.state) == (
        date(2022, 12, 31),
        date(2023, 1, 1),
        PROVISIONAL,
    )


def test_working_days_beyond_the_published_years_follow_the_week_and_are_provisional() -> None:
    found = ends("2026-12-30", "5:working_day")
    assert (found.on, found.state) == (date(2027, 1, 6), PROVISIONAL)


@pytest.mark.parametrize(
    ("start", "period", "longer", "end"),
    [
        ("2026-12-28", "1:day", ("5:working_day",), "2027-01-05"),  # extended into an unknown year
        ("2003-12-30", "10:working_day", (), "2004-01-14"),  # set out in an unknown year
    ],
)
def test_a_working_day_counted_in_an_unpublished_year_makes_the_date_provisional(
    start: str, period: str, longer: tuple[str, ...], end: str
) -> None:
    found = ends(start, period, roll=Roll.NONE, extensions=longer)
    assert (str(found.on), found.state) == (end, PROVISIONAL)


def test_an_unpublished_pause_keeps_working_days_on_the_week_pattern() -> None:
    found = ends("2026-12-30", "5:working_day", pauses=(pause("2026-12-31", "2027-01-03"),))
    assert (found.raw, found.on) == (date(2027, 1, 9), date(2027, 1, 11))
    assert found.state is PROVISIONAL


def test_a_date_that_never_rolls_needs_no_calendar_and_is_firm() -> None:
    assert ends("2026-08-06", "6:month", roll=Roll.NONE).state is FIRM


def test_a_local_closure_moves_the_last_day() -> None:
    stormy = CALENDAR.closed({date(2024, 3, 8): "暴雪停止办公"})
    assert ends("2024-03-01", "7:day", calendar=stormy).on == date(2024, 3, 11)


def test_a_naive_origin_is_refused() -> None:
    with pytest.raises(MomentNaive, match="no time zone"):
        due(at("2024-03-01").replace(tzinfo=None), Term(Period.parse("7:day")), CALENDAR)


def test_hours_cannot_extend_a_period_of_days() -> None:
    with pytest.raises(ExtensionMismatch, match="2:hour cannot extend 7:day"):
        ends("2024-03-01", "7:day", extensions=("2:hour",))


@pytest.mark.parametrize("period", ["9999:year", "99999999999:day", "4000000:day", "99999999:hour"])
def test_a_period_beyond_all_dates_is_refused_in_one_line(period: str) -> None:
    with pytest.raises(PeriodBeyondCalendar, match="outside the years 1 to 9999"):
        ends("2024-03-01", period)


@pytest.mark.parametrize("text", ["", "3", "month", "-3:month", "3:fortnight", "3.5:day", "３:day"])
def test_an_unreadable_period_says_how_to_write_one(text: str) -> None:
    with pytest.raises(PeriodUnreadable, match="NUMBER:UNIT"):
        Period.parse(text)


def test_a_period_reads_back_what_it_writes_and_speaks_two_languages() -> None:
    period = Period.parse("10:working_day")
    assert Period.parse(str(period)) == period
    assert (period.text("zh"), period.text("en")) == ("10个工作日", "10 working days")
    assert Period.parse("1:month").text("en") == "1 month"


def test_a_pause_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValueError, match="must be later"):
        pause("2024-03-05", "2024-03-05")
