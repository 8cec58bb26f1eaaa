"""The round of a node's clock (轮次): a due moment that moves lets its rungs fire anew."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from models.recording.changes import RUNNING, NodeChange, Schedule, written
from rulebook.law.ladder import ROUND_MARK, STRETCH_MARK


@dataclass(frozen=True, slots=True)
class Fired:
    """One claim as far as it matters here: its rung, round's mark included, and its due moment."""

    rung: str
    due_at: datetime | None

    @property
    def turn(self) -> int:
        """The round it was fired in."""
        mark = self.rung.partition(ROUND_MARK)[2]
        return int(mark) if mark else 1

    @property
    def by_its_day(self) -> bool:
        """Whether it was brought by the last day, and not by a fact."""
        return STRETCH_MARK not in self.rung


def climbing(change: NodeChange, fired: Sequence[Fired]) -> dict[str, Any]:
    """The columns `round`, `schedule` and `next_rung_at` of a changed node.

    A new round begins only when a rung of the standing one was fired for another due moment;
    so a clock that is paused and comes back to the same moment does not warn twice. The next
    rung may lie in the past: then the patrol fires the highest one that is due.
    """
    turn = 1 if change.before is None else int(change.before["round"])
    if change.after["state"] != RUNNING:
        return {"round": turn, "schedule": [], "next_rung_at": None}
    if not fired:  # most: none of a new node was
        first = change.rungs[0][1] if change.rungs else None
        return {"round": turn, "schedule": written(change.rungs, turn), "next_rung_at": first}
    turn += _stale(fired, turn, change.after["due_at"])
    schedule = written(change.rungs, turn)
    claimed = {claim.rung for claim in fired}
    return {
        "round": turn,
        "schedule": schedule,
        "next_rung_at": _first(change.rungs, schedule, claimed),
    }


def _stale(fired: Iterable[Fired], turn: int, due_at: datetime) -> bool:
    told = (claim for claim in fired if claim.by_its_day and claim.turn == turn)
    return any(claim.due_at != due_at for claim in told)


def _first(rungs: Schedule, schedule: list[list[str]], claimed: set[str]) -> datetime | None:
    # Both are in order of time, so the first that was not claimed is the next.
    moments = zip(schedule, rungs, strict=True)
    return next((at for (key, _), (_, at) in moments if key not in claimed), None)
