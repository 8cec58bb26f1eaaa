"""The filters of a page (筛选): they stand in its address, so a link shows the same list."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from pydantic import BaseModel, Field
from sqlmodel import Session, col, select

from models.reading.breaching import When
from models.reading.extent import Extent
from models.reading.matters import Source
from models.reading.selection import Selection, expect
from models.tables.court import Court
from models.tables.officer import Officer, OfficerRole
from rulebook.access.matrix import Scope

_MOST = 2000  # officers offered to choose from
_BEARERS = ("case_handler",)


class Filters(BaseModel):
    """What a page's address chooses; an empty field chooses everything."""

    court: str = Field("", max_length=40)
    team: str = Field("", max_length=80)
    handler: str = Field("", max_length=80)
    node: str = Field("", max_length=80)
    level: str = Field("", max_length=40)  # of a matter
    state: str = Field("", max_length=40)  # of a matter
    source: Source = Source.ANY  # of a matter
    when: When = When.ALL

    @property
    def query(self) -> str:
        """The part of an address that says the same."""
        said = self.model_dump(mode="json")
        return urlencode({name: value for name, value in said.items() if value})

    def but(self, **other: str) -> str:
        """The address with some of it otherwise."""
        said = {**self.model_dump(mode="json"), **other}
        return "?" + urlencode({name: value for name, value in said.items() if value})


@dataclass(frozen=True, slots=True)
class Options:
    """What there is to choose from, within the visitor's reach."""

    courts: list[tuple[str, str]]
    teams: list[str]
    handlers: list[tuple[str, str]]


def selection(session: Session, chosen: Filters, extent: Extent) -> Selection:
    """The selection within the visitor's reach.

    Raises `UnknownCourt`, `UnknownTeam`, `UnknownOfficer` for what a mistyped address names.
    """
    picked = Selection(
        court=chosen.court,
        team=chosen.team,
        handler=chosen.handler,
        node=chosen.node,
        state=chosen.state,
        level=chosen.level,
        source=chosen.source,
        within=extent,
    )
    return expect(session, picked)


def options(session: Session, extent: Extent) -> Options:
    """Courts, teams and handlers that the visitor's reach holds."""
    if extent.scope < Scope.TEAM:
        return Options([], [], [])
    courts = select(Court.code, Court.name).where(col(Court.code).in_(extent.courts()))
    people = (
        select(Officer.id, Officer.name, Officer.team)
        .join(OfficerRole, col(OfficerRole.officer_id) == col(Officer.id))
        .where(col(Officer.court_code).in_(extent.courts()), col(OfficerRole.role).in_(_BEARERS))
        .order_by(Officer.id)
        .limit(_MOST)
    )
    if extent.scope is Scope.TEAM and extent.team:
        people = people.where(Officer.team == extent.team)
    found = session.exec(people).all()
    return Options(
        courts=[(code, name) for code, name in session.exec(courts.order_by(Court.code))],
        teams=sorted({team for _, _, team in found if team}),
        handlers=[(number, name) for number, name, _ in found],
    )
