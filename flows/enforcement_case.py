"""The case's flow run (案件运行): from filing to closing, asleep between its facts and clocks."""

from __future__ import annotations

import asyncio

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.context import FlowRunContext

from flows import installation, sheet
from flows.sleep import sleep_until
from rulebook.law import inwords
from tasks import casepass, nodework
from tasks.casepass import Pass, Step


@task(cache_policy=NO_CACHE, persist_result=False, retries=2, retry_delay_seconds=1)
async def node(step: Step) -> tuple[str, ...]:
    """One change of one node, with the automatic work it asks for. Doing it again is harmless."""
    store, law, calendar = installation.store(), installation.law(), installation.calendar()
    return await asyncio.to_thread(nodework.carry_out, store, law, calendar, step.id)


@flow(name="enforcement_case", persist_result=False, validate_parameters=False)
async def enforcement_case(case_number: str) -> str:
    """Do what the case's rows owe, then sleep until its next rung or fact.

    Ends only when the case is closed and no clock outlives it. Raises UnknownCase.
    """
    store = installation.store()
    served, shown = await _serve(case_number)
    if served is None:
        await sleep_until(casepass.lease_end(), "另一执行者正在处理", lambda: False)
    rest = await asyncio.to_thread(casepass.leave, store, served)
    sheet.lead_back(served.number, installation.board())
    if shown:
        law, calendar = installation.law(), installation.calendar()
        await sheet.publish(store, law, calendar, served, installation.board())
    if rest.done and not casepass.owes_more(store, served.case_id):
        return "案件已结，无在走时钟"
    await sleep_until(rest.at, rest.waits_for, lambda: casepass.owes_more(store, served.case_id))


async def _serve(case_number: str) -> tuple[Pass | None, int]:
    """Show and carry out every change the run has not shown, and say how many there were.

    None while another holds the case.
    """
    store, shown = installation.store(), 0
    while True:
        due = await asyncio.to_thread(casepass.begin, store, case_number, _run_id())
        if due is None or not due.steps:
            return due, shown
        shown += len(due.steps)
        for step in due.steps:
            title, _ = inwords.title(installation.law().rules[step.rule_id], step.turn)
            await node.with_options(task_run_name=f"{title} · {step.what}")(step)


def _run_id() -> str:
    context = FlowRunContext.get()
    if context is None or context.flow_run is None:
        raise RuntimeError("the case's flow runs only as a flow run")
    return str(context.flow_run.id)
