"""The guard before Prefect (口令): what its API and pages ask for in anything but a rehearsal here.

Prefect knows one secret for everybody, `name:password`. An operator says it in the environment;
else one is made and kept for this user alone.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from ipaddress import ip_address
from pathlib import Path

SERVER, CLIENT = "PREFECT_SERVER_API_AUTH_STRING", "PREFECT_API_AUTH_STRING"
NAME = "dueprocess"


class SecretUnreadable(ValueError):
    """The secret is not of the form that Prefect takes."""

    def __init__(self, where: object) -> None:
        super().__init__(f"{where} holds no secret for Prefect: write it as name:password")


def file_of(home: Path) -> Path:
    """Where an installation's own secret is kept."""
    return home / "prefect" / "auth"


def said(environment: Mapping[str, str] = os.environ) -> str:
    """The secret of the environment; "" when it names none. Raises `SecretUnreadable`."""
    for name in (SERVER, CLIENT):
        if found := environment.get(name, "").strip():
            return _checked(found, name)
    return ""


def kept(home: Path) -> str:
    """The secret that was made for this installation; "" when none was."""
    file = file_of(home)
    return _checked(file.read_text("utf-8").strip(), file) if file.exists() else ""


def secret(home: Path, host: str, *, live: bool) -> str:
    """What Prefect is to ask for; "" in a rehearsal whose board listens on this machine alone."""
    found = said()
    if found or not (live or not is_loopback(host)):
        return found
    return kept(home) or _made(home)


def where(home: Path) -> str:
    """Where a person finds the secret; never the secret itself."""
    return SERVER if said() else str(file_of(home))


def is_loopback(host: str) -> bool:
    """Whether nobody but this machine reaches the address."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _made(home: Path) -> str:
    file, found = file_of(home), f"{NAME}:{secrets.token_urlsafe(24)}"
    file.parent.mkdir(parents=True, exist_ok=True)
    # Readable by nobody else from its first moment.
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as opened:
        opened.write(f"{found}\n")
    return found


def _checked(found: str, where: object) -> str:
    name, colon, password = found.partition(":")
    if not (name and colon and password):
        raise SecretUnreadable(where)
    return found
