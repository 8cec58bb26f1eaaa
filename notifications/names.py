"""Courts and officers as a paper names them (称谓)."""

from __future__ import annotations

from sqlmodel import Session

from models.tables.court import Court
from models.tables.officer import Officer


def court_name(session: Session, code: str) -> str:
    """The court as a paper is headed."""
    court = session.get(Court, code)
    return court.name if court else code


def officer_name(session: Session, officer_id: str | None) -> str:
    """The officer as a paper names one; the staff number for an unknown one."""
    officer = session.get(Officer, officer_id) if officer_id else None
    return officer.name if officer else officer_id or ""
