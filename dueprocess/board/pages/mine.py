"""My day (我的一天): own clocks, what is to be answered, what was promised, today's interviews."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response
from sqlmodel import Session, col

from dueprocess.board.page import page
from dueprocess.board.parts import Part, shown, take_away
from dueprocess.board.sheet import MOST
from dueprocess.board.visit import Somebody, Visit
from dueprocess.mornings import whose
from dueprocess.views.frame.marking import Marking
from dueprocess.views.lists import listings
from dueprocess.views.lists.interviews import interviews
from dueprocess.worklists import reach
from models.reading.counts import last_morning, midnight_after
from models.reading.morning import Morning, morning
from models.reading.picture import NodeLine, due_lines
from models.reading.proposals import proposed
from models.reading.renewals import renewals
from models.reading.selection import Selection, resolved
from models.tables.node import Node
from rulebook.law.lawbook import Lawbook
from rulebook.time.zone import SHANGHAI

router = APIRouter()
ROWS = 100  # of each list; its workbook has them all
FAR = datetime.max.replace(tzinfo=SHANGHAI)  # every day there is
VERIFY = "verify"  # offered to those who may
PROMISE = "promise"  # the subject of a promise's clock


@router.get("/mine")
def mine(visit: Somebody) -> Response:
    """The day of whoever has logged in."""
    found = parts(visit, "list", ROWS)
    return page(visit, "mine.html", parts=shown(visit, found, ROWS))


@router.get("/mine.xlsx")
def workbook(visit: Somebody, part: Annotated[str, Query(max_length=40)]) -> Response:
    """One list of the day."""
    return take_away(visit, parts(visit, "export", MOST), part)


def parts(visit: Visit, act: str, rows: int) -> list[Part]:
    """The lists of the visitor's day, of so many rows each at most."""
    desk, extent, now = visit.desk, visit.extent(act), visit.desk.now()
    assert visit.asker is not None
    since = last_morning(desk.calendar, now)
    with desk.store.reading() as session:
        own = whose(desk, session, "", visit.asker.officer, "").chosen
        chosen = resolved(session, replace(own, within=extent))
        day = morning(session, since, chosen, rows)
        promised = _promises(session, desk.law, chosen, rows)
        until = midnight_after(now) + timedelta(days=reach().renewals_within)
        ending = renewals(session, desk.law, until, chosen, rows)
        lines = (*day.fresh, *day.overdue, *day.today, *day.week, *ending)
        only = proposed(session, lines)
    found = _listed(day, promised, ending, only, visit.marking(act), now)
    return [one for one in found if one.id != VERIFY or visit.may("verify")]


def _listed(
    day: Morning,
    promised: Sequence[NodeLine],
    ending: Sequence[NodeLine],
    only: Container[int],
    marking: Marking,
    now: datetime,
) -> list[Part]:
    def clocks(id_: str, zh: str, en: str, lines: Sequence[NodeLine]) -> Part:
        listing = listings.clocks(id_, f"{zh} {en.upper()}", lines, marking, now, only)
        return Part(id_, (zh, en), listing)

    today = [one for one in day.interviews if one.set_for < midnight_after(now)]
    late = sorted((*day.fresh, *day.overdue), key=lambda one: one.due_at)
    answer = listings.items(day.unanswered, marking, now)
    verify = listings.items((*day.to_confirm, *day.to_verify), marking, now)
    return [
        clocks("overdue", "已超期", "Overdue", late),
        clocks("today", "今日到期", "Due today", day.today),
        Part("answer", ("待回复的督办", "Items to answer"), answer),
        Part("interviews", ("今日约谈", "Today's interviews"), interviews(today, marking, now)),
        clocks("promises", "承诺", "Promises", promised),
        clocks("renewals", "待续封", "To renew", ending),
        clocks("week", "七日内到期", "Due within seven days", day.week),
        Part(VERIFY, ("待确认、待核验的督办", "Items to confirm or verify"), verify),
    ]


def _promises(session: Session, law: Lawbook, chosen: Selection, rows: int) -> tuple[NodeLine, ...]:
    """Promises that still have to be kept, however far their day is."""
    rules = [rule.id for rule in law.rules.values() if rule.subject == PROMISE]
    return due_lines(session, FAR, (col(Node.rule_id).in_(rules), *chosen.of_clocks()), rows)
