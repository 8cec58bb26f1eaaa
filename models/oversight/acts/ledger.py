"""The ledger of supervision (督办台账): items beside their nodes, read and moved set by set."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, func, select, update
from sqlmodel import Session

from models.insertion import among, table_of
from models.tables.case import Case
from models.tables.item import ItemState, SupervisionItem
from models.tables.node import Node
from models.tables.transition import Transition
from rulebook.oversight.supervision import OPEN

ITEM = table_of(SupervisionItem)
NODE = table_of(Node)
CASE = table_of(Case)
TRANSITION = table_of(Transition)
BY_LADDER = "ladder"


class Post(NamedTuple):
    """One case as far as supervision needs it."""

    case_id: int
    number: str
    court: str
    handler_id: str | None


class NodeRow(NamedTuple):
    """One node as far as supervision needs it."""

    id: int
    key: str
    state: str
    rule_id: str
    subject_ref: str
    origin_at: datetime
    due_on: date | None
    due_at: datetime | None
    owner_id: str | None
    role: str
    ladder: str
    enforced: bool
    settled_by: int | None = None
    timeliness: str = ""
    ladder_version: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of the ledger with its node and its case."""

    id: int
    level: str
    rung: str
    state: ItemState
    reply: str
    reply_seq: int | None
    reply_due_at: datetime | None
    opened_at: datetime
    issued_at: datetime | None
    node: NodeRow
    post: Post
    court: str = ""  # the court above that has the matter; "": the case's own
    issued_by: str = ""  # an officer, or "ladder"

    @property
    def opened_by_hand(self) -> bool:
        """Whether a person opened and issued it in one act, whatever the node's last day."""
        return self.issued_at == self.opened_at and self.issued_by not in ("", BY_LADDER)

    @property
    def open(self) -> bool:
        """Whether it still waits for something."""
        return self.state in OPEN


NODE_COLUMNS = (
    NODE.c.id.label("node_id"),
    NODE.c.key.label("node_key"),
    NODE.c.state.label("node_state"),
    NODE.c.rule_id,
    NODE.c.subject_ref,
    NODE.c.origin_at,
    NODE.c.due_on,
    NODE.c.due_at,
    NODE.c.owner_id,
    NODE.c.role,
    NODE.c.ladder,
    NODE.c.enforced,
    NODE.c.settled_by,
    NODE.c.timeliness,
    NODE.c.ladder_version,
)
CASE_COLUMNS = (
    CASE.c.id.label("case_id"),
    CASE.c.number,
    CASE.c.court_code,
    CASE.c.handler_id,
)


def entries(session: Session, *which: ColumnElement[bool], lock: bool = False) -> list[Entry]:
    """The items that fit, oldest first; locked against other writers when asked."""
    statement: Select[Any] = (
        select(
            ITEM.c.id.label("item_id"),
            ITEM.c.level,
            ITEM.c.rung,
            ITEM.c.state.label("item_state"),
            ITEM.c.reply,
            ITEM.c.reply_seq,
            ITEM.c.reply_due_at,
            ITEM.c.opened_at,
            ITEM.c.issued_at,
            ITEM.c.issued_by,
            ITEM.c.court_code.label("item_court"),
            *NODE_COLUMNS,
            *CASE_COLUMNS,
        )
        .join_from(ITEM, NODE, NODE.c.id == ITEM.c.node_id)
        .join(CASE, CASE.c.id == ITEM.c.case_id)
        .where(*which)
        .order_by(ITEM.c.id)
    )
    if lock:
        statement = statement.with_for_update(of=[CASE, ITEM], skip_locked=True)
    return [_entry(row) for row in session.connection().execute(statement)]


def move(session: Session, ids: Collection[int], state: ItemState, **columns: object) -> None:
    """Bring items to a state, with other columns set beside it."""
    if ids:
        session.connection().execute(
            update(ITEM).where(among(session, ITEM.c.id, ids)).values(state=state, **columns)
        )


def drop_clocks(session: Session, ids: Collection[int]) -> None:
    """No reply clock of these items runs any more, and nobody is charged with silence."""
    if ids:
        session.connection().execute(
            update(ITEM).where(among(session, ITEM.c.id, ids)).values(reply_due_at=None)
        )


def stop_clocks(session: Session, ids: Collection[int]) -> None:
    """Reply clocks that ran out: none runs any more, the state stands, the silence is kept.

    The first silence of an item stands, whatever becomes of it later: an answer that is sent back
    or a new handler gets a fresh clock, and what was left unanswered stays so in the figures.
    """
    if ids:
        session.connection().execute(
            update(ITEM)
            .where(among(session, ITEM.c.id, ids))
            .values(
                reply_due_at=None,
                silent_since=func.coalesce(ITEM.c.silent_since, ITEM.c.reply_due_at),
            )
        )


def end(
    session: Session, ids: Collection[int], state: ItemState, why: str, as_of: datetime
) -> None:
    """Bring items to a last state: no clock runs any more."""
    move(session, ids, state, ended_why=why, ended_at=as_of, reply_due_at=None)


def node_at(session: Session, case_id: int, key: str) -> tuple[NodeRow, Post] | None:
    """The node of a case under that key, with its case."""
    found = session.connection().execute(
        select(*NODE_COLUMNS, *CASE_COLUMNS)
        .join_from(NODE, CASE, CASE.c.id == NODE.c.case_id)
        .where(NODE.c.case_id == case_id, NODE.c.key == key)
    )
    row = found.one_or_none()
    return None if row is None else (node_of(row), post_of(row))


def note(
    session: Session,
    node_id: int,
    case_id: int,
    what: str,
    detail: str,
    as_of: datetime,
    fact_seq: int | None = None,
) -> None:
    """Show on a node what became of it under supervision."""
    session.connection().execute(
        TRANSITION.insert().values(
            case_id=case_id,
            node_id=node_id,
            what=what,
            detail=detail,
            at=as_of,
            fact_seq=fact_seq,
        )
    )


def post_of(row: Any) -> Post:
    """The case columns of a joined row."""
    return Post(row.case_id, row.number, row.court_code, row.handler_id)


def node_of(row: Any) -> NodeRow:
    """The node columns of a joined row."""
    return NodeRow(
        id=row.node_id,
        key=row.node_key,
        state=row.node_state,
        rule_id=row.rule_id,
        subject_ref=row.subject_ref,
        origin_at=row.origin_at,
        due_on=row.due_on,
        due_at=row.due_at,
        owner_id=row.owner_id,
        role=row.role,
        ladder=row.ladder,
        enforced=row.enforced,
        settled_by=row.settled_by,
        timeliness=row.timeliness,
        ladder_version=row.ladder_version,
    )


def _entry(row: Any) -> Entry:
    return Entry(
        id=row.item_id,
        level=row.level,
        rung=row.rung,
        state=ItemState(row.item_state),
        reply=row.reply,
        reply_seq=row.reply_seq,
        reply_due_at=row.reply_due_at,
        opened_at=row.opened_at,
        issued_at=row.issued_at,
        node=node_of(row),
        post=post_of(row),
        court=row.item_court or "",
        issued_by=row.issued_by,
    )
