"""Flows that prove the machinery: their rows are files in a folder, one line of work a file."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import anyio
from prefect import flow, get_run_logger, task
from prefect.cache_policies import NO_CACHE
from prefect.flow_runs import asuspend_flow_run
from prefect.input import RunInput

from flows.sleep import sleep_until
from models.clock import system_now


class Owed:
    """The work a case owes: files `<folder>/owed/<name>`, moved to `done/` once acted on."""

    def __init__(self, folder: str) -> None:
        self.owed = Path(folder) / "owed"
        self.done = Path(folder) / "done"

    def names(self) -> list[str]:
        return sorted(path.name for path in self.owed.iterdir())

    def settle(self, name: str) -> None:
        with (self.done / name).open("a") as mark:
            mark.write("once\n")
        (self.owed / name).unlink()

    def any(self) -> bool:
        return bool(self.names())


@task(cache_policy=NO_CACHE, persist_result=False, retries=0)
async def transition(folder: str, name: str) -> None:
    Owed(folder).settle(name)
    get_run_logger().info("settled %s", name)


@flow(persist_result=False, log_prints=False, validate_parameters=False)
async def sleeper(folder: str, seconds: float = 3600) -> None:
    """Does what is owed, then sleeps `seconds`; ends when `closed` has been settled."""
    rows = Owed(folder)
    for name in rows.names():
        await transition.with_options(task_run_name=f"003 {name} · settled")(folder, name)
    if (rows.done / "closed").exists():
        return
    wake_at = system_now() + timedelta(seconds=seconds)
    await sleep_until(wake_at, "003 发出执行通知书", rows.any)


@flow(persist_result=False)
async def surprised(folder: str) -> None:
    """A fact arrives after the last look at the rows and before the sleep."""
    rows = Owed(folder)
    for name in rows.names():
        await transition(folder, name)
    if (rows.done / "late-fact").exists():
        return
    (rows.owed / "late-fact").touch()
    await sleep_until(None, "003 发出执行通知书", rows.any)


@flow(persist_result=False)
async def slow(folder: str) -> None:
    """Marks its start and stays Running until it is hurried: what a killed worker leaves behind."""
    with (Path(folder) / "starts").open("a") as mark:
        mark.write("start\n")
    while not (Path(folder) / "hurry").exists():  # noqa: ASYNC110 - a file tells nobody
        await anyio.sleep(0.1)


@flow(persist_result=False)
async def failing() -> None:
    raise ValueError("the flow's own fault")


@flow(persist_result=False)
async def leaving() -> None:
    raise SystemExit(3)


class Minutes(RunInput):
    """What a manager fills in after the interview."""

    held_at: datetime
    attendees: list[str]
    causes: str = ""


@flow(persist_result=False)
async def hearing(folder: str, interview_id: int) -> None:
    """Suspends for typed input once, and notes what was filled in."""
    minutes = await asuspend_flow_run(
        wait_for_input=Minutes.with_initial_data(
            description="约谈记录", held_at=system_now(), attendees=["承办人"]
        ),
        timeout=3600,
        key=f"interview-{interview_id}",
    )
    with (Path(folder) / "minutes").open("a") as note:
        note.write(minutes.model_dump_json() + "\n")
