"""The outbox (待发): messages written with the act that caused them, to be delivered after it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlmodel import Session

from models.insertion import insert_many, table_of
from models.oversight.firing.duty import Addressee
from models.oversight.telling.alert import Alert
from models.tables.message import Message, MessageState
from rulebook.law.ladder import Channel, Ladder
from rulebook.time.calendar import Calendar
from rulebook.time.zone import SHANGHAI

MESSAGE = table_of(Message)


class Line(NamedTuple):
    """One message about to be written."""

    key: str  # the same key twice is one message
    person: Addressee
    alert: Alert
    case_id: int | None
    node_id: int | None = None
    claim_id: int | None = None
    channel: str = Channel.DIGEST
    item_id: int | None = None


def post(
    session: Session, lines: Sequence[Line], as_of: datetime, not_before: datetime | None = None
) -> int:
    """Write messages in the caller's transaction; how many were new."""
    if not lines:
        return 0
    rows = [_row(line, as_of, not_before or as_of) for line in lines]
    return len(insert_many(session, MESSAGE, rows, unless=["key"]))


def quiet_until(ladder: Ladder, as_of: datetime, calendar: Calendar) -> datetime:
    """When an alert raised at `as_of` may reach people: never at night or on a rest day.

    A rung fires at its own hour; a reply clock runs out at midnight, and a patrol that was away
    may come back at any hour.
    """
    local = as_of.astimezone(SHANGHAI)
    day = calendar.next_working(local.date())
    opens = datetime.combine(day, ladder.at, SHANGHAI)
    return max(opens, as_of)


def _row(line: Line, as_of: datetime, not_before: datetime) -> dict[str, object]:
    return {
        "key": line.key,
        "case_id": line.case_id,
        "node_id": line.node_id,
        "claim_id": line.claim_id,
        "item_id": line.item_id,
        "officer_id": line.person.officer_id,
        "level": line.alert.level,
        "channel": line.channel,
        "subject": line.alert.subject,
        "body": line.alert.body,
        "route": line.person.route,
        "created_at": as_of,
        "not_before": not_before,
        "state": MessageState.WAITING,
        "error": "",
    }
