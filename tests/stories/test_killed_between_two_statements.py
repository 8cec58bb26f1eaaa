"""A pass and a patrol killed between any two statements, and started again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count
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
from tests.stories.killing import killed_at, telling_points

NUMBER = "（2026）京0105执77号"
RUN = "8c1f0c52-1f0c-4d5e-9a70-000000000077"
SHARES = 2  # of the statements: each worker of the tests takes one

Anew = Callable[[], Court]


@pytest.fixture(scope="module")
def handed_over(prepared: Prepared) -> Iterator[Store]:
    """A book that every piece of work begins with anew; what the store compiled, it keeps."""
    store = prepared.book("just handed over", a_case_just_handed_over, FRIDAY)
    yield store
    prepared.drop(store)


@pytest.fixture
def anew(handed_over: Store, prepared: Prepared, tmp_path: Path) -> Anew:
    """Opens a court with one case whose handler has just received the file, as often as asked."""
    numbers = count(1)

    def begins() -> Court:
        store = prepared.again("just handed over", handed_over)
        return Court(store, tmp_path / f"mailbox-{next(numbers)}", furnished=True)

    return begins


def a_case_just_handed_over(store: Store) -> None:
    court = Court(store, Path())
    court.files(NUMBER, "2026-02-12", "2026-02-13")
    court.records(NUMBER, "handler_assigned", "2026-02-13", handler=HANDLER, evidence="分案表")
    court.records(NUMBER, "file_received", "2026-02-13", evidence="移送单")


@pytest.mark.parametrize("share", range(SHARES))
def test_a_pass_killed_at_any_statement_does_nothing_twice_and_loses_nothing(
    anew: Anew, share: int
) -> None:
    before_each_statement(anew, pass_once, share, a_pass_was_done_once)


@pytest.mark.parametrize("share", range(SHARES))
def test_a_patrol_killed_at_any_statement_fires_and_tells_once(anew: Anew, share: int) -> None:
    before_each_statement(lambda: late(anew()), one_round, share, a_patrol_told_once)


def before_each_statement(
    anew: Anew, works: Callable[[Court], object], share: int, holds: Callable[[Court], None]
) -> None:
    """Let the work die before each statement of a share that tells, and once let it live."""
    court = anew()
    points = telling_points(court.store, partial(works, court), court.mailbox)
    assert len(points) > 5 * SHARES, "there was next to nothing to die in"
    for point in points[share::SHARES]:
        court = anew()
        try:
            died = killed_at(court.store, point, partial(works, court))
            assert died == (point < points[-1])
            holds(court)
        except BaseException as fault:
            fault.add_note(f"killed before statement {point}")
            raise


def a_pass_was_done_once(court: Court) -> None:
    """What a case's run leaves when it died and was taken up again."""
    pass_once(court)
    with court.store.reading() as session:
        letters = Counter(session.exec(select(Letter.kind)).all())
        unshown = session.exec(select(Transition).where(col(Transition.shown_at).is_(None))).all()
    assert letters == {"execution_notice": 1, "property_report_order": 1}
    assert unshown == []
    run = court.run(NUMBER)
    assert (run.wanted, run.lease_owner) == (run.seen, "")


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


def a_patrol_told_once(court: Court) -> None:
    """What a patrol leaves when it died and was started again."""
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


def late(court: Court) -> Court:
    """The same court on the day on which its first notice is late."""
    court.time_stands("2026-02-25")
    return court


def one_round(court: Court) -> patrol.RoundReport:
    return patrol.round(court.store, court.law, court.calendar, [Mailbox(court.mailbox)])
