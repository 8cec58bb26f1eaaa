"""Overlays of the law (规则叠加): proposed by one officer, in force when another approves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlmodel import Session, col, select

from models.errors import BookError
from models.reading.extent import Extent
from models.recounting import owed
from models.tables.case import Case
from models.tables.overlay import LawOverlay, OverlayDecision
from models.tables.recount import Cause
from rulebook.law.lawbook import Lawbook
from rulebook.loading.amending import Overlay


class OverlayUnknown(BookError, LookupError):
    """No overlay bears this number."""

    def __init__(self, number: int) -> None:
        super().__init__(f"没有第{number}号叠加 no overlay {number}: see the list")


class OverlayDecided(BookError, ValueError):
    """An overlay was decided on before."""

    def __init__(self, number: int, by: str) -> None:
        super().__init__(f"第{number}号叠加已由{by}决定 overlay {number} was decided by {by}")


class OwnOverlay(BookError, PermissionError):
    """Whoever proposed an overlay was to approve it."""

    def __init__(self) -> None:
        super().__init__(
            "提出人不得自行批准，须由另一人决定 "
            "whoever proposes does not approve: ask a second officer"
        )


class BeyondReach(BookError, PermissionError):
    """An overlay binds every court of the book, and was to be decided by one of them."""

    def __init__(self, court: str) -> None:
        super().__init__(
            f"叠加及于全册，{court}不在您的管辖之内，须由上级法院决定 an overlay binds the whole "
            f"book, {court} is not under your court: ask the court above"
        )


class LawMoved(BookError, ValueError):
    """The law is another than the one an overlay was tried on."""

    def __init__(self, tried: str, now: str) -> None:
        super().__init__(
            f"规则已变（试算时{tried}，现为{now}），请重新试算并另行提出 "
            f"the law has changed since the trial ({tried}, now {now}): try again, propose anew"
        )


@dataclass(frozen=True, slots=True)
class Proposal:
    """An overlay to be proposed, signed by an officer."""

    title: str
    text: str
    reason: str
    by: str


@dataclass(frozen=True, slots=True)
class Standing:
    """One overlay with what was decided on it; `decision` None: it still waits."""

    overlay: LawOverlay
    decision: OverlayDecision | None


def approved(session: Session) -> tuple[Overlay, ...]:
    """Name and text of every overlay in force, in the order of approval."""
    found = session.exec(
        select(LawOverlay)
        .join(OverlayDecision, col(OverlayDecision.overlay_id) == col(LawOverlay.id))
        .where(col(OverlayDecision.approved))
        .order_by(col(OverlayDecision.decided_at), col(LawOverlay.id))
    )
    return tuple((name_of(one.id or 0), one.text) for one in found)


def name_of(number: int) -> str:
    """The name of an overlay as a profile."""
    return f"overlay-{number}"


def overlays(session: Session) -> tuple[Standing, ...]:
    """Every overlay, the newest first."""
    found = session.execute(
        select(LawOverlay, OverlayDecision)
        .outerjoin(OverlayDecision, col(OverlayDecision.overlay_id) == col(LawOverlay.id))
        .order_by(col(LawOverlay.id).desc())
    )
    return tuple(Standing(*row) for row in found)


def overlay(session: Session, number: int) -> Standing:
    """One overlay. Raises `OverlayUnknown`."""
    found = session.get(LawOverlay, number)
    if found is None:
        raise OverlayUnknown(number)
    return Standing(found, session.get(OverlayDecision, number))


def propose(session: Session, proposal: Proposal, law: Lawbook, at: datetime) -> int:
    """Keep a proposal that was tried on this law; its number. It changes nothing yet."""
    row = LawOverlay(
        title=proposal.title,
        text=proposal.text,
        digest=sha256(proposal.text.encode()).hexdigest(),
        law=law.version,
        proposed_by=proposal.by,
        proposed_at=at,
        reason=proposal.reason,
    )
    session.add(row)
    session.flush()
    assert row.id is not None
    return row.id


def expect_law(overlay: LawOverlay, law: Lawbook) -> None:
    """`LawMoved` where the law is another than the one that the overlay was tried on."""
    if overlay.law != law.version:
        raise LawMoved(overlay.law, law.version)


def expect_reach(session: Session, extent: Extent) -> None:
    """`BeyondReach` where the book has cases of a court that lies outside the extent."""
    beyond = col(Case.court_code).not_in(extent.courts())
    court = session.exec(select(Case.court_code).where(beyond).limit(1)).first()
    if court is not None:
        raise BeyondReach(court)


def decide(
    session: Session, number: int, approves: bool, by: str, reason: str, law: Lawbook, at: datetime
) -> None:
    """Approve or decline a proposal, once; in force from the end of the transaction.

    Approved, a recount of the open clocks is owed from then on.

    Raises `OverlayUnknown`, `OverlayDecided`, `OwnOverlay`, and `LawMoved` for an approval upon
    another law than the one it was tried on.
    """
    found = overlay(session, number)
    if found.decision is not None:
        raise OverlayDecided(number, found.decision.decided_by)
    if by == found.overlay.proposed_by:
        raise OwnOverlay
    if approves:
        expect_law(found.overlay, law)
    session.add(
        OverlayDecision(
            overlay_id=number, approved=approves, decided_by=by, decided_at=at, reason=reason
        )
    )
    if approves:
        reason = f"第{number}号规则叠加经批准生效"
        owed.owe(session, owed.Asked(Cause.OVERLAY, by, reason, at, overlay=number))
    session.flush()
