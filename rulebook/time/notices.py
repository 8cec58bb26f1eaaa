"""The State Council's holiday notices (放假安排通知), one data file a published version."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

import tomli

from rulebook.time.period import ONE_DAY

NATIONAL = Path(__file__).parents[1] / "data" / "calendar"
EARLIER = NATIONAL / "earlier"  # years before the first notice, as a library has them

_FIELDS: dict[str, type] = {
    "year": int,
    "document": str,
    "number": str,
    "published_on": date,
    "published_basis": str,
    "source": str,
    "off": list,
    "work": list,
}
_BASES = ("address", "document date", "not later than")


@dataclass(frozen=True, eq=False)
class Notice:
    """One published version of a year's holidays; a later one overrides the days it names."""

    year: int
    published_on: date
    published_basis: str  # address, document date, or not later than
    document: str  # title of the paper
    number: str  # its reference, such as 国办发明电〔2019〕16号; empty when unknown
    source: str
    off: Mapping[date, str]  # days off → holiday
    work: Mapping[date, str]  # make-up working days → the holiday they make up for

    @property
    def paper(self) -> str:
        """How a derivation cites it: the reference, else the title."""
        return self.number or self.document


class NoticeFaults(ValueError):
    """Holiday notices that cannot be used, every fault at once."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults = tuple(faults)
        super().__init__(
            f"{len(self.faults)} fault(s) in the holiday notices, put them right and load again: "
            + "; ".join(self.faults)
        )


def load(folder: Path = NATIONAL) -> tuple[Notice, ...]:
    """Read every notice of a folder, in order of publication.

    Raises `NoticeFaults` naming file and entry of all that is wrong.
    """
    notices: list[Notice] = []
    faults: list[str] = []
    for path in sorted(folder.glob("*.toml")):
        entry, wrong = _read(path)
        faults += [f"{path.name}: {fault}" for fault in wrong]
        if not wrong:
            notices.append(_notice(entry))
    if faults:
        raise NoticeFaults(faults)
    return in_order(notices)


def in_order(notices: Iterable[Notice]) -> tuple[Notice, ...]:
    """Sort notices so that a later publication comes last and overrides."""
    return tuple(sorted(notices, key=lambda n: (n.published_on, n.year, n.number)))


def from_library(noticed: Iterable[int] = ()) -> tuple[Notice, ...]:
    """Notices of the library chinesecalendar for the years without a notice of our own (`noticed`).

    The library dates no paper: its years count as published when the year before had ended.
    """
    table = import_module("chinese_calendar.constants")  # untyped, and slow to start
    ours = set(noticed)
    years = sorted({day.year for day in table.holidays} - ours)
    return tuple(_library_year(year, table) for year in years)


def _library_year(year: int, table: Any) -> Notice:
    def named(days: Mapping[date, str]) -> dict[date, str]:
        chinese = {holiday.value: str(holiday.chinese) for holiday in table.Holiday}
        return {day: chinese[name] for day, name in days.items() if day.year == year}

    return Notice(
        year=year,
        published_on=date(year, 1, 1) - ONE_DAY,
        published_basis="not later than",
        document="chinesecalendar",
        number="",
        source="chinesecalendar",
        off=named(table.holidays),
        work=named(table.workdays),
    )


def _read(path: Path) -> tuple[dict[str, Any], list[str]]:
    try:
        entry = tomli.loads(path.read_text(encoding="utf-8"))
    except (tomli.TOMLDecodeError, UnicodeDecodeError) as error:
        return {}, [f"not TOML ({error})"]
    return entry, list(_faults(entry))


def _faults(entry: dict[str, Any]) -> Iterator[str]:
    for name, kind in _FIELDS.items():
        if type(entry.get(name)) is not kind:  # a bool is no year, a datetime no day
            yield f"{name} is missing or no {kind.__name__}"
    for name in sorted(entry.keys() - _FIELDS.keys()):
        yield f"{name} is no field of a notice"
    if entry.get("published_basis") not in _BASES:
        yield f"published_basis must be one of {', '.join(_BASES)}"
    spans = list(_span_faults(entry))
    yield from spans
    if not spans:
        yield from _day_faults(entry)


def _span_faults(entry: dict[str, Any]) -> Iterator[str]:
    for field, ends in (("off", ("from", "to")), ("work", ("day", "day"))):
        for at, span in enumerate(_entries(entry, field), start=1):
            if not _is_span(span, *ends):
                yield f"{field} entry {at} needs a name and real days in order"


def _is_span(span: object, start: str, end: str) -> bool:
    if not isinstance(span, dict) or span.keys() != {"name", start, end}:
        return False
    first, last = span[start], span[end]
    if type(first) is not date or type(last) is not date:
        return False
    return first <= last and isinstance(span["name"], str) and bool(span["name"])


def _day_faults(entry: dict[str, Any]) -> Iterator[str]:
    off, work = _off(entry), _work(entry)
    for day in sorted(off.keys() & work.keys()):
        yield f"{day} is both off and worked"
    for day in sorted(off.keys() | work.keys()):
        if entry.get("year") not in (day.year, day.year + 1):  # New Year may begin in December
            yield f"{day} lies outside the year of the notice"


def _entries(entry: dict[str, Any], field: str) -> list[Any]:
    found = entry.get(field)
    return found if isinstance(found, list) else []


def _notice(entry: dict[str, Any]) -> Notice:
    return Notice(**{**entry, "off": _off(entry), "work": _work(entry)})


def _off(entry: dict[str, Any]) -> dict[date, str]:
    spans = _entries(entry, "off")
    return {day: span["name"] for span in spans for day in _days(span["from"], span["to"])}


def _work(entry: dict[str, Any]) -> dict[date, str]:
    return {span["day"]: span["name"] for span in _entries(entry, "work")}


def _days(first: date, last: date) -> Iterator[date]:
    for offset in range((last - first).days + 1):
        yield first + timedelta(days=offset)
