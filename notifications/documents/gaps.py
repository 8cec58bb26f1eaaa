"""Gaps (待填): what is not known yet, marked in a draft and refused in an issued document."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from rulebook.time.zone import SHANGHAI

if TYPE_CHECKING:
    from jinja2 import Environment

GAP = re.compile("(〔待填：[^〕]*〕)")  # as it stands in a draft
# No document and no database keeps these; a tab and a line's end are meant.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


@dataclass(frozen=True, slots=True)
class Gap:
    """Something not known yet, by the name it has on the document."""

    name: str

    def __str__(self) -> str:
        return f"〔待填：{self.name}〕"

    def __iter__(self) -> Iterator[Gap]:
        """A list that is not known is one gap in a draft, and still refused in what is issued."""
        yield self


class BlankPrinted(ValueError):
    """A template prints a value that is not known; an issued document has no blanks."""

    def __init__(self) -> None:
        super().__init__(
            "the template prints a value that is not known here: "
            "put {% if … %} around what may be missing"
        )


def dress(environment: Environment, final: bool) -> Environment:
    """Give an environment the filters of documents; `final` refuses what is not known."""
    environment.filters.update(_FILTERS)
    environment.finalize = _final if final else _draft
    return environment


def _draft(value: object) -> object:
    return str(Gap("此处")) if value is None else _printable(value)


def _final(value: object) -> object:
    if value is None or isinstance(value, Gap):
        raise BlankPrinted
    return _printable(value)


def _printable(value: object) -> object:
    if isinstance(value, Gap):
        return str(value)
    return _UNPRINTABLE.sub("", value) if type(value) is str else value


def _passing(work: Callable[[Any], str]) -> Callable[[Any], object]:
    """A filter that leaves what is not known to be seen further on."""

    def filtered(value: Any) -> object:
        return value if value is None or isinstance(value, Gap) else work(value)

    return filtered


def day(value: date | datetime) -> str:
    """2026年3月5日; a moment is taken as the day it falls on in Shanghai."""
    on = value.astimezone(SHANGHAI).date() if isinstance(value, datetime) else value
    return f"{on.year}年{on.month}月{on.day}日"


def moment(value: datetime) -> str:
    """2026年3月5日08:20, in Shanghai."""
    return f"{day(value)}{value.astimezone(SHANGHAI):%H:%M}"


def yuan(value: Decimal) -> str:
    """1,234.50元."""
    return f"{value:,.2f}元"


def _joined(values: Any, between: str = "") -> object:
    return values if isinstance(values, Gap) else between.join(map(str, values))


_FILTERS: Mapping[str, Any] = {
    "day": _passing(day),
    "moment": _passing(moment),
    "yuan": _passing(yuan),
    "join": _joined,
}
