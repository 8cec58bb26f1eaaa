"""OCEL 2.0 as JSON (对象中心事件日志): written event by event, the types last."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from dueprocess.mining.event import Bond, Event, Thing, Value

ALWAYS = "1970-01-01T00:00:00Z"  # the standard's moment for what an object is from the start
_TYPES: Mapping[type, str] = {
    bool: "boolean",
    int: "integer",
    float: "float",
    str: "string",
    datetime: "time",
}
_BY = "by"


class Ocel:
    """Takes events and objects as they come; what waits for its turn lies in a temporary file."""

    suffixes = (".json", ".jsonocel")

    def __init__(self, file: IO[str], waiting: IO[str]) -> None:
        self._file, self._waiting = file, waiting
        self._kinds: dict[str, dict[str, str]] = {}
        self._things: dict[str, dict[str, str]] = {}
        self._events_told = self._things_told = False
        file.write('{"events": [')

    @classmethod
    @contextmanager
    def on(cls, file: IO[str], title: str, folder: Path) -> Iterator[Ocel]:
        """An empty log on an open file, whole at the end of the `with`.

        The format has no title: objects bear their mark. What waits for its turn lies in `folder`.
        """
        with TemporaryFile("w+", encoding="utf-8", dir=folder) as waiting:
            log = cls(file, waiting)
            yield log
            log.close()

    def case(self, thing: Thing, events: Iterable[Event], others: Iterable[Thing]) -> None:
        """One case with its events and its other objects."""
        for event in events:
            self._event(event)
        self.things((thing, *others))

    def things(self, found: Iterable[Thing]) -> None:
        """Objects, of a case or of none."""
        for one in found:
            _learn(self._things.setdefault(one.kind, {}), one.says)
            says = [{**said, "time": ALWAYS} for said in _said(one.says)]
            line = {"id": one.id, "type": one.kind, "attributes": says, **_bound(one.bonds)}
            self._waiting.write((",\n" if self._things_told else "\n") + _json(line))
            self._things_told = True

    def _event(self, event: Event) -> None:
        says = {_BY: event.by, **event.says}
        _learn(self._kinds.setdefault(event.kind, {}), says)
        line = {
            "id": event.id,
            "type": event.kind,
            "time": event.at.isoformat(),
            "attributes": _said(says),
            **_bound(event.bonds),
        }
        self._file.write((",\n" if self._events_told else "\n") + _json(line))
        self._events_told = True

    def close(self) -> None:
        """Behind the events the objects, and the types of both."""
        self._file.write('\n],\n"objects": [')
        self._waiting.seek(0)
        shutil.copyfileobj(self._waiting, self._file)
        self._file.write("\n],\n")
        for name, kinds in (("eventTypes", self._kinds), ("objectTypes", self._things)):
            end = "\n}\n" if name == "objectTypes" else ",\n"
            self._file.write(f'"{name}": {_json(_declared(kinds))}{end}')


def _learn(declared: dict[str, str], says: Mapping[str, Value]) -> None:
    for name, value in says.items():
        declared.setdefault(name, _TYPES[type(value)])


def _declared(kinds: Mapping[str, Mapping[str, str]]) -> list[dict[str, object]]:
    return [
        {"name": kind, "attributes": [{"name": name, "type": of} for name, of in declared.items()]}
        for kind, declared in sorted(kinds.items())
    ]


def _said(says: Mapping[str, Value]) -> list[dict[str, object]]:
    return [{"name": name, "value": _plain(value)} for name, value in says.items()]


def _plain(value: Value) -> object:
    return value.isoformat() if isinstance(value, datetime) else value


def _bound(bonds: Iterable[Bond]) -> dict[str, object]:
    return {"relationships": [{"objectId": to, "qualifier": as_} for to, as_ in bonds]}


_json = json.JSONEncoder(ensure_ascii=False).encode
