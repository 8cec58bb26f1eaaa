"""Drafts of a node (节点自动文书): what the system writes when a clock starts."""

from __future__ import annotations

from sqlmodel import Session

from models import clock
from models.insertion import insertion, table_of
from models.oversight.watch import rehearsing
from models.tables.case import Case
from models.tables.court import Court
from models.tables.letter import Letter
from models.tables.node import Node
from models.tables.officer import Officer
from notifications.letters import render

LETTER = table_of(Letter)


def draft(session: Session, case: Case, node: Node, kind: str) -> bool:
    """Write one draft for a node in the caller's transaction; False when it stands already.

    Raises `UnknownLetter` for a kind without a template.
    """
    as_of = clock.now(session)
    context: dict[str, object] = {
        **_case(session, case),
        "node": node.code,
        "drafted_on": as_of.date(),
    }
    title, body = render(kind, context, rehearsing(session))
    key = f"node:{node.id}:{kind}"
    assert case.id is not None
    return keep(
        session,
        Letter(
            key=key,
            case_id=case.id,
            node_id=node.id,
            kind=kind,
            title=title,
            body=body,
            drafted_at=as_of,
        ),
    )


def keep(session: Session, letter: Letter) -> bool:
    """Store a draft under its key, once; the first one stands."""
    row = letter.model_dump(exclude={"id"})
    statement = (
        insertion(session, LETTER)
        .on_conflict_do_nothing(index_elements=["key"])
        .returning(LETTER.c.id)
    )
    return session.connection().execute(statement, [row]).first() is not None


def court_name(session: Session, code: str) -> str:
    """The court as a paper is headed."""
    court = session.get(Court, code)
    return court.name if court else code


def officer_name(session: Session, officer_id: str | None) -> str:
    """The officer as a paper names one; the staff number for an unknown one."""
    officer = session.get(Officer, officer_id) if officer_id else None
    return officer.name if officer else officer_id or ""


def _case(session: Session, case: Case) -> dict[str, object]:
    return {
        "court": court_name(session, case.court_code),
        "case_number": case.number,
        "applicant": case.applicant,
        "debtor": case.debtor,
        "cause": case.cause,
        "claim": case.claim,
        "filed_on": case.filed_on,
        "handler": officer_name(session, case.handler_id),
    }
