"""Documents (JSON columns): one written form, so that both engines keep and hash the same."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

import orjson

from models.errors import FactUnreadable


def dumped(value: object) -> str:
    """A document as text: keys in order, no spaces, Chinese left readable, moments in UTC."""
    return _ENCODER.encode(value)


def sealable(value: object) -> bytes:
    """What `dumped` gives, encoded, of a value without a fraction; a fact's own are text.

    A compiled writer makes it in a fifth of the time, of all but fractions in the same words.
    """
    try:
        return orjson.dumps(value, _written, _AS_DUMPED)
    except orjson.JSONEncodeError:  # a whole number beyond 64 bits: there is no bound to them here
        return dumped(value).encode()


def _written(value: object) -> str:
    match value:
        case datetime():
            return in_utc(value)
        case date():
            return value.isoformat()
        case _:
            raise TypeError(f"a document cannot hold {type(value).__name__}")


# A batch is recorded at one moment, and a day's facts share their hours.
@lru_cache(maxsize=65_536)
def in_utc(moment: datetime) -> str:
    """A moment as a document writes it."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def loaded(text: str, documents: Callable[[Any], Iterable[Any]] = lambda found: (found,)) -> Any:
    """What the server wrote, read by a compiled reader where that reads its documents exactly."""
    found = orjson.loads(text)
    # It takes a whole number beyond 64 bits for a fraction, and a fact's own fractions are text.
    return json.loads(text) if any(map(_has_fraction, documents(found))) else found


def _has_fraction(value: Any) -> bool:
    kind = type(value)
    if kind is list or kind is dict:
        return any(map(_has_fraction, value if kind is list else value.values()))
    return kind is float


_AS_DUMPED = (
    orjson.OPT_SORT_KEYS | orjson.OPT_PASSTHROUGH_DATETIME | orjson.OPT_PASSTHROUGH_DATACLASS
)
_ENCODER = json.JSONEncoder(
    ensure_ascii=False,
    sort_keys=True,
    separators=(",", ":"),
    allow_nan=False,
    check_circular=False,  # a value in itself ends as a RecursionError instead
    default=_written,
)


def plain(field: str, value: object) -> object:
    """A payload value as it is kept: amounts and dates become text, containers are walked.

    Decimal and float become decimal text (an engine may rewrite a number's form, and the hash
    would break), dates ISO text. Raises `FactUnreadable` for anything else.
    """
    if type(value) is str:  # most are: a match takes its cases in turn
        return checked(field, value)
    match value:
        case None | bool() | int():
            return value
        case str():
            return checked(field, value)
        case Decimal() | float():
            return str(value)
        case datetime() | date():
            return value.isoformat()
        case Mapping():
            return {checked(field, str(key)): plain(field, item) for key, item in value.items()}
        case list() | tuple():
            return [plain(field, item) for item in value]
        case _:
            raise FactUnreadable(field, f"{type(value).__name__} is not text, number, date or flag")


def kept(text: str) -> bool:
    """Whether a database can keep the text."""
    if "\x00" in text:
        return False
    try:
        return text.isascii() or bool(text.encode())
    except UnicodeEncodeError:
        return False


def checked(field: str, text: str) -> str:
    """The text itself; `FactUnreadable` when a database cannot keep it."""
    if "\x00" in text:
        raise FactUnreadable(field, "it holds a NUL character; take it out")
    if not text.isascii():
        _expect_whole_characters(field, text)
    return text


def _expect_whole_characters(field: str, text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError:
        why = "it holds half a character; check the file's encoding"
        raise FactUnreadable(field, why) from None
