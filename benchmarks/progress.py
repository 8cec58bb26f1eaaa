"""Progress lines: what a run is doing, and how long it has been at it."""

from __future__ import annotations

from time import perf_counter

_BEGUN = perf_counter()


def say(what: str) -> None:
    """Print one line with the seconds since the start."""
    print(f"[{perf_counter() - _BEGUN:7.1f} s] {what}", flush=True)
