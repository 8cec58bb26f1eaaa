"""The picture of a course: where its pieces lie, what is kept apart, what is left out."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import date

from dueprocess.board.track import LEFT, ROW, WIDE, Picture, Stretch, picture

TODAY = date(2026, 3, 11)
RUNS = Stretch(
    key="r|case|1",
    lane=("B 通知", "", "B 通知"),
    name="003 发出通知",
    said="",
    start=date(2026, 2, 27),
    due=date(2026, 3, 2),
    past=TODAY,
    ended=False,
    tone="running",
    charged=True,
    legal=True,
    provisional=False,
    pauses=(),
)


def _drawn(*stretches: Stretch) -> Picture:
    found = picture(stretches, TODAY)
    assert found is not None
    return found


def _kinds(one: Stretch) -> list[str]:
    (lane,) = _drawn(one).lanes
    return [box.kind for box in lane.bars[0].boxes]


def test_what_is_done_late_running_or_to_come_are_pieces_of_their_own() -> None:
    assert _kinds(RUNS) == ["running", "late"]
    done = replace(RUNS, tone="done", past=date(2026, 3, 1), ended=True)
    assert _kinds(done) == ["done"]
    assert _kinds(replace(RUNS, due=date(2026, 4, 1))) == ["running", "next"]
    assert _kinds(replace(RUNS, due=date(2026, 4, 1), provisional=True))[-1] == "provisional"
    assert _kinds(replace(RUNS, charged=False)) == ["running"]


def test_what_stood_still_is_hatched_over_what_was_spent() -> None:
    stood = replace(RUNS, due=date(2026, 4, 1), pauses=((date(2026, 3, 3), date(2026, 3, 6)),))
    (lane,) = _drawn(stood).lanes
    spent, paused, _ = lane.bars[0].boxes
    assert paused.kind == "paused"
    assert spent.x < paused.x and paused.x + paused.width < spent.x + spent.width


def test_lateness_begins_at_the_flag_and_ends_at_now() -> None:
    drawn = _drawn(RUNS)
    bar = drawn.lanes[0].bars[0]
    late = bar.boxes[-1]
    assert bar.flag == late.x and abs(late.x + late.width - drawn.now) < 1


def test_bars_whose_words_would_touch_lie_in_rows_of_their_own() -> None:
    soon = replace(RUNS, key="s", start=date(2026, 2, 28))
    (lane,) = _drawn(RUNS, soon).lanes
    assert [bar.y for bar in lane.bars] == [lane.y, lane.y + ROW]
    other = replace(RUNS, key="t", lane=("C 控制", "房产1", "C 控制"))
    assert [one.subject for one in _drawn(RUNS, other).lanes] == ["", "房产1"]


def test_years_to_come_do_not_crush_what_has_been() -> None:
    series = [
        replace(RUNS, key=f"q|case|1#{turn}", tone="waiting", due=date(2026 + turn, 3, 1))
        for turn in range(1, 6)
    ]
    drawn = _drawn(RUNS, *series)
    assert drawn.beyond == 5
    assert drawn.now > LEFT + WIDE / 8
    assert all(box.x + box.width <= LEFT + WIDE + 3 for lane in drawn.lanes
               for bar in lane.bars for box in bar.boxes)  # fmt: skip


def test_months_are_named_no_closer_than_they_can_be_read() -> None:
    for start in (date(2026, 2, 27), date(2024, 1, 1), date(2009, 5, 5)):
        ticks = _drawn(replace(RUNS, start=start)).ticks
        gaps = [b[0] - a[0] for a, b in itertools.pairwise(ticks)]
        assert ticks and all(gap > 40 for gap in gaps)


def test_a_case_without_clocks_has_none() -> None:
    assert picture([], TODAY) is None
