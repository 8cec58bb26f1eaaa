"""How a case's flow run goes to sleep until its next clock without losing a wake."""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import NoReturn
from uuid import UUID

from prefect.client.orchestration import PrefectClient
from prefect.client.schemas.objects import State
from prefect.context import FlowRunContext
from prefect.exceptions import Pause
from prefect.settings import get_current_settings
from prefect.states import Scheduled
from prefect.utilities.engine import propose_state

from models.clock import system_now
from tasks.prefect_api import WOKEN

Owed = Callable[[], bool | Awaitable[bool]]


class NotInFlow(RuntimeError):
    """A sleep was asked for outside a flow run."""

    def __init__(self) -> None:
        super().__init__("only a flow run can sleep: call sleep_until from inside the flow")


async def sleep_until(at: datetime | None, waiting_for: str, again: Owed) -> NoReturn:
    """End this pass: propose Scheduled(`at`) named `waiting_for`, and leave by `Pause`.

    `at` is an aware moment of the real clock (in a rehearsal the caller translates); None
    means no clock runs and only a fact wakes the run. `again` says whether the rows owe
    another pass now; it is asked *after* the run is asleep, never only before.

    That order is what keeps wakes. A fact recorded during the pass finds the run Running,
    and its wake is refused. If it was committed before `again` reads the rows, `again` sees
    it and this run wakes itself; if later, the run is already asleep and the fact's own
    wake is accepted. There is no moment in which both miss it. A sleep the server refuses
    (the run is being cancelled) still ends the pass.

    Raises Pause always; NotInFlow outside a flow run.
    """
    run_id, client = _this_run()
    asleep: State[object] = Scheduled(
        name=waiting_for, scheduled_time=at or system_now() + horizon()
    )
    state = await propose_state(client, asleep, flow_run_id=run_id)
    if state.is_scheduled() and await _answer(again):
        # Refused if a fact woke the run in the meantime, which serves as well.
        await client.set_flow_run_state(run_id, Scheduled(name=WOKEN, message="work arrived"))
    raise Pause(f"asleep: {waiting_for}", state=state)


def horizon() -> timedelta:
    """How far ahead Prefect itself plans: without a clock, a run looks at its rows that often."""
    ahead: timedelta = get_current_settings().server.services.scheduler.max_scheduled_time
    return ahead


def _this_run() -> tuple[UUID, PrefectClient]:
    context = FlowRunContext.get()
    if context is None or context.flow_run is None:
        raise NotInFlow
    client = context.client
    assert isinstance(client, PrefectClient)
    return context.flow_run.id, client


async def _answer(again: Owed) -> bool:
    answer = again()
    return await answer if inspect.isawaitable(answer) else answer
