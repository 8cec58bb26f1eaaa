"""Waking runs: telling Prefect that a case's rows owe another pass, and making runs that lack."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache, partial
from typing import Any
from uuid import UUID

from sqlalchemy import and_, func, or_
from sqlmodel import Session, col, select

from models import clock
from models.store import Store
from models.tables.case import Case
from models.tables.node import Node
from models.tables.run import CaseRun
from tasks.prefect_api import PrefectApi, PrefectUnavailable

CASE_FLOW = ("enforcement_case", "enforcement_case")

# A wake accepted this long ago and still not served was lost with its worker.
STALE = timedelta(seconds=60)
# Wakes that Prefect has taken and no pass has served yet: more would only wait in its line.
IN_FLIGHT = 40
UNDER_WAY = ("RUNNING", "PENDING")
ENDED = ("COMPLETED", "FAILED", "CRASHED", "CANCELLED")


@dataclass(frozen=True, slots=True)
class Roused:
    """What one round of waking did; `left` counts the cases still waiting for their turn."""

    created: int
    woken: int
    left: int


@dataclass(frozen=True, slots=True)
class Sleeper:
    """A case whose rows owe a pass, and what is known of its run."""

    case_id: int
    number: str
    court: str
    stage: str
    run_id: UUID | None
    wanted: int
    lease_until: datetime | None
    told_at: datetime | None

    def abandoned(self, now: datetime) -> bool:
        """Whether a run that looks alive has lost its worker: lease or wake is long past."""
        if self.lease_until is not None:
            return self.lease_until < now
        return self.told_at is not None and self.told_at < now - STALE


def rouse(store: Store, api: PrefectApi, limit: int, in_flight: int = IN_FLIGHT) -> Roused:
    """Wake or create up to `limit` runs, nearest deadline first; safe to call at any time.

    No more than `in_flight` wakes wait at Prefect, however many cases an import brought.

    Raises PrefectUnavailable when the server is away; the rows keep what is owed.
    """
    now = clock.system_now()
    with store.reading() as session:
        room = min(limit, in_flight - _in_flight(session, now))
        rows = session.exec(_pending(now).limit(room)).all() if room > 0 else []
        sleepers = [_sleeper(row) for row in rows]
        waiting = session.exec(select(func.count()).select_from(_pending(now).subquery())).one()
    flow = cache(partial(_case_flow, api))
    made = sum(_serve(store, api, sleeper, now, flow) for sleeper in sleepers)
    return Roused(made, len(sleepers) - made, waiting - len(sleepers))


def _in_flight(session: Session, now: datetime) -> int:
    told = select(func.count()).where(
        col(CaseRun.wanted) > CaseRun.seen,
        col(CaseRun.told) >= CaseRun.wanted,
        col(CaseRun.told_at) >= now - STALE,
    )
    return session.exec(told).one()


def tell(store: Store, api: PrefectApi, case_id: int) -> bool:
    """Wake one case's run right after a fact; False when it has to wait for the patrol."""
    now = clock.system_now()
    try:
        with store.reading() as session:
            row = session.exec(_pending(now).where(CaseRun.case_id == case_id)).one_or_none()
        if row is None:
            return False
        _serve(store, api, _sleeper(row), now, partial(_case_flow, api))
    except PrefectUnavailable:
        return False
    return True


def _pending(now: datetime) -> Any:
    """Cases owing a pass that Prefect was not told of, or was told of too long ago."""
    nearest = (
        select(func.min(Node.next_rung_at))
        .where(Node.case_id == CaseRun.case_id)
        .correlate(CaseRun)
        .scalar_subquery()
    )
    untold = or_(
        col(CaseRun.wanted) > CaseRun.told,
        and_(col(CaseRun.told_at) < now - STALE, col(CaseRun.wanted) > CaseRun.seen),
    )
    return (
        select(CaseRun, Case.number, Case.court_code, Case.stage)
        .join(Case, col(Case.id) == col(CaseRun.case_id))
        .where(col(CaseRun.wanted) > CaseRun.seen, untold)
        .order_by(nearest.is_(None), nearest, col(CaseRun.case_id))
    )


def _sleeper(row: tuple[CaseRun, str, str, str]) -> Sleeper:
    run, number, court, stage = row
    run_id = UUID(run.flow_run_id) if run.flow_run_id else None
    return Sleeper(
        run.case_id, number, court, stage, run_id, run.wanted, run.lease_until, run.told_at
    )


def _serve(
    store: Store, api: PrefectApi, sleeper: Sleeper, now: datetime, flow: Callable[[], UUID]
) -> bool:
    """Wake the case's run, or create it of the deployment `flow`; True when it was created."""
    if sleeper.run_id is not None and _wake(api, sleeper, sleeper.run_id, now):
        _note(store, sleeper, sleeper.run_id, now)
        return False
    _note(store, sleeper, _create(api, sleeper, flow()), now)
    return True


def _wake(api: PrefectApi, sleeper: Sleeper, run_id: UUID, now: datetime) -> bool:
    """False when Prefect does not know the run any more, so that a new one must be made."""
    if api.wake(run_id, message="a fact or a rung"):
        return True
    kind = api.state_type(run_id)
    if kind in ENDED or (kind in UNDER_WAY and sleeper.abandoned(now)):
        api.wake(run_id, message="taken up again", force=True)
    return kind is not None


def _case_flow(api: PrefectApi) -> UUID:
    deployment = api.deployment_id(*CASE_FLOW)
    if deployment is None:
        raise PrefectUnavailable(api.base_url, "the deployment of the case flow is not there yet")
    return deployment


def _create(api: PrefectApi, sleeper: Sleeper, deployment: UUID) -> UUID:
    return api.create_run(
        deployment,
        name=sleeper.number,
        parameters={"case_number": sleeper.number},
        tags=tuple(tag for tag in ("case", sleeper.court, sleeper.stage) if tag),
        # A run lost with Prefect's database needs a new key only if the old run still stands.
        idempotency_key=f"case:{sleeper.number}",
    )


def _note(store: Store, sleeper: Sleeper, run_id: UUID, now: datetime) -> None:
    with store.writing() as session:
        run = session.get_one(CaseRun, sleeper.case_id)
        run.flow_run_id = str(run_id)
        run.told, run.told_at = max(run.told, sleeper.wanted), now
        session.add(run)
