"""The export of events (事件导出): what happened since a cursor, in its order, without names."""

from __future__ import annotations

import hmac
from datetime import datetime
from hashlib import sha256
from typing import Annotated, Any

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field
from sqlmodel import Session

from dueprocess.board.api.caller import Caller
from dueprocess.board.api.paging import CursorUnreadable, cursor, moment_of, place, said
from dueprocess.board.api.problems import READING
from dueprocess.cli.frame.terminal import as_object
from dueprocess.desk import Desk
from dueprocess.mining.naming import Naming
from dueprocess.mining.saying import Saying
from models.reading.extent import looked_up
from models.reading.people import seal
from models.reading.stream import ALERT, ENDED, FACT, OPENED, Happening, Read, happenings
from rulebook.access.door import door
from rulebook.case.casefile import FactView

router = APIRouter(responses=READING)
_SIGNS = 12  # of a subject's token
_ITEM = ("level", "state", "returned", "reply_due_at", "promised_on", "verified_on")


class Event(BaseModel):
    """One thing that happened. People and subjects bear the pseudonyms of the event logs."""

    type: str = Field(examples=[FACT, ALERT, OPENED, ENDED])
    id: int
    at: datetime = Field(description="of its entry, by the book's clock")
    case: str
    court: str
    kind: str = Field(description="of the fact; of an alert or a matter its level")
    by: str = Field("", description="pseudonym; ladder: by itself")
    subject: str = Field("", description="kind, and a token that is the same for the same subject")
    node: str = Field("", description="rule of the node that an alert or a matter is about")
    seq: int | None = Field(None, description="of a fact: its number in the case")
    occurred_at: datetime | None = None
    says: dict[str, Any] = Field({}, description="figures, days, flags and closed choices")


class Events(BaseModel):
    """The next events. Ask again with `cursor`, at any time: it stands where these end."""

    as_of: datetime
    rows: list[Event]
    cursor: str
    more: bool = Field(description="whether others wait already")


@router.get("/events")
def events(
    visit: Caller,
    after: Annotated[
        str, Query(max_length=400, description="cursor of the answer before; empty: from the first")
    ] = "",
    rows: Annotated[int, Query(ge=1, le=1000)] = 200,
) -> Events:
    """Facts, alerts and matters of the cases within reach, in the order of their entry.

    A text that a person typed is left out: it may hold a name. On PostgreSQL the last seconds are
    held back, so that nothing which is being written is passed over.
    """
    desk, extent, now = visit.desk, visit.extent("export"), visit.desk.now()
    with desk.store.reading() as session:
        within, since = looked_up(session, extent), _read(after)
        found, read = happenings(session, within, since, _until(desk, now), rows)
        mask = _Mask(desk, session)
    visit.note("export")
    listed = [mask.event(one) for one in found]
    return Events(as_of=now, rows=listed, cursor=_cursor(read), more=len(found) == rows)


def _until(desk: Desk, now: datetime) -> datetime:
    """Ids and commits need not come in one order where several write at a time."""
    return now - door().settling if desk.store.engine_name == "postgresql" else now


def _cursor(read: Read) -> str:
    ended = said(read.ended_at) if read.ended_at else ""
    return cursor(read.fact, read.alert, read.opened, ended, read.ended)


def _read(text: str) -> Read:
    if not text:
        return Read()
    match place(text):
        case (int(fact), int(alert), int(opened), str(at), int(ended)):
            return Read(fact, alert, opened, moment_of(at) if at else None, ended)
        case _:
            raise CursorUnreadable


class _Mask:
    """Gives events without names."""

    def __init__(self, desk: Desk, session: Session) -> None:
        key = seal(session)
        self._naming, self._saying, self._key = Naming(key), Saying(desk.law), key.encode()

    def event(self, one: Happening) -> Event:
        """The event as a program is told it."""
        told = self._fact(one) if one.what == FACT else self._other(one)
        return Event(type=one.what, id=one.id, at=one.at, case=one.case, court=one.court, **told)

    def _fact(self, one: Happening) -> dict[str, Any]:
        fact = one.row
        view = FactView(**{name: getattr(fact, name) for name in FactView._fields})
        says: dict[str, Any] = dict(self._saying.said(view))
        says |= {name: self._naming.officer(who) for name, who in self._saying.officers(view)}
        return {
            "kind": fact.kind,
            "by": self._naming.officer(fact.recorded_by),
            "subject": self._subject(fact.subject_kind, fact.subject_ref),
            "seq": fact.seq,
            "occurred_at": fact.occurred_at,
            "says": says,
        }

    def _other(self, one: Happening) -> dict[str, Any]:
        row, node = one.row, one.node
        assert node is not None
        told = {
            "kind": row.level,
            "node": node.rule_id,
            "subject": self._subject(node.subject_kind, node.subject_ref),
        }
        if one.what == ALERT:
            return {**told, "by": "ladder", "says": {"overdue_days": row.overdue_days}}
        says = as_object({name: getattr(row, name) for name in _ITEM})
        by = self._naming.officer(row.issued_by) if row.issued_by else ""
        return {**told, "by": by, "says": {**says, "item": row.id}}

    def _subject(self, kind: str, ref: str) -> str:
        """The same token for the same subject; what a court wrote may be a party's name."""
        if kind == "case" or not ref:
            return ""
        if kind == "item":
            return f"item/{ref}"
        token = hmac.new(self._key, f"{kind}:{ref}".encode(), sha256).hexdigest()
        return f"{kind}/{token[:_SIGNS]}"
