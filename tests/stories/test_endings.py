"""结案: a court of the twelve checks closes on paper, tells twice, waits, and files away."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path

import pytest

from models.ending.links import of
from models.errors import FactRefused
from models.founding import found
from models.reading.card import case_of
from models.store import Store
from models.tables.book import BookKind
from models.tables.case import CaseState
from rulebook.loading.loader import load
from tests.stories.conftest import FRIDAY
from tests.stories.court import EVENING, HANDLER, Court, Runs

NUMBER, AGAIN = "（2026）京0105执311号", "（2026）京0105执411号"
PROFILE = "twelve-checks"


@pytest.fixture
def book(unfounded: Store) -> Store:
    """A rehearsal of a court that goes by the twelve checks."""
    found(unfounded, BookKind.REHEARSAL, profile=PROFILE, clock_at=FRIDAY)
    return unfounded


@pytest.fixture
def court(book: Store, tmp_path: Path) -> Court:
    """That court."""
    there = Court(book, tmp_path / "mailbox")
    there.law = load(PROFILE)
    return there


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_no_case_closes_without_its_paper_and_behind_the_applicants_back(  # noqa: PLR0915
    worked_court: Court, runs: Runs
) -> None:
    court = worked_court
    records = partial(court.records, NUMBER)
    court.files(NUMBER, "2026-02-12", "2026-02-13")
    records("handler_assigned", "2026-02-13", handler=HANDLER, evidence="分案表")

    # Monday 9 March: a withdrawal turns up. There is no ruling, and nobody told the applicant.
    court.comes("2026-03-09", EVENING)
    closes = partial(records, "case_closed", evidence="结案审批表", ground="申请人撤销申请")
    with pytest.raises(FactRefused) as refused:
        closes("2026-03-09", mode="终结执行")
    gates = {one.gate for one in refused.value.refusals}
    assert gates == {"termination-before-closing", "closing-second-channel", "closing-cooled-down"}

    # A text message alone is no second channel; and three working days have to pass after it.
    ruling = {"ground": "申请人撤销申请"}
    records("termination_ruled", "2026-03-09", payload=ruling, evidence="终结裁定书")
    records("closing_notified", "2026-03-09", channel="短信", evidence="短信回执")
    with pytest.raises(FactRefused, match="只用过短信"):
        closes("2026-03-09", mode="终结执行")
    records("closing_notified", "2026-03-09", channel="电话", evidence="通话记录")
    court.comes("2026-03-12", EVENING)
    with pytest.raises(FactRefused, match="最早2026-03-13"):
        closes("2026-03-12", mode="终结执行")
    with pytest.raises(FactRefused, match="第248条"):
        closes("2026-03-12", mode="不予执行")
    with pytest.raises(FactRefused, match="以下之一"):
        closes("2026-03-12", mode="终结本次执行程序")

    # Friday the 13th: the cool-down is over and the case closes.
    court.comes("2026-03-13", EVENING)
    closes("2026-03-13", mode="终结执行")
    assert court.state(NUMBER) == CaseState.CLOSED
    assert court.node(NUMBER, "case-6m").state == "settled"

    # The court files it away by a day of its own; the clock outlives the case.
    records("archive_due_set", "2026-03-13", due_on="2026-05-13", evidence="归档规定")
    assert court.node(NUMBER, "archive").due_on == date(2026, 5, 13)
    court.comes("2026-05-13")
    assert court.claims(NUMBER, "archive")["reminder"] == "fired"
    court.comes("2026-05-13", EVENING)
    records("case_archived", "2026-05-13", evidence="归档单")
    assert court.node(NUMBER, "archive").timeliness == "in_time"

    # The applicant comes again within the term of the law: a new case, linked to the first.
    court.comes("2026-06-15", EVENING)
    court.files(AGAIN, "2026-06-12", "2026-06-15", first_case=NUMBER)
    assert court.node(AGAIN, "case-6m").due_on == date(2026, 12, 15)
    with court.store.reading() as session:
        (back,) = of(session, case_of(session, AGAIN).id or 0, AGAIN)
        (on,) = of(session, case_of(session, NUMBER).id or 0, NUMBER)
    assert (back.number, back.role, back.state) == (NUMBER, "first", "closed")
    assert (on.number, on.role, on.state) == (AGAIN, "next", "open")

    court.patrols()
    runs.eventually(lambda: court.run(NUMBER).flow_run_id is not None)
    run_id = court.run(NUMBER).flow_run_id
    assert run_id is not None
    runs.eventually(lambda: runs.state_type(run_id) == "COMPLETED")
    court.chains_hold()
