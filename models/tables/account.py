"""Accounts (账号) of officers, the links and tokens by which they come in, and their sessions."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from models.tables.columns import BigKey, Document, Moment


class Account(SQLModel, table=True):
    """An officer who may log in. Roles are the register's; only administrators are made here."""

    officer_id: str = Field(primary_key=True, foreign_key="officer.id")
    secret: str = ""  # argon2 of the password; never the password
    administrator: bool = False  # 系统管理员
    enabled: bool = True
    made_at: datetime = Field(sa_type=Moment)
    changed_at: datetime = Field(sa_type=Moment)  # of the password


class Invitation(SQLModel, table=True):
    """A one-time link (一次性链接) by which an officer sets a password. Kept as its digest."""

    digest: str = Field(primary_key=True)
    officer_id: str = ""  # empty: the first administrator, who says who he or she is
    administrator: bool = False
    made_by: str
    made_at: datetime = Field(sa_type=Moment)
    expires_at: datetime = Field(sa_type=Moment)
    used_at: datetime | None = Field(default=None, sa_type=Moment)


class BoardSession(SQLModel, table=True):
    """One log-in (会话), kept on the server; the browser holds a token, the row its digest."""

    __tablename__ = "board_session"

    digest: str = Field(primary_key=True)
    officer_id: str = Field(foreign_key="officer.id", index=True)
    made_at: datetime = Field(sa_type=Moment)
    seen_at: datetime = Field(sa_type=Moment)
    address: str
    ended_at: datetime | None = Field(default=None, sa_type=Moment)


class ApiToken(SQLModel, table=True):
    """A token (令牌) by which a program acts in an officer's name, within the acts it lists."""

    __tablename__ = "api_token"
    __table_args__ = (UniqueConstraint("digest"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=BigKey)
    digest: str
    officer_id: str = Field(foreign_key="officer.id", index=True)
    name: str  # what it is for
    acts: list[Any] = Field(default_factory=list, sa_type=Document)  # of the matrix of rights
    made_at: datetime = Field(sa_type=Moment)
    expires_at: datetime = Field(sa_type=Moment)
    revoked_at: datetime | None = Field(default=None, sa_type=Moment)
    used_at: datetime | None = Field(default=None, sa_type=Moment)  # to the minute


class KeptAnswer(SQLModel, table=True):
    """The answer to a program's write (幂等应答), kept under the program's own key for it."""

    __tablename__ = "kept_answer"

    token_id: int = Field(primary_key=True, foreign_key="api_token.id", sa_type=BigKey)
    key: str = Field(primary_key=True)  # Idempotency-Key
    digest: str  # sha-256 of the request: the same key for another one is refused
    as_of: datetime = Field(sa_type=Moment)  # the book's moment of the first try
    taken_at: datetime = Field(sa_type=Moment)  # by whoever tries now
    expires_at: datetime = Field(sa_type=Moment)
    status: int | None = None  # of the answer; none while somebody tries
    answer: str = Field(default="", sa_type=Text)


class LoginFailure(SQLModel, table=True):
    """One wrong password; what shuts the door for a while. Gone when the account comes in."""

    __tablename__ = "login_failure"
    __table_args__ = (
        Index("login_failure_officer", "officer_id", "at"),
        Index("login_failure_address", "address", "at"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=BigKey)
    officer_id: str  # as it was typed, so also of one that does not exist
    address: str
    at: datetime = Field(sa_type=Moment)


class FederatedLogin(SQLModel, table=True):
    """A log-in on its way to the identity provider (统一身份认证); gone when it is back."""

    __tablename__ = "federated_login"
    __table_args__ = (
        Index("federated_login_address", "address"),
        Index("federated_login_expires", "expires_at"),
    )

    digest: str = Field(primary_key=True)  # of the state
    browser: str  # digest of the cookie of the browser that began it
    nonce: str
    verifier: str
    back: str
    address: str
    expires_at: datetime = Field(sa_type=Moment)


class AuditLine(SQLModel, table=True):
    """One look or act over board or API (操作日志): who, from where, what, on which case."""

    __tablename__ = "audit_line"
    __table_args__ = (
        Index("audit_line_case", "case_number", "id"),
        Index("audit_line_officer", "officer_id", "id"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=BigKey)
    at: datetime = Field(sa_type=Moment)  # the server's clock
    officer_id: str  # empty: nobody had logged in
    address: str
    act: str  # of the matrix of rights, or login, logout, invitation …
    case_number: str = ""
    detail: str = ""  # the address of the page, the kind of fact; never what was typed
    outcome: str = "done"  # done, refused
