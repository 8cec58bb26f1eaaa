"""XES (IEEE 1849): one trace a case, its events in the order in which they happened."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO
from xml.sax.saxutils import quoteattr

from dueprocess.mining.event import Event, Thing, Value

_EXTENSIONS = (
    ("Concept", "concept", "http://www.xes-standard.org/concept.xesext"),
    ("Time", "time", "http://www.xes-standard.org/time.xesext"),
    ("Lifecycle", "lifecycle", "http://www.xes-standard.org/lifecycle.xesext"),
    ("Organizational", "org", "http://www.xes-standard.org/org.xesext"),
)
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<log xes.version="1849.2016" xes.features="">\n'
_GLOBALS = """\
<global scope="trace">
<string key="concept:name" value="UNKNOWN"/>
</global>
<global scope="event">
<string key="concept:name" value="UNKNOWN"/>
<date key="time:timestamp" value="1970-01-01T00:00:00+08:00"/>
<string key="lifecycle:transition" value="complete"/>
<string key="org:resource" value="UNKNOWN"/>
</global>
<classifier name="Activity" keys="concept:name"/>
<classifier name="办理事项" keys="zh"/>
"""
_TAGS: Mapping[type, str] = {
    bool: "boolean",
    int: "int",
    float: "float",
    str: "string",
    datetime: "date",
}


class Xes:
    """Takes one case after the other. A trace has no objects beside its case: they are named."""

    suffixes = (".xes",)

    def __init__(self, file: IO[str], title: str) -> None:
        self._file = file
        file.write(_HEAD)
        for name, prefix, uri in _EXTENSIONS:
            file.write(f'<extension name="{name}" prefix="{prefix}" uri="{uri}"/>\n')
        file.write(f"{_GLOBALS}{_attribute('concept:name', title)}\n")

    @classmethod
    @contextmanager
    def on(cls, file: IO[str], title: str, folder: Path) -> Iterator[Xes]:
        """An empty log on an open file, whole at the end of the `with`."""
        log = cls(file, title)
        yield log
        file.write("</log>\n")

    def case(self, thing: Thing, events: Iterable[Event], others: Iterable[Thing]) -> None:
        """One trace; the rules of the nodes that an event opens and settles stand beside it."""
        rules = {one.id: str(one.says["rule"]) for one in others if one.kind == "node"}
        bonds = {bond.qualifier: bond.target for bond in thing.bonds}
        of: dict[str, Value] = {name: bonds[name] for name in ("court", "handler") if name in bonds}
        says: dict[str, Value] = {"concept:name": thing.id, **of, **thing.says}
        self._file.write(f"<trace>\n{_attributes(says)}\n")
        for event in events:
            self._file.write(f"<event>{_attributes(_event(event, rules))}</event>\n")
        self._file.write("</trace>\n")

    def things(self, found: Iterable[Thing]) -> None:
        """A trace has no place for what belongs to no case."""


def _event(event: Event, rules: Mapping[str, str]) -> dict[str, Value]:
    says: dict[str, Value] = {
        "concept:name": event.kind,
        "time:timestamp": event.at,
        "lifecycle:transition": "complete",
        "org:resource": event.by,
        **event.says,
    }
    for qualifier in ("opens", "settles"):
        named = [rules[to] for to, as_ in event.bonds if as_ == qualifier and to in rules]
        if named:
            says[qualifier] = " ".join(sorted(set(named)))
    if event.about:
        says["object"] = event.about
    return says


def _attributes(says: Mapping[str, Value]) -> str:
    return "".join(_attribute(key, value) for key, value in says.items())


def _attribute(key: str, value: Value) -> str:
    shown = _shown(value)
    return f"<{_TAGS[type(value)]} key={quoteattr(key)} value={quoteattr(shown)}/>"


def _shown(value: Value) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, datetime) else str(value)
