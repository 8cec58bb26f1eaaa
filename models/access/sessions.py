"""Log-ins (登录会话): begun with a password, kept on the server, over after a while."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, update
from sqlmodel import Session, col, select

from models.access import audit, secrets
from models.access.asking import asker
from models.access.audit import Visitor
from models.errors import BookError
from models.store import Store
from models.tables.account import Account, BoardSession, LoginFailure
from rulebook.access.deciding import Asker
from rulebook.access.door import Door
from rulebook.access.matrix import ADMINISTRATOR

_FRESH = timedelta(minutes=1)  # how long a session's last look may be out of date


class NotLoggedIn(BookError, PermissionError):
    """A wrong password, an unknown account or one that is switched off: the words are the same."""

    def __init__(self) -> None:
        super().__init__("工号或者口令不对 / wrong staff number or password")


class DoorShut(BookError, PermissionError):
    """Too many wrong passwords; the door opens again by itself."""

    def __init__(self, until: datetime) -> None:
        self.until = until
        super().__init__(
            f"错误次数过多，{until:%H:%M}以后再试 / too many wrong passwords: "
            f"try again after {until:%H:%M}"
        )


@dataclass(frozen=True, slots=True)
class LoggedIn:
    """Who has come in, and the token that the browser keeps."""

    asker: Asker
    token: str


def log_in(store: Store, visitor: Visitor, password: str, door: Door, now: datetime) -> LoggedIn:
    """Begin a session. Raises `DoorShut` or `NotLoggedIn`; either leaves its line in the audit."""
    with store.reading() as session:
        shut = _shut(session, visitor, door, now)
        account = session.get(Account, visitor.officer)
    if shut is not None:
        _failed(store, visitor, now, "shut", counted=False)
        raise DoorShut(shut)
    secret = account.secret if account and account.enabled else ""
    # Checked outside of any transaction: it is slow on purpose, and would hold the book's lock.
    if not secrets.matches(password, secret):
        _failed(store, visitor, now, "wrong", counted=True)
        raise NotLoggedIn
    with store.writing() as session:
        return begin(session, visitor, now)


def begin(session: Session, visitor: Visitor, now: datetime) -> LoggedIn:
    """A session of an account that somebody vouches for; failures before it are forgiven."""
    account = session.get_one(Account, visitor.officer)
    token = secrets.new_token()
    session.add(
        BoardSession(
            digest=secrets.digest(token),
            officer_id=visitor.officer,
            made_at=now,
            seen_at=now,
            address=visitor.address,
        )
    )
    session.execute(delete(LoginFailure).where(col(LoginFailure.officer_id) == visitor.officer))
    audit.note(session, visitor, "login", now)
    return LoggedIn(_asker(session, account), token)


def found(session: Session, token: str, door: Door, now: datetime) -> Asker | None:
    """Who the token's session belongs to; None when there is none, or it is over."""
    row = session.get(BoardSession, secrets.digest(token))
    if row is None or row.ended_at is not None or door.over(row.made_at, row.seen_at, now):
        return None
    account = session.get(Account, row.officer_id)
    return _asker(session, account) if account and account.enabled else None


def stale(session: Session, token: str, now: datetime) -> bool:
    """Whether the session's last look is to be noted anew: at most once a minute."""
    row = session.get(BoardSession, secrets.digest(token))
    return row is not None and now - row.seen_at >= _FRESH


def seen(store: Store, token: str, now: datetime) -> None:
    """Note that the session is in use."""
    mine = col(BoardSession.digest) == secrets.digest(token)
    earlier = col(BoardSession.seen_at) < now
    with store.writing() as session:
        session.execute(update(BoardSession).where(mine, earlier).values(seen_at=now))


def end(session: Session, token: str, address: str, now: datetime) -> None:
    """Log out."""
    row = session.get(BoardSession, secrets.digest(token))
    if row is not None and row.ended_at is None:
        row.ended_at = now
        session.add(row)
        audit.note(session, Visitor(row.officer_id, address), "logout", now)


def _asker(session: Session, account: Account) -> Asker:
    more = frozenset({ADMINISTRATOR}) if account.administrator else frozenset[str]()
    return asker(session, account.officer_id, more)


def _failed(store: Store, visitor: Visitor, now: datetime, why: str, *, counted: bool) -> None:
    """A door that is shut already is not shut for longer by whoever goes on trying."""
    with store.writing() as session:
        if counted:
            failure = LoginFailure(
                officer_id=visitor.officer[: audit.LONGEST], address=visitor.address, at=now
            )
            session.add(failure)
        audit.note(session, visitor, "login", now, detail=why, outcome=audit.REFUSED)


def _shut(session: Session, visitor: Visitor, door: Door, now: datetime) -> datetime | None:
    """Until when this account, or this address, is kept out."""
    theirs = _failures(session, col(LoginFailure.officer_id) == visitor.officer, door, now)
    whence = _failures(session, col(LoginFailure.address) == visitor.address, door, now)
    shut = (
        door.shut_until(theirs, door.account_failures),
        door.shut_until(whence, door.address_failures),
    )
    return max((until for until in shut if until and until > now), default=None)


def _failures(
    session: Session, whose: ColumnElement[bool], door: Door, now: datetime
) -> list[datetime]:
    since = now - door.within
    chosen = select(LoginFailure.at).where(whose, col(LoginFailure.at) > since)
    return list(
        session.exec(chosen.order_by(col(LoginFailure.at).desc()).limit(door.address_failures))
    )
