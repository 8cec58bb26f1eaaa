"""Holiday notices at the desk (放假安排): a notice file read, kept beside the book, looked at."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from rulebook.time.calendar import Calendar, national
from rulebook.time.notices import Notice, from_library

_KEPT = "calendar"  # folder of the loaded notices, for commands that need no book
_DATED = re.compile(r"/(\d{4})-(\d{2})/(\d{2})/")  # how the papers' addresses say their day
_KEYS = ("year", "papers", "days")


class NoticeUnreadable(ValueError):
    """A notice file that cannot be used; every fault in one line."""

    def __init__(self, path: Path, faults: Iterable[str]) -> None:
        super().__init__(f"{path.name}: {'; '.join(faults)}")


@dataclass(frozen=True, slots=True)
class Year:
    """A year's days off and make-up days as a calendar has them, and where a library disagrees."""

    year: int
    covered: bool
    papers: tuple[str, ...]
    off: tuple[tuple[date, str], ...]
    work: tuple[tuple[date, str], ...]
    disagreements: tuple[tuple[date, str, str], ...]  # day, ours, the library's


def read(path: Path, published_on: date | None, document: str, number: str) -> Notice:
    """The notice of a JSON file: year, papers, days with name, date and isOffDay.

    What the file does not say is given beside it; the day of publication may stand in a paper's
    address. Raises `NoticeUnreadable` naming all that is wrong.
    """
    try:
        found = json.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise NoticeUnreadable(path, [f"cannot be read as JSON ({error})"]) from None
    faults = [*_faults(found)]
    if faults:
        raise NoticeUnreadable(path, faults)
    year, papers = int(found["year"]), [str(one) for one in found.get("papers", ())]
    on = published_on or _published(papers)
    if on is None:
        raise NoticeUnreadable(path, ["no paper says when it was published: give --published-on"])
    return Notice(
        year=year,
        published_on=on,
        published_basis="document date" if published_on else "address",
        document=document or f"国务院办公厅关于{year}年部分节假日安排的通知",
        number=number,
        source=papers[-1] if papers else path.name,
        off=_days(found["days"], off=True),
        work=_days(found["days"], off=False),
    )


def keep(folder: Path, notice: Notice, digest: str) -> None:
    """Keep a loaded notice beside the book, where `dueprocess due` finds it."""
    place = folder / _KEPT
    place.mkdir(parents=True, exist_ok=True)
    path = place / f"{notice.year}-{digest[:12]}.json"
    said = {
        "year": notice.year,
        "papers": [notice.source],
        "published_on": notice.published_on.isoformat(),
        "document": notice.document,
        "number": notice.number,
        "days": [
            {"name": name, "date": day.isoformat(), "isOffDay": off}
            for off, days in ((True, notice.off), (False, notice.work))
            for day, name in sorted(days.items())
        ],
    }
    fresh = path.with_suffix(".new")
    fresh.write_text(json.dumps(said, ensure_ascii=False, indent=1), "utf-8")
    fresh.replace(path)


def calendar_of(folder: Path) -> Calendar:
    """The national calendar with the notices kept in an installation's folder."""
    paths = sorted((folder / _KEPT).glob("*.json"))
    kept = []
    for path in paths:
        said = json.loads(path.read_text("utf-8"))
        on = date.fromisoformat(said["published_on"])
        kept.append(read(path, on, said["document"], said["number"]))
    return national().noticed(*kept) if kept else national()


def look(calendar: Calendar, year: int) -> Year:
    """A year as the calendar has it, compared day by day with the library chinesecalendar."""
    days = [date(year, 1, 1) + timedelta(days=n) for n in range(_length(year))]
    return Year(
        year=year,
        covered=calendar.covers(days[0]),
        papers=tuple(f"{n.paper} {n.published_on}" for n in calendar.notices if n.year == year),
        off=tuple((d, str(calendar.rest_name(d))) for d in days if _is_holiday(calendar, d)),
        work=tuple((d, name) for d in days if (name := calendar.work_name(d))),
        disagreements=tuple(_disagreements(calendar, days)),
    )


def _is_holiday(calendar: Calendar, day: date) -> bool:
    return not calendar.is_working(day) and calendar.paper(day) is not None


def _disagreements(calendar: Calendar, days: list[date]) -> Iterable[tuple[date, str, str]]:
    theirs = Calendar(one for one in from_library() if one.year == days[0].year)
    if not theirs.covers(days[0]) or not calendar.covers(days[0]):
        return
    for day in days:
        if calendar.is_working(day) != theirs.is_working(day):
            yield day, _word(calendar, day), _word(theirs, day)


def _word(calendar: Calendar, day: date) -> str:
    return "上班" if calendar.is_working(day) else "休息"


def _length(year: int) -> int:
    return (date(year + 1, 1, 1) - date(year, 1, 1)).days


def _faults(found: Any) -> Iterable[str]:
    if not isinstance(found, dict) or not isinstance(found.get("year"), int):
        yield f"is no notice: an object with {', '.join(_KEYS)} is wanted"
        return
    days = found.get("days")
    if not isinstance(days, list) or not days:
        yield "names no day: the notice is not out yet, or the file is not whole"
        return
    seen: set[date] = set()
    for at, one in enumerate(days, 1):
        yield from _day_faults(found["year"], at, one, seen)


def _day_faults(year: int, at: int, one: Any, seen: set[date]) -> Iterable[str]:
    if not isinstance(one, dict) or not isinstance(one.get("isOffDay"), bool):
        yield f"day {at} lacks isOffDay"
        return
    try:
        day = date.fromisoformat(str(one.get("date")))
    except ValueError:
        yield f"day {at}: {one.get('date')!r} is no date"
        return
    if not one.get("name"):
        yield f"day {at} lacks a name"
    if abs(day.year - year) > 1:
        yield f"day {at}: {day} lies outside the notice's year"
    if day in seen:
        yield f"{day} stands twice"
    seen.add(day)


def _days(days: Iterable[Mapping[str, Any]], off: bool) -> dict[date, str]:
    return {
        date.fromisoformat(one["date"]): str(one["name"]) for one in days if one["isOffDay"] is off
    }


def _published(papers: Iterable[str]) -> date | None:
    found = [match for paper in papers if (match := _DATED.search(paper))]
    return max((date(*map(int, match.groups())) for match in found), default=None)
