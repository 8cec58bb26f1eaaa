"""Replaying a case against the declared model (合规回放): what was asked, and what deviates."""

from __future__ import annotations

from collections.abc import Iterator

from rulebook.order.ahead import ahead
from rulebook.order.behind import behind
from rulebook.order.bench import Bench
from rulebook.order.course import course
from rulebook.order.log import Log
from rulebook.order.verdict import Verdict


def judged(log: Log, bench: Bench) -> Iterator[Verdict]:
    """Every activation of a constraint by the case, each with its outcome.

    Order is judged by the facts as they stand, in the order in which they happened; lateness by
    the book's clocks, which alone know pauses and extensions. What had its ground when it was
    recorded, and lost it by a later correction, has a lawful way past and is no fault.
    """
    if not log.stands:
        return
    yield from course(log, bench)
    for fact in log.stands:
        yield from ahead(log, fact, bench)
    yield from behind(log, bench)
