"""The automatic work of a node: what the system itself does when a node moves."""

from __future__ import annotations

from models import clock
from models.store import Store
from models.tables.case import Case
from models.tables.node import Node
from models.tables.transition import Transition
from notifications import drafts
from rulebook.law.lawbook import Lawbook


def carry_out(store: Store, law: Lawbook, transition_id: int) -> tuple[str, ...]:
    """Do what one transition asks for and mark it shown, in one transaction.

    Doing it again changes nothing: a transition already shown is left alone, and a draft has
    a key of its own. Returns the kinds of letters drafted now.
    """
    with store.writing() as session:
        row = session.get_one(Transition, transition_id)
        if row.shown_at is not None:
            return ()
        node = session.get_one(Node, row.node_id)
        kinds = law.rules[node.rule_id].drafts if row.what == "opened" else ()
        drafted = tuple(
            kind
            for kind in kinds
            if drafts.draft(session, session.get_one(Case, row.case_id), node, kind)
        )
        row.shown_at = clock.now(session)
        session.add(row)
        return drafted
