"""Which clocks move (改期) under another law or calendar: read from the book, nothing written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, select

from models.recording.changes import NodeChange, difference
from models.recording.climbed import Climbed, climbed
from models.recording.dossier import Dossier
from models.recording.gathering import look
from models.recording.inking import claims
from models.recording.round import Fired, climbing
from models.store import Store
from models.tables.node import NodeState
from models.tables.schema import metadata
from rulebook.case.projection import project
from rulebook.law.ladder import ROUND_MARK
from rulebook.law.lawbook import Lawbook
from rulebook.time.calendar import Calendar

BATCH = 200  # cases read, and later recounted, at a time
_CASE = metadata.tables["enforcement_case"]
_NODE = metadata.tables["node"]
_OPEN = (NodeState.RUNNING.value, NodeState.WAITING.value, NodeState.PAUSED.value)


@dataclass(frozen=True, slots=True)
class Clock:
    """A node's clock at one side of a change. `due_on` is None while it stands still."""

    state: str
    due_on: date | None
    due_at: datetime | None
    provisional: bool
    rungs: tuple[tuple[str, datetime], ...]


@dataclass(frozen=True, slots=True)
class Move:
    """One clock that a change touches; `before` is None for a node that it would open."""

    case_id: int
    case: str
    node: str  # its key
    rule_id: str
    subject_ref: str
    enforced: bool
    before: Clock | None
    after: Clock
    tells: bool  # the next patrol would tell somebody

    @property
    def shifts(self) -> bool:
        """Whether its day or its state changes; else only a rung or its certainty does."""
        was = self.before
        return was is None or (was.due_on, was.state) != (self.after.due_on, self.after.state)


def moves(store: Store, law: Lawbook, calendar: Calendar) -> Iterator[Move]:
    """Every open clock of the book that is not where this law and calendar put it."""
    for ids in open_cases(store):
        yield from among(store, ids, law, calendar)


def among(store: Store, ids: Sequence[int], law: Lawbook, calendar: Calendar) -> Iterator[Move]:
    """The same of these cases alone."""
    with store.reading() as session:
        connection = session.connection()
        found = look(connection, ids)
        stand = {one.id: climbed(lambda: connection, one.nodes, law) for one in found}
        open_ = [node.id for one in found for node in one.nodes.values() if _is_open(node.row())]
        fired = claims(connection, open_)
    for dossier in found:
        yield from moved_by(dossier, stand[dossier.id], law, calendar, fired)


def open_cases(store: Store, last: int = 0) -> Iterator[list[int]]:
    """The ids of cases with a clock that is not over, in batches; those behind `last`."""
    while True:
        with store.reading() as session:
            ids = _after(session.connection(), last)
        if not ids:
            return
        yield ids
        last = ids[-1]


def moved_by(
    dossier: Dossier,
    stands: Climbed,
    law: Lawbook,
    calendar: Calendar,
    fired: Mapping[int, Sequence[Fired]],
) -> Iterator[Move]:
    """The open clocks of one case that this law, calendar and its own ladders put elsewhere."""
    plan = project(tuple(dossier.file), law, calendar, stands.ladders)
    for change in difference(dossier.nodes, plan, law, stands.pairs).nodes:
        if change.before is not None and not _is_open(change.before):
            continue
        move = _move(dossier, change, law, fired.get(change.id, ()))
        if move.before != move.after:
            yield move


def _is_open(row: Any) -> bool:
    return row["state"] in _OPEN


def _after(connection: Connection, last: int) -> list[int]:
    query = (
        select(_NODE.c.case_id)
        .where(_NODE.c.state.in_(_OPEN), _NODE.c.case_id > last)
        .distinct()
        .order_by(_NODE.c.case_id)
        .limit(BATCH)
    )
    return list(connection.execute(query).scalars())


def _move(dossier: Dossier, change: NodeChange, law: Lawbook, fired: Sequence[Fired]) -> Move:
    next_at = climbing(change, fired)["next_rung_at"]
    stored = dossier.nodes.get(change.key)
    rule_id = stored.rule_id if stored else str(change.after["rule_id"])
    rule = law.rules.get(rule_id)
    return Move(
        case_id=dossier.id,
        case=dossier.number,
        node=change.key,
        rule_id=rule_id,
        subject_ref=stored.subject_ref if stored else str(change.after["subject_ref"]),
        enforced=rule is not None and rule.enforced,
        before=None if change.before is None else _stored(change.before),
        after=_clock(change.after, change.rungs),
        tells=next_at is not None and next_at <= dossier.as_of,
    )


def _stored(row: Any) -> Clock:
    rungs = tuple((_bare(key), datetime.fromisoformat(at)) for key, at in row["schedule"] or ())
    return _clock(row, rungs)


def _bare(key: str) -> str:
    return key.partition(ROUND_MARK)[0]


def _clock(row: Any, rungs: Sequence[tuple[str, datetime]]) -> Clock:
    return Clock(
        state=str(row["state"]),
        due_on=row["due_on"],
        due_at=row["due_at"],
        provisional=bool(row["provisional"]),
        rungs=tuple(rungs),
    )
