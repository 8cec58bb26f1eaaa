"""The people and courts of the register (人员与法院名册), as an export names them."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from sqlalchemy import select
from sqlmodel import Session, col

from models.tables.court import Court
from models.tables.fact import Fact
from models.tables.officer import Officer, OfficerRole


class CourtLine(NamedTuple):
    """A court and the one above it."""

    code: str
    name: str
    level: str
    superior: str | None


class Person(NamedTuple):
    """An officer without a name."""

    id: str
    court: str
    roles: tuple[str, ...]


def courts(session: Session) -> dict[str, CourtLine]:
    """Every court by its code."""
    columns = (col(Court.code), col(Court.name), col(Court.level), col(Court.superior_code))
    return {row[0]: CourtLine(*row) for row in session.execute(select(*columns))}


def people(session: Session) -> dict[str, Person]:
    """Every officer by staff number, with roles in the order of their names."""
    roles: dict[str, list[str]] = {}
    held = select(col(OfficerRole.officer_id), col(OfficerRole.role))
    for officer, role in session.execute(held.order_by(col(OfficerRole.role))):
        roles.setdefault(officer, []).append(role)
    found = select(col(Officer.id), col(Officer.court_code))
    return {
        officer: Person(officer, court, tuple(roles.get(officer, ())))
        for officer, court in session.execute(found)
    }


def named(session: Session, numbers: Collection[str]) -> dict[str, str]:
    """The names of these officers, by staff number; nothing for who is none."""
    found = select(col(Officer.id), col(Officer.name)).where(col(Officer.id).in_(numbers))
    return {row[0]: row[1] for row in session.execute(found)}


def court_names(session: Session, codes: Collection[str]) -> dict[str, str]:
    """The names of these courts, by code; nothing for what is none."""
    found = select(col(Court.code), col(Court.name)).where(col(Court.code).in_(codes))
    return {row[0]: row[1] for row in session.execute(found)} if codes else {}


def seal(session: Session) -> str:
    """What only this book holds and what never changes: the hash of its first fact; "" of none."""
    first = select(col(Fact.hash)).order_by(col(Fact.id)).limit(1)
    return session.execute(first).scalar() or ""
