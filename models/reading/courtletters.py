"""Letters of supervision (督办函) as the desk lists them, each with what followed on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlmodel import Session

from models.insertion import among, table_of
from models.tables.case import Case
from models.tables.fact import Fact
from models.tables.node import Node, NodeState
from rulebook.case.casefile import FactView
from rulebook.case.payload import day
from rulebook.case.standing import standing

CASE, FACT, NODE = table_of(Case), table_of(Fact), table_of(Node)
RULE = "supervise-report-in-term"
KINDS = (
    "letter_sent",
    "letter_received",
    "letter_reported",
    "letter_report_returned",
    "letter_reminded",
    "file_called",
    "letter_withdrawn",
)


@dataclass(slots=True)
class CourtLetter:
    """One letter of a superior court on one case."""

    case: str
    ref: str  # 督1
    court: str  # the court that handles the case
    sender: str = ""
    number: str = ""
    problem: str = ""
    requirement: str = ""
    sent_on: date | None = None
    due_on: date | None = None  # the term that the letter, or its return, sets
    received_on: date | None = None
    in_charge: str = ""  # the person named by the lower court
    reported_on: date | None = None
    report: str = ""  # the paper
    returned: int = 0
    urged: list[date] = field(default_factory=list)
    file_called_on: date | None = None
    withdrawn: bool = False
    overdue: bool = False  # the report is late and still owed
    timeliness: str = ""

    @property
    def state(self) -> str:
        """sent, received, reported, overdue, file_called, withdrawn."""
        if self.withdrawn:
            return "withdrawn"
        if self.reported_on:
            return "reported"
        if self.file_called_on:
            return "file_called"
        if self.overdue:
            return "overdue"
        return "received" if self.received_on else "sent"


def letters(session: Session, as_of: datetime, case_id: int | None = None) -> list[CourtLetter]:
    """Every letter of the book, or of one case, by case and reference: three queries."""
    own = [] if case_id is None else [FACT.c.case_id == case_id]
    said = _facts(session, FACT.c.kind.in_(KINDS), *own)
    cases = {row.case_id for row in said}
    nodes = _nodes(session, cases)
    mended = _facts(session, FACT.c.corrects.is_not(None), among(session, FACT.c.case_id, cases))
    rows = {(row.case_id, row.seq): row for row in (*said, *mended)}.values()
    found: dict[tuple[int, str], CourtLetter] = {}
    for owner, facts in _by_case(rows).items():
        for fact in (one for one in standing(facts) if one.kind in KINDS):
            at = (owner[0], fact.subject_ref)
            one = found.setdefault(at, CourtLetter(owner[1], fact.subject_ref, owner[2]))
            _take(one, fact)
    for at, one in found.items():
        node = nodes.get(at)
        if node is not None:
            one.overdue = node.state == NodeState.RUNNING and node.due_at <= as_of
            one.timeliness = node.timeliness
    return list(found.values())


def _facts(session: Session, *which: ColumnElement[bool]) -> Sequence[Any]:
    statement = (
        select(FACT.c.case_id, CASE.c.number, CASE.c.court_code)
        .add_columns(*(FACT.c[name] for name in FactView._fields))
        .join_from(FACT, CASE, CASE.c.id == FACT.c.case_id)
        .where(*which)
        .order_by(FACT.c.case_id, FACT.c.seq)
    )
    return session.connection().execute(statement).all()


def _by_case(rows: Iterable[Any]) -> Mapping[tuple[int, str, str], list[FactView]]:
    found: dict[tuple[int, str, str], list[FactView]] = defaultdict(list)
    for row in rows:
        view = FactView(*(getattr(row, name) for name in FactView._fields))
        found[row.case_id, row.number, row.court_code].append(view)
    return found


def _nodes(session: Session, cases: Iterable[int]) -> Mapping[tuple[int, str], Any]:
    rows = session.connection().execute(
        select(NODE.c.case_id, NODE.c.subject_ref, NODE.c.state, NODE.c.due_at, NODE.c.timeliness)
        .where(among(session, NODE.c.case_id, list(cases)), NODE.c.rule_id == RULE)
        .order_by(NODE.c.id)
    )
    return {(row.case_id, row.subject_ref): row for row in rows}


def _take(one: CourtLetter, fact: FactView) -> None:
    said, on = fact.payload, day(fact.occurred_at)
    match fact.kind:
        case "letter_sent":
            one.sent_on, one.due_on = on, day(said["due_on"])
            for name in ("sender", "number", "problem", "requirement"):
                setattr(one, name, str(said.get(name) or ""))
        case "letter_received":
            one.received_on = on
            one.due_on = one.due_on or day(said["due_on"])
            one.in_charge = str(said.get("in_charge") or "")
            one.sender = one.sender or str(said.get("sender") or "")
            one.number = one.number or str(said.get("number") or "")
        case "letter_reported":
            one.reported_on, one.report = on, fact.evidence
        case "letter_report_returned":
            one.reported_on, one.report = None, ""
            one.returned, one.due_on = one.returned + 1, day(said["due_on"])
        case "letter_reminded":
            one.urged.append(on)
        case "file_called":
            one.file_called_on = on
        case "letter_withdrawn":
            one.withdrawn = True
