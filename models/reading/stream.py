"""The stream of what happened (事件流): facts, alerts, matters opened and ended, in their order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from heapq import merge
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlmodel import Session, col

from models.reading.extent import Extent
from models.tables.case import Case
from models.tables.claim import Claim
from models.tables.fact import Fact
from models.tables.item import SupervisionItem
from models.tables.node import Node

FACT, ALERT, OPENED, ENDED = "fact", "alert", "item_opened", "item_ended"


@dataclass(frozen=True, slots=True)
class Read:
    """How far somebody has read: the last fact, alert, matter opened, and matter ended."""

    fact: int = 0
    alert: int = 0
    opened: int = 0
    ended_at: datetime | None = None
    ended: int = 0

    def on(self, one: Happening) -> Read:
        """The same after one more."""
        match one.what:
            case "fact":
                return replace(self, fact=one.id)
            case "alert":
                return replace(self, alert=one.id)
            case "item_opened":
                return replace(self, opened=one.id)
            case _:
                return replace(self, ended_at=one.at, ended=one.id)


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happened: `row` is its fact, claim or item, `node` what it is about."""

    what: str
    id: int
    at: datetime  # of its entry, by the book's clock
    case: str
    court: str
    row: Any
    node: Node | None = None


def happenings(
    session: Session, extent: Extent, since: Read, until: datetime, rows: int
) -> tuple[list[Happening], Read]:
    """The next `rows` happenings behind `since` and before `until`, and how far they lead.

    Each kind is read by its own index from where the reader stands, so that a long book costs no
    more than a short one.
    """
    kinds = (_facts, _alerts, _opened, _ended)
    found = [kind(session, extent, since, until, rows) for kind in kinds]
    page = list(islice(merge(*found, key=lambda one: (one.at, one.what, one.id)), rows))
    for one in page:
        since = since.on(one)
    return page, since


_Kind = Callable[[Session, Extent, Read, datetime, int], Iterator[Happening]]


def _facts(
    session: Session, extent: Extent, since: Read, until: datetime, rows: int
) -> Iterator[Happening]:
    found = _within(select(Fact), Fact, extent)
    found = found.where(col(Fact.id) > since.fact, col(Fact.recorded_at) < until)
    for fact, number, court in session.execute(found.order_by(col(Fact.id)).limit(rows)):
        yield Happening(FACT, fact.id, fact.recorded_at, number, court, fact)


def _alerts(
    session: Session, extent: Extent, since: Read, until: datetime, rows: int
) -> Iterator[Happening]:
    found = _within(select(Claim), Claim, extent).add_columns(Node)
    found = found.join(Node, col(Node.id) == col(Claim.node_id))
    found = found.where(
        col(Claim.id) > since.alert, col(Claim.fired_at) < until, col(Claim.outcome) == "fired"
    )
    for row in session.execute(found.order_by(col(Claim.id)).limit(rows)):
        claim, number, court, node = row
        yield Happening(ALERT, claim.id, claim.fired_at, number, court, claim, node)


def _opened(
    session: Session, extent: Extent, since: Read, until: datetime, rows: int
) -> Iterator[Happening]:
    key, at = col(SupervisionItem.id), col(SupervisionItem.opened_at)
    found = _matters(extent).where(key > since.opened, at < until).order_by(key)
    for item, number, court, node in session.execute(found.limit(rows)):
        yield Happening(OPENED, item.id, item.opened_at, number, court, item, node)


def _ended(
    session: Session, extent: Extent, since: Read, until: datetime, rows: int
) -> Iterator[Happening]:
    key, at = col(SupervisionItem.id), col(SupervisionItem.ended_at)
    found = _matters(extent).where(at < until, *_behind(since)).order_by(at, key)
    for item, number, court, node in session.execute(found.limit(rows)):
        yield Happening(ENDED, item.id, item.ended_at, number, court, item, node)


def _behind(since: Read) -> list[ColumnElement[bool]]:
    key, at = col(SupervisionItem.id), col(SupervisionItem.ended_at)
    if since.ended_at is None:
        return []
    return [or_(at > since.ended_at, and_(at == since.ended_at, key > since.ended))]


def _matters(extent: Extent) -> Select[Any]:
    found = _within(select(SupervisionItem), SupervisionItem, extent).add_columns(Node)
    return found.join(Node, col(Node.id) == col(SupervisionItem.node_id))


def _within(found: Select[Any], model: Any, extent: Extent) -> Select[Any]:
    """The rows of cases within the extent, each with its case's number and court."""
    found = found.add_columns(col(Case.number), col(Case.court_code))
    found = found.join(Case, col(Case.id) == model.case_id)
    return found if extent.whole else found.where(extent.holds())
