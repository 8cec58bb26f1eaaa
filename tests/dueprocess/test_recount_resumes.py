"""A recount that the power ended: what an overlay, a notice or a ladder made due goes on."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import func, text, update
from sqlmodel import col, select

from dueprocess.board.pages.overlays import law_with, recount
from dueprocess.cli.main import run
from dueprocess.desk import Desk
from models import clock, overlays
from models.overlays import Proposal
from models.reading.extent import Extent
from models.record import Arrival, record_many
from models.recording.climbed import SWITCHED
from models.recounting import moves, owed, owing
from models.recounting.portion import portion
from models.recounting.recount import KIND
from models.register import CaseEntry, enter_cases
from models.tables.case import Case
from models.tables.fact import Fact
from models.tables.recount import OwedRecount
from rulebook.access.matrix import Scope
from tests.conftest import MORNING
from tests.dueprocess.conftest import Seated
from tests.dueprocess.court import CourtDesk, furnish
from tests.dueprocess.test_board_overlays import OWN, TIGHTER
from tests.dueprocess.test_cli_transition import Rules

CASES = 5
# Days off in the weeks in which the notices of the cases run out.
NOTICE = {
    "year": 2026,
    "papers": ["https://www.gov.cn/zhengce/zhengceku/2026-03/01/content_1.htm"],
    "days": [
        {"name": "演练", "date": f"2026-03-{day:02d}", "isOffDay": True} for day in range(3, 31)
    ],
}


def _running(desk: CourtDesk) -> None:
    """Cases whose notice runs."""
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


def _overlaid(desk: CourtDesk) -> None:
    """The same with an overlay that is approved and not yet recounted for."""
    _running(desk)
    with Desk.opened() as opened, desk.store.writing() as session:
        proposal, now = Proposal("收紧", TIGHTER, "", "S001"), clock.now(session)
        number = overlays.propose(session, proposal, opened.law, now)
        overlays.decide(session, number, True, "D001", "同意", opened.law, now)


@pytest.fixture
def approved(at_desk: Seated) -> CourtDesk:
    return at_desk("recount-owed", _overlaid)


@pytest.fixture
def running(at_desk: Seated) -> CourtDesk:
    return at_desk("recount-none-owed", _running)


def _recounts(desk: CourtDesk, kind: str = KIND) -> list[int]:
    """How many recounts each case has, in the order of the cases."""
    count = func.count().filter(col(Fact.kind) == kind)
    with desk.store.reading() as session:
        query = select(count).join(Case, col(Case.id) == col(Fact.case_id))
        return list(session.exec(query.group_by(col(Case.id)).order_by(col(Case.id))))


def _row(desk: CourtDesk) -> OwedRecount:
    with desk.store.reading() as session:
        return session.exec(select(OwedRecount)).one()


def _dies(desk: CourtDesk, work: Callable[[], object]) -> None:
    """A process that does the work two cases a batch, and is killed behind its first batch."""
    desk.store.close()
    child = os.fork()
    if child == 0:
        try:
            moves.BATCH, keep = 2, owed.keep
            owed.keep = partial(_and_dies, keep)
            work()
        finally:
            os._exit(1)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL


def _and_dies(keep: Callable[..., bool], *args: object, **more: object) -> bool:
    kept = keep(*args, **more)
    os.kill(os.getpid(), signal.SIGKILL)
    return kept


def _counts_on_the_board() -> None:
    """The board's own task after an approval."""
    with Desk.opened() as desk:
        recount(desk)


def _a_while_passes(desk: CourtDesk) -> None:
    """As if whoever held the lease had been silent for longer than it lasts."""
    past = clock.system_now() - timedelta(seconds=1)
    with desk.store.writing() as session:
        session.execute(update(OwedRecount).values({col(OwedRecount.lease_until): past}))


def test_killed_between_two_batches_the_patrol_goes_on_and_touches_nothing_twice(
    approved: CourtDesk,
) -> None:
    _dies(approved, _counts_on_the_board)
    assert _recounts(approved) == [1, 1, 0, 0, 0]
    assert _row(approved).done_at is None
    assert (
        "未完 left: 第1号规则叠加经批准生效" in approved.does("patrol").out
    )  # the dead one's lease still stands
    assert _recounts(approved) == [1, 1, 0, 0, 0]
    _a_while_passes(approved)
    assert "3件案件 cases" in approved.does("patrol").out
    assert _recounts(approved) == [1] * CASES
    assert _row(approved).done_at is not None
    for one in range(1, CASES + 1):
        nodes = approved.does("case", f"(2026)京0105执{one}号", "--json").json["nodes"]
        assert OWN in {node["rule_id"] for node in nodes}
    assert "无待办" in approved.does("patrol").out
    assert approved.does("audit", "verify").code == 0


def test_killed_before_it_began_the_patrol_does_all_of_it(approved: CourtDesk) -> None:
    assert "5件案件 cases" in approved.does("patrol").out
    assert _recounts(approved) == [1] * CASES


def test_a_round_goes_through_so_many_cases_and_the_next_goes_on(
    approved: CourtDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("models.recounting.moves.BATCH", 2)
    with Desk.opened() as desk:
        for left in ([1, 1, 0, 0, 0], [1, 1, 1, 1, 0], [1] * CASES):
            owing.serve(desk.store, desk.standing, 2)
            assert _recounts(approved) == left


def test_a_trial_goes_through_so_many_cases_a_request_and_shows_those_within_reach(
    running: CourtDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("models.recounting.moves.BATCH", 1)
    monkeypatch.setattr("models.recounting.portion.MOST", 2)
    own, none = (Extent(scope, "S001", "京0105", "") for scope in (Scope.COURT, Scope.NONE))
    with Desk.opened() as desk:
        law = law_with(desk, TIGHTER)
        try_ = partial(portion, desk.store, law, desk.calendar, desk.now())
        first = try_(own)
        second = try_(own, first.behind or 0)
        third = try_(own, second.behind or 0)
        hidden = try_(none)
    parts = (first, second, third)
    assert [one.cases for one in parts] == [2, 2, 1] and third.behind is None
    assert [len(one.trial.first) for one in parts] == [2, 2, 1]
    assert len({move.case for one in parts for move in one.trial.first}) == CASES
    assert (hidden.trial.moves, hidden.trial.first, hidden.trial.late) == (2, [], [])


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
        assert owed.owing(session) == ("第1号规则叠加经批准生效",)


def test_a_notice_whose_loading_was_killed_is_gone_on_with_by_the_patrol(
    running: CourtDesk, tmp_path: Path
) -> None:
    notice = tmp_path / "notice.json"
    notice.write_text(json.dumps(NOTICE), "utf-8")
    _dies(running, lambda: run(("calendar", "load", str(notice), "--apply", "--by", "D001")))
    assert _recounts(running) == [1, 1, 0, 0, 0]
    assert "未完 left: 载入" in running.does("patrol").out  # the dead one's lease still stands
    _a_while_passes(running)
    assert "3件案件 cases" in running.does("patrol").out
    assert _recounts(running) == [1] * CASES
    assert _row(running).done_at is not None
    assert "0件案件" in running.does("calendar", "load", str(notice), "--apply", "--by", "D001").out
    assert running.does("audit", "verify").code == 0


def test_a_board_that_runs_counts_by_a_notice_that_another_process_loaded(
    running: CourtDesk, tmp_path: Path
) -> None:
    notice = tmp_path / "notice.json"
    notice.write_text(json.dumps(NOTICE), "utf-8")
    with Desk.opened() as desk:
        assert desk.current() is desk
        running.does("calendar", "load", str(notice), "--apply", "--by", "D001")
        assert desk.current().calendar.version != desk.calendar.version


def test_a_change_of_ladders_that_was_killed_goes_on_where_its_ladders_are_read(
    running: CourtDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DUEPROCESS_RULEBOOK", str(tmp_path / "profiles"))
    rules = Rules(tmp_path / "profiles")
    rules.urge(3, "switch")
    with running.store.writing() as session:  # its cases opened under the national ladder
        session.execute(text("UPDATE book SET profile = 'ours'"))
    _dies(running, lambda: run(("rules", "transition", "--apply", "--by", "D001")))
    assert _recounts(running, SWITCHED) == [1, 1, 0, 0, 0]
    _a_while_passes(running)
    rules.urge(1, "switch")  # as a process that still reads the ladder of before
    assert "0件案件 cases，未完 left" in running.does("patrol").out
    assert _recounts(running, SWITCHED) == [1, 1, 0, 0, 0]
    rules.urge(3, "switch")
    assert "3件案件 cases" in running.does("patrol").out
    assert _recounts(running, SWITCHED) == [1] * CASES
    assert _row(running).done_at is not None
