"""An order that no ladder proposed: opened on a node by a person, answered, climbed from."""

from __future__ import annotations

from typing import Any

import pytest

from models.errors import FactRefused
from models.record import Arrival
from models.tables.fact import Fact
from tests.tasks.conftest import HANDLER, SUPERVISOR, Bench, at
from tests.tasks.test_supervision import URGED, ordered, urged


def opens(bench: Bench, when: str, by: str = SUPERVISOR, node: str = "", **said: Any) -> None:
    """An order on the notice's node, out of a spot check."""
    payload = {"text": "三日内送达执行通知书", "source": "抽查", **said}
    key = node or bench.node().key
    bench.arrives(
        Arrival(
            case=bench.number,
            kind="supervision_order_opened",
            occurred_at=at(when),
            subject_kind="node",
            subject_ref=key,
            payload=payload,
            by=by,
        )
    )


def test_it_takes_up_what_was_urged_and_its_reply_clock_is_the_ladders(bench: Bench) -> None:
    urged(bench)
    opens(bench, "2026-03-09T10:00")
    assert bench.items() == [("urge", "superseded"), ("order", "issued")]
    order = bench.item("order")
    assert (order.issued_by, order.reply_due_at) == (SUPERVISOR, at("2026-03-20T00:00"))
    assert HANDLER in bench.told("order")


def test_the_ladder_passes_over_its_rung_and_climbs_on_from_it(bench: Bench) -> None:
    urged(bench)
    opens(bench, "2026-03-09T10:00")
    bench.sweeps("2026-03-13T08:20")
    assert bench.items()[1:] == [("order", "issued")]
    assert dict(bench.claims())["order"] == "skipped"
    bench.sweeps("2026-03-20T00:01")
    assert bench.items()[1:] == [("order", "lapsed"), ("interview", "issued")]


def test_a_node_that_is_not_late_yet_keeps_its_order_until_it_is_settled(bench: Bench) -> None:
    bench.files()
    opens(bench, "2026-03-03T10:00", source="领导批示")
    bench.says("execution_notice_issued", at("2026-03-04T10:00"))
    assert bench.node().state == "settled"
    bench.sweeps("2026-03-17T08:20")
    order = bench.item("order")
    assert (order.state, order.reply_due_at) == ("replied", None)
    bench.acts("supervision_verified", order.id, at("2026-03-17T09:00"))
    assert bench.items() == [("order", "struck_off")]


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ({"by": HANDLER}, "承办人不得"),
        ({"node": "nowhere"}, "没有该节点"),
        ({"level": "interview"}, "可选urge、order"),
        ({"source": "听说"}, "听说"),
    ],
)
def test_an_order_without_ground_is_refused(bench: Bench, said: dict[str, str], says: str) -> None:
    urged(bench)
    facts = bench.rows(Fact)
    with pytest.raises(FactRefused, match=says):
        opens(bench, "2026-03-09T10:00", **said)
    assert (bench.rows(Fact), bench.items()) == (facts, [("urge", "issued")])


def test_one_order_a_node_and_none_on_a_settled_one(bench: Bench) -> None:
    ordered(bench)
    with pytest.raises(FactRefused, match="未销号"):
        opens(bench, "2026-03-12T11:00")
    with pytest.raises(FactRefused, match="更高层级"):
        opens(bench, "2026-03-12T11:00", level="urge")
    bench.says("execution_notice_issued", at("2026-03-12T12:00"))
    with pytest.raises(FactRefused, match="时钟不在走"):
        opens(bench, "2026-03-12T13:00")


def test_a_proposal_is_issued_instead(bench: Bench) -> None:
    urged(bench)
    bench.sweeps("2026-03-12T00:00")
    with pytest.raises(FactRefused, match="拟发事项"):
        opens(bench, "2026-03-12T10:00")


def test_a_later_last_day_does_not_withdraw_it(bench: Bench) -> None:
    bench.files()
    bench.sweeps(URGED)
    opens(bench, "2026-03-09T10:00")
    bench.corrects("file_received", at("2026-03-09T09:00"))
    due_at = bench.node().due_at
    assert due_at is not None and due_at > at("2026-03-09T10:00")
    assert bench.item("order").state == "issued"
