"""Telling people (告知): a system that is silent, an answer that cannot be taken; once each."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session, col, select

from models.oversight.firing.duty import Roster
from models.oversight.telling import outbox
from models.oversight.telling.alert import REHEARSAL_MARK, Alert
from models.oversight.telling.outbox import Line
from models.oversight.watch import rehearsing
from models.tables.case import Case
from models.tables.court import Court
from models.tables.request import Request
from rulebook.law.lawbook import Lawbook
from tasks.adapters.interface import Interface

KEEPER = "it_officer"  # keeps the ways to other systems open
HANDLER = "owner"


def unanswered(
    session: Session, law: Lawbook, one: Interface, request: Request, as_of: datetime
) -> None:
    """Asked as often as is sensible, and nothing came: the handler and the keeper are told."""
    case = session.get_one(Case, request.case_id)
    brief = f"{one.zh}：已查询{request.tries}次未获反馈"
    why = f"最近一次：{request.error}" if request.error else "请改用其他途径办理，或者联系该系统。"
    _tell(session, law, f"adapter:{request.key}", case, (HANDLER, KEEPER), brief, why, as_of)


def refused(
    session: Session, law: Lawbook, one: Interface, name: str, digest: str, as_of: datetime
) -> None:
    """An answer that could not be taken: the keeper is told once, however often it is met."""
    brief = f"{one.zh}：反馈文件{name}未能入册"
    why = "原因见该文件旁的说明；改正后重新放入接收目录。"
    _tell(session, law, f"adapter:{one.id}:{digest}", None, (KEEPER,), brief, why, as_of)


def _tell(
    session: Session,
    law: Lawbook,
    key: str,
    case: Case | None,
    roles: tuple[str, ...],
    brief: str,
    why: str,
    as_of: datetime,
) -> None:
    mark = REHEARSAL_MARK if rehearsing(session) else ""
    about = f"{case.number} " if case else ""
    alert = Alert("notice", f"{mark}[系统对接] {about}{brief}", f"{mark}{about}{brief}。{why}")
    roster = Roster.read(session, law.roles)
    court = case.court_code if case else _first_court(session)
    people = roster.told(court, roles, case.handler_id if case else None)
    case_id = case.id if case else None
    lines = [Line(f"{key}:to:{one.officer_id}", one, alert, case_id) for one in people]
    outbox.post(session, lines, as_of)


def _first_court(session: Session) -> str:
    """An answer that names no case is the matter of the court whose book it is."""
    found = session.exec(select(Court.code).order_by(col(Court.code).desc()).limit(1)).first()
    return found or ""
