"""Supervision items as cards (督办卡片): column, what of it is late, and one item's sheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from dueprocess.board.lamps import level, state
from dueprocess.board.leads import HOLD, PROMISE, RECEIPT, REPLY, limit
from dueprocess.board.rows import next_step, title
from dueprocess.board.words import Words
from dueprocess.views.frame.marking import Marking
from dueprocess.views.supervision.kanban import Card
from models.oversight.telling.alert import last_day
from models.reading.items import OpenItem
from rulebook.oversight.kanban import COLUMN_NAMES, LANE_NAMES, Column, Lane
from rulebook.oversight.standstill import HOLD_NAMES, HoldKind
from rulebook.oversight.supervision import ItemState

Pair = tuple[str, str]
Entry = tuple[str, str, str]  # its name, what it says, and where that leads
COLUMNS_EN = {
    Column.TO_ISSUE: "To issue",
    Column.ISSUED: "Issued",
    Column.RECEIPTED: "Acknowledged",
    Column.REPLIED: "Answered",
    Column.TO_VERIFY: "To verify",
    Column.STRUCK_OFF: "Struck off",
    Column.ENDED: "Ended",
}
LANES_EN = {Lane.RECEIPT_OVERDUE: "Receipt overdue", Lane.REPLY_OVERDUE: "Reply overdue"}
_AGAINST: dict[str, Pair] = {
    "facts": ("以办结事实核验", "verified against the settling fact"),
    "evidence": ("凭证据核验", "verified against evidence"),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """One item as a card shows it."""

    id: int
    case: str
    node: str
    level: str
    days: str  # signed working days past the node's last day; "" when it has ended
    owner: str
    awaits: str  # whose decision or answer, until when
    limit: str  # where that day leads; "" where none is named
    lanes: tuple[str, ...]
    returned: int
    evidence: bool
    open: bool


@dataclass(frozen=True, slots=True)
class Stack:
    """One column of the board."""

    column: Column
    name: str
    count: int
    cards: list[Shown]


def column_name(column: Column, words: Words) -> str:
    """A column in the visitor's language."""
    return words.of((COLUMN_NAMES[column], COLUMNS_EN[column]))


def lane_name(lane: Lane, words: Words) -> str:
    """What is late, in the visitor's language."""
    return words.of((LANE_NAMES[lane], LANES_EN[lane]))


def stacks(
    cards: Sequence[Card], marking: Marking, words: Words, now: datetime, most: int
) -> list[Stack]:
    """The columns from 拟发 to 销号; what ended otherwise has one only when it holds something."""
    found = []
    for column in Column:
        held = [card for card in cards if card.place.column is column]
        if held or column is not Column.ENDED:
            listed = [shown(card, marking, words, now) for card in held[:most]]
            found.append(Stack(column, column_name(column, words), len(held), listed))
    return found


def shown(card: Card, marking: Marking, words: Words, now: datetime) -> Shown:
    """One item as a card."""
    item = card.item
    gone = marking.calendar.working_days_between(item.due_on, now.date()) if item.due_on else 0
    return Shown(
        id=item.id,
        case=item.case,
        node=title(marking.law, item.rule_id, item.code, item.node_key, words),
        level=level(marking, item.level, words),
        days=f"{gone:+d}" if gone and card.open else "",
        owner=marking.owner(item.owner, item.rule_id),
        awaits=awaits(card, marking, words),
        limit=_awaited(card),
        lanes=tuple(lane_name(lane, words) for lane in card.place.lanes),
        returned=item.returned,
        evidence=item.grounds and card.open,
        open=card.open,
    )


def _awaited(card: Card) -> str:
    """The derivation of the day that a card names."""
    item = card.item
    waits = item.ended_at is None and item.state != ItemState.PROPOSED
    if not waits or (card.place.sign_by is None and item.reply_due_at is None):
        return ""
    if item.reply_due_at is None:
        return limit(item.id, RECEIPT)
    return limit(item.id, REPLY) if card.place.sign_by is None else limit(item.id)


def awaits(card: Card, marking: Marking, words: Words) -> str:
    """Whose decision it waits for, or by which day it is to be signed for and answered."""
    item = card.item
    if item.ended_at is not None:
        return f"{item.ended_at:%m-%d} {item.ended_why}"
    if item.state == ItemState.PROPOSED:
        who = words("、").join(marking.deciders(item.ladder, item.level))
        return words.of((f"待{who}决定", f"{who} decides"))
    said = []
    if card.place.sign_by is not None:
        day = last_day(card.place.sign_by)
        said.append(words.of((f"签收至{day:%m-%d}", f"sign by {day:%m-%d}")))
    if item.reply_due_at is not None:
        day = last_day(item.reply_due_at)
        said.append(words.of((f"答复至{day:%m-%d}", f"answer by {day:%m-%d}")))
    return words("、").join(said)


def sheet(card: Card, marking: Marking, words: Words, now: datetime) -> Iterator[Entry]:
    """One item in full, line by line; a limit leads to its derivation."""
    item = card.item
    if item.state == ItemState.PROPOSED:
        yield words("决定人"), words("、").join(marking.deciders(item.ladder, item.level)), ""
    else:
        yield words("发出"), _at(item.issued_at, item.issued_by), ""
        yield words("签收"), *_receipt(card, words)
    if item.reply_due_at is not None:
        yield words("答复期限"), f"{last_day(item.reply_due_at)}", limit(item.id, REPLY)
    if item.replied_at is not None:
        yield words("回复"), _at(item.replied_at, item.reply), ""
        yield words("证据"), item.evidence or words("无证据"), ""
    if item.returned:
        yield words("退回次数"), str(item.returned), ""
    if item.held_until is not None and item.held_until > now:
        yield words("暂缓至"), *_held(item)
    if item.ended_at is not None:
        against = words.of(_AGAINST[item.verified_on]) if item.verified_on in _AGAINST else ""
        said = f"{item.verified_by} {against} {item.ended_why}"
        yield words("终结"), _at(item.ended_at, said), ""
    else:
        said = words.of(next_step(marking, item.rule_id, item.level, item.state))
        yield words("下一步"), said, ""


def _held(item: OpenItem) -> tuple[str, str]:
    """Until when its ladder is held back; one that is held back for good has no such day."""
    if item.held_for == HoldKind.UPHELD or item.held_until is None:
        return HOLD_NAMES[HoldKind.UPHELD], ""
    return f"{item.held_until:%Y-%m-%d %H:%M}", limit(item.id, HOLD)


def state_of(card: Card, words: Words) -> str:
    """The item's state in words."""
    return state(card.item.state, words)


def _receipt(card: Card, words: Words) -> tuple[str, str]:
    item = card.item
    if item.receipted_at is not None:
        promised = words("承诺%(day)s前办结", day=item.promised_on) if item.promised_on else ""
        said = _at(item.receipted_at, promised)
        return said, limit(item.id, PROMISE) if item.promised_on else ""
    if card.place.sign_by is not None:
        said = words("未签收，签收至%(day)s", day=last_day(card.place.sign_by))
        return said, limit(item.id, RECEIPT)
    return "—", ""


def _at(moment: datetime | None, more: str) -> str:
    said = f"{moment:%Y-%m-%d %H:%M}" if moment else ""
    return " ".join(f"{said} {more}".split())
