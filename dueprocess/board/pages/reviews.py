"""Reviews (核查): what the rounds found and waits for a person; one finding, and its conclusion."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import groupby
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Path, Query
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session

from dueprocess.board.checksheet import answers, asked
from dueprocess.board.courtnames import called
from dueprocess.board.doing import expect_may, mistake, note, refusal
from dueprocess.board.findinglead import lead, main
from dueprocess.board.page import page
from dueprocess.board.pages.act import Sent
from dueprocess.board.pages.bulletins import DOCX
from dueprocess.board.sheet import MOST, workbook
from dueprocess.board.visit import FIELD, Hidden, Somebody, Visit
from dueprocess.cli.frame import moments
from dueprocess.views.frame.speech import CHINESE, Speech
from dueprocess.views.lists.listing import Column, Listing, Weight
from dueprocess.views.supervision import sampling
from dueprocess.views.supervision.reviews import FIGURES, STATES
from models.access import audit
from models.errors import FactRefused
from models.reading.card import card
from models.reading.people import named
from models.reading.reviews import ReviewLine, review, reviews
from models.reviews.concluding import Conclusion, conclude
from models.tables.columns import LARGEST_ID

router = APIRouter()
ROWS = 1000
FORMS = {"docx": DOCX, "html": "text/html"}
_ACT, _CONCLUDED = "review", "review_concluded"
Number = Annotated[int, Path(ge=1, le=LARGEST_ID)]
Kind = Annotated[str, Query(max_length=80)]


@router.get("/reviews")
def listed(visit: Somebody, kind: Kind = "", every: bool = False) -> Response:
    """Findings kind by kind, those that wait, or the ended ones too."""
    with visit.desk.store.reading() as session:
        extent = visit.extent(_ACT)
        found = reviews(session, kind, every=every, rows=ROWS, within=extent)
        people = _people(session, *found)
        court = called(session, {one.court for one in found})
    known = visit.desk.law.reviews
    parts = [
        (_name(visit, name), known[name].advisory if name in known else False, list(lines))
        for name, lines in groupby(found, key=lambda one: one.kind)
    ]
    return page(
        visit,
        "reviews.html",
        parts=parts,
        people=people,
        court=court,
        kind=kind,
        every=every,
        kinds=[(one.id, _name(visit, one.id)) for one in known.values()],
        states=STATES,
        drawn=lambda line: drawn(line, visit.words),
        shown=len(found),
        most=ROWS,
    )


def drawn(line: ReviewLine, speech: Speech = CHINESE) -> str:
    """How a case came into the sample, how it was closed, and its risks; "" for any other."""
    figures: dict[str, Any] = line.figures
    how = sampling.HOW.get(str(figures.get("drawn")))
    if how is None:
        return ""
    named = (speech(sampling.RISKS.get(name, name)) for name in figures.get("risks", {}))
    risks = speech.of(("、", ", ")).join(named)
    return " · ".join(filter(None, (speech(how), speech.term(str(figures.get("mode"))), risks)))


@router.get("/reviews.xlsx")
def take_away(visit: Somebody, kind: Kind = "", every: bool = False) -> Response:
    """The same findings as a workbook, exactly as they were filtered."""
    visit.extent("export")
    with visit.desk.store.reading() as session:
        found = reviews(session, kind, every=every, rows=MOST, within=visit.extent(_ACT))
        people = _people(session, *found)
    visit.note("export")
    columns = (
        Column("编号", lambda row: row.id, right=True),
        Column("类别", lambda row: _name(visit, row.kind)),
        Column("法院", lambda row: row.court),
        Column("案号", lambda row: row.case),
        Column("事项", lambda row: row.about),
        Column("情况", lambda row: row.why),
        Column("抽取", drawn),
        Column("列出", lambda row: row.found_on),
        Column("状态", lambda row: STATES.get(row.state, row.state)),
        Column("核查人", lambda row: people(row.officer)),
        Column("结果", lambda row: row.outcome),
        Column("说明", lambda row: row.reason),
    )
    listing = Listing("reviews", "核查 REVIEWS", found, columns, lambda _: Weight.NOTE, 5)
    return workbook(visit.desk, listing)


@router.get("/reviews/{number}")
def one(visit: Somebody, number: Number) -> Response:
    """One finding with its figures, what its kind means, and the form that concludes it."""
    found = expect(visit, number)
    visit.note("read", found.case)
    return _page(visit, found, {})


@router.get("/reviews/{number}/why")
def why(visit: Somebody, number: Number) -> Response:
    """Onward to the derivation of the day that the finding is about; else to the finding."""
    found = expect(visit, number)
    visit.note("read", found.case)
    return RedirectResponse(_about(visit, found) or f"/reviews/{number}", 303)


@router.get("/reviews/{number}/sheet.{form}")
def paper(visit: Somebody, number: Number, form: str) -> Response:
    """The check sheet of a drawn case as the court's own form, to be filled in by hand."""
    visit.extent("export")
    found = expect(visit, number)
    if form not in FORMS or not asked(found, visit.desk.law):
        raise Hidden
    content = sampling.document(visit.desk, found, asked(found, visit.desk.law), form)
    visit.note("export", found.case)
    mark = "【演练】" if visit.desk.rehearsal else ""
    name = quote(f"{mark}评查表-{number}.{form}")
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
    return Response(content, media_type=FORMS[form], headers=headers)


@router.post("/reviews/{number}")
def do(visit: Somebody, number: Number, said: Sent) -> Response:
    """Conclude it; of a case it becomes a fact of the case."""
    visit.expect_own(said.get(FIELD))
    desk, found = visit.desk, expect(visit, number)
    what = f"review {found.id}"
    if found.case:  # a finding on no case is in reach, and that is enough
        expect_may(visit, _CONCLUDED, found.case, what)
    try:
        told = _said(visit, said, answers(asked(found, desk.law), said))
        conclude(desk.store, desk.law, desk.calendar, number, told, desk.now())
    except (FactRefused, ValueError) as error:
        return _page(visit, found, said, *mistake(visit, error))
    note(visit, _CONCLUDED, found.case, what)
    return RedirectResponse(f"/reviews/{number}", 303)


def _name(visit: Visit, kind: str) -> str:
    known = visit.desk.law.reviews.get(kind)
    return visit.words.of((known.zh, known.en)) if known else kind


def _people(session: Session, *found: ReviewLine) -> Callable[[str], str]:
    """How whoever looks into these, or ended them, is called: name and staff number."""
    names = named(session, {who for one in found for who in (one.officer, one.ended_by)})
    return lambda number: " ".join(filter(None, (names.get(number), number)))


def expect(visit: Visit, number: int) -> ReviewLine:
    """The finding, if it lies within the visitor's reach; `Hidden` else."""
    with visit.desk.store.reading() as session:
        found = review(session, number, visit.extent(_ACT))
        beyond = review(session, number) if found is None else None
    if found is None:
        if beyond is not None:
            visit.note(_ACT, beyond.case, audit.REFUSED)
        raise Hidden
    return found


def _said(visit: Visit, said: Mapping[str, str], checked: tuple[str, ...]) -> Conclusion:
    assert visit.asker is not None
    written = (one.strip() for one in said.get("findings", "").split("\n"))
    day = said.get("rectify_by", "").strip()
    return Conclusion(
        outcome=said.get("outcome", ""),
        by=visit.asker.officer,
        reason=said.get("reason", "").strip(),
        findings=(*checked, *filter(None, written)),
        rectify_by=moments.day(day) if day else None,
        evidence=said.get("evidence", "").strip(),
    )


def _page(
    visit: Visit, found: ReviewLine, said: Mapping[str, str], wrong: str = "", status: int = 200
) -> Response:
    law = visit.desk.law
    outcomes = next(one for one in law.facts[_CONCLUDED].fields if one.name == "outcome").choices
    leads = _leads(visit, found)
    with visit.desk.store.reading() as session:
        people = _people(session, found)
    figures = [
        (visit.words(FIGURES.get(name, name)), _figure(name, value, visit), leads.get(name, ""))
        for name, value in found.figures.items()
    ]
    return page(
        visit,
        "review.html",
        status,
        one=found,
        people=people,
        title=_name(visit, found.kind),
        kind=law.reviews.get(found.kind),
        state=visit.words(STATES.get(found.state, found.state)),
        figures=figures,
        outcomes=outcomes,
        form=found.state == "open" and not (found.case and refusal(visit, _CONCLUDED, found.case)),
        said=said,
        wrong=wrong,
        asked=asked(found, law),
        papers=FORMS,
    )


def _about(visit: Visit, found: ReviewLine) -> str:
    """The derivation of the day that the finding is about."""
    if not found.case:
        return ""
    with visit.desk.store.reading() as session:
        sheet = card(session, found.case)
    return main(found.figures, sheet, visit.desk.law)


def _leads(visit: Visit, found: ReviewLine) -> dict[str, str]:
    """Where the days among the figures lead; a finding on no case has none that do."""
    if not found.case:
        return {}
    with visit.desk.store.reading() as session:
        sheet = card(session, found.case)
    return {name: lead(name, found.figures, sheet, visit.desk.law) for name in found.figures}


def _figure(name: str, value: object, visit: Visit) -> str:
    """A figure in words: what the law names in its words, a way of drawing and a risk in theirs."""
    words, joint = visit.words, visit.words.of(("、", ", "))
    if isinstance(value, list):
        return joint.join(words.term(str(one)) for one in value)
    if isinstance(value, dict):
        said = (f"{words(sampling.RISKS.get(key) or key)} {one}" for key, one in value.items())
        return joint.join(said) or "—"
    if name == "sheet":
        known = visit.desk.law.checksheets.get(str(value))
        return known.zh if known else str(value)
    if name == "drawn":
        return words(sampling.HOW.get(str(value)) or str(value))
    return "—" if value is None else words.term(str(value))
