"""The engine of `make up`: starts the stack behind the picture, and wakes runs as facts arrive."""

from __future__ import annotations

import threading
import time
from typing import Self

from dueprocess.stack import PASSING, Stack
from dueprocess.stackplan import StackPlan
from models.errors import BookError
from models.reading.picture import runs
from models.store import Store
from tasks.prefect_api import PrefectApi, PrefectUnavailable
from tasks.reconcile import forget_lost
from tasks.summoning import summon
from tasks.waking import rouse

# Between two looks for runs to wake; a fact shows in its run well within fifteen seconds.
SECONDS = 1.0
# Runs made or woken at one look: the picture and the patrol go on between two looks.
RUNS_A_LOOK = 20
# A busy server answers at one of the next looks: only one that does not is worth a word.
QUIET_LOOKS = 3
# Runs that wait for the worker: more would be woken again as lost before their turn comes.
RUNS_IN_LINE = 16
# How long the deployments that no case needs wait for the first passes, at most.
PATIENCE = 300.0


class Engine:
    """The stack in a thread of its own; a context manager that leaves no process behind."""

    def __init__(self, plan: StackPlan, store: Store) -> None:
        self.plan = plan
        self._store = store
        self._stack = Stack(plan)
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="engine", daemon=True)
        self._step = "启动 starting"
        self._unanswered = 0
        self._fault: Exception | None = None
        self._book = threading.Event()
        # Set when the engine ended by a fault: the picture is to end too.
        self.ended = threading.Event()

    def __enter__(self) -> Self:
        self._stack.demand_free()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._book.set()
        self._stack.stop()
        if self._thread.is_alive():
            self._thread.join()
        # The thread may have started one more part before it saw the stop.
        self._stack.stop()

    def start(self) -> None:
        """Start the server, in the background; `standing` says how far it is."""
        self._thread.start()

    def open_book(self) -> None:
        """The book has what the cases' runs read: the worker may start, and runs be woken."""
        self._book.set()

    def standing(self) -> str:
        """What the engine is doing, in a few words for the picture's foot."""
        if self._fault is not None:
            return f"异常 {self._fault}"
        dead = [n for n, alive in self._stack.alive().items() if not alive and n not in PASSING]
        if dead and not self._stop.is_set():
            return f"异常 {', '.join(dead)} ended by itself; see {self.plan.logs}"
        return self._step

    def raise_fault(self) -> None:
        """Raise what ended the engine, if anything did."""
        if self._fault is not None:
            raise self._fault

    def _run(self) -> None:
        try:
            lost = not self.plan.database.exists()
            self._stack.start(self._note, self._book.wait)
            if not self._stop.is_set():
                self._wake(lost)
        except Exception as fault:  # noqa: BLE001 - shown by the picture and raised at its end
            if not self._stop.is_set():
                self._fault = fault
                self.ended.set()

    def _note(self, step: str) -> None:
        self._step = step

    def _wake(self, lost: bool) -> None:
        """Wake runs whose rows owe a pass until the engine stops.

        `lost`: Prefect's database is new, so whatever runs the rows know of are made anew.
        """
        self._step = "运行 running"
        rest, began = False, time.monotonic()
        with PrefectApi(self.plan.api_url, auth=self.plan.auth) as api:
            if lost:
                forget_lost(self._store, api)
            while not self._stop.is_set():
                self.look(api)
                if not rest and self._settled(began):
                    self._stack.begin_rest()
                    rest = True
                self._stack.rest_applied()
                self._stop.wait(SECONDS)

    def look(self, api: PrefectApi) -> None:
        """Make and wake some runs; trouble is told once it has lasted for some looks."""
        try:
            summon(self._store, api, RUNS_A_LOOK)
            found = rouse(self._store, api, RUNS_A_LOOK, RUNS_IN_LINE)
        except (PrefectUnavailable, BookError) as trouble:
            self._unanswered += 1
            if self._unanswered >= QUIET_LOOKS:
                self._step = str(trouble)
            return
        self._unanswered = 0
        self._step = "运行 running" + (f" · 待唤醒 {found.left}" if found.left else "")

    def _settled(self, began: float) -> bool:
        """Whether every run sleeps: what has its hour, reviews and bulletins, can wait so long."""
        if time.monotonic() - began > PATIENCE:
            return True
        try:
            with self._store.reading() as session:
                standing = runs(session)
        except BookError:
            return False
        return standing.pending == standing.awake == 0
