"""The delivery (送达): every minute, what the outbox holds; and Prefect told of what happened."""

from __future__ import annotations

import asyncio
import os

from prefect import flow, get_run_logger, task
from prefect.cache_policies import NO_CACHE

from flows import installation
from flows.parts import in_turn
from tasks import delivery as rounds
from tasks.delivered import Delivered
from tasks.happenings import tell_prefect
from tasks.prefect_api import PrefectApi
from tasks.ways import Ways


@task(cache_policy=NO_CACHE, persist_result=False, task_run_name="送达一遍")
async def deliver() -> Delivered:
    """Route, send, settle; each channel in a lane of its own, so that a dead one holds no other."""
    return await asyncio.to_thread(
        rounds.deliver, installation.store(), installation.calendar(), Ways.opened()
    )


@task(cache_policy=NO_CACHE, persist_result=False, task_run_name="发布事件")
async def publish() -> str:
    """Events for automations in the Prefect UI: ``dueprocess.node.overdue`` and its kin."""
    return f"发布事件{await asyncio.to_thread(_publish)}个"


def _publish() -> int:
    wanted = Ways.opened().alerting.emission
    with PrefectApi(os.environ["PREFECT_API_URL"]) as api:
        return tell_prefect(installation.store(), api, installation.law(), wanted)


@flow(name="delivery", persist_result=False)
async def delivery() -> None:
    """One round over the outbox. Running it twice sends nothing twice."""
    await in_turn((deliver, publish), get_run_logger())
