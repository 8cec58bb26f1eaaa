"""The wall (大屏): counts only, no names, in large print; it asks for itself again each minute."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import Response

from dueprocess.board import purse
from dueprocess.board.beats import duty
from dueprocess.board.page import page
from dueprocess.board.visit import Somebody
from dueprocess.views.case.funds import spans
from dueprocess.worklists import reach
from models.money.longheld import aged_lately
from models.oversight.telling.channels import dead
from models.reading.caseload import caseload
from models.reading.selection import Selection, resolved
from models.reading.tiles import tiles
from models.tables.court import Court
from rulebook.money.figures import figures
from tasks.delivery import DELIVERY

router = APIRouter()
SECONDS = 60  # until the page asks again


@router.get("/wall")
def wall(visit: Somebody) -> Response:
    """The visitor's court and below, in figures that anybody who passes may read."""
    desk, extent, steps = visit.desk, visit.extent("list"), figures().ageing
    assert visit.asker is not None
    now = desk.now()
    with desk.store.reading() as session:
        picked = resolved(session, Selection(within=extent))
        court = session.get(Court, visit.asker.court)
        counted = tiles(session, desk.law, desk.calendar, now, picked, reach().ten_lines_within)
        load = caseload(session, now.date().replace(day=1), picked)
        aged = aged_lately(session, now, picked)
        known = desk.settings.alerting
        lost = [known.channel(one.channel).zh for one in dead(session)]
    answer = page(
        visit,
        "wall.html",
        court=court.name if court else "",
        tiles=counted,
        load=load,
        spans=spans(steps),
        ages=[
            sum(one.receipts for one in aged if one.step == step) for step in range(len(steps) + 1)
        ],
        heaps=[(name, row[-1].receipts) for name, row in purse.heaps(aged, len(steps) + 1)],
        names=purse.NAMES,
        failing=any(beat.fault for beat in counted.beats if beat.name != DELIVERY),
        lost=lost,
        duties=lambda name: duty(name, visit.words),
    )
    # In a header: a reader's own tools may hold it up, which a tag in the page does not allow.
    answer.headers["Refresh"] = str(SECONDS)
    return answer
