"""Who asks and about what (权限查询): an officer and a case, as the decision wants them."""

from __future__ import annotations

from sqlalchemy import select
from sqlmodel import Session, col

from models.errors import BookError, UnknownOfficer
from models.insertion import table_of
from models.tables.account import Account
from models.tables.case import Case
from models.tables.court import Court
from models.tables.officer import Officer, OfficerRole
from rulebook.access.deciding import About, Asker, Refused
from rulebook.access.matrix import ADMINISTRATOR

_COURT = table_of(Court)


class NotPermitted(BookError, PermissionError):
    """The matrix of rights refuses an act; nothing was changed. `refused` says why."""

    def __init__(self, refused: Refused) -> None:
        self.refused = refused
        super().__init__(f"{refused.zh} / {refused.en}")


def asker(session: Session, officer: str, more: frozenset[str] = frozenset()) -> Asker:
    """The officer with the roles of the register, and those that an account adds.

    Raises `UnknownOfficer`.
    """
    found = session.get(Officer, officer)
    if found is None:
        raise UnknownOfficer(officer)
    held = session.execute(
        select(col(OfficerRole.role)).where(col(OfficerRole.officer_id) == officer)
    ).scalars()
    return Asker(found.id, found.name, found.court_code, found.team, frozenset(held) | more)


def administers(session: Session, officer: str) -> frozenset[str]:
    """The role that the officer's account adds to those of the register."""
    found = session.get(Account, officer)
    return frozenset({ADMINISTRATOR}) if found and found.administrator else frozenset()


def about(session: Session, number: str) -> About | None:
    """A case by its canonical number; None when the book has none of it."""
    row = session.execute(
        select(col(Case.court_code), col(Case.handler_id), col(Officer.team))
        .outerjoin(Officer, col(Officer.id) == col(Case.handler_id))
        .where(col(Case.number) == number)
    ).one_or_none()
    if row is None:
        return None
    return About(upwards(session, row.court_code), row.handler_id, row.team or "")


def about_court(session: Session, code: str) -> About:
    """A court as such: what concerns it as a whole and no single case. A case nobody handles."""
    return About(upwards(session, code))


def upwards(session: Session, code: str) -> tuple[str, ...]:
    """The court and every court above it, the nearest first."""
    first = select(_COURT.c.code, _COURT.c.superior_code).where(_COURT.c.code == code)
    tree = first.cte(recursive=True)
    higher = select(_COURT.c.code, _COURT.c.superior_code)
    tree = tree.union(higher.where(_COURT.c.code == tree.c.superior_code))
    above = dict(session.execute(select(tree.c.code, tree.c.superior_code)).tuples().all())
    found = [code]
    while (one := above.get(found[-1])) and one not in found:
        found.append(one)
    return tuple(found)
