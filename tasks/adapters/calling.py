"""Calling another system (调用): bounded in time, and its failure is a word, not a crash."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread
from typing import TypeVar

T = TypeVar("T")


class AdapterSilent(TimeoutError):
    """A call did not come back in time; whatever it still does, nobody waits for it."""

    def __init__(self, name: str, seconds: float) -> None:
        super().__init__(f"{name} did not come back within {seconds:g} s: it is called again later")


class AdapterFailed(RuntimeError):
    """A call failed, in whatever way that system fails."""

    def __init__(self, name: str, error: BaseException) -> None:
        why = " ".join(f"{type(error).__name__}: {error}".split())
        super().__init__(f"{name} failed ({why}): it is called again later")


def within(seconds: float, name: str, call: Callable[[], T]) -> T:
    """What the call gives; `AdapterSilent` or `AdapterFailed` when it gives nothing.

    It runs in a thread of its own, which cannot be stopped, only left behind.
    """
    given: list[T] = []
    fault: list[Exception] = []

    def run() -> None:
        try:
            given.append(call())
        except Exception as error:  # noqa: BLE001 - another system may fail in any way
            fault.append(error)

    thread = Thread(target=run, name=f"adapter {name}", daemon=True)
    thread.start()
    thread.join(seconds)
    if fault:
        raise AdapterFailed(name, fault[0]) from fault[0]
    if not given:
        raise AdapterSilent(name, seconds)
    return given[0]
