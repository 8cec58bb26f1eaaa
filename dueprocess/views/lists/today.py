"""The supervisor's morning page (晨间一页): what is late, due, to confirm, to verify."""

from __future__ import annotations

from rich.console import Group, RenderableType
from rich.rule import Rule as Line
from rich.text import Text

from dueprocess.views.case.clocks import clocks, section
from dueprocess.views.frame.deadline import on
from dueprocess.views.frame.heartbeat import pulse
from dueprocess.views.frame.marking import Marking
from dueprocess.views.frame.palette import ALARM, QUIET, STRONG
from dueprocess.views.running.live import kind
from dueprocess.views.supervision.items import listing, meetings
from models.reading.morning import Morning
from rulebook.oversight.feed import Feed


def page(
    marking: Marking, morning: Morning, rehearsal: bool, feed: Feed | None = None
) -> RenderableType:
    """The page, top to bottom in the order a supervisor works it off."""
    as_of, counted = morning.as_of, morning.counted
    before = counted.overdue - counted.fresh
    parts: list[RenderableType] = [
        Text.assemble(("今日 TODAY  ", STRONG), on(as_of), "  ", kind(rehearsal))
    ]
    for title, count, lines in (
        (f"{morning.since:%m-%d} 以来新逾期 NEWLY OVERDUE", counted.fresh, morning.fresh),
        ("此前逾期 OVERDUE BEFORE", before, morning.overdue),
        ("今日届满 DUE TODAY", counted.today, morning.today),
        ("七日内届满 NEXT 7 DAYS", counted.week, morning.week),
    ):
        listed = clocks(marking, lines, as_of)
        parts.append(section(title, count, listed, count - len(lines)))
    for title, items in (
        ("待确认 TO CONFIRM", morning.to_confirm),
        ("待核验 TO VERIFY", morning.to_verify),
        ("待回复 UNANSWERED", morning.unanswered),
    ):
        parts.append(section(title, len(items), listing(marking, items, as_of)))
    talks = meetings(marking, morning.interviews, as_of)
    parts.append(section("约谈 INTERVIEWS", len(morning.interviews), talks))
    return Group(*parts, Line(style=QUIET), _foot(morning, feed))


def _foot(morning: Morning, feed: Feed | None) -> Text:
    text = Text(f"暂停时钟 paused {morning.paused}   ")
    style = "bold red" if morning.undelivered else QUIET
    text.append(f"未送达 undelivered {morning.undelivered}", style)
    for beat in morning.beats:
        text.append("   ").append(*pulse(beat, morning.as_of))
    if feed is not None:
        text.append(f"\n{feed.zh}  {feed.en}", ALARM if feed.stale else QUIET)
    return text
