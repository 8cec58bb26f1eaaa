"""The patrol (巡查): every minute over the whole book; rungs, papers, runs, heartbeat."""

from __future__ import annotations

import asyncio
import os

from prefect import flow, get_run_logger, task
from prefect.cache_policies import NO_CACHE

from flows import installation
from flows.parts import in_turn
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


async def recount() -> Recounted | str:
    """A task only where something is owed: the rounds of most days have none."""
    if not await asyncio.to_thread(owing, installation.store()):
        return ""
    return await go_on_recounting()


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
    """One round over the whole book, every part of it. Running it twice fires nothing twice."""
    await in_turn((make_round, serve_adapters, recount, rouse_runs), get_run_logger())
