"""The board of supervision items (督办看板) in the terminal, and one item's sheet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from dueprocess.views.frame import palette
from dueprocess.views.frame.palette import QUIET, STRONG
from dueprocess.views.supervision.items import replying
from models.oversight.telling.alert import last_day
from models.reading.items import OpenItem
from rulebook.oversight.kanban import COLUMN_NAMES, LANE_NAMES, Column, Lane, Place, place
from rulebook.oversight.standstill import HOLD_NAMES, HoldKind
from rulebook.oversight.supervision import OPEN, ItemState

if TYPE_CHECKING:
    from dueprocess.desk import Desk
    from dueprocess.views.frame.marking import Marking

COLUMNS = tuple(column for column in Column if column is not Column.ENDED)
_MOST = 12  # cards a column: what does not fit is counted
_STYLES = {Column.TO_ISSUE: "bold yellow", Column.TO_VERIFY: "bold cyan"}
_AGAINST = {"facts": "以办结事实核验", "evidence": "凭证据核验"}
_LATE = {"in_time": "按期", "late": "逾期", "late_or_unproven": "迟录待证"}


@dataclass(frozen=True, slots=True)
class Card:
    """One item with its place on the board."""

    item: OpenItem
    place: Place

    @property
    def open(self) -> bool:
        """Whether it still waits for something."""
        return self.item.state in OPEN


class UnknownColumn(ValueError):
    """The board has no such column or lane."""

    def __init__(self, name: str) -> None:
        known = ", ".join((*Column, *Lane))
        super().__init__(f"the board has no column {name!r}: say one of {known}")


def placed(item: OpenItem, desk: Desk, as_of: datetime) -> Card:
    """An item on the board, by the law's own clock for signing."""
    where = place(
        ItemState(item.state),
        item.issued_at,
        item.silent,
        item.grounds,
        desk.law.supervision.receipt,
        as_of,
        desk.calendar,
    )
    return Card(item, where)


def answers(card: Card, name: str) -> bool:
    """Whether a card is in the column or lane of that name; `UnknownColumn` for another."""
    if name in tuple(Lane):
        return name in card.place.lanes
    if name in tuple(Column):
        return card.place.column == name
    raise UnknownColumn(name)


def as_row(card: Card) -> dict[str, Any]:
    """The card's JSON: the item, its column, its lanes, by when it has to be signed for."""
    from dueprocess.cli.frame.terminal import as_object

    more = {
        "column": card.place.column,
        "lanes": list(card.place.lanes),
        "sign_by": card.place.sign_by,
        "grounds": card.item.grounds,
    }
    row: dict[str, Any] = as_object(card.item)
    return row | as_object(more)


def board(marking: Marking, cards: Sequence[Card], as_of: datetime) -> RenderableType:
    """Six columns from 拟发 to 销号, each card with its level, days and what of it is late."""
    table = Table(box=box.SIMPLE_HEAD, expand=True, padding=(0, 1, 0, 0))
    by_column = {one: [card for card in cards if card.place.column is one] for one in COLUMNS}
    for column, held in by_column.items():
        title = Text(f"{COLUMN_NAMES[column]} {len(held)}", _STYLES.get(column, ""))
        table.add_column(title, ratio=1, overflow="fold")
    table.add_row(*(_stack(marking, held, as_of) for held in by_column.values()))
    late = [f"{LANE_NAMES[one]} {sum(one in c.place.lanes for c in cards)}" for one in Lane]
    return Group(table, Text("  ".join(late), "red"))


def sheet(marking: Marking, card: Card, as_of: datetime) -> RenderableType:
    """One item in full."""
    item = card.item
    head = Text.assemble(
        (f"督办事项 #{item.id}  {item.case}  ", STRONG),
        marking.node(item.code, item.rule_id, "", item.node_key),
    )
    table = Table.grid(padding=(0, 2))
    table.add_column(style=QUIET, no_wrap=True)
    table.add_column(overflow="fold")
    for name, words in _entries(marking, card, as_of):
        table.add_row(name, words)
    return Group(head, table)


def _entries(marking: Marking, card: Card, as_of: datetime) -> Iterable[tuple[str, Text]]:
    item = card.item
    where = Text(COLUMN_NAMES[card.place.column])
    for lane in card.place.lanes:
        where.append(f"  {LANE_NAMES[lane]}", "bold red")
    yield "层级 level", marking.level(item.level)
    yield "状态 state", where
    if item.state == ItemState.PROPOSED:
        who = "、".join(marking.deciders(item.ladder, item.level))
        how = f"item issue {item.id} 签发，item decline {item.id} 不予签发"
        yield "决定 decides", Text(f"{who}：{how}")
    yield "届满 due", palette.days(item.due_on, as_of.date())
    yield "发出 issued", Text(f"{_moment(item.issued_at)}  {item.issued_by}".strip())
    yield "签收 receipt", _receipt(card)
    yield "答复期 reply by", replying(item, as_of) or Text("—", QUIET)
    yield "回复 reply", Text(f"{_moment(item.replied_at)}  {item.reply}".strip() or "—")
    yield "证据 evidence", Text(item.evidence or "—")
    yield "退回 returned", Text(f"{item.returned} 次")
    if item.node_state == "settled":
        yield "办结 settled", Text(_LATE.get(item.timeliness, ""))
    if item.held_until is not None and item.held_until > as_of:
        kind = HOLD_NAMES[HoldKind(item.held_for)]
        yield "暂缓 held", Text(f"{kind}，至 {item.held_until:%Y-%m-%d %H:%M}", "cyan")
    if item.ended_at is not None:
        how = _AGAINST.get(item.verified_on, "")
        yield "终结 ended", Text(f"{_moment(item.ended_at)}  {how} {item.ended_why}".rstrip())


def _receipt(card: Card) -> Text:
    item = card.item
    if item.receipted_at is not None:
        promise = f"  承诺 {item.promised_on} 前办结" if item.promised_on else ""
        return Text(f"{_moment(item.receipted_at)}{promise}")
    if card.place.sign_by is not None:
        return Text(f"未签收，签收至 {last_day(card.place.sign_by)}")
    return Text("—", QUIET)


def _stack(marking: Marking, cards: Sequence[Card], as_of: datetime) -> Text:
    lines = [_card(marking, card, as_of) for card in cards[:_MOST]]
    if len(cards) > _MOST:
        lines.append(Text(f"… 另有 {len(cards) - _MOST} 项", QUIET))
    return Text("\n").join(lines) or Text("—", QUIET)


def _card(marking: Marking, card: Card, as_of: datetime) -> Text:
    item = card.item
    words = Text.assemble((f"#{item.id} ", QUIET), marking.level(item.level))
    words.append(f"\n{item.case[item.case.find('）') + 1 :]}")
    late = (as_of.date() - item.due_on).days if item.due_on else 0
    if late > 0 and card.open:
        words.append(f"\n+{late}天", "red")
    for lane in card.place.lanes:
        words.append(f"\n{LANE_NAMES[lane]}", "bold red")
    if item.returned:
        words.append(f"\n退回{item.returned}次", QUIET)
    return words.append("\n")


def _moment(at: datetime | None) -> str:
    return f"{at:%Y-%m-%d %H:%M}" if at else ""
