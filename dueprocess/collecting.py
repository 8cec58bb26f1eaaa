"""The collector of garbage (内存回收) of a whole process: seldom, and at its end no more."""

from __future__ import annotations

import atexit
import gc

# By default it looks at what is new after each seven hundred objects, and a start makes half a
# million that all stay: packages, tables, the law.
COLLECTED_AFTER = (20_000, 20, 50)


def seldom() -> None:
    """Collect seldom from now on; first thing in a process, before it loads what it needs.

    At the end Python would look through everything once more, only to free what the system takes
    back by itself a moment later: a quarter of what a short command costs.
    """
    gc.set_threshold(*COLLECTED_AFTER)
    atexit.register(gc.freeze)
