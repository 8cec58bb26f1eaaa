"""Content (文书内容): what is known for one document, checked against the context of its kind."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from pydantic import ValidationError

from notifications.documents.gaps import Gap
from notifications.documents.kinds import Kind
from notifications.documents.specimen import specimen

GIVEN_AT_ISSUE = frozenset({"number"})


class Incomplete(ValueError):
    """What a document has to say is not all known; it is not issued with a blank."""

    def __init__(self, kind: Kind, missing: Collection[str]) -> None:
        fields = kind.context.model_fields
        names = "、".join(f"{fields[name].title}（{name}）" for name in missing)
        super().__init__(
            f"{kind.zh}不能签发，尚缺：{names}。give each with --set FIELD=VALUE, "
            "or record the facts first"
        )


class FieldAstray(ValueError):
    """A value does not fit its field, or the kind has no such field."""

    def __init__(self, kind: Kind, field: str, why: str) -> None:
        known = ", ".join(kind.context.model_fields)
        super().__init__(f"{kind.id}: {field}: {why}; fields: {known}")


def content(kind: Kind, values: Mapping[str, Any], final: bool) -> dict[str, Any]:
    """Every field of the kind's context, read into its type.

    In a draft what is missing is a `Gap`. Raises `Incomplete` when it is `final`, `FieldAstray`
    for a value that does not fit.
    """
    said = {name: value for name, value in values.items() if not _empty(value)}
    for name in said.keys() - kind.context.model_fields.keys():
        raise FieldAstray(kind, name, "there is no such field")
    missing = lacking(kind, said)
    if final and missing:
        raise Incomplete(kind, missing)
    stand_in = specimen(kind.context)
    try:
        read = kind.context(**said, **{name: stand_in[name] for name in missing})
    except ValidationError as error:
        raise _astray(kind, error) from error
    fields = kind.context.model_fields
    return {
        name: Gap(fields[name].title or name) if name in missing else getattr(read, name)
        for name in fields
    }


def lacking(kind: Kind, values: Mapping[str, Any]) -> list[str]:
    """Fields that have to be known and are not."""
    fields = kind.context.model_fields
    return [name for name in fields if fields[name].is_required() and _empty(values.get(name))]


def _empty(value: object) -> bool:
    return value is None or value in ("", (), [])


def _astray(kind: Kind, error: ValidationError) -> FieldAstray:
    first = error.errors()[0]
    return FieldAstray(kind, ".".join(map(str, first["loc"])), str(first["msg"]))
