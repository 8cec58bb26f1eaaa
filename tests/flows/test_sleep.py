"""A case's run sleeps as Scheduled, wakes as the same run and loses no wake."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import pytest

if TYPE_CHECKING:
    from tests.flows.conftest import Case, Prefect

WAITS = "003 发出执行通知书"


def test_a_run_sleeps_as_scheduled_under_the_name_of_what_it_waits_for(
    prefect: Prefect, case: Case
) -> None:
    case.owes("filed")
    run = prefect.starts("sleeper", folder=case.folder)
    prefect.becomes(run, WAITS)
    assert prefect.api.state_type(run) == "SCHEDULED"
    assert case.done("filed") == 1


def test_a_fact_wakes_the_same_run_and_only_the_new_task_runs(prefect: Prefect, case: Case) -> None:
    case.owes("filed")
    run = prefect.starts("sleeper", folder=case.folder)
    prefect.becomes(run, WAITS)
    case.owes("noticed")
    assert prefect.api.wake(run, "a fact was recorded")
    prefect.eventually(lambda: case.done("noticed") == 1)
    prefect.becomes(run, WAITS)
    prefect.eventually(lambda: len(prefect.task_names(run)) == 2)
    assert prefect.task_names(run) == ["003 filed · settled", "003 noticed · settled"]
    assert case.done("filed") == 1


def test_the_log_of_a_run_holds_its_tasks_words_and_not_the_engines(
    prefect: Prefect, case: Case
) -> None:
    case.owes("filed")
    run = prefect.starts("sleeper", folder=case.folder)
    prefect.becomes(run, WAITS)
    prefect.eventually(lambda: bool(prefect.logs(run)))
    assert prefect.logs(run) == ["settled filed"]


def test_a_run_wakes_by_itself_at_its_own_moment(prefect: Prefect, case: Case) -> None:
    run = prefect.starts("sleeper", folder=case.folder, seconds=3)
    prefect.becomes(run, WAITS)
    case.owes("overdue")
    prefect.eventually(lambda: case.done("overdue") == 1)


def test_a_fact_between_the_last_look_and_the_sleep_is_not_lost(
    prefect: Prefect, case: Case
) -> None:
    run = prefect.starts("surprised", folder=case.folder)
    prefect.becomes(run, "Completed")
    assert case.done("late-fact") == 1


def test_a_wake_leaves_a_running_pass_alone(prefect: Prefect, case: Case) -> None:
    run = prefect.starts("slow", folder=case.folder)
    prefect.becomes(run, "Running")
    assert not prefect.api.wake(run)
    case.notes("hurry")
    prefect.becomes(run, "Completed")
    assert case.note("starts").splitlines() == ["start"]


def test_a_second_wake_of_a_run_already_due_is_no_second_pass(prefect: Prefect, case: Case) -> None:
    run = prefect.starts("sleeper", folder=case.folder)
    prefect.becomes(run, WAITS)
    passes = prefect.states(run).count("Running")
    assert prefect.api.wake(run)
    prefect.api.wake(run)
    prefect.eventually(lambda: prefect.states(run).count("Running") == passes + 1)
    prefect.becomes(run, WAITS)
    assert prefect.states(run).count("Running") == passes + 1


def test_an_ended_or_unknown_run_is_not_woken(prefect: Prefect, case: Case) -> None:
    case.owes("closed")
    run = prefect.starts("sleeper", folder=case.folder)
    prefect.becomes(run, "Completed")
    assert not prefect.api.wake(run)
    assert prefect.api.state(run) == "Completed"
    assert not prefect.api.wake(uuid4())


def test_a_sleeping_run_is_cancelled_at_once(prefect: Prefect, case: Case) -> None:
    run = prefect.starts("sleeper", folder=case.folder)
    prefect.becomes(run, WAITS)
    prefect.sets(run, "CANCELLING")
    prefect.becomes(run, "Cancelled")


def test_the_same_idempotency_key_creates_one_run(prefect: Prefect, case: Case) -> None:
    deployment = prefect.api.deployment_id("sleeper", "sleeper")
    assert deployment is not None
    parameters = {"folder": case.folder}
    first = prefect.api.create_run(deployment, "案", parameters, ["京0105"], idempotency_key="案-1")
    again = prefect.api.create_run(deployment, "案", parameters, ["京0105"], idempotency_key="案-1")
    assert first == again
    assert [found.id for found in prefect.api.every_run(tags=["京0105"])] == [first]


def test_sleeping_outside_a_flow_says_so() -> None:
    import asyncio

    from flows.sleep import NotInFlow, sleep_until

    with pytest.raises(NotInFlow, match="inside the flow"):
        asyncio.run(sleep_until(None, WAITS, lambda: False))
