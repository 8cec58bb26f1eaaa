"""Bring a source file into the book: register first, then facts, each row once and for all."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain
from pathlib import Path

from dueprocess.intake import factrows, provenance, registerrows
from dueprocess.intake.headers import ORDER
from dueprocess.intake.line import Line
from dueprocess.intake.plate import found_by
from dueprocess.intake.progress import EVERY, READING, Progress, Teller
from dueprocess.intake.recording import Recording
from dueprocess.intake.registering import bring_register, drop_facts_of_rejected_cases
from dueprocess.intake.report import ImportReport, rejects_beside, write_rejects
from dueprocess.intake.roster import Roster
from dueprocess.intake.source import Block, blocks, opened
from dueprocess.intake.spool import IMPLIED, Entry, Spool
from models.clock import now
from models.register import mark_missing
from models.store import Store
from rulebook.law.lawbook import Lawbook
from rulebook.time.calendar import Calendar

_FACTS = ("facts", IMPLIED)
_CHUNK = 1 << 20  # bytes


def bring(
    store: Store,
    law: Lawbook,
    calendar: Calendar,
    path: Path | str,
    progress: Teller | None = None,
) -> ImportReport:
    """Import a workbook (.xlsx) or a table (.csv) of courts, officers, cases, assets and facts.

    The same file twice changes nothing. A row that vanished from a docket (a file with a sheet
    案件) is marked missing in its source, within the courts the docket names; nothing is ever
    deleted. A recorded fact that now reads otherwise is rejected: it takes a correcting fact.
    Good rows are kept whatever the others hold; the rest stand in the reject report.

    Raises `DocketUnreadable`, `SheetsUnknown`, `HeaderMissing` before anything is changed,
    `BookFounded` when the sheet 案册 names another kind of book, and `NoBook` when there is none.
    """
    path = Path(path)
    particulars = factrows.Particulars(law)
    with opened(path) as file, Spool() as spool:
        found, notes = blocks(file, particulars.headers)
        if "book" in found:
            found_by(found["book"], store)
        with store.writing() as session:
            begun = now(session)
            run = provenance.begin(session, path.name, _sha256(path), begun)
        job = _Job(store, law, calendar, spool, run, begun, progress or _silent, particulars)
        rows = sum(job.bring(found[name]) for name in ORDER if name in found)
        missing, lacking = job.bring_facts()
        return replace(job.report(path, rows, missing, notes), lacking=lacking)


@dataclass(frozen=True, slots=True)
class _Job:
    """One import under way."""

    store: Store
    law: Lawbook
    calendar: Calendar
    spool: Spool
    run: int
    begun: datetime
    tell: Teller
    particulars: factrows.Particulars

    def bring(self, block: Block) -> int:
        """Read one sheet, and enter it unless it is the facts'. Returns its rows."""
        with self.store.reading() as session:
            roster = Roster.of(session)
        rows = 0
        for rows, (number, cells) in enumerate(block.rows(), start=1):
            line = Line(number, cells, block.headers.titles, block.epoch)
            self._keep(line, list(self._entries(block.sheet.id, line, roster)))
            if rows % EVERY == 0:
                self.tell(Progress(READING, block.sheet.zh, rows, block.height))
        self.tell(Progress(READING, block.sheet.zh, rows, rows))
        self.spool.index()
        if block.sheet.id != "facts":
            bring_register(self.store, self.spool, self.run, block.sheet.id)
        if block.sheet.id == "cases":
            drop_facts_of_rejected_cases(self.spool)
        return rows

    def bring_facts(self) -> tuple[int, tuple[str, ...]]:
        """Record the facts of the sheet and of the cases' columns.

        Returns how many rows are missing, and what facts were taken without.
        """
        recording = Recording(self.store, self.law, self.calendar, self.spool, self.run, self.tell)
        recording.compare()
        gone = {name: list(self._gone(name)) for name in ("cases", "assets", *_FACTS)}
        recording.refuse_moved(gone["facts"])
        recording.record()
        with self.store.writing() as session:
            for name, keys in gone.items():
                provenance.miss(session, name, keys, self.begun)
            mark_missing(session, gone["cases"], self.begun)
        missing = sum(len(keys) for name, keys in gone.items() if name != IMPLIED)
        return missing, tuple(recording.lacking())

    def report(self, path: Path, rows: int, missing: int, notes: tuple[str, ...]) -> ImportReport:
        """Write the reject report if there is one to write, and close the import."""
        rejected = self.spool.rejected()
        beside = write_rejects(rejects_beside(path), self.spool.rejects()) if rejected else None
        figures = {
            "rows": rows,
            "added": self.spool.count(ORDER, "done"),
            "changed": self.spool.count(ORDER, "changed"),
            "unchanged": self.spool.count(ORDER, "known"),
            "rejected": rejected,
            "missing": missing,
        }
        with self.store.writing() as session:
            provenance.finish(session, self.run, now(session), **figures)
        implied = self.spool.count((IMPLIED,), "done")
        return ImportReport(
            **figures, rejects_path=beside, implied=implied, notes=notes, lacking=()
        )

    def _entries(self, sheet: str, line: Line, roster: Roster) -> Iterator[Entry]:
        match sheet:
            case "courts":
                yield registerrows.court(line)
            case "officers":
                yield registerrows.officer(line, self.law, roster)
            case "cases":
                entry = registerrows.case(line, roster)
                court = str(entry.body["court_code"])
                yield from chain([entry], registerrows.implied(line, entry.number, court, roster))
            case "assets":
                yield registerrows.asset(line)
            case _:
                yield factrows.fact(line, self.particulars, roster)

    def _keep(self, line: Line, entries: list[Entry]) -> None:
        if not line.faults:
            for entry in entries:
                self.spool.put(entry)
            return
        # The row is still in the source: its key must be known lest it be taken for vanished.
        head = entries[0]
        self.spool.put(replace(head, key=head.key or f"!{line.number}"), "rejected")
        self.spool.reject(head.sheet, line.number, line.faults)

    def _gone(self, name: str) -> Iterator[str]:
        """Rows that the docket no longer has, of the courts whose cases it states."""
        courts = self._courts()
        spoken = {sheet for (sheet,) in self.spool.execute("SELECT DISTINCT sheet FROM line")}
        if not courts or name not in spoken:
            return
        doubtful = {
            number
            for (number,) in self.spool.execute(
                "SELECT number FROM line WHERE sheet = ? AND state = 'rejected'", (name,)
            )
        }
        with self.store.writing() as session:
            here = self.spool.execute(
                "SELECT key FROM line WHERE sheet = ? AND state IN ('rejected', 'dropped')", (name,)
            )
            provenance.seen(session, self.run, name, (key for (key,) in here))
        with self.store.reading() as session:
            for rows in provenance.unseen(session, self.run, name):
                ours = provenance.of_courts(session, (number for _, number in rows), courts)
                yield from (k for k, number in rows if number in ours and number not in doubtful)

    def _courts(self) -> set[str]:
        rows = self.spool.execute(
            "SELECT DISTINCT json_extract(body, '$.court_code') FROM line"
            " WHERE sheet = 'cases' AND state IN ('done', 'known', 'changed')"
        )
        return {code for (code,) in rows}


def _silent(_: Progress) -> None:
    return None


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
