"""Happenings (事件): changes of nodes and acts of supervision since the last ones told."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Row, ScalarSelect, and_, func, or_, select
from sqlmodel import Session

from models.insertion import among, table_of
from models.tables.case import Case
from models.tables.claim import Claim
from models.tables.fact import Fact
from models.tables.item import SupervisionItem
from models.tables.node import Node
from models.tables.transition import Transition
from rulebook.oversight.alerting import Emission

CASE, NODE, ITEM = table_of(Case), table_of(Node), table_of(SupervisionItem)
TRANSITION, FACT, CLAIM = table_of(Transition), table_of(Fact), table_of(Claim)
_SKIPPED = "skipped"  # passed over because a higher rung was due
_LOOKED = 40  # rows looked at for each that may be told in one round


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happened to a node or an item, with all that an automation may ask of it."""

    key: str  # transition:17 or fact:9; the same for ever
    what: str  # node.overdue, item.replied, interview.convened
    at: datetime
    case: str
    court: str
    node_id: int
    code: str
    rule: str
    level: str = ""
    item_id: int | None = None
    run: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """How far a source was told: up to an id, but for those whose number came before their row."""

    upto: int
    gaps: Mapping[int, str]  # id → when it was missed first, ISO

    def kept(self) -> dict[str, object]:
        """As the heartbeat's figures keep it."""
        return {"upto": self.upto, "gaps": {str(one): at for one, at in self.gaps.items()}}

    @classmethod
    def read(cls, kept: object, newest: int) -> Mark:
        """The mark of the last round; a first round begins with what happens from now on."""
        if not isinstance(kept, Mapping):
            return cls(newest, {})
        return cls(int(kept["upto"]), {int(one): str(at) for one, at in kept["gaps"].items()})


@dataclass(frozen=True, slots=True)
class Told:
    """What is to be told of one source, and the mark to keep once it is."""

    happenings: tuple[Happening, ...]
    mark: Mark


def transitions(session: Session, kept: object, wanted: Emission, as_of: datetime) -> Told:
    """Changes of nodes of the wanted kinds."""
    mark, ids, rows = _since(session, TRANSITION, kept, wanted, as_of)
    c = TRANSITION.c
    found = (
        select(c.id, c.what, c.at, CASE.c.number, CASE.c.court_code)
        .add_columns(NODE.c.id.label("node_id"), NODE.c.code, NODE.c.rule_id)
        .add_columns(_climbed().label("level"))
        .join_from(TRANSITION, NODE, NODE.c.id == c.node_id)
        .join(CASE, CASE.c.id == NODE.c.case_id)
        .where(_new(session, c.id, ids, rows), c.what.in_(wanted.nodes))
        .order_by(c.id)
    )
    said = session.connection().execute(found).all()
    return Told(tuple(_of_node(row) for row in said), mark)


def _climbed() -> ScalarSelect[str]:
    """The level that the node had climbed to when it changed: of its newest rung that fired."""
    c = CLAIM.c
    return (
        select(c.level)
        .where(c.node_id == NODE.c.id, c.outcome != _SKIPPED, c.fired_at <= TRANSITION.c.at)
        .order_by(c.id.desc())
        .limit(1)
        .correlate(NODE, TRANSITION)
        .scalar_subquery()
    )


def acts(
    session: Session, kept: object, kinds: Collection[str], wanted: Emission, as_of: datetime
) -> Told:
    """Acts of supervision: facts of these kinds on an item."""
    mark, ids, rows = _since(session, FACT, kept, wanted, as_of)
    c = FACT.c
    found = (
        select(c.id, c.kind, c.subject_ref, c.recorded_at, CASE.c.number, CASE.c.court_code)
        .join_from(FACT, CASE, CASE.c.id == c.case_id)
        .where(_new(session, c.id, ids, rows), c.kind.in_(kinds), c.subject_kind == "item")
        .order_by(c.id)
    )
    said = session.connection().execute(found).all()
    items = _items(session, {int(row.subject_ref) for row in said if row.subject_ref.isdigit()})
    return Told(
        tuple(_of_act(r, items[r.subject_ref]) for r in said if r.subject_ref in items), mark
    )


def _since(
    session: Session, source: FromClause, kept: object, wanted: Emission, as_of: datetime
) -> tuple[Mark, range, Collection[int]]:
    """The new mark, the ids that came since, and the earlier ones that were missing."""
    newest = session.connection().execute(select(func.max(source.c.id))).scalar() or 0
    mark = Mark.read(kept, newest)
    upto = min(newest, mark.upto + wanted.batch * _LOOKED)
    came = range(mark.upto + 1, upto + 1)
    late = {one: at for one, at in mark.gaps.items() if _young(at, wanted, as_of)}
    there = _there(session, source, came, late)
    missing = {one: as_of.isoformat() for one in came if one not in there}
    gaps = {one: at for one, at in late.items() if one not in there} | missing
    return Mark(upto, gaps), came, [one for one in late if one in there]


def _young(at: str, wanted: Emission, as_of: datetime) -> bool:
    return datetime.fromisoformat(at) > as_of - wanted.late


def _there(
    session: Session, source: FromClause, came: range, late: Mapping[int, str]
) -> Collection[int]:
    found = select(source.c.id).where(_new(session, source.c.id, came, late))
    return set(session.connection().execute(found).scalars())


def _new(
    session: Session, column: ColumnElement[int], came: range, late: Iterable[int]
) -> ColumnElement[bool]:
    within = and_(column >= came.start, column < came.stop)
    return or_(within, among(session, column, sorted(late)))


def _items(session: Session, ids: Collection[int]) -> Mapping[str, Row[Any]]:
    c = ITEM.c
    found = (
        select(c.id, c.level, NODE.c.id.label("node_id"), NODE.c.code, NODE.c.rule_id)
        .join_from(ITEM, NODE, NODE.c.id == c.node_id)
        .where(among(session, c.id, ids))
    )
    return {str(row.id): row for row in session.connection().execute(found)}


def _of_node(row: Row[Any]) -> Happening:
    return Happening(
        key=f"transition:{row.id}",
        what=f"node.{row.what}",
        at=row.at,
        case=row.number,
        court=row.court_code,
        node_id=row.node_id,
        code=row.code,
        rule=row.rule_id,
        level=row.level or "",
    )


def _of_act(row: Row[Any], item: Row[Any]) -> Happening:
    return Happening(
        key=f"fact:{row.id}",
        what=_act(row.kind),
        at=row.recorded_at,
        case=row.number,
        court=row.court_code,
        node_id=item.node_id,
        code=item.code,
        rule=item.rule_id,
        level=item.level,
        item_id=item.id,
    )


def _act(kind: str) -> str:
    """supervision_replied → item.replied; interview_held → interview.held."""
    family, _, rest = kind.partition("_")
    return f"interview.{rest}" if family == "interview" else f"item.{rest or kind}"


def kinds_of(facts: Mapping[str, Any]) -> Sequence[str]:
    """The kinds of facts that are acts of supervision, from the law's facts."""
    return sorted(kind.id for kind in facts.values() if kind.supervision)
