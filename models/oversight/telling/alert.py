"""The wording of alerts: case number, node, days and level, never a party's name or an amount."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import NamedTuple

from models.oversight.telling.delay import Delay
from rulebook.law.ladder import Rung

REHEARSAL_MARK = "【演练】"
_MOMENT = timedelta(microseconds=1)


class Alert(NamedTuple):
    """One line for a person's digest, and the sentence that explains it."""

    level: str
    subject: str
    body: str


class Heading(NamedTuple):
    """What every alert on one node begins with."""

    case_number: str
    node: str  # 003 发出执行通知书
    rehearsal: bool
    outsider: str = ""  # who has to act, when it is none of the court's own

    def alert(self, level: str, title: str, brief: str, body: str) -> Alert:
        """An alert under this heading; in a rehearsal it says so."""
        mark = REHEARSAL_MARK if self.rehearsal else ""
        subject = f"{mark}[{title}] {self.case_number} {self.node} {brief}".rstrip()
        return Alert(level, subject, f"{mark}{self.case_number}，{self.node}：{body}")


def climbed(heading: Heading, rung: Rung, delay: Delay, reply_due: datetime | None) -> Alert:
    """A rung fired by itself; `reply_due` is the first moment at which a reply is late.

    Of an outsider's duty whoever watches the case is told to ask after it, and is not charged.
    """
    if reply_due:
        wanted = f"请最迟于{last_day(reply_due):%Y-%m-%d}书面回复办理情况。"
    elif heading.outsider:
        wanted = f"由{heading.outsider}办理，请督促；仅提示，不计入承办人。"
    else:
        wanted = "请及时办理。"
    return heading.alert(rung.key, rung.zh, delay.text, f"{_due(delay)}。{wanted}")


def proposed(heading: Heading, rung: Rung, delay: Delay, item_id: int) -> Alert:
    """A rung waits for a person: what is proposed, and under which number it is confirmed."""
    return heading.alert(
        rung.key,
        f"{rung.zh}·拟发",
        delay.text,
        f"{_due(delay)}，拟发{rung.zh}（事项{item_id}）。请决定是否发出。",
    )


def put_forward(heading: Heading, rung: Rung, item_id: int, why: str) -> Alert:
    """A person puts a step forward; whoever decides confirms it or declines."""
    return heading.alert(
        rung.key,
        f"{rung.zh}·拟发",
        f"事项{item_id}",
        f"提请{rung.zh}（事项{item_id}）：{why}。请决定是否发出。",
    )


def issued(heading: Heading, rung: Rung, item_id: int, reply_due: datetime | None) -> Alert:
    """A person confirmed what was proposed."""
    wanted = f"请最迟于{last_day(reply_due):%Y-%m-%d}书面回复。" if reply_due else ""
    return heading.alert(rung.key, rung.zh, "已发出", f"{rung.zh}（事项{item_id}）已发出。{wanted}")


def convened(
    heading: Heading, rung: Rung, delay: Delay | None, set_for: datetime, place: str = ""
) -> Alert:
    """An interview was convened: when, where if it is known, and about which delay."""
    about = f"{_due(delay)}。" if delay else ""
    brief = f"定于{set_for:%Y-%m-%d %H:%M}"
    where = f"在{place}" if place else ""
    return heading.alert(
        rung.key,
        rung.zh,
        brief,
        f"{about}{rung.zh}{brief}{where}举行，请携案卷和办理情况说明参加。",
    )


def called_off(heading: Heading, rung: Rung, item_id: int, why: str) -> Alert:
    """An interview will not be held: the matter has ended."""
    return heading.alert(
        rung.key, f"{rung.zh}·取消", f"事项{item_id}", f"{rung.zh}取消（{why}），不必参加。"
    )


def unanswered(heading: Heading, rung: Rung, item_id: int) -> Alert:
    """A reply clock ran out and no higher rung follows by itself."""
    return heading.alert(
        "notice",
        f"{rung.zh}·逾期未复",
        f"事项{item_id}",
        f"{rung.zh}（事项{item_id}）期限已过仍未完成，请决定下一步措施。",
    )


def told(heading: Heading, title: str, item_id: int, detail: str) -> Alert:
    """A notice of what became of an item: replied, returned, struck off."""
    return heading.alert(
        "notice", title, f"事项{item_id}", f"事项{item_id}{title}。{detail}".rstrip()
    )


def last_day(due_at: datetime) -> date:
    """The last day in time, given the first moment that is late."""
    return (due_at - _MOMENT).date()


def _due(delay: Delay) -> str:
    return f"期限至{delay.due_on:%Y-%m-%d}届满，{delay.text}"
