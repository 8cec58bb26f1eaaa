"""Which cases a command over the whole book takes (办理范围): by court, by stretch, by rights."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlmodel import Session

    from dueprocess.desk import Desk
    from models.reading.traces import Wanted

Bounds = tuple[datetime | None, datetime | None]


def reached(
    desk: Desk, session: Session, officer: str, act: str, court: str, bounds: Bounds
) -> Wanted:
    """The cases of the court and below it that the officer reaches by the act.

    The desk itself reaches all. Raises `NotPermitted` and `UnknownCourt`.
    """
    from dueprocess.permission import NOBODY, seen
    from models.reading.selection import Selection, expect
    from models.reading.traces import Wanted

    within = None if officer in NOBODY else seen(desk, session, officer, act)
    found = expect(session, Selection(court=court, within=within))
    return Wanted(found, since=bounds[0], until=bounds[1])
