"""Writing one fact on PostgreSQL without a lock: all of it hangs on the row of the case.

That row is moved on only if the case's chain still ends where the writer believes, if the book's
clock is as far ahead as it was, and if what else the writer takes for granted is so.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import Connection

from models.prepared import answered
from models.recording.binding import SHOWN, bound, dumped, entered, names, numbered, typed
from models.recording.changes import CLIMBING
from models.recording.entry import DERIVED, Rows
from models.recording.inking_postgresql import WAKING
from models.recording.stored import FOLLOWING
from models.tables.columns import fen
from models.tables.schema import metadata
from rulebook.money.ledger import Posting

MOST = 12  # rows of nodes that are bound value by value
_REMEMBERED = 1_024  # statements, by their shape
_NODE, _SHOWN = metadata.tables["node"], metadata.tables["transition"]


@dataclass(frozen=True, slots=True)
class Ahead:
    """What is taken for granted of the book, and written only if it is so."""

    head: str  # of the case's chain
    seconds: int  # that the book's clock is before the server's
    officers: Sequence[str] = ()  # who are registered
    postings: Sequence[Posting] | None = None  # the case's whole ledger; None: not asked


@dataclass(frozen=True, slots=True)
class Inked:
    """What was written, and what the signer's roles are."""

    ids: Mapping[str, int]  # of new nodes, by key
    roles: list[str] | None  # None: no officer of the book signs


def ink_if_ahead(connection: Connection, written: Rows, ahead: Ahead, signer: str) -> Inked | None:
    """Write a fact that comes alone, if all is as it was; else nothing, and `None`.

    `signer` is the officer whose roles are wanted; empty for nobody's.
    """
    shape = _Shape(
        fresh=len(written.fresh),
        standing=len(written.standing),
        transitions=len(written.transitions),
        ledger=len(written.ledger),
        officers=len(ahead.officers),
        postings=ahead.postings is not None,
        signer=bool(signer),
    )
    values = _said(written, ahead, signer)
    found = answered(connection, _statement(shape), values)
    if not found:
        return None
    roles = found[0][2]
    ids = {key: int(id_) for id_, key, _ in found if id_ and key}
    return Inked(ids, json.loads(roles) if roles else None)


class _Shape(NamedTuple):
    """How many rows of each kind; a statement is written once for each shape."""

    fresh: int
    standing: int
    transitions: int
    ledger: int
    officers: int
    postings: bool
    signer: bool


def _said(written: Rows, ahead: Ahead, signer: str) -> list[str | None]:
    """Every value of the statement in its place."""
    ((case,), (fact,)) = written.cases, written.facts
    said = bound(_OF_CASE(case))
    said += (ahead.head, str(ahead.seconds), *ahead.officers)
    if ahead.postings is not None:
        said += (str(case["id"]), dumped([_as_kept(one) for one in ahead.postings]))
    said += bound(_OF_FACT(fact))
    for row in written.fresh:
        said += bound(_OF_FRESH(row))
    for row in written.standing:
        said += bound(_OF_STANDING(row))
    for row in written.transitions:
        if written.fresh:
            said.append(row["node_key"])
        said += bound(_OF_TRANSITION(row))
    for row in written.ledger:
        said += bound(entered(row))
    if signer:
        said.append(signer)
    return said


@lru_cache(maxsize=_REMEMBERED)
def _statement(shape: _Shape) -> str:
    """The statement of that shape: what there is none of costs nothing."""
    parts = {
        "stood": f"{_STAND} {_granted(shape)}RETURNING id",
        "recorded": _inserting("fact", 1),
        "opened": f"{_inserting('node', shape.fresh)} RETURNING id, key" if shape.fresh else "",
        "changed": _updating(shape.standing) if shape.standing else "",
        "shown": _showing(shape) if shape.transitions else "",
        "entered": _inserting("ledger_entry", shape.ledger) if shape.ledger else "",
        "woken": WAKING,
    }
    queries = ", ".join(f"{name} AS ({query})" for name, query in parts.items() if query)
    node = "opened.id, opened.key" if shape.fresh else "NULL, NULL"
    joined = " LEFT JOIN opened ON true" if shape.fresh else ""
    roles = _ROLES if shape.signer else "NULL"
    return _placed(f"WITH {queries} SELECT {node}, {roles} FROM stood{joined}")


def _placed(text: str) -> str:
    """The statement with its values numbered as they come."""
    first, *others = text.split("%s")
    return first + "".join(f"${at}{other}" for at, other in enumerate(others, start=1))


def _granted(shape: _Shape) -> str:
    """What is taken for granted beyond the head of the chain and the clock."""
    listed = ", ".join(["%s"] * shape.officers)
    asked = f"AND (SELECT count(*) FROM officer WHERE id IN ({listed})) = {shape.officers} "
    return (asked if shape.officers else "") + (_POSTINGS if shape.postings else "")


def _inserting(name: str, rows: int) -> str:
    table, columns = metadata.tables[name], numbered(name)
    values = _values([f"%s::{typed(table, column)}" for column in columns], rows)
    return f"INSERT INTO {name} ({names(columns)}) SELECT new.* FROM stood, {values}"


def _updating(rows: int) -> str:
    columns = ("id", *_SET)
    values = _values([f"%s::{typed(_NODE, column)}" for column in columns], rows)
    setting = ", ".join(f"{column} = new.{column}" for column in _SET)
    source = f"stood, {values} ({names(columns)})"
    return f"UPDATE node SET {setting} FROM {source} WHERE node.id = new.id"


def _showing(shape: _Shape) -> str:
    """Transitions, whose nodes may have been opened by this very statement."""
    node, *others = (f"%s::{typed(_SHOWN, column)}" for column in _TRANSITION)
    if shape.fresh:
        node = f"COALESCE((SELECT id FROM opened WHERE key = %s), {node})"
    values = _values([node, *others], shape.transitions)
    return f"INSERT INTO transition ({names(_TRANSITION)}) SELECT new.* FROM stood, {values}"


def _values(row: Sequence[str], rows: int) -> str:
    # Of a few rows without a condition the server makes them in their order.
    one = f"({', '.join(row)})"
    return f"(VALUES {', '.join([one] * rows)}) AS new"


_SET = (*FOLLOWING, *CLIMBING)
_TRANSITION = ("node_id", *(name for name in SHOWN if name != "node_id"))
_OF_CASE = itemgetter(*DERIVED, "id")
_OF_FACT = itemgetter(*numbered("fact"))
_OF_FRESH = itemgetter(*numbered("node"))
_OF_STANDING = itemgetter("id", *_SET)
_OF_TRANSITION = itemgetter(*_TRANSITION)
_STAND = (
    f"UPDATE enforcement_case SET {', '.join(f'{name} = %s' for name in DERIVED)} "
    "WHERE id = %s AND head = %s AND (SELECT ahead_seconds FROM book WHERE id = 1) = %s "
)
_POSTINGS = """
AND COALESCE((SELECT jsonb_agg(jsonb_build_array(
    seq, line, account, receipt, payee, amount, day) ORDER BY seq, line)
  FROM ledger_entry WHERE case_id = %s), '[]') = %s::jsonb """
_ROLES = """(SELECT json_agg(role)
  FROM officer LEFT JOIN officer_role ON officer_id = officer.id WHERE officer.id = %s)"""


def _as_kept(one: Posting) -> list[Any]:
    """A posting as `_POSTINGS` reads it; a ledger in which something was reversed has more."""
    return [*one[:5], fen(one.amount), one.day]
