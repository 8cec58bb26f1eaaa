"""Progress of a long command: a bar in a terminal, a line every so often elsewhere."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from dueprocess.cli.frame.terminal import PAGE_COLUMNS

if TYPE_CHECKING:
    from rich.progress import Progress

LINE_EVERY = 10_000  # rows between two lines where there is no terminal


class Bar:
    """Called with how much is done, how much there is in all where that is known, and of what."""

    def __init__(self, title: str, every: int = LINE_EVERY) -> None:
        self._title = title
        self._every = every
        self._told = 0
        self._bar: Progress | None = None

    def __enter__(self) -> Bar:
        if sys.stderr.isatty():
            self._bar = _bar()
            self._task = self._bar.add_task(self._title, total=None)
            self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()

    def __call__(self, done: int, total: int | None = None, part: str = "") -> None:
        title = f"{self._title} {part}".rstrip()
        if self._bar is not None:
            self._bar.update(self._task, completed=done, total=total, description=title)
        elif not 0 <= done - self._told < self._every:
            self._told = done
            of = f"/{total}" if total else ""
            print(f"{title} {done}{of}", file=sys.stderr, flush=True)


def _bar() -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
    from rich.progress import TimeElapsedColumn as Elapsed

    console = Console(stderr=True, width=min(PAGE_COLUMNS, Console().width))
    text = TextColumn("{task.description}")
    return Progress(text, BarColumn(), MofNCompleteColumn(), Elapsed(), console=console)
