"""A clock's change as its form shows it (期限变更): its date now and then, and who approves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from dueprocess.board.rows import title
from dueprocess.board.visit import Visit
from dueprocess.board.words import Words
from models.reading.card import CaseCard, CaseNode
from models.recording.recorded import Recorded
from models.tables.officer import Officer

CLOCK = "clock"  # the form's field that names the node
APPROVER = "approver"  # the field of such facts that says who approves


@dataclass(frozen=True, slots=True)
class Change:
    """One clock: its node, how it stands, and how it would; `after` is "" before the preview."""

    key: str
    name: str
    subject: str
    before: str
    after: str = ""
    approver: str = ""


def change(
    visit: Visit,
    session: Session,
    case: CaseCard,
    key: str,
    ahead: Recorded | None,
    approver: str = "",
) -> Change | None:
    """The clock a form is about; None when it names none."""
    node = next((one for one in case.nodes if one.key == key), None)
    if node is None:
        return None
    marking, words = visit.marking(), visit.words
    return Change(
        key=key,
        name=title(marking.law, node.rule_id, node.code, node.key, words),
        subject=node.subject_ref,
        before=_stands(node.state, node.due_on, words),
        after=_after(ahead, node, words) if ahead else "",
        approver=_named(session, approver),
    )


def unmoved(words: Words) -> str:
    """What is said of a change that leaves the clock as it is: most often it ended too early."""
    return words("该时钟不因此改变，未录入。请在推算过程中核对其何时停止或者起算，再填写发生时间。")


def _after(ahead: Recorded, node: CaseNode, words: Words) -> str:
    mine = next((one for one in ahead.changes.nodes if one.key == node.key), None)
    if mine is None:
        return _stands(node.state, node.due_on, words)
    row = {**(mine.before or {}), **mine.after}
    due = row["due_on"]
    return _stands(str(row["state"]), due if isinstance(due, date) else None, words)


def _stands(state: str, due_on: date | None, words: Words) -> str:
    if state == "paused":
        return words("时钟暂停，无届满日")
    return f"{due_on:%Y-%m-%d}" if due_on else "—"


def _named(session: Session, number: str) -> str:
    found = session.get(Officer, number) if number else None
    return f"{found.name} {number}" if found else number
