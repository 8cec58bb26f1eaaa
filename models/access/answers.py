"""Answers that are kept (幂等应答): a program that asks twice is answered once, and writes once.

A write is taken before anything is done. A fact bears the write's own key, so that a try which the
power ended is taken up without recording twice; whatever has no such key is settled in the very
transaction that does it, so that it stands with its answer or not at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, delete, update
from sqlmodel import Session, col

from models import clock
from models.errors import BookError
from models.insertion import insertion, table_of
from models.store import Store
from models.tables.account import KeptAnswer
from rulebook.access.door import Door

_ROWS = table_of(KeptAnswer)


class KeyReused(BookError, ValueError):
    """An Idempotency-Key came again with another request."""

    def __init__(self, key: str) -> None:
        super().__init__(
            f"Idempotency-Key {key!r} stands for another request: give each request its own key"
        )


class KeyBusy(BookError, ValueError):
    """The same request is being answered at this moment."""

    def __init__(self, key: str) -> None:
        super().__init__(f"the request under {key!r} is being done just now: ask again shortly")


@dataclass(frozen=True, slots=True)
class Asking:
    """One write of a program, under the key that it chose."""

    token: int
    key: str
    digest: str


@dataclass(frozen=True, slots=True)
class Taken:
    """A write that is ours to do: at which moment of the book, under which key of its fact."""

    as_of: datetime
    fact: str


@dataclass(frozen=True, slots=True)
class Given:
    """The answer that this request was given before."""

    status: int
    answer: str


def take(store: Store, asking: Asking, now: datetime, door: Door) -> Taken | Given:
    """Take the write, or find its answer. Raises `KeyReused`, `KeyBusy`; `now` is the server's."""
    with store.writing() as session:
        _forget(session, asking.token, now)
        as_of = clock.now(session)
        row = {
            "token_id": asking.token,
            "key": asking.key,
            "digest": asking.digest,
            "as_of": as_of,
            "taken_at": now,
            "expires_at": now + door.answer_kept,
            "answer": "",
        }
        new = insertion(session, _ROWS).values(row).on_conflict_do_nothing()
        if session.execute(new.returning(_ROWS.c.key)).first() is not None:
            return _taken(asking, as_of)
        return _again(session, asking, now, door)


def settle(store: Store, asking: Asking, status: int, answer: str) -> None:
    """Keep the answer for whoever asks again."""
    with store.writing() as session:
        settle_within(session, asking, status, answer)


def settle_within(session: Session, asking: Asking, status: int, answer: str) -> None:
    """The same in the caller's transaction: the answer is kept if what it tells of stands."""
    session.execute(update(_ROWS).where(*_of(asking)).values(status=status, answer=answer))


def give_up(store: Store, asking: Asking) -> None:
    """Nothing was done and nothing is kept: the request may be mended under the same key."""
    with store.writing() as session:
        session.execute(delete(_ROWS).where(*_of(asking), _ROWS.c.status.is_(None)))


def _again(session: Session, asking: Asking, now: datetime, door: Door) -> Taken | Given:
    found = session.get(KeptAnswer, (asking.token, asking.key))
    if found is None:  # given up in this very moment
        raise KeyBusy(asking.key)
    if found.digest != asking.digest:
        raise KeyReused(asking.key)
    if found.status is not None:
        return Given(found.status, found.answer)
    standing = (*_of(asking), _ROWS.c.status.is_(None), col(KeptAnswer.taken_at) == found.taken_at)
    if now - found.taken_at < door.answer_tried:
        raise KeyBusy(asking.key)
    mine = update(_ROWS).where(*standing).values(taken_at=now).returning(_ROWS.c.key)
    if session.execute(mine).first() is None:
        raise KeyBusy(asking.key)
    return _taken(asking, found.as_of)


def _taken(asking: Asking, as_of: datetime) -> Taken:
    # The moment belongs to it: a key that has expired begins anew.
    return Taken(as_of, f"api:{asking.token}:{as_of.timestamp():.6f}:{asking.key}")


def _of(asking: Asking) -> tuple[ColumnElement[bool], ...]:
    return (_ROWS.c.token_id == asking.token, _ROWS.c.key == asking.key)


def _forget(session: Session, token: int, now: datetime) -> None:
    session.execute(delete(_ROWS).where(_ROWS.c.token_id == token, _ROWS.c.expires_at <= now))
