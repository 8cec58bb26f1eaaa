"""A selection (筛选): which court, team, handler or node a list is about."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select
from sqlmodel import Session, col

from models.errors import BookError, UnknownOfficer
from models.reading import walking
from models.reading.extent import Extent, codes_below, courts_below, looked_up
from models.tables.case import Case
from models.tables.court import Court
from models.tables.node import Node
from models.tables.officer import Officer


class UnknownCourt(BookError, LookupError):
    """No court of the book bears that code."""

    def __init__(self, code: str) -> None:
        super().__init__(
            f"no court {code!r} in this book: give a code of its register, e.g. 京0105"
        )


class UnknownTeam(BookError, LookupError):
    """No officer of the book belongs to that team."""

    def __init__(self, team: str) -> None:
        super().__init__(f"no officer belongs to a team {team!r}: see the docket's officers")


@dataclass(frozen=True, slots=True)
class Selection:
    """What is chosen; an empty field chooses everything.

    `court` stands for itself and every court below it, `handler` for whoever answers for the
    node, or handles the case where a list has no nodes. `named` are the codes of these courts,
    once they were looked up (`resolved`), `others` all courts beside them, where these are fewer.
    """

    court: str = ""
    team: str = ""
    handler: str = ""
    node: str = ""  # official code such as 003, or the id of a rule
    state: str = ""  # of an item
    role: str = ""  # that bears the node
    level: str = ""  # of a matter, see `matters`
    source: str = ""  # of a matter: ladder, person, above
    within: Extent | None = None  # how far whoever asks may see; none: the whole book
    behind: ColumnElement[bool] | None = None  # of clocks: only those behind the last page
    named: tuple[str, ...] = ()
    others: tuple[str, ...] = ()

    def of_cases(self) -> list[ColumnElement[bool]]:
        """Conditions on cases alone."""
        found: list[ColumnElement[bool]] = self._seen()
        if self.court and not self._everywhere():
            found.append(col(Case.court_code).in_(self.named or courts_below(self.court)))
        if self.team:
            found.append(col(Case.handler_id).in_(members(self.team)))
        if self.handler:
            found.append(col(Case.handler_id) == self.handler)
        return found

    def of_nodes(self) -> list[ColumnElement[bool]]:
        """Conditions on nodes beside their cases."""
        found = [*self._seen(), *self._of_nodes_alone()]
        if self.court and not self._everywhere():
            found.append(col(Case.court_code).in_(self.named or courts_below(self.court)))
        return found

    def of_clocks(self) -> list[ColumnElement[bool]]:
        """The same conditions for what walks clocks in the order of their last moment: they speak
        of the node alone, so that the walk reads its index and nothing beside it."""
        found = self._of_nodes_alone()
        if self.court and not self._everywhere():
            found.append(walking.of_courts(self.named or courts_below(self.court), self.others))
        if not self._sees_enough():
            assert self.within is not None
            found.append(walking.within(self.within))
        return found

    def _of_nodes_alone(self) -> list[ColumnElement[bool]]:
        owner = col(Node.owner_id)
        found: list[ColumnElement[bool]] = []
        if self.team:
            found.append(owner.in_(members(self.team)))
        if self.handler:
            found.append(owner == self.handler)
        if self.node:
            found.append(or_(col(Node.code) == self.node, col(Node.rule_id) == self.node))
        if self.role:
            found.append(col(Node.role) == self.role)
        if self.behind is not None:
            found.append(self.behind)
        return found

    def _seen(self) -> list[ColumnElement[bool]]:
        """What the reach adds; nothing when the courts that are chosen lie within it anyway."""
        if self._sees_enough():
            return []
        assert self.within is not None
        return [self.within.holds()]

    def _sees_enough(self) -> bool:
        return self.within is None or self.within.whole or self._lies_within(self.within)

    def _lies_within(self, reach: Extent) -> bool:
        return bool(self.named) and set(self.named) <= set(reach.named)

    def _everywhere(self) -> bool:
        """Whether the court that is chosen has every other of the book below it."""
        reach = self.within
        return reach is not None and reach.whole and set(self.named) >= set(reach.named)


ALL = Selection()


def resolved(session: Session, chosen: Selection) -> Selection:
    """The same selection with its courts named, those of the reach too: a list of codes is found
    by index, and planned by how many cases they have."""
    within = chosen.within and looked_up(session, chosen.within)
    named, others = chosen.named, chosen.others
    if chosen.court and not named:
        named, others = codes_below(session, chosen.court)
    return replace(chosen, within=within, named=named, others=others)


def expect(session: Session, chosen: Selection) -> Selection:
    """The selection `resolved`; `UnknownCourt`, `UnknownTeam`, `UnknownOfficer` if it names none.

    A list of a court that was mistyped would be empty, and read as good news.
    """
    if chosen.court and session.get(Court, chosen.court) is None:
        raise UnknownCourt(chosen.court)
    if chosen.handler and session.get(Officer, chosen.handler) is None:
        raise UnknownOfficer(chosen.handler)
    if chosen.team and session.execute(members(chosen.team).limit(1)).first() is None:
        raise UnknownTeam(chosen.team)
    return resolved(session, chosen)


def members(team: str) -> Select[Any]:
    """The staff numbers of a team."""
    return select(col(Officer.id)).where(col(Officer.team) == team)
