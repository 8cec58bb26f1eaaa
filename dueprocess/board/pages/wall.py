"""The wall (大屏): counts only, no names, in large print; it asks for itself again each minute."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fastapi import APIRouter
from fastapi.responses import Response

from dueprocess.board import purse
from dueprocess.board.beats import duty
from dueprocess.board.page import page
from dueprocess.board.purse import Pot
from dueprocess.board.visit import Somebody, Visit
from dueprocess.views.case.funds import spans
from dueprocess.worklists import reach
from models.money.longheld import aged_lately
from models.oversight.telling.channels import dead
from models.reading.caseload import Caseload, caseload
from models.reading.selection import Selection, resolved
from models.reading.tiles import Tiles, tiles
from models.tables.court import Court
from rulebook.money.figures import figures
from tasks.delivery import DELIVERY

router = APIRouter()
SECONDS = 60  # until the page asks again


@dataclass(frozen=True, slots=True)
class Counts:
    """What the wall shows: nothing but numbers, and whether the house itself works."""

    court: str
    tiles: Tiles
    load: Caseload
    ages: Mapping[str, int]  # receipts by the days since they came in
    pots: Mapping[Pot, int]  # receipts by the state of their money
    failing: bool  # a duty of the patrol did not do its round
    lost: Sequence[str]  # channels that take nothing


@router.get("/wall")
def wall(visit: Somebody) -> Response:
    """The visitor's court and below, in figures that anybody who passes may read."""
    answer = page(
        visit,
        "wall.html",
        counts=counted(visit),
        names=purse.NAMES,
        duties=lambda name: duty(name, visit.words),
    )
    # In a header: a reader's own tools may hold it up, which a tag in the page does not allow.
    answer.headers["Refresh"] = str(SECONDS)
    return answer


def counted(visit: Visit) -> Counts:
    """The figures over what the visitor reaches."""
    desk, extent, steps = visit.desk, visit.extent("list"), figures().ageing
    assert visit.asker is not None
    now = desk.now()
    with desk.store.reading() as session:
        picked = resolved(session, Selection(within=extent))
        court = session.get(Court, visit.asker.court)
        found = tiles(session, desk.law, desk.calendar, now, picked, reach().ten_lines_within)
        load = caseload(session, now.date().replace(day=1), picked)
        aged = aged_lately(session, now, picked)
        known = desk.settings.alerting
        lost = [known.channel(one.channel).zh for one in dead(session)]
    by_step = [sum(one.receipts for one in aged if one.step == n) for n in range(len(steps) + 1)]
    heaps = purse.heaps(aged, len(steps) + 1)
    return Counts(
        court=court.name if court else "",
        tiles=found,
        load=load,
        ages=dict(zip(spans(steps), by_step, strict=True)),
        pots={name: row[-1].receipts for name, row in heaps},
        failing=any(beat.fault for beat in found.beats if beat.name != DELIVERY),
        lost=lost,
    )
