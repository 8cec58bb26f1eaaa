"""The patrol (巡查): every minute over the whole book; rungs, papers, runs, heartbeat."""

from __future__ import annotations

import asyncio
import os

from prefect import flow, get_run_logger, task
from prefect.cache_policies import NO_CACHE

from flows import installation
from notifications.documents.installed import press
from rulebook.law.lawbook import Lawbook
from rulebook.time.calendar import Calendar
from tasks import patrol as rounds
from tasks.adapters import round as traffic
from tasks.adapters.round import Traffic
from tasks.prefect_api import PrefectApi
from tasks.recounting import Recounted, go_on, owing
from tasks.summoning import summon
from tasks.waking import Roused, rouse

# Runs made or woken in one patrol: what an embedded server takes in well under a minute.
RUNS_A_ROUND = 100


@task(cache_policy=NO_CACHE, persist_result=False, task_run_name="巡查一遍")
async def make_round() -> rounds.RoundReport:
    """Sweep, draft, audit, beat; every part claims before it acts. Delivery has its own flow."""
    return await asyncio.to_thread(_round)


def _round() -> rounds.RoundReport:
    store, law, calendar = installation.store(), installation.law(), installation.calendar()
    return rounds.round(store, law, calendar, (), press=press(store, law, calendar))


@task(cache_policy=NO_CACHE, persist_result=False, task_run_name="系统对接")
async def serve_adapters() -> Traffic:
    """Put the questions that are due and take in what has come; a broken system is only named."""
    return await asyncio.to_thread(
        traffic.make_round, installation.store(), installation.law(), installation.calendar()
    )


@task(cache_policy=NO_CACHE, persist_result=False, task_run_name="续行重新推算")
async def go_on_recounting() -> Recounted:
    """Go on with recounts that an overlay, a notice or changed ladders made due; else nothing."""
    return await asyncio.to_thread(go_on, installation.store(), _standing)


def _standing() -> tuple[Lawbook, Calendar]:
    return installation.law(), installation.calendar()


@task(cache_policy=NO_CACHE, persist_result=False, task_run_name="唤醒案件运行")
async def rouse_runs() -> Roused:
    """Wake the runs whose rows owe a pass, and make those that are missing."""
    return await asyncio.to_thread(_rouse)


def _rouse() -> Roused:
    with PrefectApi(os.environ["PREFECT_API_URL"]) as api:
        summon(installation.store(), api, RUNS_A_ROUND)
        return rouse(installation.store(), api, RUNS_A_ROUND)


@flow(name="patrol", persist_result=False)
async def patrol() -> None:
    """One round over the whole book. Running it twice fires nothing twice."""
    log = get_run_logger()
    log.info("%s", await make_round())
    log.info("%s", await serve_adapters())
    if await asyncio.to_thread(owing, installation.store()):
        log.info("%s", await go_on_recounting())
    log.info("%s", await rouse_runs())
