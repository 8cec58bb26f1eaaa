"""A review's flow run (核查): one kind, over the whole book, on its schedule or by hand."""

from __future__ import annotations

import asyncio

from prefect import flow, get_run_logger, task
from prefect.cache_policies import NO_CACHE

from flows import installation
from models import clock
from tasks import reviewing


@task(cache_policy=NO_CACHE, persist_result=False, task_run_name="核查 · {kind}")
async def look(kind: str) -> str:
    """Find, write what is new, tell whoever has to look; doing it twice writes nothing twice."""
    return await asyncio.to_thread(_look, kind)


def _look(kind: str) -> str:
    store = installation.store()
    with store.reading() as session:
        now = clock.now(session)
    return reviewing.run(store, installation.law(), installation.calendar(), kind, now)


@flow(name="review", persist_result=False, flow_run_name="review-{kind}")
async def review(kind: str) -> str:
    """Run one kind of review as of the book's own clock; says in one line what it did."""
    done = await look(kind)
    get_run_logger().info("%s", done)
    return done
