"""How much is measured: a full run, or a quick one to see that it works."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sizes:
    """Numbers of cases, facts, nodes and rows, and how often each figure is taken."""

    cases: tuple[int, ...]  # books in which facts are recorded, by their number of cases
    usual: int  # of these books, the one in which batches are measured
    touched: int  # cases that receive the facts recorded one by one
    batch: int  # facts of one transaction
    watched: tuple[int, ...]  # books that are patrolled, by their number of cases
    rungs: int  # due at once
    rows: tuple[int, ...]  # rows of an imported sheet of facts
    repeats: int
    shown: int  # cases of the book that the board shows
    asked: int  # requests of a page, of which one percentile is a figure


FULL = Sizes(
    cases=(100, 10_000, 100_000),
    usual=10_000,
    touched=100,
    batch=1_000,
    watched=(1_000, 10_000, 100_000),
    rungs=1_000,
    rows=(10_000, 100_000),
    repeats=5,
    shown=100_000,
    asked=40,
)

QUICK = Sizes(
    cases=(100, 2_000),
    usual=2_000,
    touched=50,
    batch=500,
    watched=(1_000, 5_000),
    rungs=500,
    rows=(2_000,),
    repeats=3,
    shown=2_000,
    asked=20,
)
