"""The false-alarm rate (误报率): how many of the nodes that were alerted were alerted wrongly."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, distinct, func, select
from sqlmodel import Session

from models.insertion import table_of
from models.tables.case import Case
from models.tables.claim import Claim
from models.tables.objection import AlertObjection, ObjectionState

CASE, CLAIM, OBJECTION = table_of(Case), table_of(Claim), table_of(AlertObjection)
FEWEST = 10  # below so many nodes a rate says nothing
DEFINITION = (
    "误报率＝本期异议成立的节点数÷本期届满后发出过催办、督办、约谈等预警的节点数；"
    "异议按答复日计入，预警按发出日计入；预警节点不足10个的不计算比率，只列数。"
)


@dataclass(frozen=True, slots=True)
class FalseAlarms:
    """The counts behind the rate, each with the objections that it stands for."""

    alerted: int  # nodes on which a rung fired after their due moment
    raised: int  # objections raised
    upheld: int  # answered in the period: the alert was wrong
    dismissed: int
    waiting: int  # raised in the period and unanswered at its end
    causes: Mapping[str, int]  # 误报原因 of those upheld

    @property
    def rate(self) -> float | None:
        """Upheld by alerted nodes; None when too few were alerted to speak of a rate."""
        return None if self.alerted < FEWEST else self.upheld / self.alerted


def false_alarms(
    session: Session, since: datetime, until: datetime, courts: Collection[str] | None = None
) -> FalseAlarms:
    """The false alarms of a period [since, until), of some courts' cases or of all."""
    o = OBJECTION.c
    answered = (o.answered_at >= since, o.answered_at < until)
    raised = (o.raised_at >= since, o.raised_at < until)
    still = o.answered_at.is_(None) | (o.answered_at >= until)
    upheld = (*answered, o.state == ObjectionState.UPHELD)
    causes = _of(courts, select(o.cause, func.count()), *upheld).group_by(o.cause)
    rows = session.connection().execute(causes)
    return FalseAlarms(
        alerted=_alerted(session, since, until, courts),
        raised=_count(session, courts, *raised),
        upheld=_count(session, courts, *upheld),
        dismissed=_count(session, courts, *answered, o.state == ObjectionState.DISMISSED),
        waiting=_count(session, courts, *raised, still),
        causes={cause or "未写明": int(count) for cause, count in rows},
    )


def _alerted(
    session: Session, since: datetime, until: datetime, courts: Collection[str] | None
) -> int:
    statement = (
        select(func.count(distinct(CLAIM.c.node_id)))
        .join_from(CLAIM, CASE, CASE.c.id == CLAIM.c.case_id)
        .where(
            CLAIM.c.fired_at >= since,
            CLAIM.c.fired_at < until,
            CLAIM.c.fired_at >= CLAIM.c.due_at,
            CLAIM.c.outcome == "fired",
        )
    )
    if courts is not None:
        statement = statement.where(CASE.c.court_code.in_(list(courts)))
    return int(session.connection().execute(statement).scalar_one())


def _count(session: Session, courts: Collection[str] | None, *which: Any) -> int:
    statement = _of(courts, select(func.count(distinct(OBJECTION.c.node_id))), *which)
    return int(session.connection().execute(statement).scalar_one())


def _of(courts: Collection[str] | None, statement: Select[Any], *which: Any) -> Select[Any]:
    found = statement.join_from(OBJECTION, CASE, CASE.c.id == OBJECTION.c.case_id).where(*which)
    return found if courts is None else found.where(CASE.c.court_code.in_(list(courts)))
