"""Tokens for programs (接口令牌): an officer's name, the acts they are good for, an end."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from models.access import audit, secrets
from models.access.asking import asker
from models.access.audit import Visitor
from models.errors import BookError
from models.reading.extent import Extent
from models.store import Store
from models.tables.account import Account, ApiToken
from models.tables.officer import Officer
from rulebook.access.deciding import Asker
from rulebook.access.door import Door
from rulebook.access.matrix import Matrix

_FRESH = timedelta(minutes=1)  # how long a token's last use may be out of date


class TokenUnfit(BookError, ValueError):
    """A token was asked for that may not be."""

    def __init__(self, why: str) -> None:
        super().__init__(why)


@dataclass(frozen=True, slots=True)
class Bearer:
    """Who comes with a token, and what it is good for."""

    token: int  # its number
    asker: Asker
    acts: frozenset[str]
    used_at: datetime | None = None


def issue(
    session: Session,
    visitor: Visitor,
    name: str,
    acts: Collection[str],
    lives: timedelta,
    matrix: Matrix,
    door: Door,
    now: datetime,
) -> str:
    """A new token in the visitor's name, shown this once. Raises `TokenUnfit`, `UnknownAct`."""
    for act in acts:
        matrix.act(act)
    if not name.strip() or not acts:
        raise TokenUnfit("a token needs a name and at least one act it is good for")
    if not timedelta() < lives <= door.token:
        raise TokenUnfit(f"a token lives for {door.token.days} days at most")
    token = secrets.new_token()
    session.add(
        ApiToken(
            digest=secrets.digest(token),
            officer_id=visitor.officer,
            name=name.strip(),
            acts=sorted(set(acts)),
            made_at=now,
            expires_at=now + lives,
        )
    )
    audit.note(session, visitor, "token", now, detail=name.strip())
    return token


def bearer(session: Session, token: str, now: datetime) -> Bearer | None:
    """Who the token belongs to; None when it is unknown, revoked, over, or its account is off.

    It never makes an administrator: what is done to accounts is done by a person.
    """
    found = session.exec(select(ApiToken).where(ApiToken.digest == secrets.digest(token))).first()
    if found is None or found.revoked_at is not None or found.expires_at <= now:
        return None
    account = session.get(Account, found.officer_id)
    if account is None or not account.enabled:
        return None
    who, acts = asker(session, found.officer_id), frozenset(map(str, found.acts))
    return Bearer(found.id or 0, who, acts, found.used_at)


def used(store: Store, found: Bearer, now: datetime) -> None:
    """Note that the token is in use; at most once a minute."""
    if found.used_at is None or now - found.used_at >= _FRESH:
        with store.writing() as session:
            row = session.get_one(ApiToken, found.token)
            row.used_at = now
            session.add(row)


def own(session: Session, officer: str) -> Sequence[ApiToken]:
    """The officer's tokens, the newest first."""
    mine = select(ApiToken).where(ApiToken.officer_id == officer)
    return session.exec(mine.order_by(col(ApiToken.id).desc())).all()


def standing(session: Session, extent: Extent | None) -> Sequence[tuple[ApiToken, str]]:
    """Tokens that nobody ended, of the officers of these courts, each with the officer's name."""
    if extent is None:
        return ()
    found = (
        select(ApiToken, Officer.name)
        .join(Officer, col(Officer.id) == col(ApiToken.officer_id))
        .where(col(ApiToken.revoked_at).is_(None), col(Officer.court_code).in_(extent.courts()))
        .order_by(col(ApiToken.officer_id), col(ApiToken.id))
    )
    return session.exec(found).all()


def revoke(
    session: Session,
    token_id: int,
    visitor: Visitor,
    now: datetime,
    extent: Extent | None = None,
) -> bool:
    """End one of the visitor's tokens, or one of the courts in `extent`, as administrators do.

    False when it is neither, or already over.
    """
    found = session.get(ApiToken, token_id)
    if found is None or found.revoked_at is not None:
        return False
    if found.officer_id != visitor.officer and not _within(session, found, extent):
        return False
    found.revoked_at = now
    session.add(found)
    of = "" if found.officer_id == visitor.officer else f" of {found.officer_id}"
    audit.note(session, visitor, "token", now, detail=f"revoked {found.name}{of}")
    return True


def _within(session: Session, token: ApiToken, extent: Extent | None) -> bool:
    return any(one.id == token.id for one, _ in standing(session, extent))
