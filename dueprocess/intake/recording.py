"""Bringing in facts: told apart from those that stand, then recorded in order of time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from dueprocess.intake import provenance
from dueprocess.intake.line import Fault
from dueprocess.intake.progress import RECORDING, Progress, Teller
from dueprocess.intake.property import completed
from dueprocess.intake.provenance import Stated
from dueprocess.intake.registering import check_repeats
from dueprocess.intake.spool import IMPLIED, Entry, Spool
from models.errors import UnknownCase
from models.record import Arrival, Recorded, Rejected, record_many
from models.register import batches
from models.store import Store
from rulebook.law.lawbook import Lawbook
from rulebook.time.calendar import Calendar

_FACTS = "facts"
_BOTH = (_FACTS, IMPLIED)
_EDITED = (
    "已另行记录，不得改写 / already recorded differently; record a correction "
    "(`dueprocess record CASE correction --corrects SEQ`)"
)


@dataclass(frozen=True, slots=True)
class Recording:
    """One import's facts on their way into the book."""

    store: Store
    law: Lawbook
    calendar: Calendar
    spool: Spool
    run: int
    tell: Teller
    _lacking: Counter[str] = field(default_factory=Counter)  # by gate, of facts that were taken

    def compare(self) -> None:
        """Tell new facts from those that stand; what now says otherwise is rejected."""
        check_repeats(self.spool, _FACTS)
        self._drop_what_rows_state()
        for sheet in _BOTH:
            for batch in self.spool.batches((sheet,), "new"):
                with self.store.writing() as session:
                    self._compare(session, sheet, batch)
        self._heed_the_book()

    def refuse_moved(self, gone: Iterable[str]) -> None:
        """Reject new rows that stand where a recorded row vanished: they are edits of it."""
        for batch in batches(gone):
            for key in batch:
                group = key.rpartition("|")[0]
                self.spool.execute("INSERT INTO gone VALUES (?)", (group,))
        moved = self.spool.execute(
            "SELECT DISTINCT grp FROM line WHERE sheet = 'facts' AND state = 'new'"
            " AND grp IN (SELECT grp FROM gone)"
        )
        groups = {group for (group,) in moved}
        for entries in self.spool.batches((_FACTS,), "new") if groups else ():
            for entry in entries:
                if entry.group in groups:
                    self._edited(entry)

    def record(self) -> None:
        """Record every new fact, a thousand a transaction, each case's in order of time."""
        total = self.spool.count(_BOTH, "new")
        done = 0
        for batch in self.spool.batches(_BOTH, "new"):
            with self.store.reading() as session:
                arrivals = completed(session, self.law, map(_arrival, batch))
            answers = record_many(self.store, arrivals, self.law, self.calendar)
            self._note(batch, answers)
            done += len(batch)
            self.tell(Progress(RECORDING, "事实", done, total))

    def lacking(self) -> Iterator[str]:
        """What is refused at the desk and was taken as an older system did it, gate by gate."""
        for name, times in sorted(self._lacking.items()):
            gate = self.law.gates[name]
            yield (
                f"{times}项事实不合“{gate.zh}”，请补录 / {times} without what the gate {gate.id} "
                f"asks for: {gate.en}"
            )

    def _note(self, batch: Sequence[Entry], answers: Sequence[Recorded | Rejected]) -> None:
        stands: list[Entry] = []
        for entry, answer in zip(batch, answers, strict=True):
            if isinstance(answer, Rejected):
                self.spool.refuse(entry, self._refusal(entry, answer))
            else:
                stands.append(entry)
                self._lacking.update({one.gate for one in answer.remarks} & self._lenient)
        with self.store.writing() as session:
            for sheet in _BOTH:
                rows = ((e.key, e.digest) for e in stands if e.sheet == sheet)
                provenance.stand(session, self.run, sheet, rows)
        self.spool.mark(stands, "done")

    @property
    def _lenient(self) -> set[str]:
        return {gate.id for gate in self.law.gates.values() if gate.remarks_on_import}

    def _refusal(self, entry: Entry, answer: Rejected) -> Fault:
        if isinstance(answer.error, UnknownCase):
            return Fault("案号", entry.number, str(answer.error))
        kind = self.law.facts[entry.body["kind"]]
        return Fault("事实", kind.zh, str(answer.error))

    def _compare(self, session: Session, sheet: str, batch: Sequence[Entry]) -> None:
        before = provenance.digests(session, sheet, (entry.key for entry in batch))
        stands = [entry for entry in batch if entry.key in before]
        self.spool.mark((e for e in stands if before[e.key] == e.digest), "known")
        for entry in stands:
            if before[entry.key] != entry.digest:
                self._edited(entry)
        provenance.seen(session, self.run, sheet, (entry.key for entry in stands))

    def _drop_what_rows_state(self) -> None:
        """A row of the sheet says more than a column of the case's row."""
        self.spool.execute(
            "UPDATE line SET state = 'dropped' WHERE sheet = ? AND state = 'new' AND EXISTS"
            " (SELECT 1 FROM line f WHERE f.sheet = 'facts' AND f.what = line.what)",
            (IMPLIED,),
        )

    def _heed_the_book(self) -> None:
        """What the book has already, from a column or from the desk, is not recorded again.

        Only kinds that a case's columns can state are met twice this way; with the same day
        they are the same fact, with another day somebody has to correct one of them.
        """
        for sheet in _BOTH:
            for batch in self.spool.batches((sheet,), "new"):
                asked = [e for e in batch if sheet == IMPLIED or e.body["kind"] in STATED]
                with self.store.writing() as session:
                    standing = _standing(session, sheet, asked)
                    same = list(self._told_again(asked, standing))
                    rows = ((entry.key, entry.digest) for entry in same)
                    provenance.stand(session, self.run, sheet, rows)
                self.spool.mark(same, "known")

    def _told_again(
        self, entries: Iterable[Entry], standing: dict[str, list[Stated]]
    ) -> Iterator[Entry]:
        for entry in entries:
            facts = standing.get(entry.what, [])
            if any(_agree(entry, fact) for fact in facts):
                yield entry
            elif facts:
                self._edited(entry)

    def _edited(self, entry: Entry) -> None:
        column = entry.group if entry.sheet == IMPLIED else "发生时间"
        self.spool.refuse(entry, Fault(column, f"{_at(entry):%Y-%m-%d %H:%M}", _EDITED))


# The kinds that `registerrows.implied` reads from a case's own columns.
STATED = ("application_received", "filed", "handler_assigned", "case_closed")


def _standing(session: Session, sheet: str, asked: Sequence[Entry]) -> dict[str, list[Stated]]:
    """What a column is measured against: every such fact; a row: what a column has stated."""
    if sheet == IMPLIED:
        return provenance.recorded(session, {entry.number for entry in asked}, STATED)
    return provenance.keyed(session, {_key(IMPLIED, e.what): e.what for e in asked})


def _agree(entry: Entry, fact: Stated) -> bool:
    day, payload = fact
    said = entry.body["payload"].items()
    return _at(entry).date() == day and all(payload.get(k, v) == v for k, v in said)


def _key(sheet: str, key: str) -> str:
    return f"import:{sheet}:{key}"


def _at(entry: Entry) -> datetime:
    return datetime.fromisoformat(entry.body["occurred_at"])


def _arrival(entry: Entry) -> Arrival:
    body: dict[str, Any] = dict(entry.body)
    on = body.pop("evidence_on", None)
    body["evidence_on"] = None if on is None else date.fromisoformat(on)
    body["occurred_at"] = _at(entry)
    body.setdefault("by", "import")
    return Arrival(**body, source="import", key=_key(entry.sheet, entry.key))
