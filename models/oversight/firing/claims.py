"""Claims in rows (触发记录): made once each under the constraint, and what was won is fired."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sqlmodel import Session

from models.insertion import insert_many, table_of
from models.oversight.acts.ledger import Entry, NodeRow, Post
from models.oversight.firing.firing import Fired, Firing, fire
from models.oversight.watch import Watch
from models.tables.claim import Claim
from rulebook.law.ladder import Mode
from rulebook.oversight.climbing import base

CLAIM = table_of(Claim)


class Won(NamedTuple):
    """One claim to be made or just made: a rung of a node, fired or passed over."""

    node: NodeRow
    post: Post
    key: str
    mode: Mode | None  # None: passed over
    newly_overdue: bool = False
    first: bool = False  # nobody was told of the node before
    claim_id: int = 0


def make_claims(session: Session, wanted: Sequence[Won], watch: Watch) -> list[Won]:
    """Insert the claims; those that were won, with their ids. The constraint is the lock."""
    if not wanted:
        return []
    claims = [_claim(one, watch) for one in wanted]
    key = ("node_id", "rung")
    rows = insert_many(session, CLAIM, claims, returning=("id", *key), unless=key)
    ids = {(row.node_id, row.rung): row.id for row in rows}
    return [
        one._replace(claim_id=ids[one.node.id, one.key])
        for one in wanted
        if (one.node.id, one.key) in ids
    ]


def fire_all(
    session: Session, won: Sequence[Won], open_items: Sequence[Entry], watch: Watch
) -> Fired:
    """Fire the claims that were won for firing, not those that record a rung passed over."""
    firings = [_firing(one, one.mode, watch) for one in won if one.mode is not None]
    return fire(session, firings, open_items, watch)


def _claim(one: Won, watch: Watch) -> dict[str, object]:
    late = watch.delay(one.node)
    return {
        "case_id": one.post.case_id,
        "node_id": one.node.id,
        "rung": one.key,
        "level": base(one.key),
        "ladder": one.node.ladder,
        "owner_id": one.node.owner_id or one.post.handler_id,
        "fired_at": watch.as_of,
        "due_at": one.node.due_at,
        "outcome": "skipped" if one.mode is None else "fired",
        "overdue_days": late.days if late else 0,
    }


def _firing(one: Won, mode: Mode, watch: Watch) -> Firing:
    late = watch.delay(one.node)
    if late is None:
        raise ValueError(f"node {one.node.id} has a rung due but no clock: record a fact anew")
    rung = watch.ladder(one.node).rung(base(one.key))
    new = (one.newly_overdue, one.first)
    return Firing(one.claim_id, one.key, rung, mode, one.node, one.post, late, *new)
