"""The hash chain (哈希链) of a case's facts: each fact seals itself and the one before it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import select
from sqlmodel import Session

from models.canonical import canonical
from models.documents import in_utc, sealable
from models.errors import UnknownCase
from models.tables.schema import metadata

_FACT = metadata.tables["fact"]
_CASE = metadata.tables["enforcement_case"]

SEALED = (
    "case_id",
    "seq",
    "kind",
    "subject_kind",
    "subject_ref",
    "occurred_at",
    "recorded_at",
    "recorded_by",
    "payload",
    "evidence",
    "evidence_hash",
    "evidence_on",
    "corrects",
    "source",
    "prev",
)
_AT_A_TIME = 2_000
# The moments are written apart: the compiled writer would call back for each of them.
_MOMENTS = ("occurred_at", "recorded_at")
_AT = SEALED.index(_MOMENTS[0])
_MOMENTS_OF = itemgetter(*_MOMENTS)
_BEFORE, _BEHIND = itemgetter(*SEALED[:_AT]), itemgetter(*SEALED[_AT + len(_MOMENTS) :])

Row = Mapping[Any, Any]  # a row as read or as about to be written


@dataclass(frozen=True, slots=True)
class Broken:
    """The first fact at which a case's chain does not hold, and why."""

    case: str
    seq: int
    why: str

    def __str__(self) -> str:
        return f"{self.case} fact {self.seq}: {self.why}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check of the chains found."""

    cases: int
    facts: int
    broken: tuple[Broken, ...]  # one a case, its first

    @property
    def holds(self) -> bool:
        """Whether every chain is whole."""
        return not self.broken


def seal(row: Row) -> str:
    """The hash of a fact's row: sha-256 over every column that means something, `prev` too."""
    occurred_at, recorded_at = _MOMENTS_OF(row)
    said = (*_BEFORE(row), in_utc(occurred_at), in_utc(recorded_at), *_BEHIND(row))
    return sha256(sealable(said)).hexdigest()


def verify(session: Session, case: str) -> Verdict:
    """Check one case's chain; `UnknownCase` when there is none of that number."""
    number = canonical(case)
    found = session.connection().execute(_cases().where(_CASE.c.number == number)).mappings().all()
    if not found:
        raise UnknownCase(case)
    facts = _facts().where(_FACT.c.case_id == found[0]["id"])
    return _judged(found, session.connection().execute(facts).mappings())


def verify_book(session: Session) -> Verdict:
    """Check every chain of the book, row by row as they come, without holding them."""
    connection = session.connection().execution_options(yield_per=_AT_A_TIME)
    cases = connection.execute(_cases()).mappings()
    facts = connection.execute(_facts()).mappings()
    return _judged(cases, facts)


def _cases() -> Any:
    return select(_CASE.c.id, _CASE.c.number, _CASE.c.facts, _CASE.c.head).order_by(_CASE.c.id)


def _facts() -> Any:
    return select(_FACT).order_by(_FACT.c.case_id, _FACT.c.seq)


def _judged(cases: Iterable[Row], facts: Iterable[Row]) -> Verdict:
    seen = counted = 0
    broken = []
    for case, chain in _paired(cases, facts):
        seen += 1
        fault, length = _first_fault(case, chain)
        counted += length
        if fault is not None:
            broken.append(fault)
    return Verdict(seen, counted, tuple(broken))


def _paired(cases: Iterable[Row], facts: Iterable[Row]) -> Iterator[tuple[Row, Iterable[Row]]]:
    """Each case with its facts; both come in the order of the case's id."""
    chains = groupby(facts, key=lambda row: int(row["case_id"]))
    pending = next(chains, None)
    for case in cases:
        if pending is not None and pending[0] == case["id"]:
            yield case, pending[1]
            pending = next(chains, None)
        else:
            yield case, ()


def _first_fault(case: Row, chain: Iterable[Row]) -> tuple[Broken | None, int]:
    prev, length, fault = "", 0, None
    for length, row in enumerate(chain, start=1):
        if fault is None:
            why = _why_broken(row, length, prev)
            fault = Broken(case["number"], int(row["seq"]), why) if why else None
        prev = row["hash"]
    if fault is None and (length, prev) != (case["facts"], case["head"]):
        why = f"the case counts {case['facts']} facts and the chain ends otherwise"
        fault = Broken(case["number"], length, why)
    return fault, length


def _why_broken(row: Row, place: int, prev: str) -> str:
    if row["seq"] != place:
        return f"fact {place} is missing"
    if row["prev"] != prev:
        return "it does not follow the fact before it"
    return "" if seal(row) == row["hash"] else "its contents are not those that were recorded"
