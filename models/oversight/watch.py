"""The watch (值守): what one act of the patrol or of supervision knows throughout."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, time

from sqlmodel import Session

from models import ladders
from models.founding import book
from models.oversight.acts.ledger import NodeRow, Post
from models.oversight.feed import standing
from models.oversight.firing.duty import Roster
from models.oversight.telling.alert import Heading
from models.oversight.telling.delay import Delay, delay, node_name
from models.tables.book import BookKind
from rulebook.law.ladder import Ladder, beside_the_desk
from rulebook.law.lawbook import Lawbook
from rulebook.oversight.feed import Feed
from rulebook.time.calendar import Calendar
from rulebook.time.period import ONE_DAY
from rulebook.time.zone import SHANGHAI


@dataclass(frozen=True, slots=True)
class Watch:
    """What one sweep knows throughout: its moment, the law, the calendar, who is on duty."""

    as_of: datetime
    law: Lawbook
    calendar: Calendar
    roster: Roster
    rehearsal: bool
    kept: Mapping[str, Ladder] = field(default_factory=dict)  # by version
    feed: Feed | None = None  # none: no import ever fed the book, or its profile waits for none

    def heading(self, node: NodeRow, post: Post) -> Heading:
        """What every alert on the node begins with."""
        name = node_name(self.law, node.rule_id, node.key, node.subject_ref)
        return Heading(post.number, name, self.rehearsal, self.law.outsiders.get(node.role, ""))

    def ladder(self, node: NodeRow) -> Ladder:
        """The ladder the node climbs, as it stood when it opened or changed over.

        KeyError when that was never kept and the law no longer has it.
        """
        if not node.ladder and self.law.desk is not None:
            return self.law.desk  # a clock that climbs nothing by itself
        return self.kept.get(node.ladder_version) or self.law.ladders[node.ladder]

    def delay(self, node: NodeRow) -> Delay | None:
        """How the node stands against its last day; None when no clock runs."""
        if node.due_on is None or node.due_at is None:
            return None
        return delay(node.due_on, node.due_at, self.as_of, self.calendar)

    def waits(self, level: int) -> bool:
        """Whether rungs of that level wait for fresh data (上级数据滞后)."""
        return self.feed is not None and self.feed.stale and level >= self.feed.holds_from

    @property
    def next_look(self) -> datetime:
        """When what waits for fresh data is looked at again if none come: the next working day."""
        day = self.calendar.next_working(self.as_of.astimezone(SHANGHAI).date() + ONE_DAY)
        return datetime.combine(day, time(), SHANGHAI)

    def at(self, moment: datetime) -> Watch:
        """The same watch at another moment."""
        return replace(self, as_of=moment)

    def late(self, node: NodeRow) -> bool:
        """Whether the node's due moment has passed."""
        return node.due_at is not None and node.due_at <= self.as_of


def watch(session: Session, as_of: datetime, law: Lawbook, calendar: Calendar) -> Watch:
    """The watch at that moment, with the roster as it stands now."""
    roster = Roster.read(session, law.roles, law.outsiders)
    older = ladders.all_kept(session.connection())
    own = {one.version: one for one in law.ladders.values()}
    known = beside_the_desk({**older, **own}, law.desk)
    feed = standing(session, law, calendar, as_of)
    return Watch(as_of, law, calendar, roster, rehearsing(session), known, feed)


def rehearsing(session: Session) -> bool:
    """Whether the book is a rehearsal (演练), so that every page, letter and message says so."""
    return book(session).kind == BookKind.REHEARSAL
