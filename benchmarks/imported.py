"""Rows imported a second, and the memory it takes: each import in a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from benchmarks import docket
from benchmarks.engines import NewUrl, settle
from benchmarks.figure import Figure, ratio
from benchmarks.population import COURT, MORNING, number, staff
from benchmarks.progress import say
from benchmarks.sizes import Sizes
from models.founding import found
from models.register import CaseEntry, enter_cases
from models.store import Store
from models.tables.book import BookKind

FORMATS: Mapping[str, Callable[[Path, int], Path]] = {
    "xlsx": docket.workbook,
    "csv": docket.table,
}


def measure(engine: str, new_url: NewUrl, sizes: Sizes, folder: Path) -> Iterator[Figure]:
    """Every figure of this part on one engine."""
    for suffix, write in FORMATS.items():
        rates = []
        for rows in sizes.rows:
            path = folder / f"facts-{rows}.{suffix}"
            if not path.exists():
                say(f"writing {path.name}")
                write(path, rows)
            rate, *others = _imported(engine, new_url, path, rows, sizes.repeats)
            rates.append(rate)
            yield from (rate, *others)
        for larger in rates[1:]:
            yield ratio(f"rows/s from .{suffix}, sheet against sheet", larger, rates[0])


def _imported(
    engine: str, new_url: NewUrl, path: Path, rows: int, repeats: int
) -> tuple[Figure, ...]:
    times = repeats if rows <= 10_000 else 1
    say(f"{engine}: importing {rows:,} rows of {path.name}, {times} ×")
    answers = [_brought(new_url, path, rows) for _ in range(times)]
    size, name = f"{rows:,} rows", path.suffix
    return (
        _figure(f"facts from {name}", engine, size, "rows/s", (rows / a["s"] for a in answers)),
        _figure(f"peak memory, {name}", engine, size, "MiB", (a["peak"] for a in answers)),
        _figure(
            f"of which the rows took, {name}",
            engine,
            size,
            "MiB",
            (a["peak"] - a["before"] for a in answers),
        ),
    )


def _figure(what: str, engine: str, size: str, unit: str, values: Iterator[float]) -> Figure:
    return Figure("import", what, engine, size, unit, tuple(values))


def _brought(new_url: NewUrl, path: Path, rows: int) -> dict[str, float]:
    """Import the file into a new book that has the register already."""
    store = Store(new_url())
    found(store, BookKind.REHEARSAL, clock_at=MORNING)
    with store.writing() as session:
        staff(session)
        enter_cases(session, [CaseEntry(number(n), COURT) for n in docket.places(rows)])
    settle(store)
    store.close()
    return _in_its_own_process(store.url, path, rows)


def _in_its_own_process(url: str, path: Path, rows: int) -> dict[str, float]:
    command = (sys.executable, "-m", "benchmarks.importing", url, str(path))
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    answer: dict[str, float] = json.loads(done.stdout)
    if answer["added"] != rows:
        raise RuntimeError(f"{path.name}: {answer['added']:.0f} of {rows} rows were taken")
    return answer
