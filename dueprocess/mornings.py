"""Whose morning it is (今日): by role, what each looks at first when the day begins."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from rich.console import RenderableType
from sqlmodel import Session, col, select

from dueprocess.desk import Desk
from dueprocess.permission import NOBODY, seen
from dueprocess.views.frame.marking import Marking
from dueprocess.views.lists import listings, tenlines
from dueprocess.views.lists.listing import Listing, Weight
from dueprocess.views.lists.listing import page as listed
from dueprocess.views.lists.today import page
from dueprocess.worklists import Asked, Kind, reach, worklist
from models.errors import BookError, UnknownOfficer
from models.oversight.feed import standing
from models.reading import morning as reading
from models.reading.counts import midnight_after
from models.reading.picture import due_lines
from models.reading.proposals import proposed
from models.reading.selection import Selection, expect, resolved
from models.reading.tenlines import ten_lines
from models.tables.node import Node
from models.tables.officer import Officer, OfficerRole
from rulebook.money.figures import figures

SUPERVISOR, JUDGE, LEADER = "supervisor", "judge", "leader"
DIRECTOR, FUND, CLERK = "director", "fund", "clerk"

# The mornings, each with the roles whose it is; the first that an officer holds is shown.
MORNINGS: Mapping[str, tuple[str, ...]] = {
    DIRECTOR: ("director", "vice_president", "president"),
    SUPERVISOR: ("node_supervisor", "upper_supervisor"),
    LEADER: ("team_leader",),
    FUND: ("fund_clerk", "finance_clerk"),
    JUDGE: ("case_handler",),
    CLERK: ("clerk",),
}

_OF_ROLE = {
    held: name for name, roles in MORNINGS.items() for held in roles if held not in MORNINGS
}


class UnknownMorning(BookError, LookupError):
    """There is no morning for such a role."""

    def __init__(self, role: str) -> None:
        super().__init__(f"no morning for {role!r}: choose one of {', '.join(MORNINGS)}")


class NobodysMorning(BookError, ValueError):
    """A handler's or a leader's morning wants to know whose."""

    def __init__(self, role: str) -> None:
        super().__init__(f"whose morning? a {role}'s page is of one person: give --me OFFICER")


@dataclass(frozen=True, slots=True)
class Whose:
    """A role's morning and the cases it is about."""

    role: str
    chosen: Selection


@dataclass(frozen=True, slots=True)
class Morning:
    """What is shown, the same as plain data, and the weight of the worst of it."""

    pages: tuple[RenderableType, ...]
    answer: object
    worst: Weight | None


def whose(desk: Desk, session: Session, role: str, me: str, court: str) -> Whose:
    """Whose morning is asked for: the role named, else the first that the officer holds.

    A role may be named as the register has it: node_supervisor for the supervisor's morning.

    An officer's morning shows what he or she may see. Raises `UnknownMorning`, `NobodysMorning`,
    `UnknownOfficer`, `UnknownCourt`, and `NotPermitted` for an officer who may see no list.
    """
    role = _OF_ROLE.get(role, role)
    if role and role not in MORNINGS:
        raise UnknownMorning(role)
    me = me or ("" if desk.settings.officer in NOBODY else desk.settings.officer)
    officer = session.get(Officer, me) if me else None
    if me and officer is None:
        raise UnknownOfficer(me)
    role = role or (_first_role(session, me) if me else SUPERVISOR)
    if role in (JUDGE, LEADER) and officer is None:
        raise NobodysMorning(role)
    chosen = expect(session, Selection(court=court))
    if officer is not None:
        chosen = replace(_own(role, officer, court), within=seen(desk, session, me, "list"))
    return Whose(role, resolved(session, chosen))


def gathered(desk: Desk, asked: Whose) -> Morning:
    """The page of that morning."""
    return _PAGES[asked.role](desk, asked.chosen)


def _first_role(session: Session, me: str) -> str:
    held = set(
        session.execute(select(col(OfficerRole.role)).where(col(OfficerRole.officer_id) == me))
        .scalars()
        .all()
    )
    return next((name for name, roles in MORNINGS.items() if held & set(roles)), SUPERVISOR)


def _own(role: str, officer: Officer, court: str) -> Selection:
    """What is an officer's own: a handler's nodes, a leader's team, else the court and below."""
    if role == JUDGE:
        return Selection(court=court, handler=officer.id)
    if role == LEADER and officer.team:
        return Selection(court=court or officer.court_code, team=officer.team)
    return Selection(court=court or officer.court_code)


def _whole(desk: Desk, chosen: Selection) -> Morning:
    """A supervisor's, a leader's or a handler's page: the same sections of other cases."""
    now = desk.now()
    # What fell late over a holiday is new on the first morning after it.
    since = datetime.combine(desk.calendar.shift(now.date(), -1), now.timetz())
    with desk.store.reading() as session:
        found = reading.morning(session, since, chosen)
        data = standing(session, desk.law, desk.calendar, now)
    late = any(line.enforced for line in (*found.fresh, *found.overdue))
    due = any((*found.today, *found.to_confirm, *found.to_verify, *found.unanswered))
    worst = Weight.ERROR if late else Weight.WARNING if due else None
    return Morning((page(_marking(desk), found, desk.rehearsal, data),), found, worst)


def _director(desk: Desk, chosen: Selection) -> Morning:
    week, oldest = timedelta(days=reach().ten_lines_within), figures().ageing[-1]
    with desk.store.reading() as session:
        found = ten_lines(session, desk.law, desk.now(), chosen, week, oldest)
    worst = Weight.ERROR if found.overdue else Weight.WARNING if found.to_decide else None
    return Morning((tenlines.page(_marking(desk), found, desk.rehearsal),), found, worst)


def _fund(desk: Desk, chosen: Selection) -> Morning:
    """What lies with the court, and the clocks that whoever minds it bears."""
    roles = MORNINGS[FUND]
    with desk.store.reading() as session:
        asked = Asked(desk, session, chosen, desk.now(), None, _ROWS)
        until = midnight_after(asked.as_of) + asked.days(reach().due_within)
        borne = (col(Node.role).in_(roles), *chosen.of_clocks())
        mine = due_lines(session, until, borne, _ROWS)
        only = proposed(session, mine)
        clocks = listings.clocks(
            "funds-due", "案款时限 CLOCKS", mine, asked.marking, asked.as_of, only
        )
        return _lists(clocks, worklist(Kind.FUNDS, asked))


def _clerk(desk: Desk, chosen: Selection) -> Morning:
    """What was entered late; a clerk mends it on the day, not before an inspection."""
    with desk.store.reading() as session:
        asked = Asked(desk, session, chosen, desk.now(), None, _ROWS)
        return _lists(worklist(Kind.LATE_ENTRY, asked))


def _lists(*found: Listing) -> Morning:
    weights = [weight for one in found if (weight := one.worst()) is not None]
    answer = {one.id: one.rows for one in found}
    return Morning(tuple(listed(one) for one in found), answer, max(weights, default=None))


def _marking(desk: Desk) -> Marking:
    return Marking(desk.law, desk.calendar)


_ROWS = 1000
_PAGES: Mapping[str, Callable[[Desk, Selection], Morning]] = {
    SUPERVISOR: _whole,
    LEADER: _whole,
    JUDGE: _whole,
    DIRECTOR: _director,
    FUND: _fund,
    CLERK: _clerk,
}
