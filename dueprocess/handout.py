"""Handing a bulletin out (通报印发): as Word, Excel, HTML or Markdown, by the name of the file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from models.figures.faults import RankOff

if TYPE_CHECKING:
    from dueprocess.desk import Desk
    from models.tables.bulletin import Bulletin
    from notifications.bulletin.source import Issue, Ranking
    from notifications.documents.report import Report
    from rulebook.figures.entry import Entry

FORMS = (".docx", ".xlsx", ".html", ".md")


class FormUnknown(ValueError):
    """A file name ends in nothing that a bulletin is written as."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path}: a bulletin is written as {', '.join(FORMS)}; name such a file")


class FileStands(FileExistsError):
    """The file is there already."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} exists and is not overwritten: name another file")


def checked(path: Path) -> Path:
    """The path if a bulletin can be written there, before anything is computed."""
    if path.suffix.lower() not in FORMS:
        raise FormUnknown(path)
    if path.exists():
        raise FileStands(path)
    return path


def issue(desk: Desk, row: Bulletin, state: str, rank: bool = False) -> Issue:
    """What the page is made from. `RankOff` when an order is asked for that nobody switched on."""
    from notifications.bulletin.source import Issue
    from rulebook.figures import definitions

    return Issue(
        report=row.report,
        defined=definitions.read(str(row.report["definitions_toml"])),
        number=row.number,
        state=state,
        sha256=row.sha256,
        corrects=row.corrects,
        issued_by=_person(desk, row.issued_by),
        issued_on=row.issued_at.date() if row.issued_at else None,
        rehearsal=desk.rehearsal,
        ranking=_ranking(desk, row.court_code) if rank else None,
    )


def _ranking(desk: Desk, court: str) -> Ranking:
    from models.figures.ranking import switched_on
    from notifications.bulletin.source import Ranking

    with desk.store.reading() as session:
        on = switched_on(session, court)
    if on is None:
        raise RankOff(court)
    return Ranking(_person(desk, on.turned_by), f"{on.turned_at:%Y-%m-%d %H:%M}", on.reason)


def _person(desk: Desk, officer: str) -> str:
    from models.tables.officer import Officer

    if not officer:
        return ""
    with desk.store.reading() as session:
        found = session.get(Officer, officer)
    return f"{found.name}（{officer}）" if found else officer


def write(desk: Desk, path: Path, of: Issue, entries: tuple[Entry, ...]) -> None:
    """Write the bulletin; the file appears whole or not at all."""
    from notifications.bulletin.page import report

    made = _MADE[path.suffix.lower()](desk, report(of), entries)
    partial = path.with_name(f".{path.name}.part")
    partial.write_bytes(made)
    partial.replace(path)


def _word(_desk: Desk, page: Report, _entries: tuple[Entry, ...]) -> bytes:
    from notifications.documents import word

    return word.written(page)


def _excel(desk: Desk, page: Report, entries: tuple[Entry, ...]) -> bytes:
    from models.figures.ground import case_numbers
    from notifications.bulletin import lists, workbook

    with desk.store.reading() as session:
        numbers = case_numbers(session, {one.case for one in entries})
    return workbook.written(page, lists.sheets(entries, numbers))


def _html(_desk: Desk, page: Report, _entries: tuple[Entry, ...]) -> bytes:
    from notifications.documents import web

    return web.written(page).encode()


def _markdown(_desk: Desk, page: Report, _entries: tuple[Entry, ...]) -> bytes:
    from notifications.bulletin import markdown

    return markdown.written(page).encode()


_MADE: dict[str, Callable[[Desk, Report, tuple[Entry, ...]], bytes]] = {
    ".docx": _word,
    ".xlsx": _excel,
    ".html": _html,
    ".md": _markdown,
}
