"""Putting the questions that are due (送出), and putting them again when nothing comes back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from models.oversight.watch import rehearsing
from models.store import Store
from models.tables.case import Case
from models.tables.node import Node, NodeState
from models.tables.request import Request, RequestState
from rulebook.law.lawbook import Lawbook
from tasks.adapters import telling
from tasks.adapters.calling import AdapterFailed, AdapterSilent, within
from tasks.adapters.interface import Interface, interface, interfaces
from tasks.adapters.protocol import Adapter, Query

A_ROUND = 200  # questions put in one round; the rest in the next
_ENDED = (NodeState.SETTLED, NodeState.MOOT)


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of the questions that were due."""

    put: int = 0
    failed: int = 0
    dropped: int = 0
    given_up: int = 0


def send(store: Store, law: Lawbook, adapters: Sequence[Adapter], as_of: datetime) -> Sent:
    """Put every question that is due; a question is counted before it is put again.

    A system that fails or does not come back is not called again in this round.
    """
    by_name = {adapter.name: adapter for adapter in adapters}
    with store.reading() as session:
        due = [_query(session, law, *row) for row in _due(session, as_of)]
    tally: dict[str, int] = {}
    silent: set[str] = set()
    for request, query in due:
        what = _serve(store, law, request, query, by_name, silent, as_of)
        tally[what] = tally.get(what, 0) + 1
    tally.pop("left", None)
    return Sent(**tally)


def _due(session: Session, as_of: datetime) -> Sequence[tuple[Request, Node, Case]]:
    return session.exec(
        select(Request, Node, Case)
        .join(Node, col(Node.id) == col(Request.node_id))
        .join(Case, col(Case.id) == col(Request.case_id))
        .where(Request.state == RequestState.WAITING, col(Request.next_at) <= as_of)
        .order_by(col(Request.next_at), col(Request.id))
        .limit(A_ROUND)
    ).all()


def _query(
    session: Session, law: Lawbook, request: Request, node: Node, case: Case
) -> tuple[Request, Query | None]:
    """The question in full; None when its node has ended and it need not be put."""
    if node.state in _ENDED:
        return request, None
    rule = law.rules.get(node.rule_id)
    return request, Query(
        key=request.key,
        interface=request.interface,
        case=case.number,
        court=case.court_code,
        node=f"{node.code} {rule.zh if rule else node.rule_id}".strip(),
        rule=node.rule_id,
        subject_kind=node.subject_kind,
        subject_ref=node.subject_ref,
        asked_at=request.made_at.isoformat(timespec="seconds"),
        due_on=node.due_on.isoformat() if node.due_on else "",
        debtor=case.debtor,
        rehearsal=rehearsing(session),
    )


def _serve(
    store: Store,
    law: Lawbook,
    request: Request,
    query: Query | None,
    adapters: Mapping[str, Adapter],
    silent: set[str],
    as_of: datetime,
) -> str:
    adapter = adapters.get(request.interface)
    if query is None or adapter is None:
        _mark(store, request, state=RequestState.DROPPED, ended_at=as_of)
        return "dropped"
    if adapter.name in silent:
        return "left"
    one = interface(request.interface)
    if request.tries >= one.tries:
        _give_up(store, law, request, one, as_of)
        return "given_up"
    error = _put(adapter, query)
    if error:
        silent.add(adapter.name)
    next_at = as_of + one.again_after
    _mark(store, request, tries=request.tries + 1, next_at=next_at, error=error)
    return "failed" if error else "put"


def _put(adapter: Adapter, query: Query) -> str:
    try:
        within(interfaces().call_seconds, adapter.name, lambda: _done(adapter, query))
    except (AdapterSilent, AdapterFailed) as error:
        return str(error)
    return ""


def _done(adapter: Adapter, query: Query) -> bool:
    adapter.query(query)
    return True


def _mark(store: Store, request: Request, **values: object) -> None:
    """Only what nobody has moved on meanwhile: another round, or an answer that came."""
    with store.writing() as session:
        _moved(session, request, values)


def _moved(session: Session, request: Request, values: Mapping[str, object]) -> bool:
    row = session.get_one(Request, request.id, with_for_update=True)
    if (row.state, row.tries) != (request.state, request.tries):
        return False
    for name, value in values.items():
        setattr(row, name, value)
    session.add(row)
    return True


def _give_up(store: Store, law: Lawbook, request: Request, one: Interface, as_of: datetime) -> None:
    with store.writing() as session:
        values = {"state": RequestState.GIVEN_UP, "ended_at": as_of}
        if _moved(session, request, values):
            telling.unanswered(session, law, one, request, as_of)
