"""A child process that is killed outright at its n-th statement, as a power cut would do it."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from itertools import count
from typing import Any

from sqlalchemy import event

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


def _die_at(store: Store, point: int) -> None:
    numbers = count(1)

    def strike(*_: Any) -> None:
        if next(numbers) == point:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(store.engine, "before_cursor_execute", strike)
    event.listen(store.engine, "commit", strike)
