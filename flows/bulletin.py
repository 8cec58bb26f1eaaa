"""The bulletin (通报): once a month, drafted for every court; issued by a person at the desk."""

from __future__ import annotations

import asyncio

from prefect import flow, get_run_logger, task
from prefect.cache_policies import NO_CACHE

from flows import installation
from tasks.bulletins import Drafted, draft_all


class CourtsLeft(RuntimeError):
    """Some courts' bulletins could not be drafted; the others' were."""

    def __init__(self, drafted: Drafted) -> None:
        left = "; ".join(f"{court} {why}" for court, why in drafted.faults.items())
        super().__init__(f"{drafted.span}: {left}")


@task(cache_policy=NO_CACHE, persist_result=False, task_run_name="编制上月通报")
async def draft() -> Drafted:
    """Draft what is not drafted yet."""
    return await asyncio.to_thread(
        draft_all, installation.store(), installation.law(), installation.calendar()
    )


@flow(name="bulletin", persist_result=False)
async def bulletin() -> None:
    """Draft last month's bulletins. Running it twice drafts nothing twice."""
    drafted = await draft()
    get_run_logger().info("%s", drafted)
    if drafted.faults:
        raise CourtsLeft(drafted)
