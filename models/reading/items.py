"""Open supervision matters (督办事项) and interviews as the desk lists them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, Select, and_, case, func, or_, select
from sqlmodel import Session, col

from models.reading.matters import of_items
from models.reading.selection import ALL, Selection
from models.tables.case import Case
from models.tables.columns import LARGEST_ID
from models.tables.fact import Fact
from models.tables.hold import AlertHold
from models.tables.interview import Interview, InterviewState
from models.tables.item import OPEN_ITEM, ItemState, SupervisionItem
from models.tables.node import Node, NodeState
from models.tables.officer import Officer

# What waits for a person comes first: a proposal, then a reply to verify.
_URGENCY = case(
    {ItemState.PROPOSED.value: 0, ItemState.REPLIED.value: 1},
    value=col(SupervisionItem.state),
    else_=2,
)
_WORST_FIRST = (_URGENCY, col(Node.due_at), col(SupervisionItem.id))


@dataclass(frozen=True, slots=True)
class OpenItem:
    """One matter, with the node it is about."""

    id: int
    case: str
    code: str
    rule_id: str
    node_key: str
    level: str
    state: str
    opened_at: datetime
    issued_at: datetime | None
    issued_by: str
    reply_due_at: datetime | None
    reply: str
    returned: int
    verified_by: str
    ended_at: datetime | None
    ended_why: str
    due_on: date | None
    owner: str
    interview: int | None  # the interview convened for it
    court: str = ""  # the court above that has the matter; "": the case's own
    node_state: str = ""
    timeliness: str = ""  # of the settling fact, by its own dates
    receipted_at: datetime | None = None
    promised_on: date | None = None
    replied_at: datetime | None = None
    evidence: str = ""  # what the reply bears
    silent_since: datetime | None = None  # its first reply clock to run out did so
    verified_on: str = ""  # facts, evidence
    held_for: str = ""  # why the ladder is held back just now
    held_until: datetime | None = None
    ladder: str = ""  # id of the ladder that its node climbs

    @property
    def grounds(self) -> bool:
        """Whether it can be verified at once: its node is settled, or the reply bears evidence."""
        return self.node_state == NodeState.SETTLED or bool(self.evidence)

    @property
    def silent(self) -> bool:
        """Whether nobody answered in time, no fresh clock runs, and the node still waits."""
        stopped = self.silent_since is not None and self.reply_due_at is None
        return stopped and self.node_state == NodeState.RUNNING


@dataclass(frozen=True, slots=True)
class InterviewLine:
    """One interview, with its case and node."""

    id: int
    item: int
    case: str
    code: str
    rule_id: str
    node_key: str
    state: str
    convened_at: datetime
    set_for: datetime
    interviewer: str
    fact_sheet: dict[str, object]
    held_at: datetime | None
    attendees: list[str]
    causes: str
    recorded_by: str
    flow_run: str = ""  # of the run that waits for the record
    promises: tuple[dict[str, object], ...] = ()  # told for one interview, not in lists


def open_items(session: Session, rows: int = 1000) -> tuple[tuple[OpenItem, ...], int]:
    """Open matters, those waiting for a person first, cut to `rows`; and how many there are."""
    found = _items().where(OPEN_ITEM).order_by(*_WORST_FIRST).limit(rows)
    count = session.execute(
        select(func.count()).select_from(SupervisionItem).where(OPEN_ITEM)
    ).scalar_one()
    return _read(session, found), count


def items(session: Session, every: bool = False, chosen: Selection = ALL) -> tuple[OpenItem, ...]:
    """Open matters, or with `every` the ended ones too, newest last."""
    found = _items().where(*chosen.of_nodes(), *of_items(chosen)).order_by(col(SupervisionItem.id))
    if chosen.state:
        found = found.where(col(SupervisionItem.state) == chosen.state)
    return _read(session, found if every else found.where(OPEN_ITEM))


def on_board(
    session: Session, since: datetime, chosen: Selection, rows: int = 1000
) -> tuple[OpenItem, ...]:
    """Open matters, those waiting for a person first, cut to `rows`; then what ended lately.

    That is what was struck off `since`, and what nobody answered while its node still waits:
    the next level has it. Two statements, the first by the index of open matters.
    """
    which = [*chosen.of_nodes(), *of_items(chosen)]
    state = col(SupervisionItem.state)
    struck = and_(state == ItemState.STRUCK_OFF, col(SupervisionItem.ended_at) >= since)
    silent = and_(state == ItemState.LAPSED, col(Node.state) == NodeState.RUNNING)
    waiting = _items().where(OPEN_ITEM, *which).order_by(*_WORST_FIRST)
    ended = _items().where(or_(struck, silent), *which).order_by(col(SupervisionItem.id).desc())
    return _read(session, waiting.limit(rows)) + _read(session, ended.limit(rows))


def items_of(session: Session, case_id: int) -> tuple[OpenItem, ...]:
    """Every matter of one case in the order of its opening."""
    found = _items().where(col(SupervisionItem.case_id) == case_id)
    return _read(session, found.order_by(col(SupervisionItem.id)))


def item(session: Session, item_id: int) -> OpenItem | None:
    """One matter by its number; None for a number that no row can bear."""
    if not 0 < item_id <= LARGEST_ID:
        return None
    found = _read(session, _items().where(col(SupervisionItem.id) == item_id))
    return found[0] if found else None


def interviews(
    session: Session, every: bool = False, chosen: Selection = ALL
) -> tuple[InterviewLine, ...]:
    """Interviews still to be held, or with `every` all of them, nearest appointment first."""
    found = (
        _interviews().where(*chosen.of_nodes()).order_by(col(Interview.set_for), col(Interview.id))
    )
    if not every:
        found = found.where(col(Interview.state) == InterviewState.CONVENED)
    return tuple(_interview(row) for row in session.execute(found))


def interviews_of(session: Session, case_id: int) -> tuple[InterviewLine, ...]:
    """Every interview of one case, in the order of convening."""
    found = _interviews().where(col(Interview.case_id) == case_id).order_by(col(Interview.id))
    return tuple(_interview(row) for row in session.execute(found))


def interview(session: Session, interview_id: int) -> InterviewLine | None:
    """One interview by its number; None for a number that no row can bear."""
    if not 0 < interview_id <= LARGEST_ID:
        return None
    row = session.execute(_interviews().where(col(Interview.id) == interview_id)).one_or_none()
    return None if row is None else replace(_interview(row), promises=_promises(session, row[0]))


_Found = Select[Any]
_Row = Row[Any]


def _items() -> _Found:
    return (
        select(
            SupervisionItem,
            Node,
            col(Case.number),
            col(Officer.name),
            col(Interview.id),
            col(Fact.evidence),
            AlertHold,
        )
        .join(Node, col(Node.id) == col(SupervisionItem.node_id))
        .join(Case, col(Case.id) == col(SupervisionItem.case_id))
        .outerjoin(Officer, col(Officer.id) == col(Node.owner_id))
        .outerjoin(Interview, col(Interview.item_id) == col(SupervisionItem.id))
        .outerjoin(AlertHold, col(AlertHold.node_id) == col(Node.id))
        .outerjoin(
            Fact,
            (col(Fact.case_id) == col(SupervisionItem.case_id))
            & (col(Fact.seq) == col(SupervisionItem.reply_seq)),
        )
    )


def _read(session: Session, found: _Found) -> tuple[OpenItem, ...]:
    rows: Sequence[_Row] = session.execute(found).all()
    return tuple(_item(row) for row in rows)


def _item(row: _Row) -> OpenItem:
    matter, node, number, owner, talk, evidence, hold = row
    return OpenItem(
        id=matter.id or 0,
        case=number,
        code=node.code,
        rule_id=node.rule_id,
        node_key=node.key,
        level=matter.level,
        state=matter.state,
        opened_at=matter.opened_at,
        issued_at=matter.issued_at,
        issued_by=matter.issued_by,
        reply_due_at=matter.reply_due_at,
        reply=matter.reply,
        returned=matter.returned,
        verified_by=matter.verified_by,
        ended_at=matter.ended_at,
        ended_why=matter.ended_why,
        due_on=node.due_on,
        owner=owner or node.role,
        interview=talk,
        court=matter.court_code or "",
        node_state=node.state,
        timeliness=node.timeliness,
        receipted_at=matter.receipted_at,
        promised_on=matter.promised_on,
        replied_at=matter.replied_at,
        evidence=evidence or "",
        silent_since=matter.silent_since,
        verified_on=matter.verified_on,
        held_for=hold.kind if hold else "",
        held_until=hold.until if hold else None,
        ladder=node.ladder,
    )


def _interviews() -> _Found:
    return (
        select(Interview, Node, col(Case.number), col(Officer.name))
        .join(Node, col(Node.id) == col(Interview.node_id))
        .join(Case, col(Case.id) == col(Interview.case_id))
        .outerjoin(Officer, col(Officer.id) == col(Interview.interviewer_id))
    )


def _promises(session: Session, talk: Interview) -> tuple[dict[str, object], ...]:
    """What was promised in it, by which day, in the order of the record."""
    said = session.execute(
        select(col(Fact.payload))
        .where(
            col(Fact.case_id) == talk.case_id,
            col(Fact.kind) == "promise_made",
            col(Fact.subject_ref).like(f"{talk.id}-%"),
        )
        .order_by(col(Fact.seq))
    ).scalars()
    return tuple({"due_on": one.get("due_on"), "text": one.get("text")} for one in said)


def _interview(row: _Row) -> InterviewLine:
    talk, node, number, interviewer = row
    return InterviewLine(
        id=talk.id or 0,
        item=talk.item_id,
        case=number,
        code=node.code,
        rule_id=node.rule_id,
        node_key=node.key,
        state=talk.state,
        convened_at=talk.convened_at,
        set_for=talk.set_for,
        interviewer=interviewer or talk.interviewer_id or "",
        fact_sheet=talk.fact_sheet,
        held_at=talk.held_at,
        attendees=talk.attendees,
        causes=talk.causes,
        recorded_by=talk.recorded_by,
        flow_run=talk.flow_run_id or "",
    )
