"""Accounts (账号): who may log in, and the one-time links by which a password is set."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, update
from sqlmodel import Session, col, select

from models.access import audit, secrets
from models.access.audit import Visitor
from models.errors import BookError, UnknownOfficer
from models.insertion import table_of
from models.tables.account import Account, BoardSession, Invitation
from models.tables.officer import Officer
from rulebook.access.door import Door


class LinkSpent(BookError, LookupError):
    """A one-time link is unknown, used or too old."""

    def __init__(self) -> None:
        super().__init__(
            "此链接无效、已使用或者已过期，请向管理员另要一个 "
            "/ this link is spent: ask for a new one"
        )


class PasswordUnfit(BookError, ValueError):
    """A password was chosen that will not do."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        self.faults = faults
        super().__init__("；".join(faults))


def nobody_yet(session: Session) -> bool:
    """Whether no administrator has set a password: the board has just been founded."""
    ready = select(func.count()).select_from(Account)
    ready = ready.where(col(Account.administrator), col(Account.secret) != "")
    return session.exec(ready).one() == 0


def invite(
    session: Session,
    officer: str,
    by: str,
    now: datetime,
    door: Door,
    *,
    administrator: bool = False,
) -> str:
    """A one-time link's token for an officer; empty: for the first administrator.

    An earlier link of the same officer is spent. Raises `UnknownOfficer`.
    """
    if officer and session.get(Officer, officer) is None:
        raise UnknownOfficer(officer)
    links = table_of(Invitation)
    earlier = (links.c.officer_id == officer) & links.c.used_at.is_(None)
    session.execute(update(links).where(earlier).values(used_at=now))
    token = secrets.new_token()
    session.add(
        Invitation(
            digest=secrets.digest(token),
            officer_id=officer,
            administrator=administrator,
            made_by=by,
            made_at=now,
            expires_at=now + door.invitation,
        )
    )
    return token


def invited(session: Session, token: str, now: datetime) -> Invitation:
    """The link of that token while it holds. Raises `LinkSpent`."""
    found = session.get(Invitation, secrets.digest(token))
    if found is None or found.used_at is not None or found.expires_at <= now:
        raise LinkSpent
    if not found.officer_id and not nobody_yet(session):
        raise LinkSpent
    return found


def redeem(
    session: Session,
    token: str,
    officer: str,
    password: str,
    visitor: Visitor,
    door: Door,
    now: datetime,
) -> str:
    """Set the password of the link's officer, and end every session that stood. Returns who.

    `officer` counts only for the first administrator's link, which names nobody. Raises
    `LinkSpent`, `UnknownOfficer`, `PasswordUnfit`; nothing is changed then.
    """
    link = invited(session, token, now)
    who = link.officer_id or officer.strip()
    if session.get(Officer, who) is None:
        raise UnknownOfficer(who)
    faults = door.faults(password, who)
    if faults:
        raise PasswordUnfit(faults)
    account = session.get(Account, who)
    account = account or Account(officer_id=who, made_at=now, changed_at=now)
    account.secret, account.changed_at, account.enabled = secrets.hashed(password), now, True
    account.administrator = account.administrator or link.administrator
    link.used_at = now
    session.add_all((account, link))
    end_sessions(session, who, now)
    audit.note(session, Visitor(who, visitor.address), "password", now)
    return who


def end_sessions(session: Session, officer: str, now: datetime) -> None:
    """End every session of the officer."""
    rows = table_of(BoardSession)
    standing = (rows.c.officer_id == officer) & rows.c.ended_at.is_(None)
    session.execute(update(rows).where(standing).values(ended_at=now))
