"""Who may act on bulletins (权限): a role of the court itself or of a court above it."""

from __future__ import annotations

from sqlmodel import Session, select

from models.errors import UnknownOfficer
from models.figures.faults import NoAuthority
from models.tables.court import Court
from models.tables.officer import Officer, OfficerRole
from rulebook.figures.definitions import definitions


def authorised(session: Session, officer: str, act: str, court: str) -> None:
    """`NoAuthority` unless the officer holds a role that the act takes, there or above."""
    roles = definitions().authority[act]
    who = session.get(Officer, officer)
    if who is None:
        raise UnknownOfficer(officer)
    held = session.exec(select(OfficerRole.role).where(OfficerRole.officer_id == officer)).all()
    if not set(held) & set(roles) or who.court_code not in _upwards(session, court):
        raise NoAuthority(officer, court, roles)


def _upwards(session: Session, court: str) -> list[str]:
    """The court and every court above it."""
    superior = dict(session.exec(select(Court.code, Court.superior_code)).all())
    found = [court]
    while (above := superior.get(found[-1])) and above not in found:
        found.append(above)
    return found
