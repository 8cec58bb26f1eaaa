"""`make up`: the book, Prefect's server, the worker and the patrol, and the picture of it all."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import FrameType

import dueprocess
from dueprocess import guard, intake
from dueprocess.cli.case.docket import summary
from dueprocess.cli.frame.progress import Bar
from dueprocess.desk import Desk
from dueprocess.engine import Engine
from dueprocess.firstlook import first_look
from dueprocess.settings import Settings
from dueprocess.stack import FIRST, Stack
from dueprocess.stackplan import StackPlan
from dueprocess.views.running.watching import watch
from models.founding import found
from models.store import Store
from models.tables.book import Book, BookKind
from tasks.patrol import RoundReport
from tasks.patrol import round as patrol

ROOT = Path(dueprocess.__file__).parents[1]
# SIGINT too: a shell that starts us in the background has it ignored.
STOPS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
EXAMPLE = ROOT / "examples" / "docket.xlsx"


class DocketMissing(FileNotFoundError):
    """The docket that was named is not there."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} is not there: name a workbook, or none for the example")


def up(docket: Path | None = None, port: int | None = None) -> None:
    """Bring in the docket, start every part, and show the book until Ctrl-C or SIGTERM.

    Without a docket: the example, in a rehearsal book. A docket without the sheet 案册 belongs
    in a live book. Raises DocketMissing, TemplatesAstray, PortTaken, StackFailed, and what an
    import raises; nothing keeps running then.
    """
    settings = Settings() if port is None else Settings(port=port)
    path = docket or EXAMPLE
    if not path.exists():
        raise DocketMissing(path)
    _expect_templates(settings)
    Stack(_plan(settings)).demand_free()  # before anything is founded
    live = _found(settings, path).kind == BookKind.LIVE
    auth = guard.secret(settings.folder, settings.board_host, live=live)
    engine = Engine(_plan(settings, auth), Store(settings.url))
    with _interruptible(), engine:
        # The server takes as long to start as the docket to come in: side by side.
        engine.start()
        print(_bring(path), flush=True)
        desk = Desk.opened()
        # What is due is fired before the runs are made: their first pass then shows it too.
        print(first_round(desk), flush=True)
        print(first_look(desk), end="", flush=True)
        engine.open_book()
        where = f"Prefect: {engine.plan.ui_url}"
        if auth:
            print(f"Prefect须口令 asks for a secret, kept in {guard.where(settings.folder)}")
        with _board(desk) as board:
            print(board, flush=True)
            watch(
                desk, lambda: (f"{where}  {engine.standing()}", *board.splitlines()), engine.ended
            )
        engine.raise_fault()
    print("已停止，未留进程 stopped; no process is left", file=sys.stderr)


@contextmanager
def _board(desk: Desk) -> Iterator[str]:
    """The board beside everything else, and what to say of it.

    Where it cannot listen the cases run all the same: it is said in one line.
    """
    from dueprocess.board.serving import AddressTaken, beside, seldom_collected

    with ExitStack() as serving:
        try:
            said = serving.enter_context(beside(desk))
            seldom_collected()
        except AddressTaken as error:
            said = f"看板未启动 no board: {error}"
        yield said


def first_round(desk: Desk) -> RoundReport:
    """The patrol's first round: what people signed before brings its papers, as in any other."""
    from notifications.documents.installed import press

    own = press(desk.store, desk.law, desk.calendar)
    return patrol(desk.store, desk.law, desk.calendar, press=own)


def _expect_templates(settings: Settings) -> None:
    """A court's own templates are tried before anything starts; without any this costs nothing."""
    if settings.templates is not None:
        from notifications.documents.checking import expect_own_sound
        from notifications.documents.shelf import Shelf

        expect_own_sound(Shelf(settings.templates))


def _found(settings: Settings, path: Path) -> Book:
    """The book; if it is new, founded as the docket's sheet 案册 says."""
    plate = intake.plate(path)
    kind = plate.kind if plate else BookKind.LIVE
    return found(Store(settings.url), kind, clock_at=plate.clock_at if plate else None)


def _bring(path: Path) -> str:
    """Import the docket. Returns the import in one line."""
    desk = Desk.opened()
    with Bar("导入 import") as bar:
        report = intake.bring(
            desk.store,
            desk.law,
            desk.calendar,
            path,
            lambda so_far: bar(so_far.done, so_far.total, so_far.sheet),
        )
    return summary(report)


def _plan(settings: Settings, auth: str = "") -> StackPlan:
    return StackPlan(
        home=settings.folder,
        port=settings.port,
        worker_limit=settings.worker_limit,
        query_seconds=settings.query_seconds,
        prefect_file=ROOT / "prefect.yaml",
        first=FIRST,
        auth=auth,
        environment={
            "DUEPROCESS_HOME": str(settings.folder),
            "DUEPROCESS_DATABASE_URL": settings.url,
            "DUEPROCESS_BOARD_URL": settings.board_url or settings.board_address,
        },
    )


@contextmanager
def _interruptible() -> Iterator[None]:
    """Let a stop from outside (SIGTERM, a closed terminal) end everything as Ctrl-C does."""

    def interrupt(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = {one: signal.signal(one, interrupt) for one in STOPS}
    try:
        yield
    except KeyboardInterrupt:
        pass
    finally:
        for one, handler in before.items():
            signal.signal(one, handler)
