"""A recorder in a process of its own: two of them show what a book takes from several feeds."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context

from benchmarks.law import CALENDAR, LAW
from models.record import Arrival, Recorded, record_many
from models.store import Store


class Recorder:
    """One process with a book open; it is given a batch, then told to record it."""

    def __init__(self, url: str) -> None:
        fresh = get_context("spawn")  # as a worker or a feed is started: with nothing of this one
        self._process = ProcessPoolExecutor(1, fresh, _open, (url,))

    def is_given(self, arrivals: Sequence[Arrival]) -> None:
        """Hand it the facts; when this returns it has them."""
        self._process.submit(_take, arrivals).result()

    def records(self) -> Future[int]:
        """Let it record them in one batch; the answer is how many there were."""
        return self._process.submit(_record)

    def goes(self) -> None:
        """End its process."""
        self._process.shutdown()


_books: list[Store] = []
_desk: list[Arrival] = []


def _open(url: str) -> None:
    _books.append(Store(url))


def _take(arrivals: Sequence[Arrival]) -> None:
    _desk[:] = arrivals


def _record() -> int:
    for answer in record_many(_books[0], _desk, LAW, CALENDAR):
        if not isinstance(answer, Recorded):
            raise answer.error
    return len(_desk)
