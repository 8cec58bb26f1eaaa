"""Who is told (值班与职责): from a role to the officers on duty, up the tree of courts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from sqlmodel import Session, select

from models.tables.court import Court
from models.tables.officer import Officer, OfficerRole
from rulebook.law.lawbook import HANDLER
from rulebook.law.receiver import Receiver, receiver

OWNER = "owner"  # the node's own officer, wherever a ladder says so
DESK = "desk"  # nobody holds the role in any court above: the installation's own desk


@dataclass(frozen=True, slots=True)
class Addressee:
    """One person to be told, and the way there when not the first choice (`route`)."""

    officer_id: str
    route: str = ""


class Roster:
    """Courts, officers and roles (值班表) as they stood when it was read: once per sweep."""

    def __init__(
        self,
        courts: Iterable[Court],
        officers: Iterable[Officer],
        roles: Iterable[OfficerRole],
        names: Mapping[str, str] | None = None,
        outsiders: Collection[str] = (),
    ) -> None:
        self._names = names or {}  # a role in the words of the court
        self._outsiders = outsiders  # roles of none of the court: the handler watches them
        self._courts = {court.code: court for court in courts}
        self._officers = {officer.id: officer for officer in officers}
        self._holders: dict[tuple[str, str], list[Officer]] = {}
        for held in sorted(roles, key=lambda role: role.officer_id):
            officer = self._officers.get(held.officer_id)
            if officer is not None:
                self._holders.setdefault((officer.court_code, held.role), []).append(officer)

    @classmethod
    def read(
        cls,
        session: Session,
        names: Mapping[str, str] | None = None,
        outsiders: Collection[str] = (),
    ) -> Roster:
        """The roster as the book has it now: three queries, whatever the number of cases.

        `names` are the law's words for roles, for whoever reads why a message came to them;
        `outsiders` the roles that nobody in a court holds.
        """
        return cls(
            session.exec(select(Court)).all(),
            session.exec(select(Officer)).all(),
            session.exec(select(OfficerRole)).all(),
            names,
            outsiders,
        )

    def officer(self, officer_id: str | None) -> Officer | None:
        """The officer of that number, or None."""
        return self._officers.get(officer_id or "")

    def court_name(self, code: str) -> str:
        """The court's name; its code when the table does not know it."""
        return self._courts[code].name if code in self._courts else code

    def any_of(self, court: str, roles: Iterable[str]) -> tuple[Addressee, ...]:
        """Everyone who holds one of the roles; the desk only when nobody holds any."""
        found = self.told(court, roles)
        return tuple(one for one in found if one.officer_id != DESK) or found

    def superior(self, court: str) -> str | None:
        """The code of the court above; None for the highest, or for a court that is not known."""
        found = self._courts.get(court)
        return found.superior_code if found else None

    def above(self, court: str) -> tuple[str, ...]:
        """The court and every one above it, upwards."""
        return tuple(self._upwards(court))

    def reach(self, officer_id: str) -> Addressee | None:
        """That officer, or whoever stands in; None when nobody of that chain is on duty."""
        person = self.officer(officer_id)
        return None if person is None else self._on_duty(person)

    def people(
        self, court: str, role: str, owner_id: str | None = None, fallback: str = ""
    ) -> tuple[Addressee, ...]:
        """Whom to tell for a role in a court; never empty.

        `OWNER` means the court's holders of the role `fallback` that bears the node; where that is
        the handler's or nobody's in this court, `owner_id`, who handles the case. A
        case without a handler is nobody's among the handlers: the director, who has to name one,
        is told, of an outsider's duty too, which the handler would watch.
        Whoever is off duty is replaced by the deputy (AB 角); when nobody is left, the holders
        in the next higher court are told, and at the very end the desk. ``superior:director`` is
        the director of the court above (上一级法院), ``superior2:director`` two courts up.
        """
        if role == OWNER:
            if self._holds(court, fallback):
                return self._up(court, fallback, "", self.officer(owner_id))
            person = self.officer(owner_id)
            if person is not None:
                stood_in = self._on_duty(person)
                return (stood_in,) if stood_in else self._up(court, "team_leader", _away(person))
            role = fallback or HANDLER
            if role == HANDLER or role in self._outsiders:
                return self._up(court, "director", "本案尚未确定承办人；")
        wanted = receiver(role)
        if wanted.steps:
            code, short = self._above(court, wanted)
            return self._up(code, wanted.role, short)
        return self._up(court, role, "", self.officer(owner_id))

    def told(
        self, court: str, roles: Iterable[str], owner_id: str | None = None, fallback: str = ""
    ) -> tuple[Addressee, ...]:
        """Everyone told for several roles, each person once, in the order of the roles."""
        found: dict[str, Addressee] = {}
        for role in roles:
            for person in self.people(court, role, owner_id, fallback):
                found.setdefault(person.officer_id, person)
        return tuple(found.values())

    def holds(self, officer_id: str, court: str, roles: Iterable[str]) -> bool:
        """Whether the officer holds one of the roles, as a ladder names them, or stands in."""
        for wanted in (receiver(said) for said in roles):
            code = self._above(court, wanted)[0]
            holders = self._holders.get((code, wanted.role), ())
            stand_in = (one.officer_id for one in self._up(code, wanted.role, ""))
            if officer_id in {*(one.id for one in holders), *stand_in}:
                return True
        return False

    def _holds(self, court: str, role: str) -> bool:
        """Whether a duty is somebody's in this court who does not hold it by handling the case."""
        own = role not in ("", HANDLER) and role not in self._outsiders
        return own and bool(self._holders.get((court, role)))

    def _up(
        self, court: str, role: str, why: str, beside: Officer | None = None
    ) -> tuple[Addressee, ...]:
        for code in self._upwards(court):
            holders = _own_team(self._holders.get((code, role), []), beside)
            ready = [stood_in for one in holders if (stood_in := self._on_duty(one))]
            if ready:
                way = why if code == court else f"{why}{self._climbed(court, code, role)}"
                return tuple(_joined(one, way) for one in ready)
        nobody = f"{self.court_name(court)}及其上级法院均无在岗的{self._named(role)}；转值班台"
        return (Addressee(DESK, f"{why}{nobody}"),)

    def _above(self, court: str, wanted: Receiver) -> tuple[str, str]:
        """The court so many steps up; where the tree ends before it, the highest, and why."""
        courts = [*self._upwards(court)]
        if wanted.steps < len(courts):
            return courts[wanted.steps], ""
        return courts[-1], f"{self.court_name(court)}没有{wanted.where}；"

    def _upwards(self, court: str) -> Iterator[str]:
        seen: set[str] = set()
        code: str | None = court
        while code is not None and code not in seen:
            seen.add(code)
            yield code
            code = self._courts[code].superior_code if code in self._courts else None

    def _climbed(self, court: str, code: str, role: str) -> str:
        return f"{self.court_name(court)}无在岗的{self._named(role)}；转上级{self.court_name(code)}"

    def _named(self, role: str) -> str:
        return self._names.get(role, role)

    def _on_duty(self, officer: Officer) -> Addressee | None:
        """The officer, or the first deputy on duty along the chain of deputies."""
        seen: set[str] = set()
        person: Officer | None = officer
        while person is not None and person.id not in seen:
            if person.on_duty:
                return Addressee(person.id, "" if person is officer else _stood_in(officer, person))
            seen.add(person.id)
            person = self.officer(person.deputy_id)
        return None


def _own_team(holders: list[Officer], beside: Officer | None) -> list[Officer]:
    """The holders of the officer's own team, where the court has teams; else all of them."""
    if beside is None or not beside.team:
        return holders
    return [one for one in holders if one.team == beside.team] or holders


def _away(officer: Officer) -> str:
    return f"{officer.id}及其代理人均不在岗；"


def _stood_in(officer: Officer, deputy: Officer) -> str:
    return f"{officer.id}不在岗；由代理人{deputy.id}接收"


def _joined(person: Addressee, why: str) -> Addressee:
    parts = (why.removesuffix("；"), person.route)
    return Addressee(person.officer_id, "；".join(part for part in parts if part))
