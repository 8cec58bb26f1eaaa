"""What holds for every term, origin, pause and calendar: properties of the counting of time."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from rulebook.time.calendar import Calendar, national
from rulebook.time.counting import DueState, due
from rulebook.time.derivation import Step, derive
from rulebook.time.period import BY_THE_CLOCK, Extension, Pause, Period, Roll, Term, Unit
from rulebook.time.zone import SHANGHAI

NATIONAL = national()
FIRST, LAST = date(2005, 1, 1), date(2027, 6, 30)

days = st.dates(FIRST, LAST)
moments = st.builds(
    lambda day, minute: datetime.combine(day, time(minute // 60, minute % 60), SHANGHAI),
    days,
    st.integers(0, 24 * 60 - 1),
)
day_units = st.sampled_from([Unit.DAY, Unit.WORKING_DAY, Unit.MONTH, Unit.YEAR])
units = st.sampled_from(list(Unit))
most = {
    Unit.DAY: 400,
    Unit.WORKING_DAY: 120,
    Unit.MONTH: 30,
    Unit.YEAR: 6,
    Unit.HOUR: 500,
    Unit.MINUTE: 3000,
}


def periods(of: st.SearchStrategy[Unit]) -> st.SearchStrategy[Period]:
    return of.flatmap(lambda unit: st.builds(Period, st.integers(0, most[unit]), st.just(unit)))


def terms(of: st.SearchStrategy[Unit] = units) -> st.SearchStrategy[Term]:
    return st.builds(Term, periods(of), st.sampled_from(list(Roll)), st.booleans())


spans = st.builds(
    lambda start, length: Pause(start, start + timedelta(days=length), "中止"),
    days,
    st.integers(1, 200),
)
pauses = st.lists(spans, max_size=4).map(tuple)
extensions = st.lists(st.builds(Extension, periods(day_units)), max_size=2).map(tuple)
calendars = st.one_of(
    st.just(NATIONAL),
    days.map(NATIONAL.known),
    st.dictionaries(days, st.just("闭院"), max_size=5).map(NATIONAL.closed),
)


def end_of(steps: tuple[Step, ...]) -> date | datetime:
    """Where the origin arrives when every step's days and seconds are added to it."""
    moved = sum((timedelta(days=s.days, seconds=s.seconds) for s in steps), timedelta())
    return steps[0].result + moved


@given(moments, terms(), calendars, pauses, extensions)
def test_the_steps_add_up_to_the_date(
    origin: datetime,
    term: Term,
    calendar: Calendar,
    held: tuple[Pause, ...],
    longer: tuple[Extension, ...],
) -> None:
    found, steps = derive(origin, term, calendar, held, longer)
    hours = term.period.unit in BY_THE_CLOCK
    assert end_of(steps) == (found.at if hours else found.on)
    assert steps[-1].result == end_of(steps)
    assert all(step.zh and step.en and "\n" not in step.zh + step.en for step in steps)


@given(moments, terms(), calendars, pauses, extensions)
def test_every_step_stands_where_the_steps_before_it_led(
    origin: datetime,
    term: Term,
    calendar: Calendar,
    held: tuple[Pause, ...],
    longer: tuple[Extension, ...],
) -> None:
    _, steps = derive(origin, term, calendar, held, longer)
    for count, step in enumerate(steps, start=1):
        assert step.result == end_of(steps[:count])


@given(moments, terms(), calendars, pauses, extensions)
def test_the_derivation_explains_the_date_that_counting_gives(
    origin: datetime,
    term: Term,
    calendar: Calendar,
    held: tuple[Pause, ...],
    longer: tuple[Extension, ...],
) -> None:
    found, steps = derive(origin, term, calendar, held, longer)
    assert found == due(origin, term, calendar, held, longer)
    provisional = any(step.kind == "provisional" for step in steps)
    assert provisional is (found.state is DueState.PROVISIONAL)


@given(moments, moments, terms(), calendars, st.lists(st.integers(1, 300), max_size=3))
def test_a_later_origin_never_ends_earlier(
    one: datetime, other: datetime, term: Term, calendar: Calendar, after: list[int]
) -> None:
    first, second = min(one, other), max(one, other)
    begins = [second.date() + timedelta(days=n) for n in after]
    held = tuple(Pause(day, day + timedelta(days=20), "中止") for day in begins)
    assert due(first, term, calendar, held).at <= due(second, term, calendar, held).at


@given(moments, terms(), calendars, pauses, spans)
def test_a_pause_never_shortens(
    origin: datetime, term: Term, calendar: Calendar, held: tuple[Pause, ...], more: Pause
) -> None:
    before = due(origin, term, calendar, held)
    after = due(origin, term, calendar, (*held, more))
    assert before.at <= after.at
    assert after.raw <= before.raw + (more.resume - more.start)


@given(moments, terms(), calendars, pauses, periods(day_units))
def test_an_extension_never_shortens(
    origin: datetime, term: Term, calendar: Calendar, held: tuple[Pause, ...], more: Period
) -> None:
    longer = (Extension(more),)
    assert due(origin, term, calendar, held).at <= due(origin, term, calendar, held, longer).at


@given(moments, terms(day_units), calendars, pauses, extensions)
def test_a_firm_date_that_rolls_is_a_working_day_and_no_working_day_lies_between(
    origin: datetime,
    term: Term,
    calendar: Calendar,
    held: tuple[Pause, ...],
    longer: tuple[Extension, ...],
) -> None:
    found = due(origin, term, calendar, held, longer)
    if found.state is DueState.PROVISIONAL or term.roll is Roll.NONE:
        return
    assert calendar.is_working(found.on)
    assert calendar.covers(found.on)
    assert abs(calendar.working_days_between(found.raw, found.on)) <= 1
    assert (found.on - found.raw).days * (-1 if term.roll is Roll.BACKWARD else 1) >= 0


@given(moments, terms(st.just(Unit.WORKING_DAY)), calendars, pauses)
def test_working_days_never_end_on_a_rest_day(
    origin: datetime, term: Term, calendar: Calendar, held: tuple[Pause, ...]
) -> None:
    assert calendar.is_working(due(origin, term, calendar, held).on)


@given(moments, terms(day_units), pauses)
def test_a_date_firm_under_an_old_calendar_names_that_calendar(
    origin: datetime, term: Term, held: tuple[Pause, ...]
) -> None:
    then = NATIONAL.known(origin.date())
    found = due(origin, term, then, held)
    assert found.calendar == then.version
    if term.roll is not Roll.NONE and not then.covers(found.on):
        assert found.state is DueState.PROVISIONAL


@given(moments, terms(), calendars, pauses)
def test_the_order_in_which_pauses_are_told_does_not_matter(
    origin: datetime, term: Term, calendar: Calendar, held: tuple[Pause, ...]
) -> None:
    assert due(origin, term, calendar, held) == due(origin, term, calendar, held[::-1])


@settings(max_examples=50)
@given(days, st.integers(-300, 300), calendars)
def test_shifting_by_working_days_and_counting_them_agree(
    day: date, n: int, calendar: Calendar
) -> None:
    end = calendar.shift(day, n)
    inside = calendar.working_days_between(day, end)
    if n >= 0:
        assert inside == n
    else:  # the span (end, day] leaves out the day arrived at and takes in the day set out from
        assert inside == n + 1 - calendar.is_working(day)


@given(days, days, calendars)
def test_working_days_between_are_those_that_are_counted_one_by_one(
    a: date, b: date, calendar: Calendar
) -> None:
    first, last = sorted((a, b))
    after = (first + timedelta(days=n) for n in range(1, (last - first).days + 1))
    counted = sum(map(calendar.is_working, after))
    assert calendar.working_days_between(a, b) == (counted if a <= b else -counted)
