"""The automatic work of a node: what the system itself does when a node moves."""

from __future__ import annotations

from sqlmodel import Session

from models import clock
from models.store import Store
from models.tables.case import Case
from models.tables.node import Node
from models.tables.transition import Transition
from notifications import drafts
from rulebook.law.lawbook import Lawbook
from rulebook.time.calendar import Calendar
from tasks.adapters import asking


def carry_out(
    store: Store, law: Lawbook, calendar: Calendar, transition_id: int
) -> tuple[str, ...]:
    """Do what one transition asks for and mark it shown, in one transaction.

    Doing it again changes nothing: a transition already shown is left alone, and a draft has
    a key of its own, and so has a question to another system, which the adapters' round puts.
    Returns the kinds of letters drafted now.
    """
    with store.writing() as session:
        row = session.get_one(Transition, transition_id)
        if row.shown_at is not None:
            return ()
        drafted = _opened(session, law, calendar, row) if row.what == "opened" else ()
        row.shown_at = clock.now(session)
        session.add(row)
        return drafted


def _opened(session: Session, law: Lawbook, calendar: Calendar, row: Transition) -> tuple[str, ...]:
    node, case = session.get_one(Node, row.node_id), session.get_one(Case, row.case_id)
    asking.ask(session, case, node, law, calendar, clock.now(session))
    kinds = law.rules[node.rule_id].drafts
    return tuple(kind for kind in kinds if drafts.draft(session, case, node, kind))
