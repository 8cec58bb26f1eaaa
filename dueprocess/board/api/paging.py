"""Pages by cursor (游标分页): where the last row stood, so nothing comes twice or is missed."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Generic, TypeVar

from pydantic import BaseModel, Field

from dueprocess.board.filters import Filters
from models.tables.columns import LARGEST_ID

Row = TypeVar("Row")
Place = tuple[str | int, ...]
_CURSOR = "that of the page before; empty: the first page"


class CursorUnreadable(ValueError):
    """A cursor is none that we gave out."""

    def __init__(self) -> None:
        super().__init__("this cursor is none of ours: begin without one")


class Turned(BaseModel):
    """Which page."""

    cursor: str = Field("", max_length=400, description=_CURSOR)
    rows: int = Field(100, ge=1, le=500, description="rows of a page")


class Paged(Filters):
    """The filters of a list, and which page of it."""

    cursor: str = Field("", max_length=400, description=_CURSOR)
    rows: int = Field(100, ge=1, le=500, description="rows of a page")


class Page(BaseModel, Generic[Row]):
    """Some rows in their order. `cursor` leads to the next ones; null: there are none."""

    as_of: datetime = Field(description="the book's moment")
    rows: list[Row]
    cursor: str | None = Field(description="give it back for the next page; null: the end")


def cut(
    found: Iterable[Row], key: Callable[[Row], Place], chosen: Turned | Paged, as_of: datetime
) -> Page[Row]:
    """The page behind the cursor, in the order of the key, which is a row's own for ever."""
    ordered = sorted(found, key=key)
    if chosen.cursor:
        last = place(chosen.cursor)
        try:
            ordered = [one for one in ordered if key(one) > last]
        except TypeError as error:
            raise CursorUnreadable from error
    rows = ordered[: chosen.rows]
    more = len(ordered) > len(rows)
    return Page(as_of=as_of, rows=rows, cursor=cursor(*key(rows[-1])) if more else None)


def cursor(*last: str | int) -> str:
    """The cursor behind a row."""
    return base64.urlsafe_b64encode(json.dumps(last, ensure_ascii=False).encode()).decode()


def place(text: str) -> Place:
    """Where a cursor stands. Raises `CursorUnreadable`."""
    try:
        found = json.loads(base64.urlsafe_b64decode(text.encode()).decode())
    except (ValueError, binascii.Error, RecursionError) as error:
        raise CursorUnreadable from error
    parts = found if isinstance(found, list) and found else [None]
    if not all(isinstance(one, str | int) and not isinstance(one, bool) for one in parts):
        raise CursorUnreadable
    if any(isinstance(one, int) and not 0 <= one <= LARGEST_ID for one in parts):
        raise CursorUnreadable
    return tuple(parts)


def number_of(text: str) -> int | None:
    """Behind which number a list of the newest first goes on. Raises `CursorUnreadable`."""
    match place(text) if text else ():
        case ():
            return None
        case (int(last),):
            return last
        case _:
            raise CursorUnreadable


def newest_first(
    rows: list[Row], number: Callable[[Row], int], chosen: Turned, as_of: datetime
) -> Page[Row]:
    """A page of rows that were read behind such a number."""
    last = cursor(number(rows[-1])) if len(rows) == chosen.rows else None
    return Page(as_of=as_of, rows=rows, cursor=last)


def said(at: datetime) -> str:
    """A moment as a part of a place: such texts sort as time does."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def moment_of(part: str | int) -> datetime:
    """The moment that a part of a place says. Raises `CursorUnreadable`."""
    try:
        found = datetime.fromisoformat(str(part))
    except ValueError as error:
        raise CursorUnreadable from error
    if found.tzinfo is None or not 1 < found.year < 9999:
        raise CursorUnreadable
    return found
