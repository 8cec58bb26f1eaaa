"""Reconciling: making every run that the rows call for and Prefect does not have."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import update
from sqlmodel import col, select

from models.store import Store
from models.tables.interview import Interview, InterviewState
from models.tables.node import Node
from models.tables.run import CaseRun
from models.tables.transition import Transition
from tasks.prefect_api import PrefectApi
from tasks.summoning import summon
from tasks.waking import rouse

BATCH = 50
MOST = 1000  # interviews open at one time in one book


@dataclass(frozen=True, slots=True)
class Reconciled:
    """How many runs the rows knew, how many Prefect had lost, how many were made."""

    known: int
    lost: int
    made: int


def reconcile(
    store: Store, api: PrefectApi, progress: Callable[[int], None] = lambda made: None
) -> Reconciled:
    """Compare the rows with Prefect's runs and recreate the missing ones.

    Raises PrefectUnavailable when the server is away; nothing is changed then.
    """
    known = _known(store)
    lost = forget_lost(store, api)
    made = summon(store, api, MOST)
    # Every run is to be there when this ends, whether or not a worker serves them meanwhile.
    everything = len(known) + BATCH
    while (roused := rouse(store, api, BATCH, everything)).created + roused.woken:
        made += roused.created
        progress(made)
    return Reconciled(len(known), lost, made)


def forget_lost(store: Store, api: PrefectApi) -> int:
    """Ask for a new run wherever Prefect has lost the one the rows name; how many cases."""
    there = {str(run.id) for run in api.every_run()}
    lost = [case_id for case_id, run_id in _known(store).items() if run_id not in there]
    _forget(store, lost)
    _forget_interviews(store, there)
    return len(lost)


def _known(store: Store) -> dict[int, str | None]:
    with store.reading() as session:
        rows = session.exec(select(CaseRun.case_id, CaseRun.flow_run_id)).all()
    return dict(rows)


def _forget(store: Store, case_ids: list[int]) -> None:
    """Ask for a pass of each of these cases as if it never had a run.

    Its history is shown again in the new run; what was drafted once is not drafted twice.
    """
    with store.writing() as session:
        for start in range(0, len(case_ids), BATCH):
            cases = case_ids[start : start + BATCH]
            nodes = select(Node.id).where(col(Node.case_id).in_(cases))
            session.execute(
                update(Transition).where(col(Transition.node_id).in_(nodes)).values(shown_at=None)
            )
            session.execute(
                update(CaseRun)
                .where(col(CaseRun.case_id).in_(cases))
                .values(
                    flow_run_id=None,
                    wanted=CaseRun.wanted + 1,
                    told_at=None,
                    lease_owner="",
                    lease_until=None,
                )
            )


def _forget_interviews(store: Store, there: set[str]) -> None:
    with store.writing() as session:
        waiting = session.exec(
            select(Interview).where(
                Interview.state == InterviewState.CONVENED,
                col(Interview.flow_run_id).is_not(None),
            )
        ).all()
        for interview in waiting:
            if interview.flow_run_id not in there:
                interview.flow_run_id = None
                session.add(interview)
