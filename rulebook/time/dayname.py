"""A day as a derivation shows it: date, weekday, holiday and paper, in two languages."""

from __future__ import annotations

from datetime import date, datetime

from rulebook.time.calendar import REST_OF_WEEK, Calendar

_WEEKDAY_ZH = "一二三四五六日"
_HOLIDAY_EN = {
    "元旦": "New Year's Day",
    "春节": "Spring Festival",
    "清明节": "Qingming Festival",
    "劳动节": "Labour Day",
    "端午节": "Dragon Boat Festival",
    "中秋节": "Mid-Autumn Festival",
    "国庆节": "National Day",
    "抗日战争暨世界反法西斯战争胜利70周年纪念日": "Victory Day",
}


def day_zh(at: date | datetime, calendar: Calendar) -> str:
    """``2016-10-03（周一·国庆节放假）``; a moment keeps its time of day."""
    day = _day(at)
    notes = [f"周{_WEEKDAY_ZH[day.weekday()]}", _note_zh(day, calendar)]
    return f"{_stamp(at)}（{'·'.join(filter(None, notes))}）"


def day_en(at: date | datetime, calendar: Calendar) -> str:
    """``2016-10-03 (Mon, National Day)``; a moment keeps its time of day."""
    day = _day(at)
    notes = [f"{day:%a}", _note_en(day, calendar)]
    return f"{_stamp(at)} ({', '.join(filter(None, notes))})"


def holiday_en(name: str) -> str:
    """The English names of a holiday or of several run together, else the name as it is."""
    return " and ".join(_HOLIDAY_EN.get(part, part) for part in name.split("、"))


def cited(day: date, calendar: Calendar) -> str:
    """The reference of the paper that decides the day, empty where the plain week does."""
    notice = calendar.paper(day)
    return notice.paper if notice else ""


def occasion(day: date, calendar: Calendar) -> str:
    """The holiday or closure for which the day is not worked; empty for a mere weekend."""
    rest = calendar.rest_name(day)
    return "" if rest is None or rest in REST_OF_WEEK.values() else rest


def _note_zh(day: date, calendar: Calendar) -> str:
    work, name = calendar.work_name(day), occasion(day, calendar)
    if work:
        return f"{work}调休上班"
    if name:
        return f"{name}放假" if calendar.paper(day) else name
    if not calendar.covers(day):
        return "放假安排未公布"
    return "" if calendar.is_working(day) else "休"


def _note_en(day: date, calendar: Calendar) -> str:
    work, name = calendar.work_name(day), occasion(day, calendar)
    if work:
        return f"make-up working day for {holiday_en(work)}"
    if name:
        return holiday_en(name)
    if not calendar.covers(day):
        return "holidays not yet published"
    return "" if calendar.is_working(day) else "weekend"


def _stamp(at: date | datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M:%S}" if isinstance(at, datetime) else at.isoformat()


def _day(at: date | datetime) -> date:
    return at.date() if isinstance(at, datetime) else at
