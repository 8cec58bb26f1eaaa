"""The embedded parts of an installation: Prefect's server, the deployments and one worker."""

from __future__ import annotations

import socket
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Self

from dueprocess import declared, prepared
from dueprocess.children import Child
from dueprocess.stackplan import HOST, POOL, POOL_TYPE, StackPlan
from models.clock import system_now
from tasks.prefect_api import PrefectApi

# The patrol's queue goes before the cases': a long line of passes must not hold an alert back.
FIRST_QUEUE = "patrol"
# What cases need: reviews and bulletins have hours, and applying them takes a while.
FIRST = ("enforcement_case", "patrol", "delivery", "interview")
PROGRAM = "dueprocess.prefect_program"
APPLY, REST = "deploy", "deploy-rest"
PASSING = frozenset((APPLY, REST))  # parts that end by themselves when they are done

FIRST_START_SECONDS = 180.0
DEPLOY_SECONDS = 90.0
WORKER_GRACE_SECONDS = 12.0
SERVER_GRACE_SECONDS = 6.0

Progress = Callable[[str], None]


class PortTaken(OSError):
    """Another program listens where Prefect's server was to listen."""

    def __init__(self, port: int) -> None:
        self.port = port
        super().__init__(
            f"port {port} on {HOST} is taken: stop the program that uses it, or set "
            "DUEPROCESS_PORT to a free port"
        )


class StackFailed(RuntimeError):
    """A part of the stack ended or did not become ready."""

    def __init__(self, part: str, log: Path, last_line: str) -> None:
        self.part = part
        super().__init__(f"{part} did not come up ({last_line}): see {log}")


class Stack:
    """Starts the embedded parts in order and stops them in reverse, leaving no process.

    Also a context manager. If this process is killed, the kernel ends the parts.
    """

    def __init__(self, plan: StackPlan) -> None:
        self.plan = plan
        self._children: dict[str, Child] = {}
        self._declared = False

    @property
    def api_url(self) -> str:
        """The address of Prefect's API."""
        return self.plan.api_url

    def __enter__(self) -> Self:
        self.start(lambda _: None)
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self, progress: Progress, ready: Callable[[], object] = lambda: None) -> None:
        """Server, pool, deployments, worker; each step is announced to `progress`.

        The worker starts once `ready` has returned: its runs read the book. Raises PortTaken
        before anything is started; StackFailed, with nothing left running, when a part does
        not come up.
        """
        self.demand_free()
        try:
            self.start_server(progress)
            progress("applying prefect.yaml")
            self.deploy(self.plan.first)
            ready()
            progress("starting the worker")
            self.start_worker()
        except BaseException:
            self.stop()
            raise

    def demand_free(self) -> None:
        """Raise PortTaken when another program listens on the server's port."""
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((HOST, self.plan.port))
            except OSError as error:
                raise PortTaken(self.plan.port) from error

    def deploy(self, names: Sequence[str] = ()) -> None:
        """Apply prefect.yaml, or of it the deployments named, unless the server has it already.

        Ticks missed while the stack was down are dropped, so that the patrol runs once and
        not once for each of them.
        """
        with PrefectApi(self.api_url, auth=self.plan.auth) as api:
            for name, kind in self.plan.pools.items():
                api.ensure_pool(name, kind)
                api.ensure_first_queue(name, FIRST_QUEUE)
            api.drop_missed_ticks(system_now())
            self._declared = declared.stands(api, self.plan.prefect_file)
            if self._declared:
                return
            self._run(APPLY, self._deploying(names))
            if not names:
                declared.note(api, self.plan.prefect_file)

    def begin_rest(self) -> None:
        """Apply what `start` left of prefect.yaml, beside everything else that goes on."""
        if self.plan.first and not self._declared:
            self._spawn(REST, self._deploying(()))

    def rest_applied(self) -> bool:
        """Whether that is done; StackFailed when it could not be."""
        child = self._children.get(REST)
        if child is None or child.alive():
            return child is None
        self._children.pop(REST)
        if child.wait(0) != 0:
            raise StackFailed(REST, child.log, child.last_line())
        with PrefectApi(self.api_url, auth=self.plan.auth) as api:
            declared.note(api, self.plan.prefect_file)
        return True

    def _deploying(self, names: Sequence[str]) -> list[str]:
        file = str(self.plan.prefect_file.resolve())
        which = [word for name in names for word in ("--name", name)] or ["--all"]
        return ["--no-prompt", "deploy", *which, "--prefect-file", file]

    def start_worker(self, name: str = "worker", pool: str = POOL, kind: str = POOL_TYPE) -> Child:
        """Start a worker on `pool`; the stock kind `process` gets no limit of its own.

        With `--limit`, the stock worker of Prefect 3.8 stops with an error when a run whose
        process is still leaving has been woken again.
        """
        command = ["worker", "start", "--pool", pool, "--type", kind, "--name", name]
        if kind == POOL_TYPE:
            command += ["--limit", str(self.plan.worker_limit)]
        return self._spawn(name, command)

    def alive(self) -> dict[str, bool]:
        """For each part started, whether it runs now."""
        return {name: child.alive() for name, child in self._children.items()}

    def child(self, name: str) -> Child:
        """A part by name: `server`, `worker` or the name given to `start_worker`."""
        return self._children[name]

    def stop(self) -> None:
        """End every part, the last started first; safe to repeat."""
        for name, child in reversed(list(self._children.items())):
            child.stop(SERVER_GRACE_SECONDS if name == "server" else WORKER_GRACE_SECONDS)
        self._children.clear()

    def start_server(self, progress: Progress) -> None:
        """Prefect's server, up to its first healthy answer; its database begins as prepared."""
        prepared.lay(self.plan)
        known = self.plan.database.exists()
        progress("starting Prefect's server" + ("" if known else " (its database is new: ~15 s)"))
        port = str(self.plan.port)
        arguments = ["server", "start", "--host", HOST, "--port", port]
        self._spawn("server", arguments, program="dueprocess.prefect_server")
        self._await_health()

    def _await_health(self) -> None:
        last_moment = time.monotonic() + FIRST_START_SECONDS
        server = self._children["server"]
        with PrefectApi(self.api_url, timeout=2, auth=self.plan.auth) as api:
            while not api.healthy():
                if not server.alive() or time.monotonic() > last_moment:
                    raise StackFailed("Prefect's server", server.log, server.last_line())
                time.sleep(0.1)

    def _run(self, name: str, arguments: list[str], seconds: float = DEPLOY_SECONDS) -> None:
        child = self._spawn(name, arguments)
        try:
            if child.wait(seconds) != 0:
                raise StackFailed(name, child.log, child.last_line())
        finally:
            child.stop(grace=1)
            self._children.pop(name)

    def _spawn(self, name: str, arguments: list[str], program: str = PROGRAM) -> Child:
        command = [sys.executable, "-m", program, *arguments]
        log = self.plan.logs / f"{name}.log"
        child = Child(name, command, self.plan.child_environment(), log)
        self._children[name] = child
        return child
