"""Prefect is down, killed or lost: the book stands, and runs catch up."""

from __future__ import annotations

from uuid import UUID

import pytest
from sqlmodel import col, func, select

from dueprocess.stack import Stack
from models.store import Store
from models.tables.letter import Letter
from models.tables.transition import Transition
from tasks.prefect_api import PrefectApi
from tasks.reconcile import reconcile
from tests.stories.court import HANDLER, LEADER, Court, Runs


def handed_over(court: Court, number: str) -> None:
    court.files(number, "2026-02-12", "2026-02-13")
    court.records(number, "handler_assigned", "2026-02-13", handler=HANDLER, evidence="分案表")
    court.records(number, "file_received", "2026-02-13", evidence="移送单")


def case_number(engine_name: str, n: int) -> str:
    """The server outlives a story, so each story and engine has cases of its own."""
    return f"（2026）京0105执{n}{1 if engine_name == 'sqlite' else 2}号"


def test_facts_stand_and_deadlines_fire_while_prefect_is_away(
    court: Court, server: Stack, workers: Stack, runs: Runs, engine_name: str
) -> None:
    number = case_number(engine_name, 60)
    assert workers.alive() == {"worker": True}
    # Nobody has told the court where Prefect is: nothing wakes any run.
    handed_over(court, number)
    court.comes("2026-02-24")
    court.comes("2026-02-25")
    court.expects_alert(HANDLER, "到期提醒")
    court.expects_alert(LEADER, "催办")
    assert court.run(number).flow_run_id is None

    # Prefect is back: the run is made and shows all that happened meanwhile.
    with PrefectApi(server.api_url) as court.api:
        court.patrols()
    court.api = None
    runs.eventually(lambda: runs.sleeps(court, number))
    run_id = court.run(number).flow_run_id
    assert run_id is not None
    runs.shows(run_id, "003 发出执行通知书（承办人） · overdue")
    court.chains_hold()


def test_a_worker_killed_in_the_middle_is_followed_by_another(
    worked_court: Court, workers: Stack, runs: Runs, engine_name: str
) -> None:
    court, number = worked_court, case_number(engine_name, 70)
    handed_over(court, number)
    court.patrols()
    runs.eventually(lambda: court.run(number).flow_run_id is not None)
    run_id = court.run(number).flow_run_id
    assert run_id is not None
    runs.eventually(lambda: runs.state_type(run_id) in {"PENDING", "RUNNING"})
    workers.child("worker").kill()
    workers.start_worker("second")
    runs.post(
        f"/flow_runs/{run_id}/set_state",
        {"state": {"type": "SCHEDULED", "name": "Scheduled"}, "force": True},
    )
    runs.eventually(lambda: runs.sleeps(court, number))
    runs.shows(run_id, "003 发出执行通知书（承办人） · opened")
    court.chains_hold()


def test_reconcile_makes_every_run_anew_for_an_empty_prefect(
    worked_court: Court, runs: Runs, book: Store, engine_name: str
) -> None:
    court, number = worked_court, case_number(engine_name, 80)
    handed_over(court, number)
    court.patrols()
    runs.eventually(lambda: runs.sleeps(court, number))
    lost = court.run(number).flow_run_id
    assert lost is not None
    runs.eventually(lambda: _is_written(lost, runs, book))
    runs.delete(f"/flow_runs/{lost}")
    assert court.api is not None
    done = reconcile(book, court.api)
    assert (done.known, done.lost, done.made) == (1, 1, 1)
    runs.eventually(lambda: runs.sleeps(court, number))
    made = court.run(number).flow_run_id
    assert made is not None
    assert made != lost
    assert runs.api.state_type(UUID(made)) == "SCHEDULED"
    runs.shows(made, "003 发出执行通知书（承办人） · opened")
    with book.reading() as session:
        drafts = session.exec(select(Letter.kind)).all()
    assert sorted(drafts) == ["execution_notice", "property_report_order"], "drafted once"
    assert reconcile(book, court.api).lost == 0
    court.chains_hold()


def _is_written(run_id: str, runs: Runs, book: Store) -> bool:
    """Whether Prefect has written all that the run did.

    What it receives of a run that is gone it cannot write, and after five tries it drops that
    together with what other runs did in the same second.
    """
    wanted = {"task_runs": {"flow_run_id": {"any_": [run_id]}}, "limit": 200}
    tasks = [row["state_type"] for row in runs.post("/task_runs/filter", wanted)]
    with book.reading() as session:
        shown = session.exec(select(func.count()).where(col(Transition.shown_at).is_not(None)))
        return tasks == ["COMPLETED"] * shown.one()


# What kind of worker carries a case is nothing to its book; the other kind's tests meet both.
@pytest.mark.parametrize("engine_name", ["postgresql"], indirect=True)
def test_the_stock_process_worker_carries_a_case_too(
    court: Court, workers: Stack, runs: Runs, engine_name: str
) -> None:
    number = case_number(engine_name, 90)
    handed_over(court, number)
    workers.start_worker("stock", pool="stock", kind="process")
    deployment = runs.api.deployment_id("enforcement_case", "stock")
    assert deployment is not None
    run_id = runs.api.create_run(deployment, number, {"case_number": number})
    runs.eventually(lambda: runs.sleeps(court, number))
    assert court.run(number).flow_run_id == str(run_id)
    runs.shows(str(run_id), "003 发出执行通知书（承办人） · opened")

    # The same run wakes for a fact, and runs only what is new.
    court.records(number, "execution_notice_issued", "2026-02-13", evidence="执行通知书")
    assert runs.api.wake(run_id)
    runs.eventually(lambda: runs.sleeps(court, number))
    runs.shows(str(run_id), "003 发出执行通知书（承办人） · settled")
    shown = runs.tasks(str(run_id))
    assert len(shown) == len(set(shown)), "no change is shown twice"
    court.chains_hold()
