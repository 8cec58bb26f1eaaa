"""May this be done (准否): the matrix of rights asked at the desk, before anything is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlmodel import Session

    from dueprocess.desk import Desk
    from models.reading.extent import Extent
    from rulebook.access.deciding import Refused
    from rulebook.access.matrix import Act

NOBODY = frozenset({"", "desk", "import", "task"})  # whoever works on the machine itself
SHELL = "shell"  # where an act at the command line comes from


def demand_kind(desk: Desk, officer: str, kind: str, case: str) -> None:
    """`NotPermitted` unless the officer may record a fact of this kind in the case.

    The desk itself may: whoever commands the machine has the book anyway. A case that the book
    lacks is left to the recording, which has the words for it.
    """
    if officer not in NOBODY:
        known = desk.law.facts.get(kind)
        demand(desk, officer, desk.rights.of_kind(kind), case, known.by if known else ())


def demand(
    desk: Desk, officer: str, act: Act, case: str, takers: Collection[str] | None = None
) -> None:
    """`NotPermitted`, noted, unless the officer may do the act on the case.

    A case that the officer may not even read is as if it were not there: `UnknownCase`. Raises
    `UnknownOfficer`.
    """
    from models.access.asking import NotPermitted
    from models.access.audit import REFUSED
    from models.canonical import canonical
    from models.errors import UnknownCase

    refused = refusal(desk, officer, act, case, takers)
    if refused is None:
        return
    noted(desk, officer, act.id, canonical(case), outcome=REFUSED)
    if refusal(desk, officer, desk.rights.act("read"), case) is not None:
        raise UnknownCase(canonical(case))
    raise NotPermitted(refused)


def noted(
    desk: Desk, officer: str, act: str, case: str = "", detail: str = "", outcome: str = "done"
) -> None:
    """Leave a line in the audit of what was looked at or done at the command line."""
    from models import clock
    from models.access.audit import Visitor, note

    with desk.store.writing() as session:
        who, at = Visitor(officer, SHELL), clock.system_now()
        note(session, who, act, at, case, detail, outcome)


def refusal(
    desk: Desk, officer: str, act: Act, case: str, takers: Collection[str] | None = None
) -> Refused | None:
    """Why the officer may not do the act on the case; None when nothing stands against it."""
    from models.access.asking import about, administers, asker
    from models.canonical import canonical
    from rulebook.access.deciding import may

    with desk.store.reading() as session:
        found = about(session, canonical(case))
        who = asker(session, officer, administers(session, officer))
    return None if found is None else may(who, act, found, desk.law.roles, takers)


def seen(desk: Desk, session: Session, officer: str, act: str) -> Extent:
    """The cases that the officer reaches by an act that reads; `NotPermitted` when none."""
    from models.access.asking import NotPermitted, about_court, administers, asker
    from models.reading.extent import Extent
    from rulebook.access.deciding import may
    from rulebook.access.matrix import Scope

    who = asker(session, officer, administers(session, officer))
    wanted = desk.rights.act(act)
    scope = wanted.scope(who.roles)
    if scope is Scope.NONE:
        refused = may(who, wanted, about_court(session, who.court), desk.law.roles)
        assert refused is not None
        raise NotPermitted(refused)
    return Extent.of(who, wanted)
