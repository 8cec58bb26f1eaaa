"""A pass and a patrol killed between any two statements, and started again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import col, select

from models.store import Store
from models.tables.claim import Claim
from models.tables.item import SupervisionItem
from models.tables.letter import Letter
from models.tables.message import Message
from models.tables.transition import Transition
from notifications.channels.folder import Mailbox
from tasks import casepass, nodework, patrol
from tests.conftest import Prepared
from tests.stories.conftest import FRIDAY
from tests.stories.court import HANDLER, LEADER, Court
from tests.stories.killing import killed_at

NUMBER = "（2026）京0105执77号"
RUN = "8c1f0c52-1f0c-4d5e-9a70-000000000077"
# As many as either piece of work has; a test of each kind shows that none lies beyond.
PASS_POINTS = 110
PATROL_POINTS = 165


@pytest.fixture(scope="module")
def handed_over(prepared: Prepared) -> Iterator[Store]:
    """A book that every test begins with anew; what the store compiled, it keeps."""
    store = prepared.book("just handed over", a_case_just_handed_over, FRIDAY)
    yield store
    prepared.drop(store)


@pytest.fixture
def court(handed_over: Store, prepared: Prepared, tmp_path: Path) -> Court:
    """A court with one case whose handler has just received the file."""
    store = prepared.again("just handed over", handed_over)
    return Court(store, tmp_path / "mailbox", furnished=True)


def a_case_just_handed_over(store: Store) -> None:
    court = Court(store, Path())
    court.files(NUMBER, "2026-02-12", "2026-02-13")
    court.records(NUMBER, "handler_assigned", "2026-02-13", handler=HANDLER, evidence="分案表")
    court.records(NUMBER, "file_received", "2026-02-13", evidence="移送单")


def pass_once(court: Court) -> None:
    """What the case's flow does in one pass, in its order."""
    while True:
        begun = casepass.begin(court.store, NUMBER, RUN)
        assert begun is not None, "a run takes up its own lease"
        if not begun.steps:
            break
        for step in begun.steps:
            nodework.carry_out(court.store, court.law, court.calendar, step.id)
    casepass.leave(court.store, begun)


@pytest.mark.parametrize("point", range(1, PASS_POINTS))
def test_a_pass_killed_at_any_statement_does_nothing_twice_and_loses_nothing(
    court: Court, point: int
) -> None:
    killed_at(court.store, point, lambda: pass_once(court))
    pass_once(court)
    with court.store.reading() as session:
        letters = Counter(session.exec(select(Letter.kind)).all())
        unshown = session.exec(select(Transition).where(col(Transition.shown_at).is_(None))).all()
    assert letters == {"execution_notice": 1, "property_report_order": 1}
    assert unshown == []
    run = court.run(NUMBER)
    assert (run.wanted, run.lease_owner) == (run.seen, "")


def test_no_statement_of_a_pass_lies_beyond_the_points(court: Court) -> None:
    assert killed_at(court.store, PASS_POINTS // 2, lambda: pass_once(court))
    assert not killed_at(court.store, PASS_POINTS, lambda: pass_once(court))


@pytest.mark.parametrize("point", range(1, PATROL_POINTS))
def test_a_patrol_killed_at_any_statement_fires_and_tells_once(court: Court, point: int) -> None:
    court.time_stands("2026-02-25")
    killed_at(court.store, point, lambda: one_round(court))
    # A digest that was claimed when the power went out is sent when the claim runs out.
    court.time_stands("2026-02-26")
    assert one_round(court).fault == ""
    with court.store.reading() as session:
        claims = Counter(session.exec(select(Claim.node_id, Claim.rung)).all())
        items = Counter(session.exec(select(SupervisionItem.node_id)).all())
        messages = Counter(session.exec(select(Message.claim_id, Message.officer_id)).all())
        states = set(session.exec(select(Message.state)).all())
    assert set(claims.values()) == set(items.values()) == set(messages.values()) == {1}
    assert states == {"sent"}
    court.expects_alert(LEADER, "催办")
    assert sum("催办" in letter for letter in court.alerts(HANDLER)) == 1


def test_no_statement_of_a_patrol_lies_beyond_the_points(court: Court) -> None:
    court.time_stands("2026-02-25")
    assert not killed_at(court.store, PATROL_POINTS, lambda: one_round(court))


def one_round(court: Court) -> patrol.RoundReport:
    return patrol.round(court.store, court.law, court.calendar, [Mailbox(court.mailbox)])
