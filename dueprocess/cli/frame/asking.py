"""Who asks at the command line (问者), and how far: the matrix of rights before anything is shown.

Whoever `--by` or DUEPROCESS_OFFICER names asks; the desk itself has the whole book. What an officer
may not see is as if it were not there, what he or she may not do is refused; both leave a line in
the audit, as does every look at a case.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from sqlmodel import Session

    from dueprocess.desk import Desk
    from models.reading.extent import Extent
    from models.tables.case import Case


class _OnCase(Protocol):
    @property
    def case(self) -> str: ...


Line = TypeVar("Line", bound=_OnCase)


class CourtUnsaid(PermissionError):
    """The whole book was asked for by somebody who reaches a part of it."""

    def __init__(self, officer: str, court: str) -> None:
        super().__init__(
            f"{officer}的职责不及于此范围的全部案件：请以本院（--court {court}）或者具体案件为限 / "
            f"{officer} does not reach every case of it: ask for --court {court}, or for one case"
        )


def within(desk: Desk, session: Session, act: str = "list", by: str = "") -> Extent | None:
    """The cases that whoever asks reaches by the act; None: the desk itself, and so all of them.

    Raises `NotPermitted`, noted, for an officer who reaches none.
    """
    from dueprocess.cli.frame.signing import signed
    from dueprocess.permission import NOBODY, noted, seen
    from models.access.asking import NotPermitted
    from models.access.audit import REFUSED

    officer = signed(desk, by)
    if officer in NOBODY:
        return None
    try:
        return seen(desk, session, officer, act)
    except NotPermitted:
        noted(desk, officer, act, outcome=REFUSED)
        raise


def seen_case(desk: Desk, session: Session, number: str, by: str = "") -> Case:
    """The case, if whoever asks may read it; the look is noted.

    Raises `UnknownCase` in the words for a case that the book lacks.
    """
    from dueprocess.cli.frame.signing import signed
    from dueprocess.permission import NOBODY, noted, refusal
    from models.access.audit import DONE, REFUSED
    from models.canonical import canonical
    from models.errors import UnknownCase
    from models.reading.card import case_of

    officer, wanted = signed(desk, by), canonical(number)
    named = officer not in NOBODY
    if named and refusal(desk, officer, desk.rights.act("read"), wanted):
        noted(desk, officer, "read", wanted, outcome=REFUSED)
        raise UnknownCase(wanted)
    try:
        found = case_of(session, wanted)
    except UnknownCase:
        if named:  # a near number may be of a case that is hidden
            raise UnknownCase(wanted) from None
        raise
    noted(desk, officer, "read", found.number, outcome=DONE)
    return found


def reads(desk: Desk, number: str, by: str = "") -> None:
    """As `seen_case`, where nothing but the right to it is wanted."""
    with desk.store.reading() as session:
        seen_case(desk, session, number, by)


def hidden(desk: Desk, number: str, by: str = "") -> bool:
    """Whether whoever asks may not know of the case."""
    from dueprocess.cli.frame.signing import signed
    from dueprocess.permission import NOBODY, refusal

    officer = signed(desk, by)
    read = desk.rights.act("read")
    return officer not in NOBODY and refusal(desk, officer, read, number) is not None


def only(
    desk: Desk, session: Session, lines: Iterable[Line], act: str = "list", by: str = ""
) -> list[Line]:
    """The lines of cases that whoever asks reaches by the act."""
    extent = within(desk, session, act, by)
    if extent is None:
        return list(lines)
    from sqlmodel import col, select

    from models.tables.case import Case

    found = set(session.exec(select(col(Case.number)).where(extent.holds())))
    return [line for line in lines if line.case in found]


def expect_court(desk: Desk, act: str, court: str = "", by: str = "") -> None:
    """`CourtUnsaid` unless the act reaches every case of the court and of those below it.

    "" is the whole book.
    """
    with desk.store.reading() as session:
        extent = within(desk, session, act, by)
        fits = extent is None or _holds_court(session, extent, court)
    if extent is not None and not fits:
        _too_far(desk, extent, act)


def _holds_court(session: Session, extent: Extent, court: str) -> bool:
    from sqlmodel import col, not_, select

    from models.reading.extent import courts_below
    from models.tables.case import Case

    beyond = select(col(Case.id)).where(not_(extent.holds()))
    if court:
        beyond = beyond.where(col(Case.court_code).in_(courts_below(court)))
        if court not in set(session.execute(extent.courts()).scalars()):
            return False
    return session.exec(beyond.limit(1)).first() is None


def _too_far(desk: Desk, extent: Extent, act: str) -> None:
    from dueprocess.permission import noted
    from models.access.audit import REFUSED

    noted(desk, extent.officer, act, outcome=REFUSED)
    raise CourtUnsaid(extent.officer, extent.court)
