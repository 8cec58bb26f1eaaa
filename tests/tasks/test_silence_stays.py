"""A reply that never came in time stays so in the figures, whatever is answered afterwards."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from models.figures.bulletins import Press
from models.reading.items import items
from rulebook.figures.span import span
from tests.tasks.conftest import BASIC, HANDLER, Bench, at
from tests.tasks.test_supervision import ordered


def waits_on(bench: Bench) -> None:
    """A ladder on which nothing follows an order that nobody answers."""
    usual = bench.law.ladders["default"]
    rungs = tuple(
        replace(one, on_silence="", silent_mode=None) if one.key == "order" else one
        for one in usual.rungs
    )
    ladders = {**bench.law.ladders, "default": replace(usual, rungs=rungs)}
    bench.law = replace(bench.law, ladders=ladders)


def unanswered(bench: Bench) -> int:
    """How many orders the bulletin of March counts as unanswered so far."""
    found = Press(bench.store, bench.law, bench.calendar).preview(BASIC, span("2026-03"))
    report: Any = found.bulletin.report
    levels = [one.code for one in found.entries if one.what == "item_unanswered"]
    assert report["courts"][0]["figures"]["items.unanswered"]["value"] == len(levels)
    return levels.count("order")


def silent(bench: Bench) -> list[bool]:
    """Whether each open order stands in the lane of late replies."""
    with bench.store.reading() as session:
        return [one.silent for one in items(session) if one.level == "order" and one.issued_at]


def test_a_late_answer_that_is_sent_back_leaves_the_silence_on_record(bench: Bench) -> None:
    waits_on(bench)
    order = ordered(bench).id  # on Thursday the 12th: ten days to answer, till Monday the 23rd
    assert unanswered(bench) == 0
    bench.sweeps("2026-03-24T00:01")
    assert bench.items() == [("urge", "lapsed"), ("order", "issued")]
    assert (unanswered(bench), silent(bench)) == (1, [True])
    bench.acts("supervision_replied", order, at("2026-03-24T10:00"), HANDLER, text="正在办理")
    assert unanswered(bench) == 1
    bench.acts("supervision_returned", order, at("2026-03-24T15:00"), reason="没有依据")
    assert silent(bench) == [False]  # a fresh clock runs
    assert unanswered(bench) == 1
    bench.sweeps("2026-04-07T08:20")  # ten days more, over a holiday
    assert silent(bench) == [True]
    assert bench.item("order").silent_since == at("2026-03-24T00:00")  # its first silence stands
