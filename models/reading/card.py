"""One case as the desk shows it (案件卡片): its register, clocks, facts, matters and drafts."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import sqlmodel
from sqlalchemy import select
from sqlmodel import Session, SQLModel, col

from models import clock
from models.canonical import canonical
from models.ending import links
from models.ending.links import LinkLine
from models.errors import UnknownCase
from models.reading.items import OpenItem, items_of
from models.reading.letters import LetterSheet, letters_of
from models.tables.asset import Asset
from models.tables.case import Case
from models.tables.claim import Claim
from models.tables.court import Court
from models.tables.fact import Fact
from models.tables.node import Node
from models.tables.officer import Officer
from models.tables.run import CaseRun
from rulebook.case.casefile import FactView

_NEAR = 5  # case numbers offered for one that does not exist
_TAIL = 6  # signs at the end of a number that a person seldom mistypes


@dataclass(frozen=True, slots=True)
class CaseNode:
    """One node of the case with the rungs that were fired on it."""

    id: int
    key: str
    rule_id: str
    rule_version: str
    code: str
    subject_kind: str
    subject_ref: str
    opened_by: int
    origin_at: datetime
    due_on: date | None
    due_at: datetime | None
    provisional: bool
    calendar: str
    state: str
    settled_by: int | None
    settled_at: datetime | None
    timeliness: str
    role: str
    owner: str
    enforced: bool
    next_rung_at: datetime | None
    rungs: tuple[RungLine, ...]


@dataclass(frozen=True, slots=True)
class RungLine:
    """One rung fired, or passed over for a higher one."""

    rung: str
    fired_at: datetime
    outcome: str
    overdue_days: int


@dataclass(frozen=True, slots=True)
class FactSheet:
    """One fact as it was recorded."""

    seq: int
    kind: str
    subject_kind: str
    subject_ref: str
    occurred_at: datetime
    recorded_at: datetime
    recorded_by: str
    payload: dict[str, object]
    evidence: str
    evidence_on: date | None
    evidence_hash: str
    corrects: int | None
    source: str
    hash: str


@dataclass(frozen=True, slots=True)
class AssetLine:
    """One piece of property the register names."""

    ref: str
    kind: str
    title: str


@dataclass(frozen=True, slots=True)
class RunLine:
    """How the case's run stands with Prefect."""

    flow_run_id: str | None
    wanted: int
    seen: int
    passes: int
    sleeps_until: datetime | None
    waits_for: str
    error: str


@dataclass(frozen=True, slots=True)
class CaseCard:
    """The whole case at the book's present moment."""

    as_of: datetime
    id: int
    number: str
    kind: str
    court: str
    cause: str
    claim: Decimal | None  # yuan
    handler_id: str | None
    handler: str
    state: str
    stage: str
    filed_on: date | None
    closed_on: date | None
    broken: str
    missing_since: datetime | None
    nodes: tuple[CaseNode, ...]
    facts: tuple[FactSheet, ...]
    items: tuple[OpenItem, ...]
    assets: tuple[AssetLine, ...]
    letters: tuple[LetterSheet, ...]
    run: RunLine | None
    links: tuple[LinkLine, ...] = ()


def case_of(session: Session, number: str) -> Case:
    """The case of that number in any written form; `UnknownCase` with a near one otherwise."""
    wanted = canonical(number)
    found = session.exec(sqlmodel.select(Case).where(Case.number == wanted)).one_or_none()
    if found is None:
        raise UnknownCase(wanted, _near(session, wanted))
    return found


def card(session: Session, number: str) -> CaseCard:
    """Everything of one case, in as many queries as it has kinds of things."""
    case = case_of(session, number)
    assert case.id is not None
    court = session.get(Court, case.court_code)
    handler = session.get(Officer, case.handler_id) if case.handler_id else None
    return CaseCard(
        as_of=clock.now(session),
        id=case.id,
        number=case.number,
        kind=case.kind,
        court=court.name if court else case.court_code,
        cause=case.cause,
        claim=case.claim,
        handler_id=case.handler_id,
        handler=handler.name if handler else "",
        state=case.state,
        stage=case.stage,
        filed_on=case.filed_on,
        closed_on=case.closed_on,
        broken=case.broken,
        missing_since=case.missing_since,
        nodes=_nodes(session, case.id),
        facts=facts_of(session, case.id),
        items=items_of(session, case.id),
        assets=_assets(session, case.id),
        letters=letters_of(session, case.id),
        run=_run(session, case.id),
        links=links.of(session, case.id, case.number),
    )


def facts_of(session: Session, case_id: int) -> tuple[FactSheet, ...]:
    """Every fact of the case in the order of its chain."""
    found = session.execute(
        select(Fact).where(col(Fact.case_id) == case_id).order_by(col(Fact.seq))
    ).scalars()
    return tuple(FactSheet(**_columns(fact, FactSheet)) for fact in found)


def file_of(session: Session, case_id: int) -> tuple[FactView, ...]:
    """The case's facts as the rulebook reads them."""
    return tuple(
        FactView(**{name: getattr(fact, name) for name in FactView._fields})
        for fact in facts_of(session, case_id)
    )


def rungs_of(session: Session, case_id: int) -> dict[int, tuple[RungLine, ...]]:
    """The rungs fired on each node of the case, by node."""
    claims = session.execute(
        select(Claim)
        .join(Node, col(Node.id) == col(Claim.node_id))
        .where(col(Node.case_id) == case_id)
        .order_by(col(Claim.fired_at), col(Claim.id))
    ).scalars()
    rungs: dict[int, tuple[RungLine, ...]] = {}
    for claim in claims:
        line = RungLine(**_columns(claim, RungLine))
        rungs[claim.node_id] = (*rungs.get(claim.node_id, ()), line)
    return rungs


def claims_of(session: Session, case_id: int, rule_id: str) -> tuple[RungLine, ...]:
    """The rungs fired on the case's nodes of one rule."""
    found = session.execute(
        select(Claim)
        .join(Node, col(Node.id) == col(Claim.node_id))
        .where(col(Node.case_id) == case_id, col(Node.rule_id) == rule_id)
        .order_by(col(Claim.fired_at), col(Claim.id))
    ).scalars()
    return tuple(RungLine(**_columns(claim, RungLine)) for claim in found)


def _nodes(session: Session, case_id: int) -> tuple[CaseNode, ...]:
    rungs = rungs_of(session, case_id)
    found = session.execute(
        select(Node, col(Officer.name))
        .outerjoin(Officer, col(Officer.id) == col(Node.owner_id))
        .where(col(Node.case_id) == case_id)
        .order_by(col(Node.origin_at), col(Node.id))
    )
    return tuple(
        CaseNode(
            **_columns(node, CaseNode, skip=("owner", "rungs")),
            owner=owner or node.role,
            rungs=rungs.get(node.id or 0, ()),
        )
        for node, owner in found
    )


def _assets(session: Session, case_id: int) -> tuple[AssetLine, ...]:
    found = session.execute(
        select(Asset).where(col(Asset.case_id) == case_id).order_by(col(Asset.ref))
    ).scalars()
    return tuple(AssetLine(asset.ref, asset.kind, asset.title) for asset in found)


def _run(session: Session, case_id: int) -> RunLine | None:
    run = session.get(CaseRun, case_id)
    return None if run is None else RunLine(**_columns(run, RunLine))


def _near(session: Session, wanted: str) -> tuple[str, ...]:
    """Numbers that end the same way or hold what was typed; a person mistypes the head most."""
    if not wanted:
        return ()
    pattern = f"%{wanted[-_TAIL:]}" if len(wanted) > _TAIL else f"%{wanted}%"
    found = session.execute(
        select(col(Case.number)).where(col(Case.number).like(pattern)).limit(_NEAR)
    ).scalars()
    return tuple(found)


def _columns(row: SQLModel, line: type[Any], skip: tuple[str, ...] = ()) -> dict[str, Any]:
    names = [field.name for field in fields(line) if field.name not in skip]
    return {name: getattr(row, name) for name in names}
