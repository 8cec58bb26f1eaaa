"""The in-process worker survives its flows, and the stock process worker runs them too."""

from __future__ import annotations

import os
import signal
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from dueprocess import declared
from dueprocess.stack import Stack
from models.clock import system_now

if TYPE_CHECKING:
    from tests.flows.conftest import Case, Prefect

WAITS = "003 发出执行通知书"


def test_missed_ticks_are_dropped_and_those_to_come_stay(prefect: Prefect) -> None:
    tick = prefect.api.deployment_id("leaving", "tick")

    def planned() -> set[UUID]:
        return {r.id for r in prefect.api.runs(deployment_id=tick, state_types=["SCHEDULED"])}

    prefect.eventually(lambda: len(planned()) > 1)
    before = planned()
    prefect.api.drop_missed_ticks(system_now() + timedelta(minutes=90))
    assert before - planned()
    assert before & planned()


def test_what_the_server_has_already_is_not_applied_again(stack: Stack, prefect: Prefect) -> None:
    log = stack.plan.logs / "deploy.log"
    before = log.stat().st_size
    stack.deploy()
    assert log.stat().st_size == before
    file = stack.plan.prefect_file
    assert declared.stands(prefect.api, file)
    prefect.api.set_variable(declared.VARIABLE, "as it was before an edit")
    assert not declared.stands(prefect.api, file)
    declared.note(prefect.api, file)
    assert declared.stands(prefect.api, file)


def test_a_failing_flow_is_failed_and_the_worker_lives(
    stack: Stack, prefect: Prefect, case: Case
) -> None:
    failing = prefect.starts("failing")
    leaving = prefect.starts("leaving")
    prefect.becomes(failing, "Failed")
    prefect.becomes(leaving, "Crashed")
    assert stack.alive()["worker"]
    prefect.becomes(prefect.starts("sleeper", folder=case.folder), WAITS)


def test_a_running_pass_can_be_cancelled(stack: Stack, prefect: Prefect, case: Case) -> None:
    run = prefect.starts("slow", folder=case.folder)
    prefect.eventually(lambda: bool(case.note("starts")))
    prefect.sets(run, "CANCELLING")
    prefect.becomes(run, "Cancelled")
    assert stack.alive()["worker"]


def test_an_interview_is_suspended_until_its_form_is_filled_in(
    prefect: Prefect, case: Case
) -> None:
    run = prefect.starts("hearing", folder=case.folder, interview_id=7)
    prefect.waits_for_form(run)
    form = {"held_at": datetime(2026, 3, 2, 9, tzinfo=UTC).isoformat(), "attendees": ["院长"]}
    answer = prefect.post(f"/flow_runs/{run}/resume", {"run_input": form})
    assert answer["status"] == "ACCEPT"
    prefect.becomes(run, "Completed")
    assert "院长" in case.note("minutes")


def test_a_form_without_its_fields_is_refused_and_the_run_stays_suspended(
    prefect: Prefect, case: Case
) -> None:
    run = prefect.starts("hearing", folder=case.folder, interview_id=8)
    prefect.waits_for_form(run)
    answer = prefect.post(f"/flow_runs/{run}/resume", {"run_input": {"attendees": "院长"}})
    assert answer["status"] == "REJECT"
    assert prefect.api.state(run) == "Suspended"


def test_a_killed_worker_leaves_its_run_running_and_a_forced_wake_runs_it_again(
    stack: Stack, prefect: Prefect, case: Case
) -> None:
    run = prefect.starts("slow", folder=case.folder)
    prefect.eventually(lambda: bool(case.note("starts")))
    os.kill(stack.child("worker").pid, signal.SIGKILL)
    prefect.eventually(lambda: not stack.alive()["worker"])
    assert prefect.api.state_type(run) == "RUNNING"
    case.notes("hurry")
    stack.start_worker()
    assert not prefect.api.wake(run)
    assert prefect.api.wake(run, "its worker is dead", force=True)
    prefect.becomes(run, "Completed")
    assert case.note("starts").splitlines() == ["start", "start"]


def test_a_stopped_worker_puts_back_the_pass_it_could_not_finish(
    stack: Stack, prefect: Prefect, case: Case
) -> None:
    run = prefect.starts("slow", folder=case.folder)
    prefect.eventually(lambda: bool(case.note("starts")))
    stack.child("worker").stop(grace=240)  # on a busy machine it takes its time
    assert prefect.api.state_type(run) == "SCHEDULED"
    case.notes("hurry")
    stack.start_worker()
    prefect.becomes(run, "Completed")


def test_the_stock_process_worker_sleeps_and_wakes_the_same_flows(
    stack: Stack, prefect: Prefect, case: Case
) -> None:
    worker = stack.start_worker("stock", pool="stock", kind="process")
    case.owes("filed")
    run = prefect.starts("sleeper", "sleeper-stock", folder=case.folder)
    prefect.becomes(run, WAITS)
    case.owes("noticed")
    assert prefect.api.wake(run)
    prefect.eventually(lambda: case.done("noticed") == 1)
    prefect.becomes(run, WAITS)
    worker.stop(grace=20)
    assert (case.done("filed"), case.done("noticed")) == (1, 1)
