"""The report on a letter (督办报告) answers the ladder's step by which the letter was sent."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select
from sqlmodel import Session

from models.oversight.acts import clocks, courtletter, ledger
from models.oversight.acts.courtletter import FACT, REPORTED, RETURNED, SENT, WITHDRAWN
from models.oversight.acts.ledger import ITEM, Entry, entries
from models.oversight.watch import Watch
from rulebook.case.casefile import FactView
from rulebook.oversight.acts import confirmed_by
from rulebook.oversight.supervision import AWAITING_REPLY, ItemState

KINDS = frozenset({REPORTED, RETURNED, WITHDRAWN})


def follow(session: Session, case_id: int, fact: FactView, watch: Watch) -> None:
    """Let the step that sent the letter be answered, asked again or ended with it."""
    match fact.kind:
        case courtletter.REPORTED:
            _answer(session, _sent_by(session, case_id, fact, AWAITING_REPLY, watch), fact, watch)
        case courtletter.RETURNED:
            for one in _sent_by(session, case_id, fact, {ItemState.REPLIED}, watch):
                again = clocks.clock_of(one, fact, watch)
                ledger.move(session, [one.id], ItemState.RETURNED,
                            **again.columns, returned=ITEM.c.returned + 1)  # fmt: skip
        case courtletter.WITHDRAWN:
            found = _sent_by(session, case_id, fact, AWAITING_REPLY | {ItemState.REPLIED}, watch)
            why = f"督办函已撤回（第{fact.seq}号事实）"
            ids = [one.id for one in found]
            ledger.end(session, ids, ItemState.SUPERSEDED, why, watch.as_of)


def _answer(session: Session, found: Collection[Entry], fact: FactView, watch: Watch) -> None:
    ledger.move(
        session,
        [one.id for one in found],
        ItemState.REPLIED,
        reply=f"已书面报告（第{fact.seq}号事实）",
        replied_at=watch.as_of,
        reply_seq=fact.seq,
        reply_due_at=None,
    )


def _sent_by(
    session: Session, case_id: int, fact: FactView, states: Collection[ItemState], watch: Watch
) -> list[Entry]:
    """The items that the letter confirmed, whatever node they are on."""
    sent = session.connection().execute(
        select(FACT.c.occurred_at, FACT.c.recorded_by).where(
            FACT.c.case_id == case_id, FACT.c.kind == SENT, FACT.c.subject_ref == fact.subject_ref
        )
    )
    by = {(row.occurred_at, row.recorded_by) for row in sent}
    open_ones = entries(session, ITEM.c.case_id == case_id, ITEM.c.state.in_(sorted(states)))
    return [
        one
        for one in open_ones
        if (one.issued_at, one.issued_by) in by and confirmed_by(clocks.rung_of(one, watch)) == SENT
    ]
