"""The parts of a round (分段): each is done whatever became of those before it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from logging import Logger, LoggerAdapter

Part = Callable[[], Awaitable[object]]
Log = Logger | LoggerAdapter[Logger]


async def in_turn(parts: Iterable[Part], log: Log) -> None:
    """Do every part and log what it says of itself; one that had nothing to do may say nothing.

    A part that fails keeps no other from being done: a register that cannot be read must not hold
    back the runs that wait to be woken. What failed is raised at the end, all of it, so that the
    round counts as failed.
    """
    failed: list[Exception] = []
    for part in parts:
        try:
            if said := str(await part()):
                log.info("%s", said)
        except Exception as error:  # noqa: BLE001 - raised below, once the others are done
            log.error("%s: %s", type(error).__name__, error)
            failed.append(error)
    if failed:
        raise ExceptionGroup("本轮有未完成部分 parts of this round failed", failed)
