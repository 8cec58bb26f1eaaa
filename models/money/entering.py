"""Entering (记账): what a fact does to its case's ledger, in the fact's own transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select

from models.recording.dossier import Dossier
from models.recording.entry import Entry
from models.statement import Listed, Row, Statement
from models.tables.schema import metadata
from rulebook.case.standing import standing
from rulebook.money.ledger import MOVEMENTS, Posting, ledger

_LEDGER = metadata.tables["ledger_entry"]
STORED = Listed(_LEDGER.c.case_id, lambda which: select(_LEDGER).where(which))


def enter(connection: Connection, entries: Iterable[Entry]) -> None:
    """Bring the ledgers of these cases to where their facts put them.

    A case whose new facts move no money is not looked at. What stands and still follows is left;
    what no longer follows is reversed, what follows now is added.
    """
    moved = [entry.dossier for entry in entries if _moves(entry)]
    if moved:
        settle(connection, moved)


def settle(connection: Connection, dossiers: Sequence[Dossier]) -> int:
    """Write what the ledgers of these cases lack; gives how many entries that were."""
    stored: dict[int, list[Row]] = {dossier.id: [] for dossier in dossiers}
    for row in STORED.rows(connection, list(stored)):
        stored[row["case_id"]].append(row)
    fresh = [row for one in dossiers for row in lacking(one, stored[one.id])]
    _ENTER.each(connection, fresh)
    return len(fresh)


def lacking(dossier: Dossier, stored: Sequence[Row]) -> Iterator[dict[str, Any]]:
    """The entries between what is stored of a case and what follows from its facts."""
    kept: Counter[Posting] = Counter()
    for row in stored:
        values = [row[name] for name in Posting._fields]
        if row["reverses"]:
            kept[Posting(*values)._replace(amount=-row["amount"])] -= 1
        else:
            kept[Posting(*values)] += 1
    wanted = Counter(ledger(standing(dossier.file)).postings)
    last = dossier.file[-1].seq
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
    for at, (one, reverses) in enumerate((*gone, *come), start=place + 1):
        yield {
            "case_id": case_id,
            **one._asdict(),
            "reverses": reverses,
            "entered_seq": last,
            "place": at,
        }


def _more(these: Counter[Posting], those: Counter[Posting]) -> list[Posting]:
    """What the first counts beyond the second, in the order of the postings."""
    return sorted((these - those).elements(), key=lambda one: (one.seq, one.line))


def _moves(entry: Entry) -> bool:
    corrects = any(row["corrects"] is not None for row in entry.facts)
    if corrects and any(fact.kind in MOVEMENTS for fact in entry.dossier.file):
        return True
    return any(row["kind"] in MOVEMENTS for row in entry.facts)


_ENTER = Statement(
    lambda _: insert(_LEDGER).values(
        {c.name: bindparam(c.name, type_=c.type) for c in _LEDGER.columns if c.name != "id"}
    )
)
