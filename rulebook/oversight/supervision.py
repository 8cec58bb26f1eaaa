"""Supervision of an overdue node (督办): the states of an item, and its reply clock."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from rulebook.law.ladder import Mode, Rung
from rulebook.time.calendar import Calendar
from rulebook.time.counting import due
from rulebook.time.period import Period, Term


class ItemState(StrEnum):
    """Where a supervision item (督办事项) stands."""

    PROPOSED = "proposed"  # 拟发: a person has to confirm
    ISSUED = "issued"  # 已发
    RECEIPTED = "receipted"  # 已签收
    REPLIED = "replied"  # 已回复, waiting for verification
    RETURNED = "returned"  # 退回, to be answered again
    LAPSED = "lapsed"  # the reply clock ran out; the next level took it up
    STRUCK_OFF = "struck_off"  # 销号, after verification
    SUPERSEDED = "superseded"  # a higher level has it, or the node was corrected away
    DECLINED = "declined"  # 不予签发: a person decided against what was proposed


OPEN = frozenset(
    {
        ItemState.PROPOSED,
        ItemState.ISSUED,
        ItemState.RECEIPTED,
        ItemState.REPLIED,
        ItemState.RETURNED,
    }
)
AWAITING_REPLY = frozenset({ItemState.ISSUED, ItemState.RECEIPTED, ItemState.RETURNED})
IN_FORCE = OPEN - {ItemState.PROPOSED}

STATE_NAMES: Mapping[ItemState, str] = {
    ItemState.PROPOSED: "拟发",
    ItemState.ISSUED: "已发",
    ItemState.RECEIPTED: "已签收",
    ItemState.REPLIED: "已回复待核验",
    ItemState.RETURNED: "已退回",
    ItemState.LAPSED: "逾期未复",
    ItemState.STRUCK_OFF: "已销号",
    ItemState.SUPERSEDED: "已终止",
    ItemState.DECLINED: "不予签发",
}


def reply_due(reply: Period | None, since: datetime, calendar: Calendar) -> datetime | None:
    """First moment at which a reply is late; None for a rung that asks for none.

    The day of issue is not counted, and a last day on a rest day rolls forward.
    """
    return None if reply is None else due(since, Term(reply), calendar).at


def opens_item(rung: Rung) -> bool:
    """Whether a rung is an act of supervision to be followed up, not a mere notice."""
    return rung.reply is not None or rung.mode is not Mode.AUTOMATIC


def first_state(mode: Mode) -> ItemState:
    """An automatic act is issued at once; any other waits for a person."""
    return ItemState.ISSUED if mode is Mode.AUTOMATIC else ItemState.PROPOSED
