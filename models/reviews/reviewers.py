"""Reviewers (评查人): who looks at whose case, so that nobody looks at the own work."""

from __future__ import annotations

from collections import Counter

from sqlalchemy import and_, select

from models.insertion import table_of
from models.reviews.finding import Look
from models.tables.officer import Officer, OfficerRole
from rulebook.law.review import Review

_OFFICER, _ROLE = table_of(Officer), table_of(OfficerRole)
_LEADER = "team_leader"


class Reviewers:
    """Who may review: never the handler, the handler's own team leader only as a last resort."""

    def __init__(self, look: Look) -> None:
        self._review: Review = look.review
        held = and_(_ROLE.c.officer_id == _OFFICER.c.id, _OFFICER.c.on_duty)
        rows = look.rows(
            select(_OFFICER.c.id, _OFFICER.c.court_code, _OFFICER.c.team, _ROLE.c.role)
            .join_from(_OFFICER, _ROLE, held)
            .order_by(_OFFICER.c.id)
        )
        teams = select(_OFFICER.c.id, _OFFICER.c.team)
        self._teams = {row.id: row.team for row in look.rows(teams)}
        self._holders: dict[str, dict[str, set[str]]] = {}
        for row in rows:
            self._holders.setdefault(row.court_code, {}).setdefault(row.id, set()).add(row.role)
        self._given: Counter[str] = Counter()

    def reviewer(self, court: str, handler: str | None) -> tuple[str | None, str]:
        """The one with the fewest cases so far, and what has to be said of the choice."""
        fit = [
            person
            for person, roles in self._holders.get(court, {}).items()
            if person != handler and roles & set(self._review.named("reviewers"))
        ]
        own = [person for person in fit if self._leads(court, person, handler)]
        others = [person for person in fit if person not in own]
        if not fit:
            return None, "本院没有承办人以外的评查人，请上级法院指定。"
        chosen = min(others or own, key=lambda person: (self._given[person], person))
        self._given[chosen] += 1
        return chosen, "" if others else "本院只有承办人的团队长可以评查。"

    def _leads(self, court: str, person: str, handler: str | None) -> bool:
        team = self._teams.get(handler or "", "")
        leads = _LEADER in self._holders[court][person]
        return leads and team in ("", self._teams.get(person, ""))
