"""The form in Prefect waits, but the record is given at the desk; and a form that is wrong."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from models.tables.interview import InterviewState
from models.tables.item import SupervisionItem
from rulebook.time.zone import SHANGHAI
from tasks.interviewing import Minutes, Pledge, RecordIncomplete, hold
from tests.stories.court import DIRECTOR, HANDLER, SUPERVISOR, Court, Runs

NOTICE = "exec-notice-3d-2006"


def test_the_waiting_run_ends_when_the_desk_has_the_record(
    worked_court: Court, runs: Runs, engine_name: str
) -> None:
    court, number = worked_court, f"（2026）京0105执10{1 if engine_name == 'sqlite' else 2}号"
    talk = convened_by_a_person(court, number)
    run = waiting_run(court, runs, talk)
    interview = court.interview(talk)
    assert interview.id is not None
    held = Minutes(
        held_at=datetime(2026, 3, 30, 15, 0, tzinfo=SHANGHAI),
        attendees=("演练甲",),
        causes="人手不足",
        promises=(Pledge(date(2026, 4, 3), "发出执行通知书"),),
        recorded_by=DIRECTOR,
        place="三楼谈话室",
    )
    hold(court.store, court.law, court.calendar, interview.id, held)
    assert court.interview(talk).state == InterviewState.HELD

    # The patrol tells Prefect, and the run that waited for the form is done.
    court.patrols()
    runs.eventually(lambda: runs.state_type(run) == "COMPLETED")
    with pytest.raises(RecordIncomplete, match="cannot be recorded again"):
        hold(court.store, court.law, court.calendar, interview.id, held)
    court.chains_hold()


# The form is Prefect's; that a record at the desk ends the wait is shown on both engines above.
@pytest.mark.parametrize("engine_name", ["postgresql"], indirect=True)
def test_a_form_that_cannot_be_true_is_asked_again_and_records_nothing(
    worked_court: Court, runs: Runs
) -> None:
    court, number = worked_court, "（2026）京0105执112号"
    talk = convened_by_a_person(court, number)
    run = waiting_run(court, runs, talk)
    form = {
        "held_at": "2031-01-01T15:00:00+08:00",
        "attendees": ["演练甲"],
        "causes": "人手不足",
        "promises": [],
        "recorded_by": DIRECTOR,
    }
    runs.resumes(run, form)
    runs.eventually(lambda: runs.form(run) == "record-2")
    assert court.interview(talk).state == InterviewState.CONVENED

    runs.resumes(run, form | {"held_at": "2026-03-30T15:00:00+08:00"})
    runs.eventually(lambda: court.interview(talk).state == InterviewState.HELD)
    runs.eventually(lambda: runs.state_type(run) == "COMPLETED")
    court.chains_hold()


def convened_by_a_person(court: Court, number: str) -> SupervisionItem:
    """Nobody looked for a month: the interview is proposed, and a supervisor confirms it."""
    court.files(number, "2026-02-12", "2026-02-13")
    court.records(number, "handler_assigned", "2026-02-13", handler=HANDLER, evidence="分案表")
    court.records(number, "file_received", "2026-02-13", evidence="移送单")
    court.comes("2026-03-27")
    proposed = court.item(number, "interview", NOTICE)
    assert proposed.id is not None
    court.acts(number, "interview_convened", proposed.id, SUPERVISOR)
    court.comes("2026-03-31")
    return court.item(number, "interview", NOTICE)


def waiting_run(court: Court, runs: Runs, talk: SupervisionItem) -> str:
    """The interview's run, suspended with its form."""
    runs.eventually(lambda: court.interview(talk).flow_run_id is not None)
    run = court.interview(talk).flow_run_id
    assert run is not None
    runs.eventually(lambda: runs.state_type(run) == "PAUSED")
    return run
