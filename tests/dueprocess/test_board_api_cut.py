"""Writes that the power ends again and again: nothing of them stands before all of it does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any

import pytest
from sqlalchemy import func, select

from dueprocess.board.app import build
from dueprocess.desk import Desk
from models.tables.account import AuditLine
from models.tables.fact import Fact
from models.tables.review import Handover
from tests.dueprocess.browser import Browser
from tests.dueprocess.conftest import Seated
from tests.dueprocess.fullbook import full
from tests.dueprocess.programs import Program, token
from tests.dueprocess.test_board_api_once import _waits
from tests.stories.killing import killed_at

MOST = 120  # statements, more than any of the writes has
STEP = 3  # each third statement: every one takes a minute and a half
TABLES = (Fact, Handover, AuditLine)


@dataclass(frozen=True)
class Sent:
    """A write, and how many facts, handovers and lines of the audit it leaves."""

    officer: str
    path: str
    said: Mapping[str, Any]
    leaves: tuple[int, int, int]


WRITES = {
    "a conclusion": Sent(
        "S001", "/reviews/1/conclude", {"outcome": "已纠正", "reason": "已恢复执行"}, (1, 0, 1)
    ),
    "a handover": Sent("S001", "/handover", {"court": "京0105", "to": "D001"}, (0, 1, 1)),
    "a record": Sent(
        "D001",
        "/interviews/1/record",
        {
            "held_at": "2026-03-27T15:00",
            "attendees": ["沈演一"],
            "causes": "地址不明",
            "promises": [{"due_on": "2026-04-03", "text": "发出执行通知书"}],
        },
        (2, 0, 1),
    ),
}


@pytest.fixture
def desk(at_desk: Seated) -> Iterator[Desk]:
    at_desk("full", full)
    with Desk.opened() as opened:
        yield opened


@pytest.mark.parametrize("what", WRITES)
def test_a_write_that_is_killed_again_and_again_stands_once_or_not_at_all(
    desk: Desk, what: str
) -> None:
    """Each try under the one key takes up what the last one left, and dies later on."""
    sent = WRITES[what]
    program = Program(Browser(build(desk)), token(desk, sent.officer))
    ahead = program.post(sent.path, sent.said, "", dry_run=True)
    assert ahead.status_code == 200, ahead.text  # and what each try needs is loaded by now
    before = _standing(desk)
    for point in count(1, STEP):
        killed = killed_at(desk.store, point, lambda: program.post(sent.path, sent.said, "cut"))
        left = tuple(now - was for now, was in zip(_standing(desk), before, strict=True))
        if not killed or left != (0, 0, 0):
            break
        _waits(desk)
        assert point < MOST
    assert (left, point > 3) == (sent.leaves, True)
    again = program.post(sent.path, sent.said, "cut")
    assert (again.status_code, again.headers["Idempotent-Replayed"]) == (201, "true"), again.text
    assert tuple(now - was for now, was in zip(_standing(desk), before, strict=True)) == left


def _standing(desk: Desk) -> tuple[int, ...]:
    with desk.store.reading() as session:
        rows = (select(func.count()).select_from(table) for table in TABLES)
        return tuple(session.execute(one).scalar_one() for one in rows)
