"""The first look of a rehearsal (演练初览): what else would come at the hours of reviews."""

from __future__ import annotations

from sqlmodel import col, select

from dueprocess.desk import Desk
from models.tables.review import Review
from tasks import bulletins, reviewing
from tasks.patrol import QUERIES


def first_look(desk: Desk) -> str:
    """Do each review that has an hour, and draft last month's bulletins; says so in one line.

    A rehearsal's day does not begin with Prefect's, so a newcomer would find these pages empty
    until tomorrow. "" for a live book, and for one whose reviews have run before: nothing is done.
    """
    if not desk.rehearsal or _looked_before(desk):
        return ""
    now = desk.now()
    for one in desk.law.reviews.values():
        if one.cron:
            reviewing.run(desk.store, desk.law, desk.calendar, one.id, now)
    drafted = bulletins.draft_all(desk.store, desk.law, desk.calendar)
    with desk.store.reading() as session:
        found = len(session.exec(select(Review.id)).all())
    return f"核查 reviews：{found}项；通报草稿 bulletins drafted：{len(drafted.numbers)}份\n"


def _looked_before(desk: Desk) -> bool:
    """Whether a review ever found something; what the patrol itself lists does not count."""
    others = select(Review.id).where(col(Review.kind) != QUERIES).limit(1)
    with desk.store.reading() as session:
        return session.exec(others).first() is not None
