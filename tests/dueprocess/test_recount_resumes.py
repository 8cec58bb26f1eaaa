"""A recount that the power ended: what the approval made due is gone on with by the patrol."""

from __future__ import annotations

import signal
import subprocess
import sys
from datetime import timedelta

import pytest
from sqlalchemy import func, update
from sqlmodel import col, select

from dueprocess.desk import Desk
from models import clock, overlays
from models.overlays import Proposal
from models.record import Arrival, record_many
from models.recounting import owing
from models.recounting.recount import KIND
from models.register import CaseEntry, enter_cases
from models.tables.case import Case
from models.tables.fact import Fact
from models.tables.overlay import LawRecount
from tests.conftest import MORNING
from tests.dueprocess.conftest import Seated
from tests.dueprocess.court import CourtDesk, furnish
from tests.dueprocess.test_board_overlays import OWN, TIGHTER

CASES = 5
# The board's own task after an approval, two cases a batch; the power goes with the first of them.
KILLED = """
import os, signal
from dueprocess.board.pages import overlays
from dueprocess.desk import Desk
from models.recounting import moves, owing

moves.BATCH, keep = 2, owing._keep

def and_dies(*args, **more):
    kept = keep(*args, **more)
    os.kill(os.getpid(), signal.SIGKILL)

owing._keep = and_dies
with Desk.opened() as desk:
    overlays._recount(desk)
"""


def _running(desk: CourtDesk) -> None:
    """Cases whose notice runs, and an overlay that is approved and not yet recounted for."""
    furnish(desk.store)
    numbers = [f"（2026）京0105执{one}号" for one in range(1, CASES + 1)]
    with desk.store.writing() as session:
        enter_cases(session, [CaseEntry(one, "京0105") for one in numbers])
    kinds = ("application_received", "filed", "handler_assigned", "file_received")
    handler = {"handler": "J001"}
    facts = [
        Arrival(
            case=number,
            kind=kind,
            occurred_at=MORNING,
            evidence="登记",
            payload=handler if kind == "handler_assigned" else {},
        )
        for number in numbers
        for kind in kinds
    ]
    with Desk.opened() as opened:
        done = record_many(desk.store, facts, opened.law, opened.calendar)
        assert not [one for one in done if hasattr(one, "error")]
        with desk.store.writing() as session:
            proposal, now = Proposal("收紧", TIGHTER, "", "S001"), clock.now(session)
            number = overlays.propose(session, proposal, opened.law, now)
            overlays.decide(session, number, True, "D001", "同意", opened.law, now)


@pytest.fixture
def approved(at_desk: Seated) -> CourtDesk:
    return at_desk("recount-owed", _running)


def _recounts(desk: CourtDesk) -> list[int]:
    """How many recounts each case has, in the order of the cases."""
    count = func.count().filter(col(Fact.kind) == KIND)
    with desk.store.reading() as session:
        query = select(count).join(Case, col(Case.id) == col(Fact.case_id))
        return list(session.exec(query.group_by(col(Case.id)).order_by(col(Case.id))))


def _row(desk: CourtDesk) -> LawRecount:
    with desk.store.reading() as session:
        return session.exec(select(LawRecount)).one()


def _a_while_passes(desk: CourtDesk) -> None:
    """As if whoever held the lease had been silent for longer than it lasts."""
    past = clock.system_now() - timedelta(seconds=1)
    with desk.store.writing() as session:
        session.execute(update(LawRecount).values({col(LawRecount.lease_until): past}))


def test_killed_between_two_batches_the_patrol_goes_on_and_touches_nothing_twice(
    approved: CourtDesk,
) -> None:
    dead = subprocess.run([sys.executable, "-c", KILLED], check=False, capture_output=True)
    assert dead.returncode == -signal.SIGKILL, dead.stderr.decode()
    assert _recounts(approved) == [1, 1, 0, 0, 0]
    assert _row(approved).done_at is None
    assert "未完 left: 1" in approved.does("patrol").out  # the dead one's lease still stands
    assert _recounts(approved) == [1, 1, 0, 0, 0]
    _a_while_passes(approved)
    assert "重新推算 3 件案件" in approved.does("patrol").out
    assert _recounts(approved) == [1] * CASES
    assert _row(approved).done_at is not None
    for one in range(1, CASES + 1):
        nodes = approved.does("case", f"(2026)京0105执{one}号", "--json").json["nodes"]
        assert OWN in {node["rule_id"] for node in nodes}
    assert "无待重新推算" in approved.does("patrol").out
    assert approved.does("audit", "verify").code == 0


def test_killed_before_it_began_the_patrol_does_all_of_it(approved: CourtDesk) -> None:
    assert "重新推算 5 件案件" in approved.does("patrol").out
    assert _recounts(approved) == [1] * CASES


def test_a_round_goes_through_so_many_cases_and_the_next_goes_on(
    approved: CourtDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("models.recounting.moves.BATCH", 2)
    with Desk.opened() as desk:
        for left in ([1, 1, 0, 0, 0], [1, 1, 1, 1, 0], [1] * CASES):
            owing.serve(desk.store, desk.standing, 2)
            assert _recounts(approved) == left


def test_whoever_lost_the_lease_leaves_it_to_the_other(
    approved: CourtDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("models.recounting.moves.BATCH", 2)
    with Desk.opened() as desk:
        standing = desk.standing()

        def overtaken() -> object:
            _a_while_passes(approved)
            assert owing.serve(desk.store, lambda: standing) == CASES
            return standing

        assert owing.serve(desk.store, overtaken) == 0  # type: ignore[arg-type]
    assert _recounts(approved) == [1] * CASES


def test_an_overlay_that_was_declined_owes_nothing(approved: CourtDesk) -> None:
    with Desk.opened() as desk, approved.store.writing() as session:
        now = clock.now(session)
        number = overlays.propose(session, Proposal("再紧", TIGHTER, "", "S001"), desk.law, now)
        overlays.decide(session, number, False, "D001", "", desk.law, now)
        assert owing.owing(session) == (1,)
