"""``python -m benchmarks``: measure, show, keep; everything it starts it also ends."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks import board, facts, imported, machine, patrol, report
from benchmarks.engines import NewUrl, engine
from benchmarks.figure import Figure
from benchmarks.progress import say
from benchmarks.sizes import FULL, QUICK, Sizes
from models.clock import system_now
from models.store import Store

ENGINES = ("sqlite", "postgresql")
PARTS = ("facts", "patrol", "import", "board")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be measured."""

    engines: Sequence[str]
    parts: Sequence[str]
    sizes: Sizes
    results: Path


def main() -> None:
    """Measure what the command line asks for."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the servers are ended
    wanted = _wanted()
    with tempfile.TemporaryDirectory(prefix="dueprocess-bench-") as folder:
        os.environ["DUEPROCESS_HOME"] = f"{folder}/home"
        _run(wanted, Path(folder))


def _run(wanted: Wanted, folder: Path) -> None:
    here = machine.named(folder, system_now())
    figures: list[Figure] = []
    for name in wanted.engines:
        with engine(name, folder) as new_url:
            here.engines[name] = _described(new_url)
            for part in wanted.parts:
                for figure in _measured(part, name, new_url, wanted.sizes, folder):
                    say(f"  {figure}")
                    figures.append(figure)
    report.show(here, figures)
    for path in report.save(here, figures, wanted.results):
        say(f"kept: {path}")


def _measured(
    part: str, name: str, new_url: NewUrl, sizes: Sizes, folder: Path
) -> Iterator[Figure]:
    if part == "import":
        return imported.measure(name, new_url, sizes, folder)
    if part == "patrol":
        return patrol.measure(name, new_url, sizes)
    if part == "board":
        return board.measure(name, new_url, sizes)
    return facts.measure(name, new_url, sizes)


def _described(new_url: NewUrl) -> str:
    store = Store(new_url())
    described = f"{machine.version(store)} ({machine.settings(store)})"
    store.close()
    return described


def _wanted() -> Wanted:
    parser = argparse.ArgumentParser("python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small sizes, under two minutes")
    parser.add_argument("--only", choices=PARTS, action="append", help="this part alone")
    parser.add_argument("--engine", choices=ENGINES, action="append", help="this engine alone")
    parser.add_argument("--results", type=Path, help="folder to keep the results in")
    asked = parser.parse_args()
    # A quick run shows that it works, one part is no whole: neither is for keeping.
    partial = asked.quick or asked.only or asked.engine
    kept = Path(tempfile.gettempdir()) / "dueprocess-bench" if partial else report.RESULTS
    return Wanted(
        engines=asked.engine or ENGINES,
        parts=asked.only or PARTS,
        sizes=QUICK if asked.quick else FULL,
        results=asked.results or kept,
    )


if __name__ == "__main__":
    main()
