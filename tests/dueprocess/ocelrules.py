"""The rules of OCEL 2.0 (JSON), as far as a file alone can break them."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

_TYPES = {"string": str, "time": str, "integer": int, "float": int | float, "boolean": bool}


def read(path: Path) -> Any:
    """The log, after it was found to keep every rule."""
    log = json.loads(path.read_text("utf-8"))
    assert [*broken(log)] == []
    return log


def broken(log: Any) -> Iterator[str]:
    """What breaks a rule of the standard."""
    if set(log) != {"events", "objects", "eventTypes", "objectTypes"}:
        yield f"parts {sorted(log)}"
    ids = Counter(one["id"] for part in ("events", "objects") for one in log[part])
    yield from (f"{one} stands twice" for one, count in ids.items() if count > 1)
    objects = {one["id"] for one in log["objects"]}
    for part, types in (("events", "eventTypes"), ("objects", "objectTypes")):
        declared = {
            one["name"]: {said["name"]: said["type"] for said in one["attributes"]}
            for one in log[types]
        }
        if len(declared) != len(log[types]):
            yield f"{types} names one twice"
        for one in log[part]:
            yield from _one(one, declared, objects)
            if part == "events":
                yield from _time(one["id"], one["time"])
            else:
                for said in one["attributes"]:
                    yield from _time(one["id"], said["time"])


def _one(one: Any, declared: Any, objects: set[str]) -> Iterator[str]:
    if one["type"] not in declared:
        yield f"{one['id']}: type {one['type']} is not declared"
        return
    for said in one["attributes"]:
        of = declared[one["type"]].get(said["name"])
        if of is None or not isinstance(said["value"], _TYPES[of]):
            yield f"{one['id']}: {said['name']} is {said['value']!r}, declared {of}"
        elif of == "time":
            yield from _time(one["id"], str(said["value"]))
    bound = Counter((bond["objectId"], bond["qualifier"]) for bond in one["relationships"])
    yield from (f"{one['id']}: bound twice to {to}" for to, count in bound.items() if count > 1)
    for bond in one["relationships"]:
        if bond["objectId"] not in objects or not bond["qualifier"]:
            yield f"{one['id']}: bound to {bond}"


def _time(where: str, text: str) -> Iterator[str]:
    if datetime.fromisoformat(text).tzinfo is None:
        yield f"{where}: {text} has no time zone"
