"""The stopwatch: how long a piece of work takes, with the collector's pauses kept out of it."""

from __future__ import annotations

import gc
from collections.abc import Callable
from time import perf_counter
from typing import TypeVar

Answer = TypeVar("Answer")


def timed(work: Callable[[], Answer]) -> tuple[float, Answer]:
    """Seconds of wall clock that the work took, and its answer.

    Garbage is collected before, not switched off: a service pays for its own.
    """
    gc.collect()
    begun = perf_counter()
    answer = work()
    return perf_counter() - begun, answer
