"""Beating and withholding (心跳): what the patrol and its auditor say of themselves."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlmodel import Session

from models.insertion import insertion, table_of
from models.tables.heartbeat import Heartbeat

HEARTBEAT = table_of(Heartbeat)


def beat(
    session: Session, name: str, tried_at: datetime, figures: Mapping[str, object], fault: str = ""
) -> None:
    """Note that a duty was done; with a fault the last good beat stays where it was."""
    values: dict[str, object] = {"tried_at": tried_at, "fault": fault, "figures": dict(figures)}
    if not fault:
        values["beat_at"] = tried_at
    statement = insertion(session, HEARTBEAT).values(name=name, **values)
    session.connection().execute(
        statement.on_conflict_do_update(index_elements=["name"], set_=values)
    )


def cursor(session: Session, name: str, key: str) -> int:
    """How far a duty had come, by its own last figures; 0 when it has none."""
    found = session.get(Heartbeat, name)
    value = found.figures.get(key, 0) if found else 0
    return value if isinstance(value, int) else 0


def figure(session: Session, name: str, key: str) -> object:
    """One of a duty's own last figures; None when it has none."""
    found = session.get(Heartbeat, name)
    return found.figures.get(key) if found else None
