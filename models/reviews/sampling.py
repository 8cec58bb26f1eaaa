"""The sample for quality review (案件评查): who was closed in a month, drawn, and who looks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Select, case, func, select
from sqlmodel import Session

from models.errors import BookError
from models.insertion import among, table_of
from models.reading.reviews import below
from models.reviews.dates import months_ago
from models.reviews.drawing import Candidate, draw
from models.reviews.files import files
from models.reviews.finding import CASE, FACT, ITEM, NODE, WHOSE, Finding, Look, Whose
from models.reviews.reviewers import Reviewers
from models.reviews.stops import kinds as stop_kinds
from models.tables.review import Review as Row
from rulebook.case.casefile import FactView
from rulebook.case.clock import day_of
from rulebook.law.lawbook import Lawbook
from rulebook.law.review import CheckSheet
from rulebook.time.zone import SHANGHAI

SAMPLE = "quality-sample"
_CLOSED, _ENDED, _ROUND = "case_closed", "round_termination_ruled", "终本"
_HOW = {"random": "随机", "risk": "按风险加权"}


class PeriodUnfit(BookError, ValueError):
    """The period of a sample is no month."""

    def __init__(self, said: str) -> None:
        super().__init__(f"{said!r} is no month: write --period 2026-10")


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is drawn: of which month, how many, by which seed, of which court and those below."""

    first: date
    size: int
    seed: int
    court: str = ""

    @property
    def turn(self) -> str:
        """The name under which its rows stand."""
        where = f"|{self.court}" if self.court else ""
        return f"{self.first:%Y-%m}|{self.seed}{where}"


def month(said: str) -> date:
    """The first day of a month written 2026-10; `PeriodUnfit` for anything else."""
    try:
        return date.fromisoformat(f"{said}-01")
    except ValueError:
        raise PeriodUnfit(said) from None


def month_before(day: date) -> date:
    """The first day of the month before a day's."""
    return date(day.year - (day.month == 1), (day.month - 2) % 12 + 1, 1)


def sample(look: Look, drawing: Drawing) -> Iterator[Finding]:
    """The cases drawn, each with its sheet, its risks and its reviewer; a handful of statements."""
    closings = _closings(look, drawing)
    rows = look.rows(_cases(look.session, closings, drawing.court))
    risks = _risks(look, [row.case_id for row in rows])
    for row in rows:
        _note(risks, row.case_id, "long", _long(look, row.filed_on, closings[row.case_id][0]))
    by_number = {row.number: row for row in rows}
    lots = draw(
        (Candidate(row.number, risks.get(row.case_id, {})) for row in rows),
        drawing.size,
        look.review.number("random"),
        drawing.turn,
    )
    people = Reviewers(look)
    for number, how in lots.items():
        row = by_number[number]
        closed_on, mode = closings[row.case_id]
        reviewer, note = people.reviewer(row.court_code, row.handler_id)
        yield Finding(
            whose=Whose.of(row),
            subject=f"case:{row.case_id}",
            turn=drawing.turn,
            about=f"{mode}案件评查",
            why=f"{closed_on}以{mode}结案，抽中评查（{_HOW[how]}）。请按评查表逐项核对。{note}",
            figures={
                "mode": mode,
                "closed_on": closed_on,
                "drawn": how,
                "risks": dict(risks.get(row.case_id, {})),
                "sheet": sheet_of(look.law, mode),
                "reviewer": reviewer or "",
            },
            officer=reviewer,
        )


def drawn(session: Session, drawing: Drawing) -> int:
    """How many cases stand in the book as drawn under this month and seed."""
    table = table_of(Row)
    count = select(func.count()).where(table.c.kind == SAMPLE, table.c.turn == drawing.turn)
    return session.connection().execute(count).scalar_one()


def sheet_of(law: Lawbook, mode: str) -> str:
    """The id of the check sheet for a mode of closing; "" where there is none."""
    fitting: Sequence[CheckSheet] = [s for s in law.checksheets.values() if mode in s.modes]
    return fitting[0].id if fitting else ""


def _closings(look: Look, drawing: Drawing) -> dict[int, tuple[date, str]]:
    """Case id → the day and the mode of its last closing, where that lies in the month."""
    first = datetime.combine(drawing.first, time(), SHANGHAI)
    after = datetime.combine(_next_month(drawing.first), time(), SHANGHAI)
    then = select(FACT.c.case_id).where(
        FACT.c.kind.in_((_CLOSED, _ENDED)),
        FACT.c.occurred_at >= first,
        FACT.c.occurred_at < after,
    )
    found = {}
    for key, facts in files(look.session, frozenset((_CLOSED, _ENDED)), then).items():
        within = [fact for fact in facts if first <= fact.occurred_at < after]
        if within:
            found[key] = (day_of(within[-1].occurred_at), _mode(within[-1]))
    return found


def _mode(fact: FactView) -> str:
    return _ROUND if fact.kind == _ENDED else str(fact.payload.get("mode") or "")


def _cases(session: Session, closings: Mapping[int, object], court: str) -> Select[Any]:
    chosen = among(session, CASE.c.id, list(closings))
    found = select(*WHOSE, CASE.c.filed_on).where(chosen).order_by(CASE.c.id)
    return found.where(CASE.c.court_code.in_(below(court))) if court else found


def _risks(look: Look, ids: Sequence[int]) -> dict[int, dict[str, int]]:
    """Case id → risk → its weight, where it is there."""
    found: dict[int, dict[str, int]] = {}
    weighs = look.review.number
    for key, late, unproven in look.rows(_nodes(look.session, ids)):
        _note(found, key, "late", late and weighs("late"))
        _note(found, key, "unproven", unproven and weighs("unproven"))
    supervised = select(ITEM.c.case_id).where(
        among(look.session, ITEM.c.case_id, ids), ITEM.c.level.in_(("order", "interview"))
    )
    for (key,) in look.rows(supervised.distinct()):
        _note(found, key, "supervised", weighs("supervised"))
    of = select(CASE.c.id).where(among(look.session, CASE.c.id, ids))
    petitions, extensions = (
        look.review.named("petition_facts"),
        look.review.named("extension_facts"),
    )
    stops = stop_kinds(look.law)
    for key, facts in files(look.session, frozenset((*petitions, *extensions)) | stops, of).items():
        seen = {fact.kind for fact in facts}
        _note(found, key, "petition", seen & set(petitions) and weighs("petition"))
        _note(found, key, "extended", seen & set(extensions) and weighs("extended"))
        _note(found, key, "paused", seen & stops and weighs("paused"))
    return found


def _long(look: Look, filed_on: date | None, closed_on: date) -> int:
    since = months_ago(closed_on, look.review.number("long_months"), look.calendar)
    return look.review.number("long") if filed_on and filed_on <= since else 0


def _note(found: dict[int, dict[str, int]], key: int, risk: str, weight: Any) -> None:
    if weight:
        found.setdefault(key, {})[risk] = int(weight)


def _nodes(session: Session, ids: Sequence[int]) -> Select[Any]:
    return (
        select(
            NODE.c.case_id,
            func.max(case((NODE.c.timeliness == "late", 1), else_=0)),
            func.max(case((NODE.c.timeliness == "late_or_unproven", 1), else_=0)),
        )
        .where(among(session, NODE.c.case_id, ids))
        .group_by(NODE.c.case_id)
    )


def _next_month(first: date) -> date:
    return date(first.year + first.month // 12, first.month % 12 + 1, 1)
