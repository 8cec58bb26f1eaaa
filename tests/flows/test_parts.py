"""A round is done to its end, whatever became of one of its parts."""

from __future__ import annotations

import asyncio
import logging

import pytest

from flows.parts import Part, in_turn

LOG = logging.getLogger("round")


def telling(words: str, done: list[str]) -> Part:
    """A part that is done and says so."""

    async def part() -> str:
        done.append(words)
        return words

    return part


async def broken() -> None:
    """A part that cannot be done."""
    raise LookupError("the register is away")


def test_a_part_that_fails_keeps_no_other_from_being_done(
    caplog: pytest.LogCaptureFixture,
) -> None:
    done: list[str] = []
    parts = (telling("swept", done), broken, telling("roused", done), broken)
    with caplog.at_level(logging.INFO), pytest.raises(ExceptionGroup) as failed:
        asyncio.run(in_turn(parts, LOG))
    assert done == ["swept", "roused"]
    assert [str(one) for one in failed.value.exceptions] == ["the register is away"] * 2
    assert [one.getMessage() for one in caplog.records] == [
        "swept",
        "LookupError: the register is away",
        "roused",
        "LookupError: the register is away",
    ]


def test_a_round_without_a_fault_ends_well() -> None:
    done: list[str] = []
    asyncio.run(in_turn((telling("swept", done), telling("roused", done)), LOG))
    assert done == ["swept", "roused"]
