"""The tables that the doctor reads (体检用表), and the conditions that several checks share."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import ColumnElement, FromClause, and_, exists, or_, select

from models.tables.case import CaseState
from models.tables.node import NodeState
from models.tables.schema import metadata

CASE = metadata.tables["enforcement_case"]
NODE = metadata.tables["node"]
FACT = metadata.tables["fact"]
OFFICER = metadata.tables["officer"]
RUN = metadata.tables["case_run"]
CHANNEL = metadata.tables["channel_health"]
MESSAGE = metadata.tables["message"]
ITEM = metadata.tables["supervision_item"]
INTERVIEW = metadata.tables["interview"]
REVIEW = metadata.tables["review"]
PAPER = metadata.tables["issued_paper"]
BULLETIN = metadata.tables["bulletin"]
BULLETIN_LIST = metadata.tables["bulletin_list"]

CORRECTION = "correction"
LIVING = (NodeState.RUNNING.value, NodeState.WAITING.value, NodeState.PAUSED.value)
OPEN = CaseState.OPEN.value


def lives() -> ColumnElement[bool]:
    """A node whose clock is not over."""
    return NODE.c.state.in_(LIVING)


def stands(fact: FromClause) -> ColumnElement[bool]:
    """A fact that no later one took out or took the place of."""
    by = FACT.alias()
    out = or_(by.c.kind != CORRECTION, by.c.payload["void"].as_boolean())
    found = select(by.c.id).where(by.c.case_id == fact.c.case_id, by.c.corrects == fact.c.seq, out)
    return ~exists(found)


def later(fact: FromClause, kinds: Collection[str]) -> ColumnElement[bool]:
    """Whether one of these kinds stands after the fact, on the same subject of the same case."""
    after = FACT.alias()
    same = and_(
        after.c.case_id == fact.c.case_id,
        after.c.subject_ref == fact.c.subject_ref,
        after.c.kind.in_(sorted(kinds)),
        or_(
            after.c.occurred_at > fact.c.occurred_at,
            and_(after.c.occurred_at == fact.c.occurred_at, after.c.seq > fact.c.seq),
        ),
    )
    return exists(select(after.c.id).where(same, stands(after)))
