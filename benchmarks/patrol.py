"""The patrol: seconds to fire a thousand rungs that fall due among ever more open nodes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, insert, select, update

from benchmarks.engines import NewUrl, settle
from benchmarks.figure import Figure, ratio
from benchmarks.law import CALENDAR, LAW
from benchmarks.population import MORNING, Town, town
from benchmarks.progress import say
from benchmarks.sizes import Sizes
from benchmarks.stopwatch import timed
from models.store import Store
from models.tables.schema import metadata
from rulebook.case.schedule import schedule
from rulebook.time.counting import due
from tasks.audit import audit
from tasks.patrol import sweep

AS_OF = MORNING + timedelta(minutes=30)
RULE = LAW.rules["exec-notice-10d"]
LADDER = LAW.ladders[RULE.ladder]
OPEN_NODES = 10  # a case of the book has that many

_NODE = metadata.tables["node"]
_CLAIM = metadata.tables["rung_claim"]
_SEARCHED = 60  # days back in which each rung's clock is looked for


@dataclass(frozen=True, slots=True)
class Clock:
    """A clock of which one rung falls due this morning; the rungs before it were fired."""

    origin_at: datetime
    due_on: object
    due_at: datetime
    rungs: tuple[tuple[str, datetime], ...]
    now: int  # place of the rung that is due

    @property
    def columns(self) -> dict[str, object]:
        """What the node's row says of it."""
        return {
            "origin_at": self.origin_at,
            "due_on": self.due_on,
            "due_at": self.due_at,
            "schedule": [[key, at.isoformat()] for key, at in self.rungs],
            "next_rung_at": self.rungs[self.now][1],
        }


def measure(engine: str, new_url: NewUrl, sizes: Sizes) -> Iterator[Figure]:
    """Every figure of this part on one engine."""
    clocks = _clocks()
    figures = []
    for cases in sizes.watched:
        nodes = cases * OPEN_NODES
        say(f"{engine}: a book of {nodes:,} open nodes in {cases:,} cases")
        one = town(new_url, cases)
        figure, *others = _patrolled(engine, one, clocks, sizes)
        figures.append(figure)
        yield from (figure, *others)
        one.store.close()
    for larger in figures[1:]:
        yield ratio("time of a sweep, book against book", larger, figures[0])


def _patrolled(engine: str, one: Town, clocks: Sequence[Clock], sizes: Sizes) -> tuple[Figure, ...]:
    size = f"{one.cases * OPEN_NODES:,} open nodes"
    say(f"{engine}: {sizes.repeats} × {sizes.rungs:,} rungs due at once")
    busy, idle, audited = [], [], []
    keys = _keys(one)
    for turn in range(-1, sizes.repeats):  # the first sweep warms the book and does not count
        _fall_due(one, keys[turn + 1], clocks, sizes.rungs)
        settle(one.store)
        seconds = _swept(one.store, expected=sizes.rungs)
        if turn >= 0:
            busy.append(seconds)
            idle.append(_swept(one.store, expected=0))
            audited.append(timed(lambda: audit(one.store, AS_OF))[0])
    rungs = f"firing {sizes.rungs:,} rungs"
    return (
        Figure("patrol", rungs, engine, size, "s", tuple(busy)),
        Figure("patrol", "a sweep with nothing due", engine, size, "s", tuple(idle)),
        Figure("patrol", "the audit after it", engine, size, "s", tuple(audited)),
    )


def _swept(store: Store, expected: int) -> float:
    seconds, result = timed(lambda: sweep(store, LAW, CALENDAR, as_of=AS_OF))
    if (result.fired, result.broken) != (expected, ()):
        raise RuntimeError(f"{expected} rungs were due and the sweep says: {result}")
    return seconds


def _clocks() -> list[Clock]:
    """One clock for every rung of the ladder, so that all kinds of acts are among the thousand."""
    assert RULE.term is not None
    found: dict[str, Clock] = {}
    for days in range(_SEARCHED):
        origin = MORNING - timedelta(days=days)
        ends = due(origin, RULE.term, CALENDAR)
        rungs = schedule(RULE, origin, ends, LADDER, CALENDAR)
        for place, (key, at) in enumerate(rungs):
            if AS_OF - timedelta(hours=12) < at <= AS_OF:
                found[key] = Clock(origin, ends.on, ends.at, rungs, place)
    return list(found.values())


def _keys(one: Town) -> list[str]:
    """Keys of the running nodes that every case of the book has, and that climb this ladder."""
    statement = select(_NODE.c.key).where(
        _NODE.c.case_id == one.first_id,
        _NODE.c.state == "running",
        _NODE.c.ladder == LADDER.id,
    )
    with one.store.reading() as session:
        return sorted(session.connection().execute(statement).scalars())


def _fall_due(one: Town, key: str, clocks: Sequence[Clock], count: int) -> None:
    """Let one node of that many cases fall due, at even distances over the book."""
    ids = [one.first_id + place for place in one.spread(count)]
    with one.store.writing() as session:
        connection = session.connection()
        for turn, clock in enumerate(clocks):
            _set(connection, key, ids[turn :: len(clocks)], clock)


def _set(connection: Connection, key: str, case_ids: Sequence[int], clock: Clock) -> None:
    which = (_NODE.c.case_id == bindparam("its_case"), _NODE.c.key == key)
    connection.execute(
        update(_NODE).where(*which).values(clock.columns), [{"its_case": id_} for id_ in case_ids]
    )
    nodes = select(_NODE.c.id, _NODE.c.case_id).where(
        _NODE.c.key == key, _NODE.c.case_id.in_(case_ids)
    )
    claims = [
        {"case_id": case, "node_id": node, "rung": rung, "fired_at": at}
        | {"due_at": clock.due_at, "outcome": "fired", "overdue_days": 0}
        for node, case in connection.execute(nodes)
        for rung, at in clock.rungs[: clock.now]
    ]
    if claims:
        connection.execute(insert(_CLAIM), claims)
