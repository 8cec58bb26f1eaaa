"""The board of supervision items (督办看板): six columns, and two lanes for what is overdue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from rulebook.oversight.supervision import AWAITING_REPLY, ItemState
from rulebook.time.calendar import Calendar
from rulebook.time.counting import due
from rulebook.time.period import Period, Term


class Column(StrEnum):
    """Where an item lies on the board."""

    TO_ISSUE = "to_issue"  # 拟发
    ISSUED = "issued"  # 已发, not signed for
    RECEIPTED = "receipted"  # 已签收
    REPLIED = "replied"  # 已回复, words only
    TO_VERIFY = "to_verify"  # 核验: a settled node or evidence is there to check against
    STRUCK_OFF = "struck_off"  # 销号
    ENDED = "ended"  # taken up by another act, or withdrawn: not on the board


COLUMN_NAMES: Mapping[Column, str] = {
    Column.TO_ISSUE: "拟发",
    Column.ISSUED: "已发",
    Column.RECEIPTED: "已签收",
    Column.REPLIED: "已回复",
    Column.TO_VERIFY: "核验",
    Column.STRUCK_OFF: "销号",
    Column.ENDED: "已终止",
}


class Lane(StrEnum):
    """What of an item is late."""

    RECEIPT_OVERDUE = "receipt_overdue"  # 签收超期
    REPLY_OVERDUE = "reply_overdue"  # 回复超期


LANE_NAMES: Mapping[Lane, str] = {
    Lane.RECEIPT_OVERDUE: "签收超期",
    Lane.REPLY_OVERDUE: "回复超期",
}


# A lapsed item was taken up by the next level, and is still the one that nobody answered.
_UNANSWERED = AWAITING_REPLY | {ItemState.LAPSED}


@dataclass(frozen=True, slots=True)
class Place:
    """Where an item lies, and what of it is late."""

    column: Column
    lanes: tuple[Lane, ...]
    sign_by: datetime | None  # first moment at which a signature is late; None when none is owed


def place(
    state: ItemState,
    issued_at: datetime | None,
    silent: bool,
    grounds: bool,
    receipt: Period,
    as_of: datetime,
    calendar: Calendar,
) -> Place:
    """The place of an item on the board at `as_of` (aware).

    `silent`: its reply clock ran out while its node still waits.
    `grounds`: its node is settled or its reply bears evidence, so that it can be verified at
    once. A signature is owed from the issue on, within `receipt`; whoever replied has plainly
    received it.
    """
    sign_by = None
    if state is ItemState.ISSUED and issued_at is not None:
        sign_by = due(issued_at, Term(receipt), calendar).at
    late = {
        Lane.RECEIPT_OVERDUE: sign_by is not None and sign_by <= as_of,
        Lane.REPLY_OVERDUE: silent and state in _UNANSWERED,
    }
    return Place(_column(state, grounds), tuple(one for one in Lane if late[one]), sign_by)


def _column(state: ItemState, grounds: bool) -> Column:
    match state:
        case ItemState.PROPOSED:
            return Column.TO_ISSUE
        case ItemState.ISSUED:
            return Column.ISSUED
        case ItemState.RECEIPTED | ItemState.RETURNED:
            return Column.RECEIPTED
        case ItemState.REPLIED:
            return Column.TO_VERIFY if grounds else Column.REPLIED
        case ItemState.STRUCK_OFF:
            return Column.STRUCK_OFF
        case ItemState.LAPSED | ItemState.SUPERSEDED | ItemState.DECLINED:
            return Column.ENDED
