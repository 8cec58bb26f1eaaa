"""A write that the power ends stands once with its answer, or not at all, wherever it was cut."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

import pytest
from sqlalchemy import func, select, update
from sqlmodel import col

from dueprocess.board.app import build
from dueprocess.desk import Desk
from models import clock
from models.tables.account import AuditLine, KeptAnswer
from models.tables.overlay import LawOverlay
from rulebook.access.door import door
from tests.dueprocess.browser import Browser
from tests.dueprocess.conftest import Seated
from tests.dueprocess.overview import furnished
from tests.dueprocess.programs import Program, token
from tests.dueprocess.test_board_overlays import TIGHTER
from tests.stories.killing import killed_at

MOST = 60  # statements, more than the write has


@pytest.fixture
def desk(at_desk: Seated) -> Iterator[Desk]:
    at_desk("overview", furnished)
    with Desk.opened() as opened:
        yield opened


def test_a_proposal_that_is_killed_anywhere_stands_once_after_it_is_sent_again(desk: Desk) -> None:
    program = Program(Browser(build(desk)), token(desk, "V001", ("overlay",)))
    for point in count(1):
        said = {"title": f"第{point}次", "text": TIGHTER, "reason": "断电"}
        key = f"cut-{point}"
        killed = killed_at(desk.store, point, lambda: program.post("/overlays", said, key))  # noqa: B023
        _waits(desk)
        again = program.post("/overlays", said, key)
        assert again.status_code == 201, (point, again.text)
        assert again.json()["title"] == said["title"]
        assert _standing(desk, said["title"], again.json()["number"]) == (1, 1), point
        if not killed:
            break
        assert point < MOST
    assert again.headers["Idempotent-Replayed"] == "true" and point > 3


def _waits(desk: Desk) -> None:
    """As long as a try that died holds its key."""
    now = clock.system_now() - door().answer_tried
    with desk.store.writing() as session:
        session.execute(update(KeptAnswer).values(taken_at=now))


def _standing(desk: Desk, title: str, number: int) -> tuple[int, int]:
    """How many overlays of that title there are, and lines of the audit that tell of it."""
    with desk.store.reading() as session:
        rows = select(func.count()).where(col(LawOverlay.title) == title)
        told = select(func.count()).where(col(AuditLine.detail) == f"overlay {number}")
        return session.execute(rows).scalar_one(), session.execute(told).scalar_one()
