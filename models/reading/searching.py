"""Finding a case (检索): a number typed loosely, a party, a handler, within one's reach."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, or_, select
from sqlmodel import Session, col

from models.canonical import canonical
from models.reading.selection import Selection
from models.tables.case import Case
from models.tables.officer import Officer

MOST = 50
LONGEST = 200  # signs of what is looked for
_ESCAPE = "\\"


@dataclass(frozen=True, slots=True)
class Found:
    """One case that was found."""

    number: str
    court: str
    cause: str
    state: str
    handler: str
    applicant: str
    debtor: str


def search(session: Session, typed: str, chosen: Selection, rows: int = MOST) -> list[Found]:
    """Cases by number, party or handler, the newest first; a whole number gives that case alone.

    Brackets of any kind, full-width digits and blanks are understood, and 号 may be missing.
    """
    wanted = canonical(typed)[:LONGEST]
    if not wanted:
        return []
    exact = _read(session, chosen, col(Case.number) == wanted, rows=1)
    return exact or _read(session, chosen, _like(session, wanted, _loosely(typed)), rows=rows)


def _like(session: Session, wanted: str, loose: str) -> ColumnElement[bool]:
    """Number, party, handler or staff number that hold what was typed.

    A number is looked for by its digits: words alone are no part of any.
    """
    whose = select(col(Officer.id)).where(
        or_(_holds(session, Officer.name, wanted), col(Officer.id) == wanted)
    )
    parts = [
        _holds(session, Case.applicant, wanted),
        _holds(session, Case.debtor, wanted),
        col(Case.handler_id).in_(whose),
    ]
    if loose:
        parts.insert(0, col(Case.number).like(loose, escape=_ESCAPE))
    elif any(one.isdigit() for one in wanted):
        parts.insert(0, _holds(session, Case.number, wanted))
    return or_(*parts)


def _holds(session: Session, column: str, text: str) -> ColumnElement[bool]:
    """The column holds the text; each engine by what it does faster than LIKE."""
    find = func.instr if session.get_bind().dialect.name == "sqlite" else func.strpos
    return find(col(column), text) > 0


def _loosely(typed: str) -> str:
    """The pieces of a number in their order: 2026京0105执1234, 京0105 1234; else ""."""
    plain = unicodedata.normalize("NFKC", typed[:LONGEST]).replace("号", "")
    pieces = re.findall(r"\d+|[^\W\d_]+", plain)
    if len(pieces) < 2 or not any(one.isdigit() for one in pieces):
        return ""
    return f"%{'%'.join(map(_literally, pieces))}号%"


def _literally(text: str) -> str:
    """The text for LIKE, its own per cents and underscores meant as such."""
    return re.sub(r"([\\%_])", r"\\\1", text)


def _read(
    session: Session, chosen: Selection, which: ColumnElement[bool], rows: int
) -> list[Found]:
    case = Case
    found = session.execute(
        select(
            col(case.number),
            col(case.court_code),
            col(case.cause),
            col(case.state),
            col(Officer.name),
            col(case.applicant),
            col(case.debtor),
        )
        .outerjoin(Officer, col(Officer.id) == col(case.handler_id))
        .where(which, *chosen.of_cases())
        .order_by(col(case.id).desc())
        .limit(rows)
    )
    return [Found(*(value or "" for value in row)) for row in found]
