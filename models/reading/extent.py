"""How far an officer sees (可见范围): the reach of an act as a condition on cases."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, or_, select
from sqlmodel import Session, col

from models.tables.case import Case
from models.tables.court import Court
from models.tables.officer import Officer
from rulebook.access.deciding import Asker
from rulebook.access.matrix import Act, Scope


@dataclass(frozen=True, slots=True)
class Extent:
    """The cases that an officer reaches by an act; `holds` says the same of all of them at once
    as `rulebook.access.deciding.reaches` says of one.

    `named` are the codes of the courts of a subtree, once they were looked up: a query that names
    them is planned by how many cases they have. `others` are all courts beside them, where these
    are fewer. `whole`: no case of the book lies outside. `unassigned`: cases of the court that
    nobody handles yet lie within.
    """

    scope: Scope
    officer: str
    court: str
    team: str
    named: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    settled: bool = False
    whole: bool = False
    unassigned: bool = False

    @classmethod
    def of(cls, asker: Asker, act: Act) -> Extent:
        """The reach of an officer by an act."""
        scope = act.scope(asker.roles)
        return cls(scope, asker.officer, asker.court, asker.team, unassigned=act.unassigned)

    def courts(self) -> Select[Any]:
        """The codes of the courts that lie within it."""
        if self.scope is Scope.SUBTREE:
            return courts_below(self.court)
        return select(col(Court.code)).where(col(Court.code) == self.court)

    def holds(self) -> ColumnElement[bool]:
        """The condition on a case."""
        if self.settled:
            return col(Case.court_code).in_(self.named)
        own = col(Case.handler_id) == self.officer
        at_home = col(Case.court_code) == self.court
        match self.scope:
            case Scope.OWN if self.unassigned:
                return or_(own, and_(at_home, col(Case.handler_id).is_(None)))
            case Scope.OWN:
                return own
            case Scope.TEAM if self.team:
                nobodys = col(Case.handler_id).is_(None)
                ours = col(Case.handler_id).in_(_members(self.team))
                return or_(own, and_(at_home, or_(nobodys, ours)))
            case Scope.TEAM | Scope.COURT:
                return or_(own, at_home)
            case Scope.SUBTREE:
                return or_(own, col(Case.court_code).in_(self.named or courts_below(self.court)))
            case _:
                return false()

    def by_court(self) -> bool:
        """Whether it is said in courts: all cases of some of them."""
        at_home = self.scope is Scope.TEAM and not self.team
        return at_home or self.scope in {Scope.COURT, Scope.SUBTREE}


def looked_up(session: Session, extent: Extent) -> Extent:
    """The same reach with its courts named, where it is one of courts."""
    if extent.named or not extent.by_court():
        return extent
    above = _register(session)
    reached = [extent.court]
    if extent.scope is Scope.SUBTREE:
        reached = [code for code in above if _under(code, extent.court, above)]
    named, whole = tuple(sorted(reached)), set(above) <= set(reached)
    settled = bool(named) and (whole or not _handles_outside(session, extent.officer, named))
    others = beside(named, above)
    return replace(extent, named=named, others=others, settled=settled, whole=whole)


def codes_below(session: Session, code: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The codes of a court and of every court under it, in their order; and those `beside` them."""
    above = _register(session)
    below = tuple(sorted(one for one in above if _under(one, code, above)))
    return below, beside(below, above)


def beside(named: Collection[str], register: Collection[str]) -> tuple[str, ...]:
    """All other courts of the register, where they are fewer: to leave them out is quicker then."""
    others = set(register) - set(named)
    return tuple(sorted(others)) if len(others) < len(named) else ()


def _register(session: Session) -> dict[str, str | None]:
    found = session.execute(select(col(Court.code), col(Court.superior_code)))
    return {court.code: court.superior_code for court in found}


def _handles_outside(session: Session, officer: str, courts: Sequence[str]) -> bool:
    outside = select(col(Case.id)).where(
        col(Case.handler_id) == officer, col(Case.court_code).not_in(courts)
    )
    return session.execute(outside.limit(1)).first() is not None


def _under(code: str, top: str, above: Mapping[str, str | None]) -> bool:
    at: str | None = code
    for _ in above:  # a register that led round in a circle would have no end
        if at is None or at == top:
            break
        at = above.get(at)
    return at == top


def courts_below(code: str) -> Select[Any]:
    """The codes of a court and of every court under it, down the tree of courts."""
    tree = select(col(Court.code)).where(col(Court.code) == code).cte(recursive=True)
    tree = tree.union(select(col(Court.code)).where(col(Court.superior_code) == tree.c.code))
    return select(tree.c.code)


def _members(team: str) -> Select[Any]:
    return select(col(Officer.id)).where(col(Officer.team) == team)
