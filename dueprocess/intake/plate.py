"""The book's plate (案册页): the sheet that says which kind of book a docket belongs in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from dueprocess.intake.faults import DocketUnreadable
from dueprocess.intake.line import Line
from dueprocess.intake.source import Block, blocks, opened
from models.founding import found
from models.store import Store
from models.tables.book import BookKind


@dataclass(frozen=True, slots=True)
class Plate:
    """What the sheet 案册 says: the kind of book, and where a rehearsal's clock begins."""

    kind: BookKind
    clock_at: datetime | None


def plate(path: Path | str) -> Plate | None:
    """The plate of a file; None when it has none. Raises what opening the file raises."""
    with opened(Path(path)) as file:
        block = blocks(file, {})[0].get("book")
        return None if block is None else _read(block)


def found_by(block: Block, store: Store) -> None:
    """Found the book that the plate names, or see that it is the one that stands.

    Raises `BookFounded` when it is of the other kind, so that nothing invented ever enters a
    live book.
    """
    read = _read(block)
    if read is not None:
        found(store, read.kind, clock_at=read.clock_at)


def _read(block: Block) -> Plate | None:
    for number, cells in block.rows():
        line = Line(number, cells, block.headers.titles, block.epoch)
        kind, clock_at = line.word("kind", "book"), line.moment("clock")
        line.need("kind")
        if line.faults:
            fault = line.faults[0]
            why = f"sheet {block.name}, row {number}, {fault.column} {fault.value}: {fault.reason}"
            raise DocketUnreadable(block.file.path, why)
        return Plate(BookKind(kind), clock_at if kind == BookKind.REHEARSAL else None)
    return None
