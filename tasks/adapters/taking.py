"""Taking answers in (收取): a file's facts stand together or not at all, with it as paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlmodel import Session, col, select

from models import clock, evidence
from models.canonical import canonical
from models.errors import BookBusy, BookUnreachable, NoBook, NotABook
from models.record import Arrival, Recorded, record_within
from models.store import Store
from models.tables.request import Request, RequestState
from rulebook.case.payload import moment
from rulebook.law.lawbook import Lawbook
from rulebook.time.calendar import Calendar
from tasks.adapters import telling
from tasks.adapters.calling import AdapterFailed, AdapterSilent, within
from tasks.adapters.interface import Interface, interface, interfaces
from tasks.adapters.protocol import Adapter, Result
from tasks.adapters.reading import Told, told

_AWAY = (NoBook, BookBusy, BookUnreachable, NotABook)  # the book's own trouble, not the file's
_MARK = 12  # signs of the digest by which a paper is named


@dataclass(frozen=True, slots=True)
class Taken:
    """What one collecting brought; `faults` are systems that could not be asked."""

    files: int = 0
    facts: int = 0
    again: int = 0  # facts that stood already
    failed: int = 0  # files that could not be taken
    faults: tuple[str, ...] = ()
    cases: tuple[int, ...] = ()


@dataclass(frozen=True)
class Taker:
    """Takes answers into one book. `papers` is where evidence is kept."""

    store: Store
    law: Lawbook
    calendar: Calendar
    papers: Path

    def collect(self, adapters: Sequence[Adapter]) -> Taken:
        """Every answer of every system; what one of them does wrong never stops the others.

        Raises `BookError` only when the book itself is away or busy: the files wait then.
        """
        found = Taken()
        for adapter in adapters:
            found = _sum(found, self._collected(adapter))
        return found

    def _collected(self, adapter: Adapter) -> Taken:
        try:
            results = within(interfaces().call_seconds, adapter.name, adapter.collect)
            done = Taken()
            for result in results:
                done = _sum(done, self._took(adapter, interface(adapter.name), result))
        except (AdapterSilent, AdapterFailed, OSError) as error:
            return Taken(faults=(str(error),))
        return done

    def _took(self, adapter: Adapter, one: Interface, result: Result) -> Taken:
        """One answer; settled only after the book has it, so that a kill between loses nothing."""
        try:
            recorded = self._enter(one, result)
        except _AWAY:
            raise
        except Exception as error:  # noqa: BLE001 - whatever is wrong with it, the next is taken
            self._refuse(one, result)
            adapter.settle(result, " ".join(str(error).split()))
            return Taken(files=1, failed=1)
        adapter.settle(result, "")
        again = sum(1 for fact in recorded if fact.again)
        cases = {fact.case_id for fact in recorded if not fact.again}
        return Taken(1, len(recorded) - again, again, cases=tuple(cases))

    def _enter(self, one: Interface, result: Result) -> list[Recorded]:
        facts = told(result, one, self.law)
        paper = self.papers / result.digest
        fresh = evidence.keep_content(result.content, paper)
        try:
            with self.store.writing() as session:
                return self._record(session, one, result, facts)
        except Exception:
            if fresh:
                paper.unlink(missing_ok=True)
            raise

    def _record(
        self, session: Session, one: Interface, result: Result, facts: Sequence[Told]
    ) -> list[Recorded]:
        done = []
        for number, fact in enumerate(facts, start=1):
            arrival = _arrival(one, result, fact, number)
            done.append(record_within(session, arrival, self.law, self.calendar))
        _answered(session, one, result, facts, [fact.case_id for fact in done])
        return done

    def _refuse(self, one: Interface, result: Result) -> None:
        with self.store.writing() as session:
            as_of = clock.now(session)
            telling.refused(session, self.law, one, result.name, result.digest, as_of)


def _arrival(one: Interface, result: Result, fact: Told, number: int) -> Arrival:
    """The sender's key is the file's digest and the place in it: the same file adds nothing."""
    paper = f"{one.zh}反馈{result.digest[:_MARK]}"
    return Arrival(
        case=canonical(fact.case),
        kind=fact.kind.id,
        occurred_at=moment(fact.on),
        subject_kind=fact.kind.subject,
        subject_ref=fact.subject,
        payload=fact.details,
        evidence=f"{fact.evidence}（{paper}）" if fact.evidence else paper,
        evidence_hash=result.digest,
        evidence_on=fact.evidence_on,
        by="task",
        source="task",
        key=f"{one.id}:{result.digest}:{number}",
    )


def _answered(
    session: Session, one: Interface, result: Result, facts: Sequence[Told], cases: Sequence[int]
) -> None:
    """Questions put to this system are answered: the one that is named, else all of the case."""
    as_of: datetime = clock.now(session)
    named = {fact.request for fact in facts if fact.request}
    which = col(Request.key).in_(named) if named else col(Request.case_id).in_(set(cases))
    rows = session.exec(
        select(Request).where(
            Request.interface == one.id,
            Request.state == RequestState.WAITING,
            Request.tries > 0,
            which,
        )
    ).all()
    for row in rows:
        row.state, row.ended_at, row.answer = RequestState.ANSWERED, as_of, result.digest
        session.add(row)


def _sum(one: Taken, other: Taken) -> Taken:
    return Taken(
        one.files + other.files,
        one.facts + other.facts,
        one.again + other.again,
        one.failed + other.failed,
        (*one.faults, *other.faults),
        tuple(dict.fromkeys((*one.cases, *other.cases))),
    )
