"""One case (案件页): its clocks, facts with both times, matters, papers; why each date is so."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import Response
from sqlmodel import Session

from dueprocess.board import caserows
from dueprocess.board.course import course
from dueprocess.board.lastday import FIELD, LastDay, brought, last_day, own_day
from dueprocess.board.offers import clock_changes
from dueprocess.board.page import page
from dueprocess.board.property import measures, named, renewals
from dueprocess.board.talks import promises, talks
from dueprocess.board.visit import Hidden, Somebody, Visit
from dueprocess.board.words import Words
from models.access.asking import about
from models.ending.queries import WINDOW, planned_for
from models.money.balances import balances, entries
from models.money.terms import terms
from models.reading.card import CaseCard, card, file_of
from models.reading.items import interviews_of
from models.reading.measures import holdings
from models.reading.papers import papers
from models.tables.case import CaseState
from models.tables.columns import LARGEST_ID
from rulebook.case.explanation import UnknownNode
from rulebook.case.explanation import explain as explained
from rulebook.law import inwords
from rulebook.law.rule import Rule

router = APIRouter()
OPEN, CLOSED = CaseState.OPEN, CaseState.CLOSED
Fact = Annotated[int, Query(ge=1, le=LARGEST_ID)]


@router.get("/cases/{number}")
def case(visit: Somebody, number: str) -> Response:
    """The whole case. Looking at it leaves a line in the audit."""
    desk = visit.desk
    with desk.store.reading() as session:
        found = _read(visit, session, number)
        issued = papers(session, found.id)
        facts = file_of(session, found.id)
        held = next(iter(holdings(session, desk.law, found.number)[1]), None)
        lying, moved = balances(session, found.id), entries(session, found.id)
        running, set_ = terms(session, lying), interviews_of(session, found.id)
        where = about(session, found.number)
    assert where is not None
    marking = visit.marking()
    return page(
        visit,
        "case.html",
        case=found,
        state=caserows.state_of(found, visit.words),
        stage=marking.stage(found.stage),
        nodes=caserows.nodes(found, marking, visit.words),
        changes={one.key: list(clock_changes(visit, where, found, one.key)) for one in found.nodes},
        facts=caserows.facts(found, marking, visit.words),
        items=caserows.items(found, marking, visit.words),
        talks=talks(found, set_, marking, visit.words),
        promises=promises(found, marking, visit.words),
        papers=issued,
        picture=course(found, facts, marking, visit.words),
        holding=held,
        measures=measures(held, visit.words) if held else [],
        renewals=renewals(found, desk.law),
        balances=named(lying, visit.words),
        entries=named(moved, visit.words),
        terms=running,
        run=caserows.run_of(found, desk.settings.prefect_api),
        sheet=caserows.sheet_of(found, desk.settings.prefect_api),
        filed_by=brought(found, desk.law, OPEN, found.filed_on),
        closed_by=brought(found, desk.law, CLOSED, found.closed_on),
    )


@router.get("/cases/{number}/why")
def why(visit: Somebody, number: str, node: str) -> Response:
    """The derivation of one date: fact, period, what was not counted, roll, article, version."""
    desk = visit.desk
    with desk.store.reading() as session:
        found = _read(visit, session, number)
        facts = file_of(session, found.id)
    row = next((one for one in found.nodes if one.key == node), None)
    if row is None:
        raise Hidden
    try:
        answer = explained(node, facts, desk.law, desk.calendar)
    except UnknownNode as error:
        raise Hidden from error
    lit = caserows.lit(row, found, visit.marking(), visit.words)
    bears = _bears(desk.law.rules[answer.rule], visit.words)
    planned = planned_for(found.number, answer.rule, answer.due, desk.law, desk.calendar)
    shown: dict[str, Any] = {
        "node": lit,
        "law": desk.law,
        "bearer": bears,
        "planned": planned,
        "window": WINDOW,
    }
    return page(visit, "why.html", case=found, answer=answer, **shown)


@router.get("/cases/{number}/last-day")
def registered(
    visit: Somebody,
    number: str,
    fact: Fact,
    field: Annotated[str, Query(max_length=80)] = FIELD,
) -> Response:
    """A day that a fact names: its paper, and the clocks that the law counts from it."""
    with visit.desk.store.reading() as session:
        found = _read(visit, session, number)
    return _day(visit, found, last_day(found, fact, visit.desk.law, field))


@router.get("/cases/{number}/day")
def happened(visit: Somebody, number: str, fact: Fact) -> Response:
    """The day on which a fact happened, such as the filing: what the law counts from it."""
    with visit.desk.store.reading() as session:
        found = _read(visit, session, number)
    return _day(visit, found, own_day(found, fact, visit.desk.law))


def _day(visit: Visit, found: CaseCard, said: LastDay) -> Response:
    marking, words = visit.marking(), visit.words
    kind = visit.desk.law.facts[said.fact.kind]
    named = kind.field(said.field)
    if said.field == FIELD:
        title = words("登记的届满日")
    elif named:
        title = words.of((named.zh, named.name.replace("_", " ").capitalize()))
    else:
        title = words.of((f"{kind.zh}之日", f"Day of: {kind.en}"))
    return page(
        visit,
        "lastday.html",
        case=found,
        title=title,
        said=said,
        facts={one.seq: one for one in caserows.facts(found, marking, words)},
        nodes={one.key: one for one in caserows.nodes(found, marking, words)},
    )


def _bears(rule: Rule, words: Words) -> str:
    """Whose the period is, and what it does."""
    joint = words.of((" ", ": "))
    return f"{words.of(inwords.BEARERS[rule.bearer])}{joint}{words.of(inwords.kind(rule))}"


def _read(visit: Visit, session: Session, number: str) -> CaseCard:
    """The case, if the visitor may see it; the look is noted."""
    wanted = visit.expect_case(session, number)
    found = card(session, wanted)
    visit.note("read", wanted)
    return found
