"""Where the desk writes: the terminal, a page of a hundred columns when there is none, or JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

if TYPE_CHECKING:
    from rich.console import Console, RenderableType

PAGE_COLUMNS = 100  # a page without a terminal; the views are laid out for it


def console() -> Console:
    """The terminal as it is, or a page of `PAGE_COLUMNS` when the output goes elsewhere."""
    from rich.console import Console

    width = None if sys.stdout.isatty() else PAGE_COLUMNS
    return Console(highlight=False, width=width, emoji=False, markup=False)


def show(*pieces: RenderableType) -> None:
    """Write views to the terminal, one under the other."""
    page = console()
    for piece in pieces:
        page.print(piece)


def emit(answer: object) -> None:
    """Write an answer as JSON, Chinese unescaped, dates in ISO form, yuan as text."""
    print(json.dumps(plain(answer), ensure_ascii=False, indent=2))


def as_line(answer: object) -> str:
    """An answer as JSON in one line, for output that goes on and on."""
    return json.dumps(plain(answer), ensure_ascii=False)


def as_object(answer: object) -> dict[str, Any]:
    """A dataclass as JSON's object, so that a command may add to it."""
    return cast("dict[str, Any]", plain(answer))


def plain(value: object) -> object:
    """The value in JSON's own terms; a dataclass becomes an object of its fields."""
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, Enum):
        return plain(value.value)
    if isinstance(value, str):
        return value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal | UUID):
        return str(value)
    return _gathered(value)


def _gathered(value: object) -> object:
    if is_dataclass(value):
        return {entry.name: plain(getattr(value, entry.name)) for entry in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(entry) for key, entry in value.items()}
    if isinstance(value, Iterable):
        return [plain(entry) for entry in value]
    return str(value)
