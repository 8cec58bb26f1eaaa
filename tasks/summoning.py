"""Summoning (约谈运行): a run for every convened interview, ended when the record stands."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlmodel import col, select

from models.store import Store
from models.tables.case import Case
from models.tables.interview import Interview, InterviewState
from tasks.prefect_api import PrefectApi

FLOW = ("interview", "interview")


def summon(store: Store, api: PrefectApi, limit: int) -> int:
    """Give convened interviews their runs, and end the runs of those held elsewhere.

    Safe to call at any time: a run has a key of its own. Returns how many runs were made.
    Raises PrefectUnavailable when the server is away; the rows keep what is owed.
    """
    for interview in _over(store, limit):
        _dismiss(store, api, interview)
    owed = _without_run(store, limit)
    deployment = api.deployment_id(*FLOW) if owed else None
    if deployment is None:
        return 0
    for interview_id, number in owed:
        run_id = api.create_run(
            deployment,
            name=f"约谈 {number} · {interview_id}",
            parameters={"interview_id": interview_id},
            tags=("interview",),
            idempotency_key=f"interview:{number}:{interview_id}",
        )
        _note(store, interview_id, flow_run_id=str(run_id))
    return len(owed)


def _dismiss(store: Store, api: PrefectApi, interview: Interview) -> None:
    """A suspended run is done; one that is recording just now is left to end by itself."""
    run_id = UUID(interview.flow_run_id)
    kind = api.state_type(run_id)
    if kind == "PAUSED":
        api.complete(run_id, f"the interview is {interview.state} in the book")
    if kind not in ("SCHEDULED", "PENDING", "RUNNING"):
        _note(store, interview.id, run_told=True)


def _without_run(store: Store, limit: int) -> Sequence[tuple[int | None, str]]:
    with store.reading() as session:
        return session.exec(
            select(Interview.id, Case.number)
            .join(Case, col(Case.id) == col(Interview.case_id))
            .where(Interview.state == InterviewState.CONVENED, col(Interview.flow_run_id).is_(None))
            .order_by(col(Interview.id))
            .limit(limit)
        ).all()


def _over(store: Store, limit: int) -> Sequence[Interview]:
    with store.reading() as session:
        return session.exec(
            select(Interview)
            .where(
                Interview.state != InterviewState.CONVENED,
                col(Interview.flow_run_id).is_not(None),
                col(Interview.run_told).is_(False),
            )
            .order_by(col(Interview.id))
            .limit(limit)
        ).all()


def _note(store: Store, interview_id: int | None, **columns: object) -> None:
    with store.writing() as session:
        interview = session.get_one(Interview, interview_id)
        interview.sqlmodel_update(columns)
        session.add(interview)
