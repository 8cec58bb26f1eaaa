"""What a document is about (文书对象): a case, a node, an item, a receipt, a letter …"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlmodel import Session

from models.oversight.acts.interviews import INTERVIEW
from models.oversight.acts.ledger import ITEM, Entry, NodeRow, Post, entries, node_at
from models.tables.case import Case
from models.tables.node import Node
from notifications.documents.issuing import Matter


class NoSuchMatter(LookupError):
    """The case has no such item or interview, or the document needs one that was not named."""


@dataclass(frozen=True, slots=True)
class Named:
    """What a document is about by its own reference: a receipt of money, a letter, a review."""

    receipt: str = ""
    letter: str = ""
    review: int | None = None


NOTHING = Named()


@dataclass(frozen=True, slots=True)
class Subject:
    """What a document is about, as far as it was named."""

    court: str
    case: Case | None = None
    node: NodeRow | None = None
    post: Post | None = None
    entry: Entry | None = None
    interview: Any = None
    named: Named = NOTHING

    @property
    def matter(self) -> Matter:
        """What is kept of it beside an issued document."""
        return Matter(
            self.court,
            self.case.id if self.case else None,
            self.node.id if self.node else None,
            self.entry.id if self.entry else None,
        )


def subject(
    session: Session,
    case: Case | None,
    court: str,
    *,
    node: Node | None = None,
    item: int | None = None,
    interview: int | None = None,
    named: Named = NOTHING,
) -> Subject:
    """The subject in the papers of that court, its item and node found from whichever was named.

    Raises `NoSuchMatter` for an item or interview that is none of the case.
    """
    if case is None:
        return Subject(court)
    meeting = _meeting(session, case, interview)
    entry = _entry(session, case, item or (meeting.item_id if meeting else None))
    if entry is not None:
        return Subject(court, case, entry.node, entry.post, entry, meeting, named)
    assert case.id is not None
    found = node_at(session, case.id, node.key) if node else None
    row, post = found or (None, None)
    return Subject(court, case, row, post, None, None, named)


def _meeting(session: Session, case: Case, interview: int | None) -> Any:
    if interview is None:
        return None
    which = (INTERVIEW.c.id == interview, INTERVIEW.c.case_id == case.id)
    found = session.connection().execute(select(INTERVIEW).where(*which)).one_or_none()
    if found is None:
        raise NoSuchMatter(f"{case.number} has no interview {interview}")
    return found


def _entry(session: Session, case: Case, item: int | None) -> Entry | None:
    if item is None:
        return None
    found = entries(session, ITEM.c.id == item, ITEM.c.case_id == case.id)
    if not found:
        raise NoSuchMatter(f"{case.number} has no supervision item {item}")
    return found[0]
