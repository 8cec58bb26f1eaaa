"""A sweep killed between any two of its statements: nothing twice, nothing lost."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event

from models.store import Store
from models.tables.claim import Claim
from models.tables.interview import Interview
from models.tables.item import SupervisionItem
from models.tables.message import Message
from tests.tasks.conftest import Bench
from tests.tasks.test_supervision import ordered

# An order lapses while another node is urged: every kind of row is written in one sweep.
MOMENT = "2026-03-24T08:20"


class Killed(BaseException):
    """The process is gone; nothing of it goes on."""


@contextmanager
def killed_at(store: Store, statement: int) -> Iterator[list[str]]:
    """The store's process dies before its n-th statement; the statements so far."""
    ran: list[str] = []

    def before(_c: Any, _cursor: Any, sql: str, *_rest: Any) -> None:
        ran.append(sql)
        if len(ran) == statement:
            raise Killed

    event.listen(store.engine, "before_cursor_execute", before)
    try:
        yield ran
    finally:
        event.remove(store.engine, "before_cursor_execute", before)


def written(bench: Bench) -> list[tuple[object, ...]]:
    """What a sweep left behind, without ids."""
    claims = [("claim", c.node_id, c.rung, c.outcome) for c in bench.rows(Claim)]
    items = [("item", i.node_id, i.level, i.state) for i in bench.rows(SupervisionItem)]
    told = [("message", m.node_id, m.level, m.officer_id) for m in bench.rows(Message)]
    talks = [("interview", t.node_id, t.state) for t in bench.rows(Interview)]
    return sorted([*claims, *items, *told, *talks], key=repr)


def test_the_sweep_may_die_before_any_statement(bench: Bench) -> None:
    ordered(bench)
    before = written(bench)
    statement, deaths = 0, 0
    while True:
        statement += 1
        try:
            with killed_at(bench.store, statement) as ran:
                bench.sweeps(MOMENT)
        except Killed:
            deaths += 1
            continue
        break
    assert deaths > 15 and len(ran) < statement
    after = written(bench)
    assert len(after) > len(before)
    bench.sweeps(MOMENT)
    assert written(bench) == after
    keys = [(c.node_id, c.rung) for c in bench.rows(Claim)]
    assert len(set(keys)) == len(keys)
    fired = {c.id for c in bench.rows(Claim, Claim.outcome == "fired")}
    assert fired == {m.claim_id for m in bench.rows(Message) if m.claim_id is not None}
    with pytest.raises(Killed), killed_at(bench.store, 1):
        bench.sweeps(MOMENT)
