"""What one node asks for now (拟触发): the rungs to fire or pass over, and in which mode."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Row, select
from sqlmodel import Session

from models.insertion import among
from models.oversight.acts.ledger import Entry, NodeRow, node_of, post_of
from models.oversight.firing.claims import CLAIM, Won
from models.oversight.watch import Watch
from rulebook.law.ladder import Mode, Rung
from rulebook.oversight.climbing import climb
from rulebook.oversight.supervision import ItemState


class Plan(NamedTuple):
    """What one node asks for now, and when it is to be looked at again."""

    claims: Sequence[Won]
    next_at: datetime | None
    waits: bool  # a rung is due that has to wait for fresh data


class Past(NamedTuple):
    """An earlier claim of a node, as far as it matters here."""

    rung: str
    due_at: datetime | None
    fired_at: datetime
    skipped: bool


def claims_of(session: Session, node_ids: Collection[int]) -> Mapping[int, list[Past]]:
    """The earlier claims of each node."""
    found: dict[int, list[Past]] = defaultdict(list)
    rows = session.connection().execute(
        select(
            CLAIM.c.node_id, CLAIM.c.rung, CLAIM.c.due_at, CLAIM.c.fired_at, CLAIM.c.outcome
        ).where(among(session, CLAIM.c.node_id, node_ids))
    )
    for node_id, rung, due_at, fired_at, outcome in rows:
        found[node_id].append(Past(rung, due_at, fired_at, outcome == "skipped"))
    return found


def plan(row: Row[Any], past: Sequence[Past], open_items: Sequence[Entry], watch: Watch) -> Plan:
    """The claims that one node asks for; raises what a broken node raises."""
    node, post = node_of(row), post_of(row)
    schedule = [(key, datetime.fromisoformat(at)) for key, at in row.schedule]
    ladder = watch.ladder(node)
    claimed = {claim.rung for claim in past}
    later = [
        (key, at) for key, at in schedule if key not in claimed and watch.waits(ladder.level(key))
    ]
    free = [one for one in schedule if one not in later]
    step = climb(free, claimed, watch.as_of, ladder.level, in_force(open_items, watch))
    wanted = [Won(node, post, key, None) for key in step.skip]
    if step.fire is not None:
        mode = _mode(ladder.rung(step.fire), open_items, watch)
        late = _newly_overdue(node, past, watch)
        first = all(one.skipped for one in past)
        wanted.append(Won(node, post, step.fire, mode, late, first))
    waits = any(at <= watch.as_of for _, at in later)
    coming = [at for _, at in later if at > watch.as_of]
    coming += [] if step.next_at is None else [step.next_at]
    coming += [watch.next_look] if waits else []
    return Plan(wanted, min(coming, default=None), waits)


def in_force(open_items: Sequence[Entry], watch: Watch) -> int:
    """The level of the highest act that was issued and is not over; 0 when there is none."""
    issued = [entry for entry in open_items if entry.state is not ItemState.PROPOSED]
    return max((watch.ladder(one.node).level(one.rung) for one in issued), default=0)


def _mode(rung: Rung, open_items: Sequence[Entry], watch: Watch) -> Mode:
    """The rung's own mode, or the sterner one that silence at a lower level brings."""
    for entry in open_items:
        below = watch.ladder(entry.node).rung(entry.rung)
        silent = entry.reply_due_at is not None and entry.reply_due_at <= watch.as_of
        if silent and below.on_silence == rung.key and below.silent_mode is not None:
            return below.silent_mode
    return rung.mode


def _newly_overdue(node: NodeRow, past: Sequence[Past], watch: Watch) -> bool:
    """Whether this clock tells of its being late for the first time."""
    due_at = node.due_at
    return due_at is not None and not any(
        claim.due_at == due_at and claim.fired_at >= due_at for claim in past
    )
