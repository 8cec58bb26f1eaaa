"""Delivery and bulletin as Prefect runs them: a worker takes each, and Prefect hears of a delay."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from models.figures import bulletins
from tasks import patrol
from tests.stories.court import HANDLER, Court, Runs
from tests.stories.test_prefect_goes_away import handed_over

NUMBER = "（2026）京0105执906号"
OVERDUE = "dueprocess.node.overdue"


def runs_once(runs: Runs, name: str) -> None:
    """Somebody presses Run on a deployment; a worker serves it to its end."""
    (deployment,) = runs.post("/deployments/filter", {"deployments": {"name": {"any_": [name]}}})
    run = runs.post(f"/deployments/{deployment['id']}/create_flow_run", {"state": None})
    runs.eventually(lambda: runs.state_type(run["id"]) == "COMPLETED")


def looks(court: Court) -> None:
    """The patrol's round alone: what it has to tell waits in the outbox."""
    patrol.round(court.store, court.law, court.calendar, ())


def told(runs: Runs) -> list[dict[str, Any]]:
    """The events of a delay in this case, as Prefect's own list has them."""
    about = {"id": [f"dueprocess.case.{NUMBER}"]}
    asked = {"filter": {"event": {"name": [OVERDUE]}, "resource": about}, "limit": 50}
    found: list[dict[str, Any]] = runs.post("/events/filter", asked)["events"]
    return found


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_a_worker_delivers_drafts_the_bulletin_and_prefect_hears_of_the_delay(
    worked_court: Court, runs: Runs, tmp_path: Path
) -> None:
    court = worked_court
    handed_over(court, NUMBER)
    looks(court)
    runs_once(runs, "delivery")  # events are told from the first round on

    court.time_stands("2026-02-25")
    looks(court)
    runs_once(runs, "delivery")
    letters = list((tmp_path / "home").rglob(f"{HANDLER}/*.txt"))
    assert any("发出执行通知书" in one.read_text("utf-8") for one in letters)
    runs.eventually(lambda: bool(told(runs)))
    nodes = {one["resource"]["dueprocess.node"]: one for one in told(runs)}
    event = nodes["003"]
    assert event["resource"]["dueprocess.court"] == "京0105"
    roles = {one["prefect.resource.role"] for one in event["related"]}
    assert {"node", "court"} <= roles

    court.time_stands("2026-03-02")
    looks(court)
    runs_once(runs, "bulletin")
    with court.store.reading() as session:
        drafted = [row.number for row in bulletins.log(session, "京0105")]
    assert drafted == ["京0105-2026-02"]
    court.chains_hold()
