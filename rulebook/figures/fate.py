"""How a node stood at the cut-off (节点归类): kept, late, never done, still open, unproven."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple

from rulebook.case.casefile import Timeliness
from rulebook.case.clock import turn_of
from rulebook.figures.entry import Entry, Window
from rulebook.law.lawbook import Lawbook
from rulebook.law.rule import Rule
from rulebook.time import counting
from rulebook.time.calendar import Calendar
from rulebook.time.zone import SHANGHAI

_REMEMBERED = 16_384  # pairs of days


class NodeRow(NamedTuple):
    """A stored node as far as figures need it; `ended_at` also of one that became moot."""

    case: int
    court: str
    rule: str
    code: str
    key: str
    state: str
    enforced: bool
    origin_at: datetime
    due_on: date | None
    due_at: datetime | None
    ended_at: datetime | None
    timeliness: str


def fate(node: NodeRow, window: Window) -> str:
    """The population of a node that was due by the cut-off; "" for one that counts in none.

    Due in the window is what had its first late moment after the start and by the cut-off. What
    was late before the window and still open at its start is carried over. A node that became moot
    in time was never owed in the end; one that became moot late stays late, undone.
    """
    if node.due_at is None or node.due_at > window.cut_off:
        return ""
    if node.due_at <= window.start:
        return _carried(node, window)
    if node.timeliness == Timeliness.IN_TIME:
        return "node_on_time"
    if node.timeliness == Timeliness.LATE_OR_UNPROVEN:
        return "node_unproven"
    if _open(node, window.cut_off):
        return "node_open"
    if node.timeliness != Timeliness.LATE:
        return ""
    return "node_late" if node.state == "settled" else "node_undone"


def _carried(node: NodeRow, window: Window) -> str:
    late = node.timeliness == Timeliness.LATE or node.ended_at is None
    if not late or not _open(node, window.start):
        return ""
    return "node_carried_open" if _open(node, window.cut_off) else "node_carried_done"


def _open(node: NodeRow, at: datetime) -> bool:
    return node.ended_at is None or node.ended_at >= at


_NEVER_LATE = ("node_on_time", "node_unproven")


def node_entries(
    node: NodeRow, window: Window, law: Lawbook, calendar: Calendar, stopped: Collection[int]
) -> tuple[Entry, ...]:
    """The lines a node gives: its fate, and a hidden overrun (隐性超期) beside it.

    `stopped` are the cases with a pause or an extension: only there do gross and net days differ.
    A rule that is not enforced counts apart, whatever became of it, and never as a breach.
    """
    what, rule = fate(node, window), law.rules.get(node.rule)
    if not what or rule is None or not rule.runs:
        return ()
    if not node.enforced:
        return (_line("advice_kept" if what in _NEVER_LATE else "advice_late", node, rule),)
    found = _line(what, node, rule)
    over = _gross(node, rule, window, calendar) if node.case in stopped else None
    if what in _NEVER_LATE:
        hidden = what == "node_on_time" and over is not None and over > 0
        return (found, found._replace(what="node_hidden", gross=over)) if hidden else (found,)
    return (_measured(found, node, window, calendar, over),)


def _line(what: str, node: NodeRow, rule: Rule) -> Entry:
    return Entry(what, node.court, node.case, node.key, place(node, rule), rule.legal_class.value)


def place(node: NodeRow, rule: Rule) -> str:
    """Under what a node is listed: its official code, else the letter of its stage."""
    return node.code or rule.stage


def _measured(
    entry: Entry, node: NodeRow, window: Window, calendar: Calendar, over: int | None
) -> Entry:
    assert node.due_on is not None, "a node that was due has a last day"
    until = _until(node, window)
    days = (until - node.due_on).days
    working = _working(calendar, node.due_on, until)
    return entry._replace(days=days, working=working, gross=days if over is None else over)


@lru_cache(maxsize=_REMEMBERED)
def _working(calendar: Calendar, since: date, until: date) -> int:
    """Overdue nodes of a large book share few pairs of days, and some pairs lie years apart."""
    return calendar.working_days_between(since, until)


def _until(node: NodeRow, window: Window) -> date:
    ended = node.ended_at if node.ended_at is not None else window.cut_off
    return min(ended, window.cut_off).astimezone(SHANGHAI).date()


def _gross(node: NodeRow, rule: Rule, window: Window, calendar: Calendar) -> int | None:
    """Days past the last day that the clock would have had without any pause or extension."""
    on = gross_due(node, rule, calendar)
    return None if on is None else (_until(node, window) - on).days


def gross_due(node: NodeRow, rule: Rule, calendar: Calendar) -> date | None:
    """That last day; ``None`` for one that the fact names or that lies before another day."""
    if rule.term is None or rule.term.backward:
        return None
    nth = (turn_of(node.key) - 1) % rule.times + 1  # each base has a series of its own
    return counting.due(node.origin_at, rule.term.occurrence(nth), calendar).on
