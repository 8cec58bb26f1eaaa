"""The collector of garbage (内存回收) while a batch is taken: all that it holds is in use."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


def glance() -> None:
    """Go through what is new, where it rests: what a batch has let go is not met again later."""
    if not gc.isenabled():
        gc.collect(0)


@contextmanager
def resting() -> Iterator[None]:
    """Let it rest meanwhile.

    Otherwise it goes through every fact and clock of the batch again and again and finds nothing
    to free: that was a third of the time of a batch of many cases. Where it rests already, it
    goes on to.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
