"""What holds a node's ladder back (暂缓升级): said by whom, until when, and why not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from rulebook.law.supervising import SupervisionTerms
from rulebook.oversight.objecting import Objection as Fault
from rulebook.time.calendar import Calendar
from rulebook.time.counting import Due, due
from rulebook.time.period import Period, Term
from rulebook.time.zone import SHANGHAI


class HoldKind(StrEnum):
    """Why nobody is told more about a node for a while."""

    DONE = "done_not_recorded"  # 已办未录入: the clerk first
    MUTED = "muted"  # 免打扰
    OBJECTED = "objected"  # 异议待答复
    UPHELD = "upheld"  # 异议成立: no more of this clock
    PROMISED = "promised"  # 签收时承诺
    HANDED_OVER = "handed_over"  # 更换承办人: the new one answers first
    FEED_STALE = "feed_stale"  # 上级数据滞后: nobody is pressed on old data


HOLD_NAMES: Mapping[HoldKind, str] = {
    HoldKind.DONE: "已办未录入",
    HoldKind.MUTED: "免打扰",
    HoldKind.OBJECTED: "异议待答复",
    HoldKind.UPHELD: "异议成立",
    HoldKind.PROMISED: "承诺办结",
    HoldKind.HANDED_OVER: "更换承办人",
    HoldKind.FEED_STALE: "上级数据滞后",
}

DONE, MUTED, UNMUTED = "done_not_recorded", "alerts_muted", "alerts_unmuted"
OBJECTED = "alert_objected"
UPHELD, DISMISSED = "alert_objection_upheld", "alert_objection_dismissed"
SAYINGS = frozenset({DONE, MUTED, UNMUTED, OBJECTED, UPHELD, DISMISSED})
_OF_RUNNING = frozenset({DONE, MUTED, OBJECTED})
_BY_OTHER = frozenset({MUTED, UNMUTED, UPHELD, DISMISSED})


@dataclass(frozen=True, slots=True)
class Standing:
    """What has to be known of a node to judge what is said about its alerts."""

    running: bool  # its clock runs and climbs, so that there is an alert to speak of
    handler_id: str | None
    said_done: bool  # 已办未录入 was said of this clock before
    muted: bool
    open_objection_by: str  # staff number of whoever objected and waits; "" for nobody
    dismissed: bool  # an earlier objection was found to be without ground


def faults(
    kind: str,
    standing: Standing,
    by: str,
    until: date | None,
    evidence: str,
    as_of: datetime,
    terms: SupervisionTerms,
    calendar: Calendar,
) -> tuple[Fault, ...]:
    """All that stands against saying `kind` of a node's alerts; empty when it may be said."""
    found: list[Fault] = []
    if kind in _OF_RUNNING and not standing.running:
        found.append(_over(kind))
    if kind in _BY_OTHER and by and by == standing.handler_id:
        found.append(_own_case(kind))
    match kind:
        case "done_not_recorded" if standing.said_done:
            found.append(_said_before())
        case "alerts_muted" if until is not None:
            found += _bounds(until, as_of, terms.mute, calendar)
        case "alerts_unmuted" if not standing.muted:
            found.append(Fault("该节点未设免打扰", "alerts on this node are not muted"))
        case "alert_objected":
            found += _objecting(standing, evidence)
        case "alert_objection_upheld" | "alert_objection_dismissed":
            found += _answering(standing, by)
        case _:
            pass
    return tuple(found)


def last(period: Period, since: datetime, calendar: Calendar) -> Due:
    """The last day of a clock of supervision; its first day is not counted, its end rolls."""
    return due(since, Term(period), calendar)


def promising(until: date, since: datetime, most: Period, calendar: Calendar) -> tuple[Fault, ...]:
    """What stands against a receipt that promises the work by `until`."""
    furthest, today = last(most, since, calendar).on, since.astimezone(SHANGHAI).date()
    if today <= until <= furthest:
        return ()
    return (
        Fault(
            f"承诺办结日应在{today}至{furthest}之间（最长{most.text()}）",
            f"a promise lies between {today} and {furthest} ({most.text('en')} at most)",
        ),
    )


def _bounds(until: date, as_of: datetime, most: Period, calendar: Calendar) -> list[Fault]:
    furthest = last(most, as_of, calendar).on
    if until < as_of.date():
        return [Fault(f"免打扰至{until}，已过", f"mute until {until}: that day is over")]
    if until > furthest:
        return [
            Fault(
                f"免打扰最长{most.text()}：至迟{furthest}",
                f"alerts may be muted for {most.text('en')}: until {furthest} at the latest",
            )
        ]
    return []


def _objecting(standing: Standing, evidence: str) -> list[Fault]:
    if standing.open_objection_by:
        return [
            Fault("该节点已有异议待答复", "an objection on this node waits for its answer already")
        ]
    if standing.dismissed and not evidence:
        return [
            Fault(
                "该节点的异议已答复不成立：再次提出须附新的证据",
                "an objection on this node was dismissed: a new one needs new evidence",
            )
        ]
    return []


def _answering(standing: Standing, by: str) -> list[Fault]:
    if not standing.open_objection_by:
        return [Fault("该节点没有待答复的异议", "no objection on this node waits for an answer")]
    if by == standing.open_objection_by:
        return [
            Fault(
                "提出异议的人不得自行答复：请由监管员或者负责人答复",
                "whoever objected cannot answer it; a supervisor or leader has to",
            )
        ]
    return []


def _over(kind: str) -> Fault:
    return Fault(
        "该节点的时钟已不在走，没有需要处理的预警",
        f"the clock of this node does not run, so {kind} has no alert to be about",
    )


def _own_case(kind: str) -> Fault:
    return Fault(
        "承办人不得对自己承办案件的预警作此处理：请由监管员或者负责人办理",
        f"{kind} by the case's own handler is refused; a supervisor or leader has to do it",
    )


def _said_before() -> Fault:
    return Fault(
        "该节点已报过“已办未录入”：请补录办结事实",
        "done and not recorded was said of this clock before: record the settling fact",
    )
