"""Watching the book (盯看): the live view in a terminal, log lines elsewhere, until stopped."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from threading import Event
from time import monotonic

from rich.console import Console, RenderableType
from rich.live import Live
from sqlmodel import Session

from dueprocess.desk import Desk
from dueprocess.views.frame.extent import Extent
from dueprocess.views.frame.heartbeat import pulse
from dueprocess.views.frame.marking import Marking
from dueprocess.views.running.live import View
from models import clock
from models.errors import BookError
from models.oversight.feed import standing
from models.reading.picture import FactLine, Picture, picture

# Reading may take this share of the time at most, however large the book.
SHARE = 0.2
# Facts looked at between two readings of the log; more than these are only counted.
FACTS_A_LOOK = 20
PAGE_LINES = 46  # of a single picture
ROWS = 40  # as many lines of a list as a tall terminal shows

Notices = Callable[[], Iterable[str]]


def watch(desk: Desk, notices: Notices = tuple, stop: Event | None = None) -> None:
    """Show the book until `stop` is set or Ctrl-C. `notices` are lines about what else runs.

    The book is read every `refresh_seconds`, less often when reading it takes long.
    """
    stop = stop or Event()
    try:
        if sys.stdout.isatty():
            _live(desk, notices, stop)
        else:
            _log(desk, notices, stop)
    except KeyboardInterrupt:
        stop.set()


def once(desk: Desk) -> RenderableType:
    """The book as it is now, on a page of `PAGE_LINES` lines."""
    with desk.store.reading() as session:
        seen, said = picture(session, ROWS), fed(desk, session)
    fit = Extent.within(PAGE_LINES - len(said), seen)
    return View(Marking(desk.law, desk.calendar), versions(desk)).draw(seen, fit, said)


def fed(desk: Desk, session: Session) -> tuple[str, ...]:
    """How old the imported data are, in a line, where the profile asks."""
    data = standing(session, desk.law, desk.calendar, clock.now(session))
    return () if data is None else (f"{data.zh}  {data.en}",)


def _feed(desk: Desk) -> tuple[str, ...]:
    """The same for a picture that goes on; nothing while the book cannot be read."""
    try:
        with desk.store.reading() as session:
            return fed(desk, session)
    except BookError:
        return ()


def looks(desk: Desk, stop: Event) -> Iterator[Picture | BookError]:
    """The book again and again, or why it could not be read just now."""
    wait = 0.0
    while not stop.wait(wait):
        began = monotonic()
        seen = _look(desk)
        took = monotonic() - began
        wait = max(desk.settings.refresh_seconds - took, took / SHARE)
        yield seen


def _look(desk: Desk) -> Picture | BookError:
    try:
        with desk.store.reading() as session:
            return picture(session, ROWS)
    except BookError as error:
        return error


def _live(desk: Desk, notices: Notices, stop: Event) -> None:
    console = Console(emoji=False, markup=False, highlight=False)
    view = View(Marking(desk.law, desk.calendar), versions(desk))
    with Live(console=console, screen=True, auto_refresh=False) as live:
        for seen in looks(desk, stop):
            if isinstance(seen, Picture):
                said = (*_feed(desk), *filter(None, notices()))
                fit = Extent.within(console.height - len(said), seen)
                shown = view.draw(seen, fit, said)
                live.update(shown, refresh=True)
            else:
                live.update(f"案册暂不可读 {seen}", refresh=True)


def versions(desk: Desk) -> str:
    """Which law and which calendar the dates rest on."""
    return f"规则 {desk.law.version}  日历 {desk.calendar.version}"


def _log(desk: Desk, notices: Notices, stop: Event) -> None:
    diary = Diary(Marking(desk.law, desk.calendar), desk.settings.status_seconds)
    for seen in looks(desk, stop):
        for line in (*diary.told((*_feed(desk), *notices())), *diary.lines(seen, monotonic())):
            print(line, flush=True)


@dataclass
class Diary:
    """What a log says of one picture after the other: news at once, the state every so often."""

    marking: Marking
    status_seconds: float
    _last: Picture | None = None
    _stated: float = field(default=float("-inf"))
    _trouble: str = ""
    _told: tuple[str, ...] = ()

    def told(self, notices: Iterable[str]) -> Iterator[str]:
        """The notices that were not among those told last."""
        before, self._told = self._told, tuple(notices)
        yield from (line for line in self._told if line and line not in before)

    def lines(self, seen: Picture | BookError, at: float) -> Iterator[str]:
        """The lines owed for this picture; `at` is a monotonic moment in seconds."""
        if isinstance(seen, BookError):
            yield from self._said("案册暂不可读", str(seen))
            return
        for fact in reversed(self._news(seen)):
            said = f"{self.marking.fact(fact.kind)} {fact.occurred_at:%Y-%m-%d} {fact.by}"
            yield f"{seen.as_of:%m-%d %H:%M:%S} 事实 fact {fact.case} #{fact.seq} {said}"
        faults = "; ".join(beat.fault for beat in seen.beats if beat.fault)
        yield from self._said(f"{seen.as_of:%m-%d %H:%M:%S} 异常 fault", faults)
        if at - self._stated >= self.status_seconds or self._turned(seen):
            self._stated = at
            yield status(seen)
        self._last = seen

    def _said(self, head: str, trouble: str) -> Iterator[str]:
        """A trouble when it is new; not again while it lasts."""
        before, self._trouble = self._trouble, trouble
        if trouble and trouble != before:
            yield f"{head} {trouble}"

    def _news(self, seen: Picture) -> list[FactLine]:
        if self._last is None:
            return []
        known = {(fact.case, fact.seq) for fact in self._last.facts}
        fresh = [fact for fact in seen.facts if (fact.case, fact.seq) not in known]
        return fresh[:FACTS_A_LOOK]

    def _turned(self, seen: Picture) -> bool:
        """Whether a figure that a supervisor acts on is another than before."""
        return self._last is None or _figures(self._last) != _figures(seen)


def status(seen: Picture) -> str:
    """The whole book in one line."""
    kind = "演练 rehearsal" if seen.rehearsal else "正式 live"
    runs = seen.runs
    beats = "; ".join(pulse(beat, seen.as_of)[0] for beat in seen.beats) or "巡查未曾运行 no beat"
    return (
        f"{seen.as_of:%m-%d %H:%M:%S} {kind} 逾期 overdue {seen.overdue_count}, "
        f"今日 today {seen.today_count}, 七日 week {seen.week_count}, "
        f"督办 items {seen.items_count}, "
        f"运行 awake {runs.awake} 睡眠 asleep {runs.asleep} 待唤醒 pending {runs.pending}; {beats}"
    )


def _figures(seen: Picture) -> tuple[int, int, int, int]:
    return seen.overdue_count, seen.today_count, seen.week_count, seen.items_count
