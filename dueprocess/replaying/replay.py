"""Case after case judged by the declared model; none of them is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sqlmodel import Session

from models.reading import traces
from models.reading.traces import Trace, Wanted
from rulebook.order.bench import Bench
from rulebook.order.judging import judged
from rulebook.order.log import ClockLine, Log
from rulebook.order.tally import Tally
from rulebook.order.verdict import Verdict

EVERY = 100  # cases between two tellings
_IMPORT = "import"


def replayed(
    session: Session, wanted: Wanted, bench: Bench, kept: int, tell: Callable[[int, int], None]
) -> Tally:
    """The sums over every wanted case, and of each constraint the first `kept` places.

    With a stretch, whole cases are gone through and what was activated within it is counted.
    """
    total, tally = traces.count(session, wanted), Tally(bench.model, kept)
    for place, trace in enumerate(traces.traces(session, wanted), start=1):
        tally.take(trace.case.number, _within(wanted, judged(log(trace), bench)))
        if place % EVERY == 0 or place == total:
            tell(place, total)
    return tally


def log(trace: Trace) -> Log:
    """What the rulebook replays of a case."""
    clocks = [
        ClockLine(
            node.rule_id,
            node.subject_ref,
            node.opened_by,
            node.state,
            node.due_at,
            node.settled_by,
            node.timeliness,
        )
        for node in trace.nodes
    ]
    brought = zip(trace.facts, trace.sources, strict=True)
    seqs = frozenset(fact.seq for fact, source in brought if source == _IMPORT)
    return Log(trace.case.number, trace.facts, clocks, seqs)


def _within(wanted: Wanted, verdicts: Iterator[Verdict]) -> Iterator[Verdict]:
    return (one for one in verdicts if wanted.holds(one.fact.occurred_at))
