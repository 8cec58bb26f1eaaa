"""A child process that is killed outright at its n-th statement, as a power cut would do it."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from itertools import count
from pathlib import Path

from sqlalchemy import event
from sqlmodel import SQLModel

from models.store import Store

SURVIVED = 0


def killed_at(store: Store, point: int, work: Callable[[], object]) -> bool:
    """Do `work` in a child that dies by SIGKILL before its statement number `point`.

    Commits count as statements. True when it died; False when the work has fewer statements
    and came to its end. An error in the work fails the test.
    """
    store.close()
    child = os.fork()
    if child == 0:
        _die_at(store, point)
        code = 1
        try:
            work()
            code = SURVIVED
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return True
    assert os.WEXITSTATUS(status) == SURVIVED, "the work itself failed"
    return False


def telling_points(store: Store, work: Callable[[], object], folder: Path) -> list[int]:
    """The statements before which a death leaves what none of the others does; and one beyond.

    What a death leaves is what others see: the rows that are committed and the files of the
    folder. Both are looked at before each statement of one run. Where they are the same as before
    the statement ahead, a recovery begins with the very same; so of each such stretch the first
    statement tells, and the last, behind which most was written and nothing committed. With
    ``DUEPROCESS_TEST_EVERY_DEATH`` set each one is tried.
    """
    left = _left_before_each(store, work, folder)
    if os.environ.get("DUEPROCESS_TEST_EVERY_DEATH"):
        return list(range(1, len(left) + 2))
    last = len(left) - 1
    told = [
        point
        for point, seen in enumerate(left)
        if point in {0, last} or left[point - 1] != seen or left[point + 1] != seen
    ]
    return [point + 1 for point in told] + [len(left) + 1]


def _left_before_each(store: Store, work: Callable[[], object], folder: Path) -> list[int]:
    store.close()
    asks, asked = os.pipe()
    answered, answers = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(asks)
        _before_each(store, lambda: (os.write(asked, b"?"), os.read(answered, 1)))
        try:
            work()
        finally:
            os._exit(0)
    os.close(asked)
    left = []
    while os.read(asks, 1):
        left.append(_left(store, folder))
        os.write(answers, b"!")
    os.waitpid(child, 0)
    for end in (asks, answered, answers):
        os.close(end)
    return left


def _left(store: Store, folder: Path) -> int:
    """One number for all that a look from outside finds."""
    with store.engine.connect() as connection:
        rows = [repr(connection.execute(t.select()).all()) for t in SQLModel.metadata.sorted_tables]
    files = [(one.name, one.read_bytes()) for one in sorted(folder.rglob("*")) if one.is_file()]
    return hash((tuple(rows), tuple(files)))


def _die_at(store: Store, point: int) -> None:
    numbers = count(1)

    def strike() -> None:
        if next(numbers) == point:
            os.kill(os.getpid(), signal.SIGKILL)

    _before_each(store, strike)


def _before_each(store: Store, does: Callable[..., object]) -> None:
    event.listen(store.engine, "before_cursor_execute", lambda *_: does())
    event.listen(store.engine, "commit", lambda *_: does())
