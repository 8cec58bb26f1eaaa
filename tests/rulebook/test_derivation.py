"""A derivation says, in both languages, which holiday, paper and article moved a date."""

from __future__ import annotations

from datetime import date, datetime, time

from rulebook.time.calendar import Calendar, national
from rulebook.time.derivation import Step, derive
from rulebook.time.period import Extension, Pause, Period, Term
from rulebook.time.zone import SHANGHAI

CALENDAR = national()


def steps(
    start: str,
    period: str,
    pauses: tuple[Pause, ...] = (),
    extensions: tuple[Extension, ...] = (),
    calendar: Calendar = CALENDAR,
    backward: bool = False,
) -> tuple[Step, ...]:
    origin = datetime.combine(date.fromisoformat(start), time(9), SHANGHAI)
    term = Term(Period.parse(period), backward=backward)
    return derive(origin, term, calendar, pauses, extensions)[1]


def said(found: tuple[Step, ...], kind: str) -> Step:
    return next(step for step in found if step.kind == kind)


def test_a_roll_names_the_holiday_the_make_up_day_the_article_and_the_paper() -> None:
    roll = said(steps("2016-09-26", "7:day"), "roll")
    for part in ("国庆节放假", "国庆节调休上班", "第85条第3款", "国办发明电〔2015〕18号"):
        assert part in roll.zh
    for part in ("National Day", "make-up working day", "art. 85(3)", "2016-10-08 (Sat"):
        assert part in roll.en
    assert roll.days == 5


def test_the_steps_come_in_the_order_of_the_count() -> None:
    found = steps(
        "2023-03-31",
        "1:month",
        (Pause(date(2023, 4, 3), date(2023, 4, 8), "中止", "裁定书"),),
        (Extension(Period.parse("3:day"), "批准书"),),
    )
    assert [step.kind for step in found] == [
        "origin",
        "start_not_counted",
        "period",
        "clamp",
        "extension",
        "pause",
    ]


def test_a_clamp_cites_the_civil_code_and_moves_nothing() -> None:
    clamp = said(steps("2019-08-30", "6:month"), "clamp")
    assert "民法典第202条" in clamp.zh
    assert clamp.days == 0


def test_working_days_name_the_holidays_left_out_and_the_make_up_days_taken_in() -> None:
    period = said(steps("2022-09-30", "30:working_day"), "period")
    assert "不计国庆节（国办发明电〔2021〕11号）" in period.zh
    assert "2022-10-08、2022-10-09" in period.zh
    assert "make-up working days counted: 2022-10-08, 2022-10-09" in period.en


def test_a_pause_names_its_cause_its_paper_and_its_days() -> None:
    held = (Pause(date(2018, 5, 10), date(2018, 7, 9), "中止执行", "（2018）执裁1号"),)
    found = said(steps("2018-03-15", "6:month", held), "pause")
    assert "中止执行" in found.zh
    assert "（2018）执裁1号" in found.zh
    assert "60 natural days" in found.en
    assert "before any roll" in found.en


def test_a_pause_cut_short_by_another_says_from_when_it_counts() -> None:
    held = (
        Pause(date(2024, 3, 4), date(2024, 3, 8), "公告"),
        Pause(date(2024, 3, 6), date(2024, 3, 10), "评估"),
    )
    last = [step for step in steps("2024-03-01", "10:day", held) if step.kind == "pause"][-1]
    assert "自 2024-03-08 起计" in last.zh
    assert last.days == 2


def test_an_ignored_pause_is_shown_with_the_reason() -> None:
    held = (
        Pause(date(2024, 2, 1), date(2024, 2, 3), "甲"),
        Pause(date(2024, 3, 4), date(2024, 3, 8), "乙"),
        Pause(date(2024, 3, 5), date(2024, 3, 6), "丙"),
        Pause(date(2024, 6, 1), date(2024, 6, 3), "丁"),
    )
    found = steps("2024-03-01", "10:day", held)
    ignored = [step.zh for step in found if step.kind == "pause_ignored"]
    assert [
        "起算日或之前" in ignored[0],
        "其他扣除期间" in ignored[1],
        "届满之后" in ignored[2],
    ] == [True] * 3


def test_a_provisional_date_names_the_year_without_notice() -> None:
    provisional = said(steps("2026-08-06", "6:month"), "provisional")
    assert "2027年放假安排未公布" in provisional.zh
    assert "2027" in provisional.en


def test_a_period_of_hours_moves_seconds_and_no_days() -> None:
    hour = said(steps("2024-06-13", "24:hour"), "hour")
    assert (hour.days, hour.seconds) == (0, 24 * 3600)


def test_a_backward_term_says_so() -> None:
    found = steps("2024-10-08", "7:day", backward=True)
    assert "7日前" in said(found, "period").zh
    assert "last working day before" in said(found, "roll").en


def test_a_local_closure_is_named_by_its_own_reason() -> None:
    stormy = CALENDAR.closed({date(2024, 3, 8): "暴雪停止办公"})
    assert "暴雪停止办公" in said(steps("2024-03-01", "7:day", calendar=stormy), "roll").zh
    assert (
        "不计暴雪停止办公"
        in said(steps("2024-03-01", "7:working_day", calendar=stormy), "period").zh
    )
