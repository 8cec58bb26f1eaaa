"""A review's row follows its facts (核查随事实): concluded while a conclusion stands, else open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, update

from models.insertion import table_of
from models.recording.entry import Entry
from models.tables.review import Review, ReviewState
from rulebook.case.casefile import FactView
from rulebook.case.standing import CORRECTION, standing

CONCLUDED = "review_concluded"
_REVIEW = table_of(Review)
_LIVING = (ReviewState.OPEN, ReviewState.DONE)  # what holds no more stays so
_OPEN: dict[str, Any] = {
    "state": ReviewState.OPEN,
    "ended_at": None,
    "ended_by": "",
    "outcome": "",
    "reason": "",
    "fact_seq": None,
}


def follow(connection: Connection, entries: Sequence[Entry]) -> None:
    """Bring the rows of the reviews that new facts conclude or correct in step with what stands.

    A conclusion that is voided opens its review again; one that is put right changes what the row
    says.
    """
    for entry in entries:
        touched = dict.fromkeys(_touched(entry))
        if touched:
            last = {one.subject_ref: one for one in standing(entry.dossier.file) if _ends(one)}
            for ref in touched:
                _write(connection, entry.dossier.id, ref, last.get(ref))


def _ends(fact: FactView) -> bool:
    return fact.kind == CONCLUDED


def _touched(entry: Entry) -> Iterator[str]:
    """The reviews that the new facts are about, or whose conclusion they correct."""
    for row in entry.facts:
        if row["kind"] == CONCLUDED:
            yield row["subject_ref"]
        if row["corrects"] is not None:
            found = _corrected(entry.dossier.file, row["corrects"])
            if found is not None and _ends(found):
                yield found.subject_ref


def _corrected(file: Sequence[FactView], seq: int) -> FactView | None:
    """The fact that is put right in the end, through corrections of corrections."""
    by_seq = {one.seq: one for one in file}
    found = by_seq.get(seq)
    while found is not None and found.kind == CORRECTION and found.corrects is not None:
        found = by_seq.get(found.corrects)
    return found


def _write(connection: Connection, case_id: int, ref: str, fact: FactView | None) -> None:
    if not (ref.isascii() and ref.isdigit()):
        return
    own = (_REVIEW.c.id == int(ref), _REVIEW.c.case_id == case_id)
    values = _OPEN if fact is None else _done(fact)
    connection.execute(update(_REVIEW).where(*own, _REVIEW.c.state.in_(_LIVING)).values(**values))


def _done(fact: FactView) -> dict[str, Any]:
    said = fact.payload
    return {
        "state": ReviewState.DONE,
        "ended_at": fact.occurred_at,
        "ended_by": fact.recorded_by,
        "outcome": str(said.get("outcome") or ""),
        "reason": in_words(str(said.get("reason") or ""), _texts(said.get("findings"))),
        "fact_seq": fact.seq,
    }


def in_words(reason: str, found: Sequence[str]) -> str:
    """Why a review was concluded so, and what was found, in one text."""
    return "；".join((reason, *found)).strip("；")


def _texts(said: object) -> list[str]:
    return [str(one) for one in said] if isinstance(said, list | tuple) else []
