"""`dueprocess export` (导出): the book as an event log, OCEL 2.0 or XES, without names."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dueprocess.cli.frame.options import AsJson, Officer
from dueprocess.cli.frame.stretch import Since, Until

if TYPE_CHECKING:
    from sqlmodel import Session

    from dueprocess.desk import Desk
    from dueprocess.mining.export import Written
    from dueprocess.mining.terms import Terms
    from models.reading.traces import Wanted

ACT = "export"
LINE_EVERY = 5_000  # cases between two lines where there is no terminal

Pseudonyms = Annotated[
    bool, typer.Option("--pseudonyms/--staff-numbers", help="化名或工号 how officers are named")
]


class UnknownFormat(ValueError):
    """The book is written in no such format."""

    def __init__(self, given: str, known: list[str]) -> None:
        super().__init__(f"no format {given!r}: choose one of {', '.join(known)}")


def export(
    format_: Annotated[str, typer.Argument(metavar="FORMAT", help="格式 ocel (2.0), xes")],
    out: Annotated[Path, typer.Option(help="文件 .json or .xes; .gz behind it packs it")],
    court: Annotated[str, typer.Option(help="法院代码 this court and all below it")] = "",
    since: Since = "",
    until: Until = "",
    pseudonyms: Pseudonyms = True,
    by: Officer = "",
    json: AsJson = False,
) -> None:
    """导出 The book's facts, nodes and supervision as an event log for process mining."""
    from dueprocess.cli.frame.progress import Bar
    from dueprocess.cli.frame.reach import reached
    from dueprocess.cli.frame.signing import signed
    from dueprocess.cli.frame.stretch import stretch
    from dueprocess.desk import Desk
    from dueprocess.mining.export import FORMATS, expect, write

    if format_ not in FORMATS:
        raise UnknownFormat(format_, [*FORMATS])
    expect(out, format_)
    bounds = stretch(since, until)
    with Desk.opened() as desk:
        officer = signed(desk, by)
        with desk.store.reading() as session, Bar("导出", LINE_EVERY) as bar:
            wanted = reached(desk, session, officer, ACT, court, bounds)
            terms = _terms(desk, session, wanted, pseudonyms)
            done = write(session, terms, out, format_, bar)
        _note(desk, officer, f"{format_} {court} {since}..{until} {done.cases}".strip())
        _tell(out, done, terms.mark, json)


def _terms(desk: Desk, session: Session, wanted: Wanted, pseudonyms: bool) -> Terms:
    from dueprocess.mining.naming import Naming
    from dueprocess.mining.saying import Saying
    from dueprocess.mining.terms import REHEARSAL, Terms
    from models import clock
    from models.reading.people import courts, people, seal

    return Terms(
        law=desk.law,
        saying=Saying(desk.law),
        naming=Naming(seal(session), pseudonyms=pseudonyms),
        people=people(session),
        courts=courts(session),
        wanted=wanted,
        today=clock.now(session).date(),
        mark=REHEARSAL if desk.rehearsal else "",
    )


def _note(desk: Desk, officer: str, detail: str) -> None:
    """Whoever takes the book's cases away leaves a line in the audit."""
    from models import clock
    from models.access.audit import Visitor, note

    with desk.store.writing() as session:
        note(session, Visitor(officer, "shell"), ACT, clock.system_now(), detail=detail)


def _tell(out: Path, done: Written, mark: str, json: bool) -> None:
    from dueprocess.cli.frame.terminal import emit

    if json:
        objects = dict(sorted(done.objects.items()))
        emit({"file": out, "cases": done.cases, "events": done.events, "objects": objects})
        return
    total = sum(done.objects.values())
    print(f"{mark}{out}: {done.cases} 案 cases, {done.events} 事件 events, {total} 对象 objects")
