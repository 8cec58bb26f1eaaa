"""A rehearsal's first start fills the pages that else wait for the hour of a review."""

from __future__ import annotations

from sqlmodel import select

from dueprocess.desk import Desk
from dueprocess.firstlook import first_look
from models.tables.bulletin import Bulletin
from models.tables.review import Review
from tests.dueprocess.conftest import Seated
from tests.dueprocess.court import CourtDesk
from tests.dueprocess.fullbook import full

ENGINES = ("sqlite",)


def _counts(desk: Desk) -> tuple[int, int]:
    with desk.store.reading() as session:
        return len(session.exec(select(Review)).all()), len(session.exec(select(Bulletin)).all())


def test_a_rehearsal_is_looked_through_once(overview: CourtDesk) -> None:
    with Desk.opened() as desk:
        assert _counts(desk) == (0, 0)
        assert "通报草稿 bulletins drafted：3份" in first_look(desk)
        found, drafted = _counts(desk)
        assert found > 0 and drafted == 3
        assert first_look(desk) == ""
        assert _counts(desk) == (found, drafted)


def test_a_book_with_findings_is_left_as_it_is(at_desk: Seated) -> None:
    at_desk("full", full)
    with Desk.opened() as desk:
        before = _counts(desk)
        assert first_look(desk) == ""
        assert _counts(desk) == before
