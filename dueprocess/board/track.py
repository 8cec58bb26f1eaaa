"""A case's course drawn along the days (流程轨道): a lane per track and subject, numbers only.

The picture holds coordinates and class names, never a colour: the policy of the pages allows no
style within them, and the table of nodes says the same in words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby

from rulebook.time.period import ONE_DAY
from rulebook.time.zone import SHANGHAI

LEFT, WIDE, RIGHT = 176, 1040, 24  # gutter of the lanes' names, the days, room for a last flag
ROW, HEAD, GAP = 30, 26, 8  # one bar with its words, the months, between two lanes
_TICKS = 14  # months named at most
_STEPS = (1, 2, 3, 6, 12, 24, 60)  # months from one name to the next
_SIGN, _LETTER = 12.5, 7.0  # how wide a Chinese sign and a letter are
_AHEAD = 60  # days to come that are shown at least


@dataclass(frozen=True, slots=True)
class Stretch:
    """One node as the picture needs it. `past` is the moment its clock ended, else now."""

    key: str
    lane: tuple[str, str, str]  # track, subject, and the track in the law's own language
    name: str
    said: str  # all of it in words, for whoever does not see the picture
    start: date
    due: date | None
    past: date
    ended: bool
    tone: str  # done, unproven, running, waiting, paused
    charged: bool  # what lies behind the due day is lateness
    legal: bool  # the limit is the law's, not the court's own
    provisional: bool
    pauses: tuple[tuple[date, date], ...]


@dataclass(frozen=True, slots=True)
class Box:
    """One piece of a bar: what it stands for, and from where to where."""

    kind: str  # done, unproven, running, waiting, paused, late, next, provisional
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Bar:
    """One node's pieces, its words, and the flag at its limit."""

    stretch: Stretch
    boxes: tuple[Box, ...]
    flag: float | None
    y: int
    text: float
    at_end: bool  # the words end there, instead of beginning


@dataclass(frozen=True, slots=True)
class Lane:
    """One track of one subject."""

    name: str
    subject: str
    term: str  # the track in the law's own language
    y: int
    high: int
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """The whole course; `beyond` are nodes that lie wholly after the last day shown."""

    width: int
    high: int
    now: float
    ticks: tuple[tuple[float, str], ...]
    lanes: tuple[Lane, ...]
    beyond: int


@dataclass(frozen=True, slots=True)
class Axis:
    """From days to places."""

    first: date
    last: date

    def x(self, day: date) -> float:
        """The place of the morning of that day; what lies outside stands at the edge."""
        held = min(max(day, self.first), self.last)
        return round(LEFT + WIDE * (held - self.first) / (self.last - self.first), 1)

    def ticks(self) -> Iterator[tuple[float, str]]:
        """The first days of months, no more than can be read."""
        months = (self.last.year - self.first.year) * 12 + self.last.month - self.first.month
        step = next((one for one in _STEPS if months <= one * _TICKS), _STEPS[-1])
        for month in range(self.first.year * 12 + self.first.month, 12 * date.max.year):
            day = date(month // 12, month % 12 + 1, 1)
            if day > self.last:
                return
            if month % step == 0:
                yield self.x(day), f"{day:%Y-%m}"


def picture(stretches: Sequence[Stretch], today: date) -> Picture | None:
    """The course as of today; None for a case on which no clock ever ran."""
    if not stretches:
        return None
    axis = _axis(stretches, today)
    shown = [one for one in stretches if one.start < axis.last and not _far(one, axis)]
    lanes, y = [], HEAD
    for name, group in groupby(sorted(shown, key=_order), key=lambda one: one.lane):
        lane = _lane(name, list(group), axis, y)
        lanes.append(lane)
        y += lane.high + GAP
    beyond = len(stretches) - len(shown)
    return Picture(LEFT + WIDE + RIGHT, y, axis.x(today), tuple(axis.ticks()), tuple(lanes), beyond)


def day_of(moment: datetime) -> date:
    """The day of a moment as the court counts it."""
    return moment.astimezone(SHANGHAI).date()


def _order(one: Stretch) -> tuple[tuple[str, str, str], date, str]:
    return one.lane, one.start, one.key


def _axis(stretches: Sequence[Stretch], today: date) -> Axis:
    """From the first day to the last that counts; years to come would crush what has been."""
    first = min(one.start for one in stretches)
    horizon = today + max((today - first) / 2, ONE_DAY * _AHEAD)
    ends = [one.past if one.due is None else max(one.past, one.due) for one in stretches]
    last = min(max(ends), horizon)
    return Axis(first, max(last, first + ONE_DAY) + ONE_DAY)


def _far(one: Stretch, axis: Axis) -> bool:
    """A later time of a series: it has no part of its own within the days shown."""
    return "#" in one.key and one.due is not None and one.due > axis.last


def _lane(name: tuple[str, str, str], group: Sequence[Stretch], axis: Axis, y: int) -> Lane:
    """The nodes of a lane in as few rows as keep their words apart."""
    rows: list[float] = []  # where each row is free again
    bars = []
    for one in group:
        bar = _bar(one, axis)
        left, right = _reach(bar)
        place = next((at for at, free in enumerate(rows) if free <= left), len(rows))
        rows[place : place + 1] = [right + GAP]
        bars.append(replace(bar, y=y + place * ROW))
    return Lane(*name, y, len(rows) * ROW, tuple(bars))


def _bar(one: Stretch, axis: Axis) -> Bar:
    boxes = tuple(_boxes(one, axis))
    x = axis.x(one.start)
    at_end = x + _long(one.name) > LEFT + WIDE + RIGHT
    flag = axis.x(one.due + ONE_DAY) if one.due and one.due < axis.last else None
    return Bar(one, boxes, flag, 0, LEFT + WIDE + RIGHT if at_end else x, at_end)


def _boxes(one: Stretch, axis: Axis) -> Iterator[Box]:
    """What was spent, what of it stood still, what was late, and what is still to come."""
    limit = one.due + ONE_DAY if one.due else one.past
    kept = min(one.past, limit) if one.charged else one.past
    yield _box(one.tone, one.start, max(kept, one.start), axis)
    for start, resume in one.pauses:
        yield _box("paused", start, min(resume, one.past), axis)
    if one.charged and one.past > limit:
        yield _box("late", max(limit, one.start), one.past, axis)
    if not one.ended and limit > one.past:
        yield _box("provisional" if one.provisional else "next", one.past, limit, axis)


def _box(kind: str, start: date, end: date, axis: Axis) -> Box:
    x = axis.x(start)
    return Box(kind, x, max(round(axis.x(end) - x, 1), 3.0))  # what ended at once is still seen


def _reach(bar: Bar) -> tuple[float, float]:
    """From where to where a bar takes up its row, its words with it."""
    long = _long(bar.stretch.name)
    text = bar.text - long if bar.at_end else bar.text
    left = min(text, *(box.x for box in bar.boxes))
    right = max(text + long, bar.flag or 0, *(box.x + box.width for box in bar.boxes))
    return left, right


def _long(text: str) -> float:
    return sum(_SIGN if ord(sign) > 255 else _LETTER for sign in text)
