"""Column types shared by every table: moments, money, documents, keys."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, Integer
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import TypeDecorator

from rulebook.time.zone import SHANGHAI

FEN_PER_YUAN = Decimal(100)
_REMEMBERED = 65_536  # moments

# SQLite only auto-numbers a column declared exactly INTEGER PRIMARY KEY.
BigKey = BigInteger().with_variant(Integer(), "sqlite")
LARGEST_ID = 2**63 - 1  # what such a column of either engine holds
Document = JSON().with_variant(JSONB(), "postgresql")


class Moment(TypeDecorator[datetime]):
    """An aware datetime, kept in UTC and given back in Asia/Shanghai; a naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} has no time zone; give an aware datetime")
        utc = value.astimezone(UTC)
        # SQLite keeps text: naive UTC of one width sorts as time does.
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        aware = value if value.tzinfo is not None else value.replace(tzinfo=UTC)
        moment: datetime = aware.astimezone(SHANGHAI)
        return moment

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any] | None:
        """The rows of a page share few moments: each is made once of what the driver gives."""
        if dialect.name not in _READ:
            process = super().result_processor(dialect, coltype)
            assert process is not None, "a decorated type always has one"
            _READ[dialect.name] = lru_cache(_REMEMBERED)(process)
        return _READ[dialect.name]


_READ: dict[str, Callable[[Any], Any]] = {}  # by engine, shared by all columns


class Yuan(TypeDecorator[Decimal]):
    """Money in Decimal yuan, kept as whole fen so that both engines add it exactly."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        return None if value is None else fen(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value) / FEN_PER_YUAN


def fen(yuan: Decimal) -> int:
    """Yuan as whole fen; ValueError for a fraction of one."""
    found = yuan * FEN_PER_YUAN
    if found != found.to_integral_value():
        raise ValueError(f"{yuan} yuan has a fraction of a fen; give two decimals at most")
    return int(found)
