"""The machine that was measured on: figures mean nothing without its name."""

from __future__ import annotations

import os
import platform
import sqlite3
import subprocess
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy import text

from benchmarks.stopwatch import timed
from models.store import Store

_FLUSHES = 200
_PAGE = b"\0" * 8192
_POSTGRESQL_SETTINGS = ("fsync", "synchronous_commit", "full_page_writes", "shared_buffers")


@dataclass(frozen=True, slots=True)
class Machine:
    """Processor, memory, disk, system, and how busy it already was."""

    processor: str
    cores: int
    memory_gib: float
    flushes: int  # a page written and flushed to the disk, times a second
    load: float  # runnable processes over the last minute, before the run
    system: str
    python: str
    commit: str  # what was measured; "+" behind it when files differed
    at: datetime
    engines: dict[str, str] = field(default_factory=dict)  # engine → version and settings


def named(folder: Path, at: datetime) -> Machine:
    """This machine, with the disk of the folder."""
    return Machine(
        processor=_processor(),
        cores=os.cpu_count() or 1,
        memory_gib=os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30,
        flushes=_flushes(folder),
        load=os.getloadavg()[0],
        system=f"{platform.system()} {platform.release()} {platform.machine()}",
        python=platform.python_version(),
        commit=_commit(),
        at=at,
    )


def version(store: Store) -> str:
    """The engine's version: ``3.46.0``, ``18.1``."""
    if store.engine_name == "sqlite":
        return sqlite3.sqlite_version
    with store.reading() as session:
        shown = session.connection().execute(text("SHOW server_version")).scalar_one()
    return str(shown).split()[0]


def settings(store: Store) -> str:
    """The settings on which durability and speed depend."""
    with store.reading() as session:
        connection = session.connection()
        if store.engine_name == "sqlite":
            names = ("journal_mode", "synchronous", "cache_size")
            found = {n: connection.execute(text(f"PRAGMA {n}")).scalar_one() for n in names}
        else:
            found = {
                name: connection.execute(text(f"SHOW {name}")).scalar_one()
                for name in _POSTGRESQL_SETTINGS
            }
    return ", ".join(f"{name} {value}" for name, value in found.items())


def _commit() -> str:
    command = ("git", "describe", "--always", "--dirty=+")
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
    return done.stdout.strip()


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        lines = []
    models = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(models, "") or platform.processor() or platform.machine()


def _flushes(folder: Path) -> int:
    path = folder / "flushes"
    with path.open("wb", buffering=0) as file:

        def work() -> None:
            for _ in range(_FLUSHES):
                file.write(_PAGE)
                os.fsync(file.fileno())

        seconds, _ = timed(work)
    path.unlink()
    return round(_FLUSHES / seconds)
