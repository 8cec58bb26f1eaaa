"""The engine's look for runs to wake: passing trouble is not told, lasting trouble is."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import update
from sqlmodel import col

from dueprocess.engine import QUIET_LOOKS, Engine
from dueprocess.stackplan import StackPlan
from models.tables.run import CaseRun
from tasks.prefect_api import PrefectApi
from tests.dueprocess.court import CourtDesk
from tests.notifications.receivers import endpoint

RUN = str(UUID(int=1))


def test_a_server_that_does_not_answer_is_told_only_when_it_lasts(
    filed: CourtDesk, tmp_path: Path
) -> None:
    engine = Engine(StackPlan(tmp_path, port=9), filed.store)
    begun = engine.standing()
    with PrefectApi("http://127.0.0.1:9/api") as api:
        for _ in range(QUIET_LOOKS - 1):
            engine.look(api)
        assert engine.standing() == begun
        engine.look(api)
    assert "Prefect does not answer" in engine.standing()


def test_one_answer_ends_the_trouble(filed: CourtDesk, tmp_path: Path) -> None:
    engine = Engine(StackPlan(tmp_path, port=9), filed.store)
    with PrefectApi("http://127.0.0.1:9/api") as away:
        for _ in range(QUIET_LOOKS):
            engine.look(away)
        with (
            endpoint(answer={"id": RUN, "status": "ACCEPT"}) as server,
            PrefectApi(f"http://127.0.0.1:{server.port}/api") as api,
        ):
            engine.look(api)
        assert engine.standing() == "运行 running"
        with filed.store.writing() as session:
            session.execute(update(CaseRun).values(wanted=col(CaseRun.wanted) + 1))
        engine.look(away)
    assert engine.standing() == "运行 running", "new trouble is counted from its own beginning"


@pytest.mark.parametrize("part", ["worker", "deploy", "deploy-rest"])
def test_only_a_part_that_should_stay_is_missed(
    filed: CourtDesk, tmp_path: Path, part: str
) -> None:
    engine = Engine(StackPlan(tmp_path, port=9), filed.store)
    with engine:
        ended = engine._stack._spawn(part, [], program="this")
        assert ended.wait(30) == 0
        assert ("ended by itself" in engine.standing()) is (part == "worker")
