"""Settings (设置): every DUEPROCESS_* variable of an installation, with what it is for."""

from __future__ import annotations

import os
from pathlib import Path

from pydantic import Field, SecretStr

from dueprocess import guard
from notifications.channels.settings import NOTHING, ChannelSettings


class Settings(ChannelSettings):
    """What the environment says. A row for each stands in docs/settings.md, held by a test."""

    officer: str = Field(
        default="desk",
        description="Staff number (工号) of whoever works at this desk, when --by is not given: "
        "what is shown and done is within that officer's rights.",
    )
    port: int = Field(
        default=4200,
        ge=1,
        le=65535,
        description="Port of the Prefect server that `dueprocess up` starts, on 127.0.0.1.",
    )
    board_host: str = Field(
        default="127.0.0.1",
        description="Address on which the board listens; name another to open it to the court.",
    )
    board_port: int = Field(
        default=4280, ge=1, le=65535, description="Port on which the board listens."
    )
    board_https: bool = Field(
        default=False,
        description="Whether browsers reach the board by https, through a proxy: "
        "cookies then travel encrypted only.",
    )
    board_proxies: str = Field(
        default="",
        description="Addresses of the proxies before the board, separated by commas, "
        "whose word on a visitor's address is taken; empty: none.",
    )
    oidc_issuer: str = Field(
        default="",
        description="Issuer of the court's identity provider (OpenID Connect), exactly as it names "
        "itself; empty: log-in by password alone.",
    )
    oidc_client_id: str = Field(
        default="dueprocess", description="Name under which the provider knows the board."
    )
    oidc_client_secret: SecretStr = Field(
        default=NOTHING,
        description="Secret. What the board proves itself to the provider with; "
        "empty: by PKCE alone.",
    )
    oidc_claim: str = Field(
        default="sub", description="Claim of the ID token that holds the staff number (工号)."
    )
    oidc_scopes: str = Field(
        default="openid profile", description="Scopes asked of the provider, separated by blanks."
    )
    api_per_minute: int = Field(
        default=600,
        ge=1,
        description="How many requests a minute one token of the interface for programs may send.",
    )
    worker_limit: int = Field(
        default=2,
        ge=1,
        description="How many case runs the embedded worker holds at once; "
        "more than 2 overload a Prefect server on SQLite.",
    )
    query_seconds: float = Field(
        default=2.0,
        gt=0,
        description="How often the embedded worker asks Prefect for runs that are due, in seconds.",
    )
    refresh_seconds: float = Field(
        default=1.0,
        gt=0,
        description="How often the live view reads the book, in seconds.",
    )
    status_seconds: float = Field(
        default=30.0,
        gt=0,
        description="Without a terminal: seconds between two status lines of the live view.",
    )

    rights: Path | None = Field(
        default=None,
        description="File of the court's own matrix of rights, laid over the shipped one; "
        "empty: the shipped one.",
    )
    templates: Path | None = Field(
        default=None,
        description="Folder of the court's own templates of documents; empty: the shipped ones.",
    )

    @property
    def evidence(self) -> Path:
        """Where papers are kept, each under its sha-256."""
        return self.folder / "evidence"

    @property
    def board_address(self) -> str:
        """The address under which people reach the board."""
        own = f"http://{self.board_host}:{self.board_port}"
        return self.base_url.rstrip("/") or own

    @property
    def prefect_api(self) -> str:
        """Where Prefect listens: PREFECT_API_URL when set, else the server of `dueprocess up`."""
        return os.environ.get("PREFECT_API_URL") or f"http://127.0.0.1:{self.port}/api"

    @property
    def prefect_auth(self) -> str:
        """What Prefect asks for: the environment's, else what `dueprocess up` keeps for its own."""
        own = not os.environ.get("PREFECT_API_URL")  # ours is not told to another server
        return guard.said() or (guard.kept(self.folder) if own else "")


def variables() -> dict[str, str]:
    """Every variable and what it is for, in the order of the settings."""
    return {
        f"DUEPROCESS_{name.upper()}": field.description or ""
        for name, field in Settings.model_fields.items()
    }
