"""The third time in the period for one person: the step is proposed, the decision is a leader's."""

from __future__ import annotations

from dataclasses import replace

from models.record import Arrival
from models.tables.claim import Claim
from models.tables.item import SupervisionItem
from rulebook.law.ladder import Mode
from rulebook.law.repetition import Per, Repetition
from rulebook.time.period import Period
from tests.tasks.conftest import SUPERVISOR, Bench, at

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


def ordered_again(bench: Bench, number: int, day: str) -> int:
    """One more case of the handler's whose notice is late; an order is issued to him at once."""
    bench.files(f"（2026）京0105执{number}号", f"2026-{day}")
    when = at(f"2026-{day}T10:00")
    bench.arrives(
        Arrival(
            case=bench.number,
            kind="supervision_order_opened",
            occurred_at=when,
            subject_kind="node",
            subject_ref=bench.node().key,
            payload={"text": "立即办理", "source": "抽查"},
            by=SUPERVISOR,
        )
    )
    return len(interviews(bench))


def test_the_national_ladder_counts_orders_that_were_issued_to_one_person(bench: Bench) -> None:
    counted = [ordered_again(bench, n, day) for n, day in enumerate(DAYS, start=1)]
    assert counted == [0, 0, 1, 1]  # counted anew after the third
    (proposed,) = interviews(bench)
    assert (proposed.state, proposed.issued_by) == ("proposed", "")


def test_orders_older_than_ninety_days_are_not_counted(bench: Bench) -> None:
    days = ("03-02", "04-01", "06-01")  # ninety-one days from the first to the third
    assert [ordered_again(bench, n, day) for n, day in enumerate(days, start=1)] == [0, 0, 0]


def test_a_proposed_order_counts_from_the_moment_a_person_issues_it(
    bench: Bench,
) -> None:
    for number, day in enumerate(("03-16", "03-17"), start=1):
        ordered_again(bench, number, day)
    bench.files("（2026）京0105执9号", "2026-03-16")
    bench.sweeps("2026-03-20T08:20")
    bench.sweeps("2026-03-26T00:01")
    node, order = bench.node(), bench.item("order")
    assert (order.state, [x for x in interviews(bench) if x.node_id == node.id]) == ("proposed", [])
    bench.acts("supervision_order_issued", order.id, at("2026-03-26T10:00"))
    assert [one.state for one in interviews(bench) if one.node_id == node.id] == ["proposed"]


def test_the_second_urging_on_one_node_proposes_the_order(bench: Bench) -> None:
    bench.files()
    bench.sweeps("2026-03-06T08:20")
    assert bench.items() == [("urge", "issued")]
    bench.acts("supervision_replied", bench.item("urge").id, at("2026-03-06T10:00"), text="在办")
    bench.corrects("file_received", at("2026-03-09T09:00"))  # a later day, and late again
    bench.sweeps("2026-03-13T08:20")
    assert [level for level, _ in bench.items()] == ["urge", "urge", "order"]
    assert bench.item("order").state == "proposed"


def test_an_order_that_lapses_convenes_the_interview_that_was_only_proposed(bench: Bench) -> None:
    for number, day in enumerate(DAYS[:3], start=1):
        ordered_again(bench, number, day)
    assert [one.state for one in interviews(bench)] == ["proposed"]
    bench.sweeps("2026-03-27T00:01")  # ten days after the third order
    mine = [one.state for one in interviews(bench) if one.node_id == bench.node().id]
    assert mine == ["superseded", "issued"]
