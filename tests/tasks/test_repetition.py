"""The third time in the period for one person: the step is proposed, the decision is a leader's."""

from __future__ import annotations

from dataclasses import replace

from models.tables.claim import Claim
from models.tables.item import SupervisionItem
from rulebook.law.ladder import Mode
from rulebook.law.repetition import Per, Repetition
from rulebook.time.period import Period
from tests.tasks.conftest import Bench, at

DAYS = ("03-02", "03-09", "03-16", "03-23")


def counts(bench: Bench, **said: object) -> None:
    """Under this law the third urging of one person within ninety days proposes an interview."""
    usual = {"of": "urge", "per": Per.OWNER, "times": 3, "then": "interview"}
    repeat = Repetition(**(usual | {"within": Period.parse("90:day")} | said))  # type: ignore[arg-type]
    ladder = replace(bench.law.ladders["default"], repeats=(repeat,))
    bench.law = replace(bench.law, ladders={**bench.law.ladders, "default": ladder})


def late(bench: Bench, number: int, day: str) -> None:
    """One more case whose notice is urged on the fourth day, and sent on that day."""
    bench.files(f"（2026）京0105执{number}号", f"2026-{day}")
    month, on = (int(part) for part in day.split("-"))
    bench.sweeps(f"2026-{month:02}-{on + 4:02}T08:20")
    bench.says("execution_notice_issued", at(f"2026-{month:02}-{on + 4:02}T10:00"))


def interviews(bench: Bench) -> list[SupervisionItem]:
    return bench.rows(SupervisionItem, SupervisionItem.level == "interview")


def test_the_third_time_for_one_person_proposes_the_step_and_no_more(bench: Bench) -> None:
    counts(bench)
    for number, day in enumerate(DAYS, start=1):
        late(bench, number, day)
        urged = len(bench.rows(Claim, Claim.level == "urge", Claim.outcome == "fired"))
        steps = len(bench.rows(Claim, Claim.level == "interview"))
        assert (urged >= 3) == bool(steps)
        assert steps <= urged // 3  # counted anew after each
    claim, item = bench.rows(Claim, Claim.level == "interview")[0], interviews(bench)[0]
    assert claim.owner_id == "J1"
    assert item.issued_by == ""  # a person decides
    assert bench.law.ladders["default"].rung("interview").mode is Mode.PROPOSED


def test_outside_the_window_nothing_is_counted(bench: Bench) -> None:
    counts(bench, within=Period.parse("1:day"))
    for number, day in enumerate(DAYS[:2], start=1):
        late(bench, number, day)
    assert interviews(bench) == []
