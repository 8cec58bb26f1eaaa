"""The figures over a list (指标块): each counted in the book, none from rows that were fetched."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlmodel import Session, col

from models.oversight.feed import standing
from models.reading.counts import (
    clocks,
    last_morning,
    midnight_after,
    unanswered,
    undelivered,
)
from models.reading.extent import courts_below
from models.reading.matters import of_items
from models.reading.picture import Beat, beats
from models.reading.renewals import count_renewals
from models.reading.reviews import OPEN_REVIEW
from models.reading.selection import Selection
from models.tables.case import Case
from models.tables.item import OPEN_ITEM, SupervisionItem
from models.tables.node import Node
from models.tables.review import Review
from rulebook.access.matrix import Scope
from rulebook.law.lawbook import Lawbook
from rulebook.oversight.feed import Feed
from rulebook.time.calendar import Calendar

SPIKE = "late-entry-spike"


@dataclass(frozen=True, slots=True)
class Tiles:
    """How much there is of everything that waits, of the chosen cases."""

    overdue: int
    fresh: int  # overdue since the last working morning
    today: int
    week: int
    to_confirm: int
    to_verify: int
    silent: int  # matters that nobody answered in time
    renewals: int  # measures that end within the week
    spikes: int  # suspected back-dating that nobody has looked into
    undelivered: int  # messages given up, of the whole book
    beats: tuple[Beat, ...]
    feed: Feed | None  # how old imported data are, where a profile asks


def tiles(
    session: Session,
    law: Lawbook,
    calendar: Calendar,
    as_of: datetime,
    chosen: Selection,
    renewals_within: int,
) -> Tiles:
    """The figures as of now; `renewals_within` in days."""
    until = midnight_after(as_of) + timedelta(days=renewals_within)
    counted = clocks(session, as_of, last_morning(calendar, as_of), chosen)
    to_confirm, to_verify = _matters(session, chosen)
    return Tiles(
        overdue=counted.overdue,
        fresh=counted.fresh,
        today=counted.today,
        week=counted.week,
        to_confirm=to_confirm,
        to_verify=to_verify,
        silent=unanswered(session, chosen),
        renewals=count_renewals(session, law, until, chosen),
        spikes=_spikes(session, chosen),
        undelivered=undelivered(session),
        beats=beats(session),
        feed=standing(session, law, calendar, as_of),
    )


def _spikes(session: Session, chosen: Selection) -> int:
    """Open findings about the courts chosen; about persons, so for those who see a whole court."""
    if chosen.within is not None and chosen.within.scope < Scope.COURT:
        return 0
    count = select(func.count()).where(OPEN_REVIEW, col(Review.kind) == SPIKE)
    if chosen.court:
        courts = chosen.named or courts_below(chosen.court)
        count = count.where(col(Review.court_code).in_(courts))
    if chosen.within is not None and not chosen.within.whole:
        count = count.where(col(Review.court_code).in_(chosen.within.courts()))
    return int(session.execute(count).scalar_one())


def _matters(session: Session, chosen: Selection) -> tuple[int, int]:
    state = col(SupervisionItem.state)
    row = session.execute(
        select(
            func.count().filter(state == "proposed"),
            func.count().filter(state == "replied"),
        )
        .select_from(SupervisionItem)
        .join(Node, col(Node.id) == col(SupervisionItem.node_id))
        .join(Case, col(Case.id) == col(SupervisionItem.case_id))
        .where(OPEN_ITEM, *chosen.of_nodes(), *of_items(chosen))
    ).one()
    return row[0], row[1]
