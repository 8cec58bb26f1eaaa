"""Changing over to a new ladder (新旧阶梯衔接): which clocks do, and the fact that moves them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from models import clock, ladders
from models.record import Arrival, Recorded, record_many
from models.recording.climbed import SWITCHED, climbed
from models.recording.dossier import Dossier
from models.recording.gathering import look
from models.recording.inking import claims
from models.recounting.moves import Move, moved_by, open_cases
from models.store import Store
from models.tables.node import NodeState
from models.tables.schema import metadata
from rulebook.law.ladder import Transition, bare
from rulebook.law.lawbook import Lawbook
from rulebook.oversight.supervision import OPEN
from rulebook.time.calendar import Calendar

_ITEM = metadata.tables["supervision_item"]
_OPEN = (NodeState.RUNNING.value, NodeState.WAITING.value, NodeState.PAUSED.value)


@dataclass(frozen=True, slots=True)
class Switch:
    """One clock that stands under a ladder which the law has changed since."""

    case_id: int
    case: str
    node: str  # its key
    rule_id: str
    was: ladders.Pair
    now: ladders.Pair
    stays: str  # why it climbs on as it began; empty: it changes over
    move: Move | None  # when its rungs come differently, how


def switches(store: Store, law: Lawbook, calendar: Calendar) -> Iterator[Switch]:
    """Every open clock under an older ladder: what the declared transition does to it."""
    for ids in open_cases(store):
        yield from among(store, ids, law, calendar)


def among(store: Store, ids: Sequence[int], law: Lawbook, calendar: Calendar) -> Iterator[Switch]:
    """The same of these cases alone."""
    with store.reading() as session:
        connection = session.connection()
        found = [(one, _older(one, law)) for one in look(connection, ids)]
        found = [(one, older) for one, older in found if older]
        nodes = [one.nodes[key].id for one, older in found for key in older]
        items, fired = _open_levels(connection, nodes), claims(connection, nodes)
        plans = [
            (
                one,
                older,
                climbed(lambda: connection, one.nodes, law, _going(one, older, items, law)),
            )
            for one, older in found
        ]
    for one, older, stands in plans:
        moves = {move.node: move for move in moved_by(one, stands, law, calendar, fired)}
        for key in older:
            yield _switch(one, key, law, items, moves)


def switch(
    store: Store,
    law: Lawbook,
    calendar: Calendar,
    by: str,
    reason: str,
    told: Callable[[int], None] = lambda _: None,
) -> int:
    """Change every clock over that its ladder's transition says, a fact a case; how many cases.

    Broken off, it goes on where it was when it is called again.
    """
    done = 0
    for ids in open_cases(store):
        moved = switched(store, ids, law, calendar, by, reason)
        done += moved
        if moved:
            told(done)
    return done


def switched(
    store: Store, ids: Sequence[int], law: Lawbook, calendar: Calendar, by: str, reason: str
) -> int:
    """The same of these cases alone, in one transaction."""
    by_case: dict[int, list[Switch]] = {}
    for one in among(store, ids, law, calendar):
        if not one.stays:
            by_case.setdefault(one.case_id, []).append(one)
    if not by_case:
        return 0
    with store.reading() as session:
        now = clock.now(session)
    arrivals = [_arrival(case, going, now, law, by, reason) for case, going in by_case.items()]
    for answer in record_many(store, arrivals, law, calendar):
        if not isinstance(answer, Recorded):
            raise answer.error
    return len(by_case)


def _older(dossier: Dossier, law: Lawbook) -> list[str]:
    """Keys of the open nodes whose ladder the law says otherwise now."""
    return [key for key, node in dossier.nodes.items() if _is_older(node.row(), law)]


def _is_older(row: Mapping[str, object], law: Lawbook) -> bool:
    pair, now = _pair(row), ladders.of_law(law, str(row["rule_id"]))
    return row["state"] in _OPEN and bool(pair[1] and now[1]) and pair != now


def _pair(row: Mapping[str, object]) -> ladders.Pair:
    return str(row["ladder"]), str(row["ladder_version"])


def _open_levels(connection: Connection, nodes: Collection[int]) -> Mapping[int, set[str]]:
    found: dict[int, set[str]] = {}
    which = (_ITEM.c.node_id.in_(list(nodes)), _ITEM.c.state.in_(sorted(OPEN)))
    for row in connection.execute(select(_ITEM.c.node_id, _ITEM.c.rung).where(*which)):
        found.setdefault(row.node_id, set()).add(bare(row.rung))
    return found


def _going(
    dossier: Dossier, older: Sequence[str], items: Mapping[int, set[str]], law: Lawbook
) -> list[str]:
    return [key for key in older if not _stays(dossier, key, items, law)]


def _stays(dossier: Dossier, key: str, items: Mapping[int, set[str]], law: Lawbook) -> str:
    node = dossier.nodes[key]
    ladder = law.ladders[ladders.of_law(law, node.rule_id)[0]]
    if ladder.transition is Transition.KEEP:
        return "keep"
    missing = items.get(node.id, set()) - {rung.key for rung in ladder.every}
    return f"open item {', '.join(sorted(missing))}" if missing else ""


def _switch(
    dossier: Dossier,
    key: str,
    law: Lawbook,
    items: Mapping[int, set[str]],
    moves: Mapping[str, Move],
) -> Switch:
    node = dossier.nodes[key]
    return Switch(
        case_id=dossier.id,
        case=dossier.number,
        node=key,
        rule_id=node.rule_id,
        was=_pair(node.row()),
        now=ladders.of_law(law, node.rule_id),
        stays=_stays(dossier, key, items, law),
        move=moves.get(key),
    )


def _arrival(
    case: int, going: Sequence[Switch], at: datetime, law: Lawbook, by: str, reason: str
) -> Arrival:
    changes = sorted({f"{' '.join(one.was)} → {' '.join(one.now)}" for one in going})
    said = {
        "reason": reason,
        "nodes": [one.node for one in going],
        "ladders": changes,
        "rulebook": law.version,
    }
    return Arrival(case=case, kind=SWITCHED, occurred_at=at, payload=said, by=by)
