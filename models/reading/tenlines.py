"""A leader's ten lines (领导十行): what a director decides on in five minutes, counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from sqlalchemy import func, select
from sqlmodel import Session, col

from models.money.lying import Wanted, lying
from models.reading.counts import RUNNING, clocks, midnight_after, unanswered, undelivered
from models.reading.items import OpenItem, items
from models.reading.paused import paused, paused_count
from models.reading.picture import NodeLine, overdue
from models.reading.renewals import count_renewals, renewals
from models.reading.selection import Selection
from models.tables.node import Node
from rulebook.law.lawbook import Lawbook

_WORST = 3  # nodes and people that a line names at most
_REPEATED = 2  # open items of one person that make a repetition


@dataclass(frozen=True, slots=True)
class TenLines:
    """The figures behind the ten lines; each opens the list it was counted from."""

    as_of: datetime
    overdue: int
    oldest: NodeLine | None  # the longest overdue clock
    today: int
    worst_nodes: tuple[tuple[str, int], ...]  # rule id, clocks overdue under it
    to_decide: tuple[OpenItem, ...]  # proposed: orders, interviews, changes of handler
    to_verify: int
    unanswered: int  # matters that nobody answered in time
    repeated: tuple[tuple[str, int], ...]  # officer's name, open items on his or her nodes
    renewals: int  # measures that end within the week
    first_renewal: NodeLine | None  # the one that ends first
    money: Decimal  # yuan that lay with the court for longer than the last step
    receipts: int
    paused: int
    stopped_longest: int  # natural days
    undelivered: int


def ten_lines(
    session: Session, law: Lawbook, as_of: datetime, chosen: Selection, week: timedelta, oldest: int
) -> TenLines:
    """What a leader needs to see of the chosen cases.

    `week` is how far ahead measures are looked at, `oldest` the days from which money is old.
    """
    matters = items(session, chosen=chosen)
    late = overdue(session, as_of, rows=1, chosen=chosen)
    counted = clocks(session, as_of, chosen=chosen)
    stopped = paused(session, as_of, chosen, rows=1)  # the longest first
    until = midnight_after(as_of) + week
    ending = renewals(session, law, until, chosen, rows=1)
    before = as_of.date() - timedelta(days=oldest)
    old = lying(session, chosen, Wanted(before=before), rows=1)
    return TenLines(
        as_of=as_of,
        overdue=counted.overdue,
        oldest=late[0] if late else None,
        today=counted.today,
        worst_nodes=_worst_nodes(session, as_of, chosen),
        to_decide=tuple(one for one in matters if one.state == "proposed"),
        to_verify=sum(one.state == "replied" for one in matters),
        unanswered=unanswered(session, chosen),
        repeated=_repeated(matters),
        renewals=count_renewals(session, law, until, chosen),
        first_renewal=ending[0] if ending else None,
        money=old.amount,
        receipts=old.count,
        paused=paused_count(session, chosen),
        stopped_longest=stopped[0].days if stopped else 0,
        undelivered=undelivered(session),
    )


def _repeated(matters: Sequence[OpenItem]) -> tuple[tuple[str, int], ...]:
    """Whoever answers for several open items, most of them first; a look, not a ranking."""
    counts: dict[str, int] = {}
    for one in matters:
        counts[one.owner] = counts.get(one.owner, 0) + 1
    several = [(owner, count) for owner, count in counts.items() if count >= _REPEATED]
    return tuple(sorted(several, key=lambda pair: (-pair[1], pair[0]))[:_WORST])


def _worst_nodes(
    session: Session, as_of: datetime, chosen: Selection
) -> tuple[tuple[str, int], ...]:
    query = (
        select(col(Node.rule_id), func.count().label("late"))
        .where(RUNNING, col(Node.due_at) <= as_of, *chosen.of_clocks())
        .group_by(col(Node.rule_id))
        .order_by(func.count().desc(), col(Node.rule_id))
        .limit(_WORST)
    )
    return tuple((rule, int(late)) for rule, late in session.execute(query))
