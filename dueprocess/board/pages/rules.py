"""The rulebook (规则): every rule, its article, its versions and its worked examples."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response
from pydantic import BaseModel, Field

from dueprocess import lawentry
from dueprocess.board.page import page
from dueprocess.board.sheet import workbook
from dueprocess.board.visit import Hidden, Somebody, Visit
from dueprocess.board.words import EN
from dueprocess.deadline import UnknownRule
from dueprocess.views.lists.listing import Listing
from dueprocess.views.lists.rules import rules as listing
from rulebook.law import inwords
from rulebook.law.lawbook import Lawbook
from rulebook.law.rule import Rule
from rulebook.loading.coverage import catalogue

router = APIRouter()


class Wanted(BaseModel):
    """Which rules: a stage, and words of a name, an id, an article."""

    stage: str = Field("", max_length=4)
    q: str = Field("", max_length=100)


@router.get("/rules")
def rules(visit: Somebody, wanted: Annotated[Wanted, Query()]) -> Response:
    """The rules by stage and code."""
    visit.extent("list")
    law = visit.desk.law
    found = wanted_rules(law, wanted)
    return page(
        visit,
        "rules.html",
        wanted=wanted,
        stages=law.stages,
        version=law.version,
        found=found,
        limit=lambda rule: visit.words.of(inwords.limit(rule)),
        kind=lambda rule: visit.words.of(inwords.CLASSES[rule.legal_class]),
        status=lambda rule: visit.words.of(inwords.STATUSES[rule.status]),
    )


@router.get("/rules.xlsx")
def take_away(visit: Somebody, wanted: Annotated[Wanted, Query()]) -> Response:
    """The same rules as a workbook."""
    visit.extent("export")
    visit.note("export")
    return workbook(visit.desk, _listing(visit, wanted))


@router.get("/rules/entry")
def rule(visit: Somebody, name: Annotated[str, Query(alias="id", max_length=200)]) -> Response:
    """One entry of the law in full, with everything that hangs together with it."""
    law, entries = visit.desk.law, entries_of(visit, name)
    shown = [(one, lawentry.kin(law, one), isinstance(one, Rule)) for one in entries]
    return page(visit, "rule.html", entries=shown, law=law, inwords=inwords, name=name)


def entries_of(visit: Visit, name: str) -> tuple[lawentry.Entry, ...]:
    """The entries of the law under a name; `Hidden` where there is none."""
    visit.extent("list")
    try:
        return lawentry.found(visit.desk.law, name, catalogue())
    except (UnknownRule, lawentry.LeftOut) as error:
        raise Hidden from error


def _listing(visit: Visit, wanted: Wanted) -> Listing:
    law = visit.desk.law
    return listing(wanted_rules(law, wanted), law, visit.words.language == EN)


def wanted_rules(law: Lawbook, wanted: Wanted) -> list[Rule]:
    said = wanted.q.strip().lower()
    fit = (
        one
        for one in law.rules.values()
        if wanted.stage in ("", one.stage)
        and (not said or said in f"{one.id} {one.code} {one.zh} {one.en} {one.source}".lower())
    )
    return sorted(fit, key=lambda one: (one.stage, one.code or "~", one.id))
