"""The node sheet (节点表): one case's nodes as a person reads them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from models import clock
from models.store import Store
from models.tables.book import Book, BookKind
from models.tables.case import Case
from models.tables.node import Node, NodeState
from rulebook.case.clock import turn_of
from rulebook.case.light import Light, light
from rulebook.law import inwords
from rulebook.law.lawbook import Lawbook
from rulebook.law.rule import Bearer
from rulebook.time.calendar import Calendar

# From worst to best: the first light that any node shows is the case's.
ORDER = (
    Light.OVERDUE_SEVERE,
    Light.OVERDUE,
    Light.DUE_CRITICAL,
    Light.DUE_SOON,
    Light.PROVISIONAL,
    Light.PAUSED,
    Light.RUNNING,
    Light.LATE_OR_UNPROVEN,
    Light.SETTLED,
)


@dataclass(frozen=True, slots=True)
class NodeSheet:
    """The sheet's rows in order of opening, and what the whole case shows."""

    number: str
    as_of: datetime
    banner: str  # 【演练】 in a rehearsal
    rows: tuple[dict[str, str], ...]
    tags: tuple[str, ...]  # court, stage, worst light of what the court itself bears


def of_case(store: Store, law: Lawbook, calendar: Calendar, case_id: int) -> NodeSheet:
    """The sheet of one case as of the book's clock; two queries, whatever the case's size."""
    with store.reading() as session:
        case = session.get_one(Case, case_id)
        nodes = session.exec(
            select(Node).where(Node.case_id == case_id).order_by(col(Node.origin_at), col(Node.id))
        ).all()
        return _sheet(session, law, calendar, case, list(nodes))


def _sheet(
    session: Session, law: Lawbook, calendar: Calendar, case: Case, nodes: list[Node]
) -> NodeSheet:
    as_of = clock.now(session)
    shown = [(node, _light(node, as_of, calendar)) for node in nodes]
    own = [one for node, one in shown if law.rules[node.rule_id].bearer is Bearer.COURT]
    worst = min((ORDER.index(one) for one in own), default=len(ORDER) - 1)
    tags = ["case", case.court_code, law.stages.get(case.stage, case.stage), ORDER[worst].value]
    rehearsal = session.get_one(Book, 1).kind == BookKind.REHEARSAL
    return NodeSheet(
        number=case.number,
        as_of=as_of,
        banner="【演练】" if rehearsal else "",
        rows=tuple(_row(law, node, one) for node, one in shown),
        tags=tuple(tag for tag in tags if tag),
    )


def _light(node: Node, as_of: datetime, calendar: Calendar) -> Light:
    return light(
        node.state,
        node.due_on,
        node.due_at,
        node.provisional,
        node.timeliness,
        as_of,
        calendar,
    )


def _row(law: Lawbook, node: Node, shown: Light) -> dict[str, str]:
    rule = law.rules[node.rule_id]
    return {
        "节点": inwords.title(rule, turn_of(node.key))[0],
        "对象": node.subject_ref or "本案",
        "起算": f"{node.origin_at:%Y-%m-%d}",
        "届满": f"{node.due_on}" if node.due_on else "—",
        "状态": inwords.kind(rule)[0] if node.state == NodeState.WAITING else shown.value,
        "办结": f"{node.settled_at:%Y-%m-%d}" if node.settled_at else "—",
        "依据": f"{rule.source.number} {rule.source.article_on(node.origin_at.date())}",
    }
