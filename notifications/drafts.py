"""Drafts of a node (节点自动文书): what the system writes when a clock starts."""

from __future__ import annotations

from sqlmodel import Session

from models import clock
from models.insertion import insertion, table_of
from models.oversight.watch import rehearsing
from models.tables.case import Case
from models.tables.letter import Letter
from models.tables.node import Node
from notifications.documents.gathering.known import article, fitting
from notifications.documents.gathering.node import of_case, of_court
from notifications.documents.kinds import kind as kind_of
from notifications.letters import render

LETTER = table_of(Letter)


def draft(session: Session, case: Case, node: Node, kind: str) -> bool:
    """Write one draft for a node in the caller's transaction; False when it stands already.

    Raises `UnknownKind` for a kind without a layout.
    """
    as_of = clock.now(session)
    values = {
        **of_court(session, case.court_code, ""),
        **of_case(session, case),
        **article(kind, as_of),
        "issued_on": as_of.date(),
    }
    title, body = render(kind, fitting(kind_of(kind), values), rehearsing(session))
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
