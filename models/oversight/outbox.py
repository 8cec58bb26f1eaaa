"""The outbox (待发): written with the act that caused them, claimed before they are sent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import groupby
from typing import Any

from sqlalchemy import Row, Select, and_, or_, select, text, update
from sqlmodel import Session

from models.insertion import among, insert_many, table_of
from models.oversight.alert import Alert
from models.oversight.duty import Addressee
from models.tables.message import Message, MessageState
from rulebook.law.ladder import Channel, Ladder
from rulebook.time.calendar import Calendar
from rulebook.time.zone import SHANGHAI

HOLD = timedelta(minutes=5)  # a deliverer that is silent for so long has died
TRIES = 8
_FIRST_WAIT = timedelta(minutes=1)  # doubled after each failure
_LONGEST_WAIT = timedelta(hours=1)
_ERROR_WIDTH = 500

MESSAGE = table_of(Message)


@dataclass(frozen=True, slots=True)
class Line:
    """One message about to be written."""

    key: str  # the same key twice is one message
    person: Addressee
    alert: Alert
    case_id: int | None
    node_id: int | None = None
    claim_id: int | None = None
    channel: str = Channel.DIGEST


@dataclass(frozen=True, slots=True)
class Waiting:
    """One message as the deliverer sees it."""

    id: int
    officer_id: str
    level: str
    subject: str
    body: str
    route: str
    attempts: int


@dataclass(frozen=True, slots=True)
class Bundle:
    """All lines of one person that go out together (一人一时一份), under one digest id."""

    id: str
    officer_id: str
    lines: tuple[Waiting, ...]


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


def claim(session: Session, as_of: datetime, people: int) -> tuple[Bundle, ...]:
    """Take all due messages of up to `people` persons, joined into one bundle a person.

    Claim first, send after: what a dead deliverer held is taken again after `HOLD`, under the
    digest id that it had, so that a channel can tell a second copy.
    """
    rows = session.connection().execute(_due(as_of, people)).all()
    bundles = tuple(_bundles(rows))
    for bundle in bundles:
        _hold(session, bundle, as_of)
    return bundles


def sent(session: Session, bundle: Bundle, as_of: datetime) -> None:
    """The bundle went out."""
    _mark(session, bundle, {"state": MessageState.SENT, "sent_at": as_of, "error": ""})


def failed(session: Session, bundle: Bundle, as_of: datetime, error: str) -> None:
    """The bundle did not go out: it waits longer each time, and is given up after `TRIES`."""
    tries = max(line.attempts for line in bundle.lines) + 1
    given_up = tries >= TRIES
    state = MessageState.FAILED if given_up else MessageState.WAITING
    wait = min(_FIRST_WAIT * 2 ** (tries - 1), _LONGEST_WAIT)
    _mark(
        session,
        bundle,
        {"state": state, "not_before": as_of + wait, "error": error[:_ERROR_WIDTH]},
    )


def _row(line: Line, as_of: datetime, not_before: datetime) -> dict[str, object]:
    return {
        "key": line.key,
        "case_id": line.case_id,
        "node_id": line.node_id,
        "claim_id": line.claim_id,
        "officer_id": line.person.officer_id,
        "level": line.alert.level,
        "channel": line.channel,
        "subject": line.alert.subject,
        "body": line.alert.body,
        "route": line.person.route,
        "created_at": as_of,
        "not_before": not_before,
        "state": MessageState.WAITING,
        "attempts": 0,
        "error": "",
        "digest": "",
    }


def _due(as_of: datetime, people: int) -> Select[Any]:
    c = MESSAGE.c
    abandoned = and_(c.state == MessageState.CLAIMED, c.claimed_until <= as_of)
    # Said as text, because a partial index is only used for its own literal condition.
    ready = and_(
        text("state IN ('waiting', 'claimed')"),
        c.not_before <= as_of,
        or_(c.state == MessageState.WAITING, abandoned),
    )
    next_people = select(c.officer_id).where(ready).distinct().order_by(c.officer_id).limit(people)
    return (
        select(c.id, c.officer_id, c.level, c.subject, c.body, c.route, c.attempts, c.digest)
        .where(ready, c.officer_id.in_(next_people))
        .order_by(c.officer_id, c.digest, c.id)
        .with_for_update(skip_locked=True)
    )


def _bundles(rows: Sequence[Row[Any]]) -> Iterator[Bundle]:
    for (officer_id, digest), group in groupby(rows, lambda row: (row.officer_id, row.digest)):
        lines = tuple(
            Waiting(r.id, officer_id, r.level, r.subject, r.body, r.route, r.attempts)
            for r in group
        )
        yield Bundle(digest or _digest_id(officer_id, lines), officer_id, lines)


def _digest_id(officer_id: str, lines: Sequence[Waiting]) -> str:
    named = f"{officer_id}:{','.join(str(line.id) for line in lines)}"
    return f"{lines[0].id:08d}-{sha256(named.encode()).hexdigest()[:12]}"


def _hold(session: Session, bundle: Bundle, as_of: datetime) -> None:
    session.connection().execute(
        update(MESSAGE)
        .where(among(session, MESSAGE.c.id, [line.id for line in bundle.lines]))
        .values(
            state=MessageState.CLAIMED,
            claimed_until=as_of + HOLD,
            digest=bundle.id,
        )
    )


def _mark(session: Session, bundle: Bundle, values: dict[str, object]) -> None:
    """Only what is still held under this digest: another deliverer may have taken it over."""
    session.connection().execute(
        update(MESSAGE)
        .where(
            among(session, MESSAGE.c.id, [line.id for line in bundle.lines]),
            MESSAGE.c.digest == bundle.id,
            MESSAGE.c.state == MessageState.CLAIMED,
        )
        .values(attempts=MESSAGE.c.attempts + 1, claimed_until=None, **values)
    )
