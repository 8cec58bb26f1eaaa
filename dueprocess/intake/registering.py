"""Bringing in the register's sheets: courts, officers, cases and assets."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from sqlmodel import Session

from dueprocess.intake import provenance
from dueprocess.intake.line import Fault
from dueprocess.intake.roster import UNKNOWN_COURT, UNKNOWN_OFFICER, Roster
from dueprocess.intake.spool import IMPLIED, Entry, Spool
from models.register import (
    BATCH,
    AssetEntry,
    CaseEntry,
    CourtEntry,
    OfficerEntry,
    case_ids,
    enter_assets,
    enter_cases,
    enter_courts,
    enter_officers,
    mark_missing,
)
from models.store import Store

_ALL = 1 << 30  # rows that may point at each other are entered together
_CYCLE = "上级法院成环 / the courts stand above each other in a circle: correct one of them"
_NO_CASE = "案件未登记 / no such case: add the row to the sheet 案件, or see why it was rejected"


def bring_register(store: Store, spool: Spool, run: int, sheet: str) -> None:
    """Enter the new and the changed rows of one sheet, batch by batch, and note them all."""
    check_repeats(spool, sheet)
    if sheet in _LINKED:
        _drop_unlinked(store, spool, sheet)
    size = _ALL if sheet in _LINKED else BATCH
    for batch in spool.batches((sheet,), "new", size):
        with store.writing() as session:
            known = _of_known_cases(session, spool, batch) if sheet == "assets" else batch
            _bring_batch(session, spool, run, sheet, known)


def check_repeats(spool: Spool, sheet: str) -> None:
    """Reject every row that says again what a row above it said, whatever else it says."""
    for entry, first in spool.repeated(sheet):
        reason = f"与第 {first} 行重复 / repeats row {first}: keep one of them"
        spool.refuse(entry, Fault("", entry.key, reason))


def drop_facts_of_rejected_cases(spool: Spool) -> None:
    """What a rejected row's columns imply is not a fact."""
    spool.execute(
        "UPDATE line SET state = 'dropped' WHERE sheet = ? AND state = 'new' AND row IN"
        " (SELECT row FROM reject WHERE sheet = 'cases')",
        (IMPLIED,),
    )


def _bring_batch(
    session: Session, spool: Spool, run: int, sheet: str, batch: Sequence[Entry]
) -> None:
    before = provenance.digests(session, sheet, (entry.key for entry in batch))
    same = [e for e in batch if before.get(e.key) == e.digest]
    changed = [e for e in batch if before.get(e.key, e.digest) != e.digest]
    new = [e for e in batch if e.key not in before]
    _ENTER[sheet](session, [*changed, *new])
    provenance.stand(session, run, sheet, ((e.key, e.digest) for e in (*changed, *new)))
    provenance.seen(session, run, sheet, (e.key for e in same))
    if sheet == "cases":
        mark_missing(session, (e.key for e in batch), None)
    for entries, state in ((same, "known"), (changed, "changed"), (new, "done")):
        spool.mark(entries, state)


def _of_known_cases(session: Session, spool: Spool, batch: Sequence[Entry]) -> list[Entry]:
    known = case_ids(session, (entry.number for entry in batch))
    for entry in batch:
        if entry.number not in known:
            spool.refuse(entry, Fault("案号", entry.number, _NO_CASE))
    return [entry for entry in batch if entry.number in known]


def _drop_unlinked(store: Store, spool: Spool, sheet: str) -> None:
    """Reject rows that point at nobody; and those that point at them, until all links hold."""
    column, title, reason = _LINKED[sheet]
    entries = {e.key: e for batch in spool.batches((sheet,), "new") for e in batch}
    with store.reading() as session:
        standing = _standing(Roster.of(session), sheet)
    while loose := [e for e in entries.values() if not _holds(e, column, {**standing, **entries})]:
        for entry in loose:
            spool.refuse(entry, Fault(title, str(entry.body[column]), reason))
            del entries[entry.key]
    if sheet == "courts":
        superiors = standing | {k: e.body[column] for k, e in entries.items()}
        for entry in entries.values():
            if _circles(entry.key, superiors):
                spool.refuse(entry, Fault(title, str(entry.body[column]), _CYCLE))


def _standing(roster: Roster, sheet: str) -> dict[str, Any]:
    return dict(roster.courts if sheet == "courts" else roster.officers)


def _holds(entry: Entry, column: str, known: Mapping[str, object]) -> bool:
    return entry.body[column] is None or entry.body[column] in known


def _circles(code: str, superiors: Mapping[str, str | None]) -> bool:
    passed = {code}
    above = superiors.get(code)
    while above is not None:
        if above in passed:
            return True
        passed.add(above)
        above = superiors.get(above)
    return False


def _courts(session: Session, entries: Iterable[Entry]) -> None:
    enter_courts(session, [CourtEntry(**entry.body) for entry in entries])


def _officers(session: Session, entries: Iterable[Entry]) -> None:
    bodies = ({**e.body, "roles": tuple(e.body["roles"])} for e in entries)
    enter_officers(session, [OfficerEntry(**body) for body in bodies])


def _cases(session: Session, entries: Iterable[Entry]) -> None:
    bodies = ({**e.body, "claim": _yuan(e.body["claim"])} for e in entries)
    enter_cases(session, [CaseEntry(**body) for body in bodies])


def _assets(session: Session, entries: Iterable[Entry]) -> None:
    bodies = ({**e.body, "details": tuple((k, v) for k, v in e.body["details"])} for e in entries)
    enter_assets(session, [AssetEntry(**body) for body in bodies])


def _yuan(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


_ENTER: Mapping[str, Callable[[Session, Iterable[Entry]], None]] = {
    "courts": _courts,
    "officers": _officers,
    "cases": _cases,
    "assets": _assets,
}
_LINKED = {
    "courts": ("superior_code", "上级法院", UNKNOWN_COURT),
    "officers": ("deputy_id", "B角", UNKNOWN_OFFICER),
}
