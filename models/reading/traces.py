"""Traces (案件轨迹): case after case with its facts, its nodes and its supervision, in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlmodel import Session, col

from models.insertion import table_of
from models.reading.selection import ALL, Selection
from models.tables.asset import Asset
from models.tables.case import Case
from models.tables.claim import Claim
from models.tables.fact import Fact
from models.tables.interview import Interview
from models.tables.item import SupervisionItem
from models.tables.link import CaseLink
from models.tables.node import Node
from rulebook.case.casefile import FactView

AT_A_TIME = 500  # cases held at once, whatever the book holds


class CaseLine(NamedTuple):
    """A case without the names of its parties."""

    id: int
    number: str
    court_code: str
    kind: str
    claim: Decimal | None  # yuan
    handler_id: str | None
    state: str
    stage: str
    filed_on: date | None
    closed_on: date | None


class NodeLine(NamedTuple):
    """A node as it stands."""

    id: int
    key: str
    rule_id: str
    code: str
    subject_kind: str
    subject_ref: str
    opened_by: int
    origin_at: datetime
    due_on: date | None
    due_at: datetime | None
    provisional: bool
    state: str
    settled_by: int | None
    settled_at: datetime | None
    timeliness: str
    owner_id: str | None
    enforced: bool


class ItemLine(NamedTuple):
    """A supervision item as it stands."""

    id: int
    node_id: int
    level: str
    state: str
    opened_at: datetime
    issued_at: datetime | None
    reply_due_at: datetime | None
    replied_at: datetime | None
    returned: int
    ended_at: datetime | None


class InterviewLine(NamedTuple):
    """An interview as it stands."""

    id: int
    item_id: int
    node_id: int
    state: str
    convened_at: datetime
    set_for: datetime
    held_at: datetime | None


class RungLine(NamedTuple):
    """A rung that fired on a node; what was passed over for a higher one is no event."""

    id: int
    node_id: int
    level: str
    fired_at: datetime
    overdue_days: int
    item_id: int | None


class LinkLine(NamedTuple):
    """Another case of the same selection that this one names, and as what."""

    other: str
    role: str


@dataclass(frozen=True, slots=True)
class Trace:
    """One case with all that is on record of it; facts in the order of their chain."""

    case: CaseLine
    facts: tuple[FactView, ...]
    sources: tuple[str, ...]  # of the facts, in the same order: desk, import, task, api
    nodes: tuple[NodeLine, ...]
    items: tuple[ItemLine, ...]
    interviews: tuple[InterviewLine, ...]
    rungs: tuple[RungLine, ...]
    assets: tuple[str, ...]  # references of the register
    links: tuple[LinkLine, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which cases: by selection, by number, and those of which a fact happened in a stretch.

    `until` is the first moment behind the stretch; a correction may have moved a fact into it, so
    cases that hold a correction are always among them.
    """

    chosen: Selection = ALL
    case: int | None = None
    since: datetime | None = None
    until: datetime | None = None

    @property
    def bounded(self) -> bool:
        """Whether only a stretch is wanted."""
        return self.since is not None or self.until is not None

    def holds(self, at: datetime) -> bool:
        """Whether a moment lies in the stretch."""
        late = self.since is None or at >= self.since
        return late and (self.until is None or at < self.until)

    def conditions(self) -> list[ColumnElement[bool]]:
        """The conditions on cases."""
        found = self.chosen.of_cases()
        if self.case is not None:
            found.append(col(Case.id) == self.case)
        if self.bounded:
            found.append(self._touched())
        return found

    def _touched(self) -> ColumnElement[bool]:
        fact, at = Fact, col(Fact.occurred_at)
        bounds = [at >= self.since] if self.since is not None else []
        bounds += [at < self.until] if self.until is not None else []
        happened = or_(and_(*bounds), col(fact.corrects).is_not(None))
        return exists(select(1).where(col(fact.case_id) == col(Case.id), happened))


EVERYTHING = Wanted()


def count(session: Session, wanted: Wanted) -> int:
    """How many cases are wanted."""
    found = select(func.count()).select_from(Case).where(*wanted.conditions())
    return int(session.execute(found).scalar_one())


def traces(session: Session, wanted: Wanted) -> Iterator[Trace]:
    """Every wanted case in the order of its entry, read in ranges of `AT_A_TIME`.

    However many cases the book holds, a range costs the same few queries by key.
    """
    last = 0
    while cases := _cases(session, wanted, last):
        yield from _whole(session, wanted, cases)
        last = cases[-1].id


def _cases(session: Session, wanted: Wanted, after: int) -> list[CaseLine]:
    table = table_of(Case)
    columns = [table.c[name] for name in CaseLine._fields]
    found = (
        select(*columns)
        .where(table.c.id > after, *wanted.conditions())
        .order_by(table.c.id)
        .limit(AT_A_TIME)
    )
    return [CaseLine(*row) for row in session.execute(found)]


def _whole(session: Session, wanted: Wanted, cases: Sequence[CaseLine]) -> Iterator[Trace]:
    ids = [case.id for case in cases]
    facts = _grouped(session, Fact, ("source", *FactView._fields), ids, "seq")
    nodes = _grouped(session, Node, NodeLine._fields, ids, "id")
    items = _grouped(session, SupervisionItem, ItemLine._fields, ids, "id")
    interviews = _grouped(session, Interview, InterviewLine._fields, ids, "id")
    assets = _grouped(session, Asset, ("ref",), ids, "ref")
    rungs, links = _rungs(session, ids), _links(session, wanted, ids)
    for case in cases:
        file = facts.get(case.id, [])
        yield Trace(
            case=case,
            facts=tuple(FactView(*row[1:]) for row in file),
            sources=tuple(row[0] for row in file),
            nodes=tuple(NodeLine(*row) for row in nodes.get(case.id, ())),
            items=tuple(ItemLine(*row) for row in items.get(case.id, ())),
            interviews=tuple(InterviewLine(*row) for row in interviews.get(case.id, ())),
            rungs=tuple(RungLine(*row) for row in rungs.get(case.id, ())),
            assets=tuple(ref for (ref,) in assets.get(case.id, ())),
            links=tuple(LinkLine(*row) for row in links.get(case.id, ())),
        )


def _grouped(
    session: Session, model: Any, names: Iterable[str], ids: Sequence[int], order: str
) -> dict[int, list[tuple[Any, ...]]]:
    """Rows of a table by case, each group in the given order."""
    table = table_of(model)
    found = (
        select(table.c.case_id, *(table.c[name] for name in names))
        .where(table.c.case_id.in_(ids))
        .order_by(table.c.case_id, table.c[order])
    )
    return _by_first(session.execute(found))


def _rungs(session: Session, ids: Sequence[int]) -> dict[int, list[tuple[Any, ...]]]:
    claim, node = table_of(Claim), table_of(Node)
    found = (
        select(node.c.case_id, *(claim.c[name] for name in RungLine._fields))
        .join(claim, claim.c.node_id == node.c.id)
        .where(node.c.case_id.in_(ids), claim.c.outcome == "fired")
        .order_by(node.c.case_id, claim.c.id)
    )
    return _by_first(session.execute(found))


def _links(
    session: Session, wanted: Wanted, ids: Sequence[int]
) -> dict[int, list[tuple[Any, ...]]]:
    link = table_of(CaseLink)
    known = select(col(Case.number)).where(col(Case.number) == link.c.other, *wanted.conditions())
    found = (
        select(link.c.case_id, link.c.other, link.c.role)
        .where(link.c.case_id.in_(ids), exists(known.correlate(link)))
        .distinct()
        .order_by(link.c.case_id, link.c.other, link.c.role)
    )
    return _by_first(session.execute(found))


def _by_first(rows: Iterable[Any]) -> dict[int, list[tuple[Any, ...]]]:
    found: dict[int, list[tuple[Any, ...]]] = {}
    for case, *values in rows:
        found.setdefault(case, []).append(tuple(values))
    return found
