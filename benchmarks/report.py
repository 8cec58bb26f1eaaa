"""The report of a run: tables to look at, a page and a document to keep."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from itertools import groupby
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from benchmarks.figure import Figure, shown
from benchmarks.machine import Machine

RESULTS = Path(__file__).parent / "results"

_WIDE = 140  # columns of a log that is no terminal
_WORDS = 3  # columns of words before those of values

# What is aimed at: (part, beginning of what, engine or all, at least or at most, number, unit).
_AIMS = (
    ("facts", "one by one", "postgresql", "≥", 500, "facts/s"),
    ("facts", "in a batch", "postgresql", "≥", 5_000, "facts/s"),
    ("patrol", "firing", "", "<", 1, "s"),
    ("board", "", "postgresql", "<", 150, "ms"),
    ("board", "", "sqlite", "<", 250, "ms"),
)


def show(machine: Machine, figures: Sequence[Figure]) -> None:
    """Print the tables, the machine above them."""
    console = Console()
    console = console if console.is_terminal else Console(width=_WIDE)
    console.print(f"\n[bold]{escape(' · '.join(_machine(machine)))}[/bold]", highlight=False)
    for part, rows in groupby(_beside(figures), key=lambda row: row[0].part):
        table = Table(title=f"DueProcess 督程 · {part}", title_justify="left")
        for place, name in enumerate(_heads(machine)):
            table.add_column(name, justify="left" if place < _WORDS else "right")
        for row in rows:
            table.add_row(*map(escape, _cells(row, machine)))
        console.print(table)


def save(machine: Machine, figures: Sequence[Figure], folder: Path = RESULTS) -> tuple[Path, Path]:
    """Write the document and the page, named after the day, a part alone, the engines' versions."""
    folder.mkdir(parents=True, exist_ok=True)
    name = "-".join([f"{machine.at:%Y-%m-%d}", *_alone(figures), *_engines(machine)])
    document, page = folder / f"{name}.json", folder / f"{name}.md"
    document.write_text(_document(machine, figures), "utf-8")
    page.write_text(_page(machine, figures), "utf-8")
    return document, page


def _document(machine: Machine, figures: Sequence[Figure]) -> str:
    kept = {
        "machine": asdict(machine) | {"at": machine.at.isoformat(timespec="minutes")},
        "figures": [asdict(figure) | {"median": figure.median} for figure in figures],
    }
    return json.dumps(kept, ensure_ascii=False, indent=1) + "\n"


def _page(machine: Machine, figures: Sequence[Figure]) -> str:
    heads = _heads(machine)
    lines = [f"# Measured on {machine.at:%Y-%m-%d %H:%M}", ""]
    lines += [f"- {fact}" for fact in _machine(machine)]
    lines += ["", "Medians; in brackets the lowest and the highest value of the run."]
    for part, rows in groupby(_beside(figures), key=lambda row: row[0].part):
        lines += ["", f"## {part}", "", _line(heads), _line(["---"] * len(heads))]
        lines += [_line(_cells(row, machine)) for row in rows]
    return "\n".join(lines) + "\n"


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _machine(machine: Machine) -> list[str]:
    return [
        f"{machine.processor}, {machine.cores} cores, {machine.memory_gib:.0f} GiB",
        machine.system,
        f"{machine.flushes:,} page flushes/s",
        f"load {machine.load:.1f} before the run",
        f"Python {machine.python}",
        f"commit {machine.commit}",
        *(f"{name} {text}" for name, text in machine.engines.items()),
    ]


def _engines(machine: Machine) -> list[str]:
    return [f"{name}-{text.split()[0]}" for name, text in machine.engines.items()]


def _alone(figures: Sequence[Figure]) -> list[str]:
    """The part that was measured alone, if one was."""
    parts = sorted({figure.part for figure in figures})
    return parts if len(parts) == 1 else []


def _beside(figures: Sequence[Figure]) -> list[list[Figure]]:
    """The figures in rows: what is the same but for the engine stands side by side."""
    rows: dict[tuple[str, ...], list[Figure]] = {}
    for figure in figures:
        rows.setdefault((figure.part, figure.what, figure.size, figure.unit), []).append(figure)
    order = list(dict.fromkeys(figure.part for figure in figures))
    return sorted(rows.values(), key=lambda row: order.index(row[0].part))


def _heads(machine: Machine) -> list[str]:
    return ["what", "size", "unit", *machine.engines]


def _cells(row: Sequence[Figure], machine: Machine) -> list[str]:
    by_engine = {figure.engine: _value(figure) for figure in row}
    first = row[0]
    return [first.what, first.size, first.unit, *(by_engine.get(e, "") for e in machine.engines)]


def _value(figure: Figure) -> str:
    low, high = figure.spread
    spread = f" [{shown(low)} – {shown(high)}]" if len(figure.values) > 1 else ""
    return f"{shown(figure.median)}{spread}{_aim(figure)}"


def _aim(figure: Figure) -> str:
    for part, begins, engine, sense, number, unit in _AIMS:
        here = figure.part == part and figure.unit == unit and engine in {"", figure.engine}
        if here and figure.what.startswith(begins):
            met = figure.median >= number if sense == "≥" else figure.median < number
            return f" {'✓' if met else '✗'} {sense} {number:,}"
    return ""
