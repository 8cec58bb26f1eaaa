"""Supervision items (督办事项): the board of columns, and one item with its acts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Path, Query
from fastapi.responses import Response
from sqlmodel import Session

from dueprocess.board import itemcards
from dueprocess.board.batch import offered
from dueprocess.board.caserows import facts
from dueprocess.board.filters import Filters, options, selection
from dueprocess.board.lamps import level
from dueprocess.board.offers import Offer, offers
from dueprocess.board.page import page
from dueprocess.board.rows import title
from dueprocess.board.sheet import MOST, workbook
from dueprocess.board.visit import Hidden, Somebody, Visit
from dueprocess.views.frame.marking import Marking
from dueprocess.views.lists.listings import items as listing
from dueprocess.views.supervision.kanban import Card, placed
from dueprocess.worklists import reach
from models.access.asking import about
from models.oversight.limits import limits
from models.oversight.watch import watch
from models.reading.card import card as case_card
from models.reading.items import item, on_board
from models.tables.columns import LARGEST_ID
from notifications.papers import about as drafts_about
from rulebook.law.ladder import Mode
from rulebook.oversight.kanban import Column, Lane

router = APIRouter()
ROWS = 1000  # items read for the board; the workbook has more
CARDS = 25  # cards of one column, unless it is looked at alone


class ItemFilters(Filters):
    """What the board of items shows."""

    column: Column | None = None
    lane: Lane | None = None


@dataclass(frozen=True, slots=True)
class Board:
    """The cards that were chosen."""

    cards: list[Card]
    late: dict[Lane, int]  # of all of them, whatever lane was chosen
    cut: bool

    @classmethod
    def of(cls, cards: list[Card], chosen: ItemFilters, cut: bool) -> Board:
        """The cards in the column and lane that were chosen."""
        late = {lane: sum(lane in card.place.lanes for card in cards) for lane in Lane}
        kept = [
            card
            for card in cards
            if (chosen.column is None or card.place.column is chosen.column)
            and (chosen.lane in card.place.lanes if chosen.lane else card.open or _struck(card))
        ]
        return cls(kept, late, cut)


def _struck(card: Card) -> bool:
    return card.place.column is Column.STRUCK_OFF


@router.get("/items")
def items(visit: Somebody, chosen: Annotated[ItemFilters, Query()]) -> Response:
    """Six columns from what waits to be issued to what was struck off; what is late beside."""
    desk, extent = visit.desk, visit.extent("list")
    now = desk.now()
    with desk.store.reading() as session:
        found = _board(visit, session, chosen, "list", ROWS)
        may_choose = options(session, extent)
    marking = visit.marking()
    most = ROWS if chosen.column else CARDS
    return page(
        visit,
        "items.html",
        chosen=chosen,
        stacks=itemcards.stacks(found.cards, marking, visit.words, now, most),
        lanes=[(lane, itemcards.lane_name(lane, visit.words), n) for lane, n in found.late.items()],
        levels=[(name, level(marking, name, visit.words)) for name in _levels(marking)],
        acts=offered(visit),
        cut=found.cut,
        rows=ROWS,
        options=may_choose,
        nodes=desk.law.nodes,
    )


@router.get("/items.xlsx")
def take_away(visit: Somebody, chosen: Annotated[ItemFilters, Query()]) -> Response:
    """The same items as a workbook, exactly as they were filtered."""
    desk = visit.desk
    with desk.store.reading() as session:
        found = _board(visit, session, chosen, "export", MOST)
    visit.note("export")
    places = list(Column)
    rows = [one.item for one in sorted(found.cards, key=lambda one: places.index(one.place.column))]
    return workbook(desk, listing(rows, visit.marking("export"), desk.now()))


@router.get("/items/{number}")
def one(visit: Somebody, number: Annotated[int, Path(ge=1, le=LARGEST_ID)]) -> Response:
    """One item in full, and what the visitor may do about it."""
    desk = visit.desk
    now, words = desk.now(), visit.words
    with desk.store.reading() as session:
        found = item(session, number)
        if found is None:
            raise Hidden
        wanted = visit.expect_case(session, found.case)
        sheet, where = case_card(session, wanted), about(session, wanted)
    assert where is not None
    visit.note("read", wanted)
    marking, card = visit.marking(), placed(found, desk, now)
    on_item: list[Offer] = offers(visit, where, sheet, item=number)
    return page(
        visit,
        "item.html",
        item=found,
        card=itemcards.shown(card, marking, words, now),
        state=itemcards.state_of(card, words),
        column=itemcards.column_name(card.place.column, words),
        entries=list(itemcards.sheet(card, marking, words, now)),
        letters=drafts_about(sheet.letters, number, found.interview),
        on_item=on_item,
        on_node=offers(visit, where, sheet, node=found.node_key),
    )


@router.get("/items/{number}/limits")
def derived(visit: Somebody, number: Annotated[int, Path(ge=1, le=LARGEST_ID)]) -> Response:
    """How each limit of the item came about: of the reply, the signing, a promise, an interview."""
    desk, words, marking = visit.desk, visit.words, visit.marking()
    with desk.store.reading() as session:
        found = item(session, number)
        if found is None:
            raise Hidden
        wanted = visit.expect_case(session, found.case)
        sheet = case_card(session, wanted)
        known = limits(session, number, watch(session, desk.now(), desk.law, desk.calendar))
    visit.note("read", wanted)
    return page(
        visit,
        "limits.html",
        item=found,
        limits=known,
        level=level(marking, found.level, words),
        node=title(marking.law, found.rule_id, found.code, found.node_key, words),
        facts={one.seq: one for one in facts(sheet, marking, words)},
    )


def _board(visit: Visit, session: Session, chosen: ItemFilters, act: str, rows: int) -> Board:
    desk, extent = visit.desk, visit.extent(act)
    now = desk.now()
    since = now - timedelta(days=reach().struck_off_within)
    nodes = chosen.model_copy(update={"state": ""})  # the columns say the states
    picked = selection(session, nodes, extent)
    found = on_board(session, since, picked, rows)
    return Board.of([placed(one, desk, now) for one in found], chosen, len(found) >= rows)


def _levels(marking: Marking) -> list[str]:
    """The levels that become items: those that ask for a reply or for a person's decision."""
    rungs = {
        (rung.level, rung.key)
        for ladder in marking.law.ladders.values()
        if not ladder.example
        for rung in (*ladder.rungs, *ladder.beside)
        if rung.reply is not None or rung.mode is not Mode.AUTOMATIC
    }
    return list(dict.fromkeys(key for _, key in sorted(rungs)))
