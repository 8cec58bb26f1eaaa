"""Preparing Prefect's database (set-up's last step), by a server that ends when it is done."""

from __future__ import annotations

import socket
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import dueprocess
from dueprocess.prepared import SHELF, bare, filled
from dueprocess.stack import Stack, StackFailed
from dueprocess.stackplan import HOST, StackPlan

PREFECT_FILE = Path(dueprocess.__file__).parents[1] / "prefect.yaml"
# Ticks belong to the installation that begins with the copy.
UNSCHEDULED = {"PREFECT_SERVER_SERVICES_SCHEDULER_ENABLED": "false"}


def prepare() -> None:
    """Make the databases an installation begins with; those that fit already stay.

    Raises StackFailed when the server does not come up.
    """
    fitting = (bare(), filled(PREFECT_FILE))
    if all(one.exists() for one in fitting):
        return
    SHELF.mkdir(parents=True, exist_ok=True)
    for outdated in set(SHELF.iterdir()) - set(fitting):
        outdated.unlink()
    with TemporaryDirectory() as home:
        plan = StackPlan(
            Path(home), free_port(), prefect_file=PREFECT_FILE, environment=UNSCHEDULED
        )
        _fill(Stack(plan))


def _fill(stack: Stack) -> None:
    try:
        stack.start_server(lambda _: None)
        if not bare().exists():
            _copy(stack.plan.database, bare())
        stack.deploy()
        _copy(stack.plan.database, filled(stack.plan.prefect_file))
    finally:
        stack.stop()


def _copy(database: Path, to: Path) -> None:
    """A copy of a database in use, whole as of now."""
    unfinished = to.with_suffix(".part")
    with closing(sqlite3.connect(database)) as here, closing(sqlite3.connect(unfinished)) as there:
        here.backup(there)
    unfinished.replace(to)


def free_port() -> int:
    """A port no program listens on now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def main() -> None:
    """Prepare; what cannot be prepared is told and left to the first start."""
    try:
        prepare()
    except (StackFailed, OSError) as reason:
        print(f"not prepared, so the first start takes longer: {reason}", file=sys.stderr)


if __name__ == "__main__":
    main()
