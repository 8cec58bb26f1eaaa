"""Specimens (样张): contexts made up from their types alone, to try templates with."""

from __future__ import annotations

import types
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from rulebook.time.zone import SHANGHAI

_PLAIN: dict[type, Any] = {
    bool: True,
    int: 3,
    Decimal: Decimal("1234.50"),
    date: date(2026, 3, 5),
    datetime: datetime(2026, 3, 5, 8, 20, tzinfo=SHANGHAI),
}


def specimen(context: type[BaseModel], whole: bool = True) -> dict[str, Any]:
    """Values for every field: all of them, or (`whole` false) none that may be missing."""
    return {
        name: _value(field.annotation, field.title or name, whole)
        if whole or field.is_required()
        else field.get_default()
        for name, field in context.model_fields.items()
    }


def _value(kind: Any, name: str, whole: bool) -> Any:
    if get_origin(kind) is Annotated:
        return _value(get_args(kind)[0], name, whole)
    if get_origin(kind) in {Union, types.UnionType}:
        return _value(next(one for one in get_args(kind) if one is not type(None)), name, whole)
    if get_origin(kind) is tuple:
        return (_value(get_args(kind)[0], name, whole),) * 2
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return kind.model_construct(**specimen(kind, whole))
    return _PLAIN.get(kind, f"样张{name}")


def described(field: FieldInfo) -> str:
    """The type of a field in words, for the page that lists them."""
    return _words(field.annotation)


def _words(kind: Any) -> str:
    if get_origin(kind) is Annotated:
        return _words(get_args(kind)[0])
    if get_origin(kind) in {Union, types.UnionType}:
        return _words(next(one for one in get_args(kind) if one is not type(None)))
    if get_origin(kind) is tuple:
        return f"list of {_words(get_args(kind)[0])}"
    return _WORDS.get(kind) or str(kind.__name__)


_WORDS: dict[type, str] = {
    str: "text",
    int: "whole number",
    bool: "yes or no",
    Decimal: "yuan",
    date: "day",
    datetime: "moment",
}
