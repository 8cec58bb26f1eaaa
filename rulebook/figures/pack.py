"""Packing a bulletin's lists (封存清单): column by column, so that a hundred thousand lines fit."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable
from hashlib import sha256

from rulebook.figures.entry import Entry


def packed(entries: Iterable[Entry]) -> bytes:
    """The entries in few bytes; the same entries give the same bytes."""
    columns = list(zip(*entries, strict=True)) or [()] * len(Entry._fields)
    text = json.dumps(columns, ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(text.encode(), level=6)


def unpacked(data: bytes) -> tuple[Entry, ...]:
    """The entries as they were packed."""
    columns = json.loads(zlib.decompress(data))
    return tuple(Entry(*row) for row in zip(*columns, strict=True))


def digest(report: object) -> str:
    """The sha-256 of a report in its one written form, whatever order a database gave it back."""
    text = json.dumps(report, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()
