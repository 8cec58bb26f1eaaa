"""What a template may name (模板变量): every kind's fields, as the page of documents lists them."""

from __future__ import annotations

from collections.abc import Iterator
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel

from notifications.documents.contexts.head import CaseHead, Head, NodeHead
from notifications.documents.kinds import KINDS, Kind
from notifications.documents.specimen import described

COMMON: tuple[tuple[str, str, type[Head]], ...] = (
    ("Every document", "每件文书", Head),
    ("Every document on a case", "案件文书", CaseHead),
    ("Every document on a node", "节点文书", NodeHead),
)


def tables() -> str:
    """The tables in Markdown: what all have in common, then each kind, then the parts of lists."""
    return "\n".join(line for section in _sections() for line in section)


def _sections() -> Iterator[list[str]]:
    before: set[str] = set()
    for en, zh, context in COMMON:
        yield _section(f"### {en} {zh}", context, before)
        before |= context.model_fields.keys()
    for kind in KINDS.values():
        yield _section(f"### `{kind.id}` {kind.zh}", kind.context, _inherited(kind))
    for part in _parts():
        yield _section(f"### {part.__name__}", part, set())


def _inherited(kind: Kind) -> set[str]:
    """What stands in the common tables already, unless the kind asks for it more strictly."""
    base = NodeHead if kind.on_node else CaseHead if kind.on_case else Head
    mine = kind.context.model_fields
    return {
        name
        for name, field in base.model_fields.items()
        if field.is_required() == mine[name].is_required()
    }


def _section(title: str, context: type[BaseModel], without: set[str]) -> list[str]:
    rows = [
        f"| `{name}` | {field.title} | {described(field)} | "
        f"{'must be known' if field.is_required() else 'may be missing'} | "
        f"{field.description or ''} |"
        for name, field in context.model_fields.items()
        if name not in without
    ]
    if not rows:
        return [title, "", "Nothing beyond the above.", ""]
    return [title, "", "| variable | 名称 | type | | |", "|---|---|---|---|---|", *rows, ""]


def _parts() -> list[type[BaseModel]]:
    """The types of the lines that lists are made of, by name."""
    found = {
        part.__name__: part
        for kind in KINDS.values()
        for field in kind.context.model_fields.values()
        for part in _models(field.annotation)
    }
    return [found[name] for name in sorted(found)]


def _models(kind: Any) -> Iterator[type[BaseModel]]:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        yield kind
    elif get_origin(kind) in {tuple, Union, UnionType, Annotated}:
        for one in get_args(kind):
            yield from _models(one)
