"""The agenda (日程): what is to be done on which day, in an order that a seed repeats."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from heapq import heappop, heappush

from dueprocess.simulator.act import Act, Track
from dueprocess.simulator.life import Life


@dataclass(slots=True)
class Job:
    """Acts of one track that are due together; `track` is None for what nobody waits for."""

    life: Life
    track: Track | None
    acts: list[Act]
    tries: int = 0
    whole: bool = True  # nothing of it was given up so far
    happened: datetime | None = None  # when, if it is entered later than it was done


@dataclass(slots=True)
class Agenda:
    """Jobs by day; those of one day come in the order in which they were entered."""

    _heap: list[tuple[date, int, Job]] = field(default_factory=list)
    _entered: int = 0

    def enter(self, day: date, job: Job) -> None:
        """Put a job on a day."""
        self._entered += 1
        heappush(self._heap, (day, self._entered, job))

    def due(self, day: date) -> Iterator[Job]:
        """Take what is due by that day."""
        while self._heap and self._heap[0][0] <= day:
            yield heappop(self._heap)[2]

    def owes(self, day: date) -> bool:
        """Whether anything is due by that day."""
        return bool(self._heap) and self._heap[0][0] <= day
