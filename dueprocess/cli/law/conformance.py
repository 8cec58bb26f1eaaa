"""`dueprocess conformance` (合规): the facts replayed against the lawful order of the law."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dueprocess.cli.frame.failing import Weight, fail, least
from dueprocess.cli.frame.options import AsJson, Officer
from dueprocess.cli.frame.stretch import Since, Until

if TYPE_CHECKING:
    from dueprocess.cli.frame.reach import Bounds
    from dueprocess.desk import Desk
    from rulebook.law.lawbook import Lawbook
    from rulebook.order.tally import Tally

ACT = "list"
LINE_EVERY = 5_000  # cases between two lines where there is no terminal


def conformance(
    court: Annotated[str, typer.Option(help="法院代码 this court and all below it")] = "",
    since: Since = "",
    until: Until = "",
    case: Annotated[str, typer.Option(metavar="N", help="案号 one case")] = "",
    model: Annotated[bool, typer.Option("--model", help="模型 the constraints, no case")] = False,
    rows: Annotated[int, typer.Option(min=1, help="行数 places of one constraint")] = 20,
    fail_on: Weight = "error",
    by: Officer = "",
    json: AsJson = False,
) -> None:
    """合规 Replay the facts against the lawful order; exit 1 from the level of --fail-on."""
    from dueprocess.cli.frame.stretch import stretch
    from dueprocess.desk import Desk

    bound, bounds = least(fail_on), stretch(since, until)
    with Desk.opened() as desk:
        if model:
            _show_model(desk.law, json)
            return
        tally = _replayed(desk, by, court, case, bounds, rows)
        _tell(desk, tally, json)
    fail(tally.worst, bound)


def _replayed(desk: Desk, by: str, court: str, case: str, bounds: Bounds, rows: int) -> Tally:
    from dataclasses import replace

    from dueprocess.cli.frame.progress import Bar
    from dueprocess.cli.frame.reach import reached
    from dueprocess.cli.frame.signing import signed
    from dueprocess.replaying.replay import replayed
    from models import clock
    from models.errors import UnknownCase
    from models.reading.card import case_of
    from models.reading.traces import count
    from rulebook.order.bench import Bench
    from rulebook.order.model import declared
    from rulebook.order.weighing import weighing

    officer = signed(desk, by)
    with desk.store.reading() as session, Bar("回放", LINE_EVERY) as bar:
        wanted = reached(desk, session, officer, ACT, court, bounds)
        if case:
            wanted = replace(wanted, case=case_of(session, case).id)
            if not count(session, replace(wanted, since=None, until=None)):
                raise UnknownCase(case)  # what one may not see is not there
        now = clock.now(session)
        bench = Bench(desk.law, declared(desk.law), weighing(), desk.calendar, now)
        return replayed(session, wanted, bench, rows, bar)


def _show_model(law: Lawbook, json: bool) -> None:
    from dueprocess.cli.frame.terminal import emit, show
    from dueprocess.views.law.order import model_page
    from rulebook.order.model import declared

    found = declared(law)
    if json:
        emit(found)
    else:
        show(model_page(found, law))


def _tell(desk: Desk, tally: Tally, json: bool) -> None:
    from dueprocess.cli.frame.terminal import emit, show
    from dueprocess.views.law.order import answer, page

    if json:
        emit(answer(tally))
    else:
        show(page(tally, desk.law, "【演练】" if desk.rehearsal else ""))
