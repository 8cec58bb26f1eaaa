"""Entering (记账): what a fact does to its case's ledger, in the fact's own transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, select

from models.recording.arrival import Arrival
from models.recording.dossier import Dossier
from models.recording.entry import Entry
from models.recording.inking import ENTER
from models.statement import Listed, Row
from models.tables.schema import metadata
from rulebook.case.casefile import FactView
from rulebook.case.standing import standing
from rulebook.money.ledger import MOVEMENTS, Posting, ledger

_LEDGER = metadata.tables["ledger_entry"]
_IN_ORDER = attrgetter("seq", "line")
STORED = Listed(_LEDGER.c.case_id, lambda which: select(_LEDGER).where(which))


class Ledgers:
    """The ledgers of a batch's cases as they were before it, read at once upon the first question.

    Nobody else writes to them meanwhile: the cases are locked.
    """

    def __init__(self, arrivals: Iterable[Arrival], entries: Iterable[Entry | None]) -> None:
        pairs = zip(arrivals, entries, strict=True)
        moved = (entry for arrival, entry in pairs if entry and _may_move(arrival))
        self._cases = list(dict.fromkeys(one.dossier.id for one in moved if one.dossier.file))
        self._rows: Mapping[int, list[Row]] | None = None

    def stored(self, book: Callable[[], Connection], case: int) -> Sequence[Row]:
        """What is stored of a case that had facts before; only the first question asks the book."""
        if self._rows is None:
            self._rows = _stored(book(), self._cases)
        return self._rows.get(case, ())


def enter(book: Callable[[], Connection], entries: Iterable[Entry], before: Ledgers) -> None:
    """Note what the ledgers of these cases gain, to be written with their facts.

    A case whose new facts move no money is not looked at. What stands and still follows is left;
    what no longer follows is reversed, what follows now is added. The `book` is asked about cases
    that had facts before.
    """
    for entry in entries:
        if _moves(entry):
            dossier = entry.dossier
            had_facts = dossier.facts > len(entry.facts)
            stored = before.stored(book, dossier.id) if had_facts else ()
            entry.ledger = list(lacking(dossier, entry.progress.stands, stored))


def _stored(connection: Connection, cases: Sequence[int]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = {}
    for row in STORED.rows(connection, cases):
        found.setdefault(row["case_id"], []).append(row)
    return found


def settle(connection: Connection, dossiers: Sequence[Dossier]) -> int:
    """Write what the ledgers of these cases lack; gives how many entries that were."""
    stored = _stored(connection, [dossier.id for dossier in dossiers])
    fresh = [
        row for one in dossiers for row in lacking(one, standing(one.file), stored.get(one.id, ()))
    ]
    ENTER.each(connection, fresh)
    return len(fresh)


def lacking(
    dossier: Dossier, stands: Sequence[FactView], stored: Sequence[Row]
) -> Iterator[dict[str, Any]]:
    """The entries between what is stored of a case and what follows from the facts that stand."""
    last = dossier.file[-1].seq
    if not stored:  # a new case: there is nothing to compare with
        postings = sorted(ledger(stands).postings, key=_IN_ORDER)
        yield from _placed([(one, False) for one in postings], dossier.id, last, 0)
        return
    kept: Counter[Posting] = Counter()
    for row in stored:
        values = [row[name] for name in Posting._fields]
        if row["reverses"]:
            kept[Posting(*values)._replace(amount=-row["amount"])] -= 1
        else:
            kept[Posting(*values)] += 1
    wanted = Counter(ledger(stands).postings)
    place = max((row["place"] for row in stored if row["entered_seq"] == last), default=0)
    yield from _between(kept, wanted, dossier.id, last, place)


def following(before: Sequence[Posting], after: Entry) -> list[dict[str, Any]]:
    """The entries that a case gains with its last fact, when `before` is all that is stored."""
    dossier = after.dossier
    wanted = Counter(ledger(after.progress.stands).postings)
    return list(_between(Counter(before), wanted, dossier.id, dossier.facts, 0))


def _between(
    kept: Counter[Posting], wanted: Counter[Posting], case_id: int, last: int, place: int
) -> Iterator[dict[str, Any]]:
    gone = [(one._replace(amount=-one.amount), True) for one in _more(kept, wanted)]
    come = [(one, False) for one in _more(wanted, kept)]
    yield from _placed((*gone, *come), case_id, last, place)


def _placed(
    moves: Iterable[tuple[Posting, bool]], case_id: int, last: int, place: int
) -> Iterator[dict[str, Any]]:
    for at, (one, reverses) in enumerate(moves, start=place + 1):
        yield {
            "case_id": case_id,
            **one._asdict(),
            "reverses": reverses,
            "entered_seq": last,
            "place": at,
        }


def _more(these: Counter[Posting], those: Counter[Posting]) -> list[Posting]:
    """What the first counts beyond the second, in the order of the postings."""
    return sorted((these - those).elements(), key=_IN_ORDER)


def _may_move(arrival: Arrival) -> bool:
    return arrival.kind in MOVEMENTS or arrival.corrects is not None


def _moves(entry: Entry) -> bool:
    corrects = any(row["corrects"] is not None for row in entry.facts)
    if corrects and any(fact.kind in MOVEMENTS for fact in entry.dossier.file):
        return True
    return any(row["kind"] in MOVEMENTS for row in entry.facts)
