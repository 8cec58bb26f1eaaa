"""The worker that runs a case's pass inside its own event loop instead of in a new process."""

from __future__ import annotations

import logging
from contextlib import nullcontext, suppress
from math import inf
from typing import Any
from uuid import UUID

import anyio
import anyio.abc
import httpx
from prefect import flow_engine
from prefect.client.schemas.objects import FlowRun, State
from prefect.client.schemas.responses import WorkerFlowRunResponse
from prefect.context import AsyncClientContext, SyncClientContext
from prefect.exceptions import Abort, ObjectNotFound, Pause
from prefect.flows import Flow, load_flow_from_entrypoint
from prefect.states import Pending, Scheduled
from prefect.utilities.asyncutils import run_sync_in_worker_thread
from prefect.utilities.engine import propose_state
from prefect.workers.base import BaseJobConfiguration, BaseVariables, BaseWorker, BaseWorkerResult

SHUTDOWN_GRACE_SECONDS = 8.0


class UnrunnableFlow(TypeError):
    """The deployment names something this worker cannot run in its event loop."""

    def __init__(self, entrypoint: str) -> None:
        super().__init__(f"{entrypoint} is not an async flow: declare it with `async def`")


class PassResult(BaseWorkerResult):
    """How one pass (the stretch of a flow run between two sleeps) ended in this process."""


class EngineChatter(logging.Filter):
    """Keeps the engine's own words about beginning and finishing out of every pass's log.

    It also calls a run that merely went to sleep an error. What flows and tasks log, and
    how a run failed, passes.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        message = record.getMessage()
        if not message.startswith(("Finished in state", "Beginning flow run", "View at http")):
            return True
        asleep = message.endswith(("type=SCHEDULED)", "type=PAUSED)"))
        return record.levelno >= logging.ERROR and not asleep


class DueProcessWorker(BaseWorker[BaseJobConfiguration, BaseVariables, PassResult]):
    """Work-pool type `dueprocess`: a wake costs milliseconds, not a new interpreter.

    The flow must be `async def` and its deployment's entrypoint a module path. A flow that
    fails, sleeps, exits or is cancelled never ends the worker. On shutdown a pass has
    `SHUTDOWN_GRACE_SECONDS` seconds to finish; a pass cut off then is put back as Scheduled.
    """

    type = "dueprocess"
    _display_name = "DueProcess"
    _description = "Runs the passes of case flow runs inside the worker's own event loop."

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # There is no infrastructure to warm up: a run fetched early would only hold a slot.
        self._prefetch_seconds = 0
        self._passes: dict[UUID, anyio.CancelScope] = {}
        self._cancelled: set[UUID] = set()
        self._entrypoints: dict[UUID, str] = {}
        self._waiting: list[WorkerFlowRunResponse] = []
        self._last_moment = inf  # when passes are cut off, once the worker is told to stop

    async def setup(self) -> None:
        """Open the clients every pass shares, then set the worker up.

        They are entered first so that they outlive the passes: the exit stack unwinds in
        reverse.
        """
        _take_process_from_engine()
        for name in ("prefect.flow_runs", "prefect.task_runs"):
            logging.getLogger(name).addFilter(EngineChatter())
        logging.getLogger("prefect.flow_runs.worker").setLevel(logging.WARNING)
        await self._exit_stack.enter_async_context(AsyncClientContext())
        self._exit_stack.enter_context(SyncClientContext())
        await super().setup()

    async def teardown(self, *exc_info: Any) -> None:
        """Let running passes end within the grace period, then tear the worker down."""
        self._last_moment = anyio.current_time() + SHUTDOWN_GRACE_SECONDS
        self._waiting.clear()
        for scope in self._passes.values():
            scope.deadline = min(scope.deadline, self._last_moment)
        await super().teardown(*exc_info)

    async def _submit_run(self, flow_run: FlowRun) -> None:
        """Claim the run and execute it here.

        The stock path adds six requests a wake for an infrastructure that does not exist.
        The run stays listed as in flight until its pass has ended: a wake that arrives
        while a pass is leaving is then taken at the next poll, where the stock path would
        ask for a second slot for the same run and stop the worker.
        """
        try:
            if await self._claimed(flow_run):
                await self.run(flow_run, self.job_configuration())
        finally:
            self._release_limit_slot(flow_run.id)
            self._submitting_flow_run_ids.discard(flow_run.id)
            if self._cancelling_observer is not None:
                self._cancelling_observer.remove_in_flight_flow_run_id(flow_run.id)
        await self._take_next()

    async def _claimed(self, flow_run: FlowRun) -> bool:
        """Take the run from Scheduled to Pending, if it is still due as it was when polled.

        Another worker may have run it and put it to sleep in between. The server would
        accept the claim and then hold this slot until the new, distant moment.
        """
        claim: State[object] = Pending()
        try:
            claim = await propose_state(self.client, claim, flow_run_id=flow_run.id)
        except (Abort, httpx.HTTPError) as reason:
            self._logger.info("Flow run %s not taken: %s", flow_run.id, reason)
            return False
        if not claim.is_pending():
            return False
        due = claim.state_details.scheduled_time
        if flow_run.state is None or due == flow_run.state.state_details.scheduled_time:
            return True
        asleep: State[object] = Scheduled(scheduled_time=due)
        await self.client.set_flow_run_state(flow_run.id, asleep, force=True)
        return False

    async def _submit_scheduled_flow_runs(
        self, flow_run_response: list[WorkerFlowRunResponse]
    ) -> list[FlowRun]:
        taken = await super()._submit_scheduled_flow_runs(flow_run_response)
        gone = self._submitting_flow_run_ids | {run.id for run in taken}
        self._waiting = [one for one in flow_run_response if one.flow_run.id not in gone]
        return taken

    async def _take_next(self) -> None:
        """Take what the last poll left waiting at once, without asking the server again.

        The next poll, seconds later, brings the list up to date, with the patrol first again.
        """
        if self._waiting and self.is_setup:
            with suppress(httpx.HTTPError):
                await self._submit_scheduled_flow_runs(self._waiting)

    async def run(
        self,
        flow_run: FlowRun,
        configuration: BaseJobConfiguration,
        task_status: anyio.abc.TaskStatus[int] | None = None,
    ) -> PassResult:
        """Run one pass of `flow_run` to its end, whatever that end is."""
        if task_status is not None:
            task_status.started(1)
        with anyio.CancelScope(shield=True, deadline=self._last_moment) as scope:
            self._passes[flow_run.id] = scope
            try:
                await self._pass(flow_run)
            finally:
                self._passes.pop(flow_run.id, None)
        if scope.cancelled_caught:
            await self._settle_cut_off(flow_run)
        return PassResult(identifier=str(flow_run.id), status_code=0)

    async def _pass(self, flow_run: FlowRun) -> None:
        try:
            flow = await self._flow(flow_run)
        except ObjectNotFound:
            await self._mark_flow_run_as_cancelled(
                flow_run, {"message": "The deployment of this run no longer exists."}
            )
            return
        except Exception as error:  # noqa: BLE001 - foreign code: anything may come out of an import
            await self._propose_crashed_state(flow_run, f"The flow could not be loaded: {error}")
            return
        await self._execute(flow, flow_run)

    async def _execute(self, flow: Flow[..., Any], flow_run: FlowRun) -> None:
        run_logger = self.get_flow_run_logger(flow_run)
        try:
            parameters = flow_run.parameters or {}
            await flow_engine.run_flow_async(flow, flow_run, parameters, return_type="state")
        except Pause as leave:
            if leave.state is not None and leave.state.is_cancelling():
                await self._mark_flow_run_as_cancelled(flow_run, {"message": "Cancelled."})
        except Abort as reason:
            run_logger.info("Flow run %s was refused by the server: %s", flow_run.id, reason)
        except (Exception, SystemExit) as error:
            run_logger.exception("Flow run %s broke off.", flow_run.id)
            await self._propose_crashed_state(flow_run, f"{type(error).__name__}: {error}")

    async def _flow(self, flow_run: FlowRun) -> Flow[..., Any]:
        entrypoint = await self._entrypoint(flow_run)
        flow: Flow[..., Any] = await run_sync_in_worker_thread(
            load_flow_from_entrypoint, entrypoint, use_placeholder_flow=False
        )
        if not flow.isasync:
            raise UnrunnableFlow(entrypoint)
        return flow

    async def _entrypoint(self, flow_run: FlowRun) -> str:
        deployment_id = flow_run.deployment_id
        if deployment_id is None:
            raise ValueError("the run has no deployment")
        if deployment_id not in self._entrypoints:
            deployment = await self.client.read_deployment(deployment_id)
            self._entrypoints[deployment_id] = deployment.entrypoint or ""
        return self._entrypoints[deployment_id]

    async def _settle_cut_off(self, flow_run: FlowRun) -> None:
        with anyio.CancelScope(shield=True):
            if flow_run.id in self._cancelled:
                self._cancelled.discard(flow_run.id)
                await self._mark_flow_run_as_cancelled(flow_run, {"message": "Cancelled."})
                return
            interrupted: State[object] = Scheduled(message="The worker stopped during the pass.")
            await self.client.set_flow_run_state(flow_run.id, interrupted, force=True)

    async def _cancel_run(self, flow_run_id: UUID) -> None:
        """Cut off the pass of a run that was set to Cancelling; it then becomes Cancelled."""
        scope = self._passes.get(flow_run_id)
        if scope is None:
            await super()._cancel_run(flow_run_id)
            return
        self._cancelled.add(flow_run_id)
        scope.cancel()


def _take_process_from_engine() -> None:
    """Switch off two things the engine does because it believes it owns the process.

    Its SIGTERM handler raises in whatever code is running, which here may be the polling
    loop; the worker already turns SIGTERM into a stop. Its watch for a suspension from
    outside blocks the calling thread, here the event loop of every pass, on a websocket's
    opening and closing; a pass is over before anyone could press the button.
    """
    engine = vars(flow_engine)
    engine["capture_sigterm"] = nullcontext
    engine["observe_flow_run_suspension"] = lambda *_: nullcontext()
