"""What can be wrong with a whole file, each in one sentence that says the way out."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from models.errors import BookError


class DocketUnreadable(BookError, ValueError):
    """A file cannot be opened as the workbook or table it should be."""

    def __init__(self, path: Path | str, why: str) -> None:
        super().__init__(
            f"{path} cannot be read ({why}): save it as .xlsx or .csv, "
            "or start from `dueprocess import --template FILE.xlsx`"
        )


class SheetsUnknown(BookError, ValueError):
    """No sheet of a file is one that an import knows."""

    def __init__(self, path: Path | str, found: Iterable[str], known: Iterable[str]) -> None:
        super().__init__(
            f"{path} has no sheet to import (found: {', '.join(found) or 'none'}): "
            f"name the sheets {', '.join(known)}"
        )


class TableUnknown(BookError, ValueError):
    """The one table of a .csv file has no header row that an import knows."""

    def __init__(self, path: Path | str, wanted: Iterable[str]) -> None:
        super().__init__(
            f"{path} has no header row that an import knows: name its columns as the form of "
            f"`dueprocess import --template FILE.xlsx` does, such as {', '.join(wanted)}"
        )


class HeaderMissing(BookError, ValueError):
    """A sheet lacks a column without which its rows mean nothing."""

    def __init__(self, sheet: str, missing: Iterable[str]) -> None:
        super().__init__(
            f"sheet {sheet} lacks the column {', '.join(missing)}: add it to the header row; "
            "`dueprocess import --template FILE.xlsx` shows every header"
        )


class CellUnreadable(ValueError):
    """One cell does not say what its column needs; the sentence goes into the reject report."""
