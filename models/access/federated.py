"""Log-ins by the court's identity provider (统一身份认证): begun here, given back once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func
from sqlmodel import Session, select

from models.access import audit, secrets, sessions
from models.access.audit import Visitor
from models.access.sessions import LoggedIn
from models.errors import BookError
from models.insertion import table_of
from models.store import Store
from models.tables.account import Account, FederatedLogin
from models.tables.officer import Officer
from rulebook.access.door import Door

_ROWS = table_of(FederatedLogin)


class FederationRefused(BookError, PermissionError):
    """The provider's answer lets nobody in; nothing was begun. `why` is for the audit."""

    def __init__(self, said: str, why: str) -> None:
        self.why = why
        super().__init__(said)


@dataclass(frozen=True, slots=True)
class Going:
    """A log-in on its way: what the provider is sent, and what its answer is tried with."""

    state: str
    nonce: str
    verifier: str  # PKCE
    back: str  # the page that was wanted


def begin(
    store: Store, going: Going, browser: str, address: str, door: Door, now: datetime
) -> None:
    """Remember a log-in until it is given back. `browser` is the secret of that browser's cookie.

    Raises `FederationRefused` where too many of one address are on their way.
    """
    with store.writing() as session:
        session.execute(delete(_ROWS).where(_ROWS.c.expires_at <= now))
        mine = select(func.count()).select_from(FederatedLogin)
        if session.exec(mine.where(FederatedLogin.address == address)).one() >= door.federated_most:
            raise _refused("未完成的登录过多，请稍后再试 too many log-ins on their way", "flood")
        session.add(
            FederatedLogin(
                digest=secrets.digest(going.state),
                browser=secrets.digest(browser),
                nonce=going.nonce,
                verifier=going.verifier,
                back=going.back,
                address=address,
                expires_at=now + door.federated,
            )
        )


def given_back(store: Store, state: str, browser: str, now: datetime) -> Going:
    """The log-in of that state, once, to the browser that began it; else `FederationRefused`."""
    wanted = _ROWS.c.digest == secrets.digest(state)
    with store.writing() as session:
        row = session.execute(delete(_ROWS).where(wanted).returning(*_ROWS.c)).one_or_none()
    if row is None or row.expires_at <= now or row.browser != secrets.digest(browser):
        said = (
            "此次登录已失效，请重新登录 / this log-in is spent or of another browser: begin again"
        )
        raise _refused(said, "state")
    return Going(state, row.nonce, row.verifier, row.back)


def come_in(store: Store, subject: str, address: str, now: datetime) -> LoggedIn:
    """Begin a session of the officer whom the provider names by staff number.

    An officer of the register needs no account made beforehand; one that is switched off stays
    out. Raises `FederationRefused`.
    """
    with store.writing() as session:
        account = session.get(Account, subject)
        if account is None and session.get(Officer, subject) is not None:
            account = Account(officer_id=subject, made_at=now, changed_at=now)
            session.add(account)
            session.flush()
        if account is not None and account.enabled:
            return sessions.begin(session, Visitor(subject, address), now)
    said = f"统一身份认证的人员{subject!r}不在人员名册中，或者账号已停用"
    raise _refused(
        f"{said} / no officer of the register, or none let in, is {subject!r}",
        f"stranger {subject}",
    )


def refuse(session: Session, address: str, why: str, now: datetime) -> None:
    """Leave the line of a log-in that came to nothing."""
    visitor = Visitor("", address)
    audit.note(session, visitor, "login", now, detail=f"oidc {why}", outcome=audit.REFUSED)


def _refused(said: str, why: str) -> FederationRefused:
    return FederationRefused(said, why)
