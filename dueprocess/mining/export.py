"""Writing the book out as an event log (导出事件日志): case after case, none of them kept."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from io import TextIOWrapper
from pathlib import Path
from typing import IO, Protocol, cast

from sqlmodel import Session

from dueprocess.mining.event import Event, Thing
from dueprocess.mining.happenings import Happenings
from dueprocess.mining.naming import Places
from dueprocess.mining.ocel import Ocel
from dueprocess.mining.terms import Terms
from dueprocess.mining.things import register, things
from dueprocess.mining.xes import Xes
from models.reading import traces
from models.reading.traces import Trace
from rulebook.case.standing import standing
from rulebook.property.measure import measures

PACKED = ".gz"
EVERY = 100  # cases between two tellings
Teller = Callable[[int, int], None]


class Writer(Protocol):
    """A log being written."""

    def case(self, thing: Thing, events: Iterable[Event], others: Iterable[Thing]) -> None:
        """One case: its own object, its events in order, its other objects."""

    def things(self, found: Iterable[Thing]) -> None:
        """Objects that belong to no case."""


class Format(Protocol):
    """A kind of file; its class is asked."""

    suffixes: tuple[str, ...]

    def on(self, file: IO[str], title: str, folder: Path) -> AbstractContextManager[Writer]: ...


FORMATS: Mapping[str, Format] = cast("Mapping[str, Format]", {"ocel": Ocel, "xes": Xes})


class WrongSuffix(ValueError):
    """The file is named as one of another kind."""

    def __init__(self, path: Path, format_: str) -> None:
        allowed = ", ".join(f"{one}, {one}{PACKED}" for one in FORMATS[format_].suffixes)
        super().__init__(f"{path} is no file of {format_}: name it {allowed}")


class NoFolder(FileNotFoundError):
    """The folder in which the file shall lie does not exist."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"no folder {path.parent}: make it first, or name another")


@dataclass(slots=True)
class Written:
    """What a log holds: cases, events and objects by type."""

    cases: int = 0
    events: int = 0
    objects: dict[str, int] = field(default_factory=dict)
    courts: set[str] = field(default_factory=set)
    people: set[str] = field(default_factory=set)  # pseudonyms of those who were named

    def counted(self, found: Iterable[Thing]) -> Iterator[Thing]:
        """The objects themselves, counted as they pass."""
        for one in found:
            self.objects[one.kind] = self.objects.get(one.kind, 0) + 1
            yield one


def expect(path: Path, format_: str) -> None:
    """Raises `WrongSuffix` or `NoFolder` for a path that cannot become such a file."""
    name = path.name.lower().removesuffix(PACKED)
    if not name.endswith(FORMATS[format_].suffixes):
        raise WrongSuffix(path, format_)
    if not path.parent.is_dir():
        raise NoFolder(path)


def write(session: Session, terms: Terms, path: Path, format_: str, tell: Teller) -> Written:
    """Write the log; the file stands whole or not at all.

    `tell` is called with the cases done and those there are. A case of which nothing happened
    within the stretch is left out.
    """
    total, done = traces.count(session, terms.wanted), Written()
    title = f"{terms.mark}DueProcess 督程"
    with _laid(path) as file, FORMATS[format_].on(file, title, path.parent) as log:
        for place, trace in enumerate(traces.traces(session, terms.wanted), start=1):
            _case(trace, terms, log, done)
            if place % EVERY == 0 or place == total:
                tell(place, total)
        log.things(done.counted(register(terms, done.courts, done.people)))
    return done


def _case(trace: Trace, terms: Terms, log: Writer, done: Written) -> None:
    stands = standing(trace.facts)
    held = measures(stands, terms.today)
    places = Places(trace)
    events = Happenings(trace, places, terms, {one.seq: one for one in stands}, held).events()
    if terms.wanted.bounded and not events:
        return
    case, *others = done.counted(things(trace, places, terms, held))
    done.cases, done.events = done.cases + 1, done.events + len(events)
    _named(trace, terms, [*events, case, *others], done)
    log.case(case, events, others)


def _named(trace: Trace, terms: Terms, told: Iterable[Event | Thing], done: Written) -> None:
    """Remember the courts and officers that the register has to tell of."""
    done.courts.add(trace.case.court_code)
    for one in told:
        for bond in one.bonds:
            court = terms.court_of.get(bond.target)
            if court is not None:
                done.people.add(bond.target)
                done.courts.add(court)


@contextmanager
def _laid(path: Path) -> Iterator[IO[str]]:
    """A file that takes its name only when it is whole."""
    part = path.with_name(f".{path.name}.part")
    try:
        with _opened(part, packed=path.name.lower().endswith(PACKED)) as file:
            yield file
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def _opened(path: Path, *, packed: bool) -> Iterator[IO[str]]:
    if not packed:
        with path.open("w", encoding="utf-8") as file:
            yield file
        return
    # Without a moment in its head, so that the same book gives the same file.
    with (
        path.open("wb") as raw,
        gzip.GzipFile("", "wb", fileobj=raw, mtime=0) as stream,
        TextIOWrapper(stream, encoding="utf-8") as file,
    ):
        yield file
