"""Acts of supervision that are refused, and change nothing."""

from __future__ import annotations

import pytest

from models.errors import FactRefused
from models.record import Arrival
from models.tables.fact import Fact
from tests.tasks.conftest import (
    DIRECTOR,
    HANDLER,
    SUPERVISOR,
    Bench,
    at,
)
from tests.tasks.test_supervision import SILENT, urged


@pytest.mark.parametrize(
    ("kind", "by", "evidence", "says"),
    [
        ("supervision_verified", HANDLER, "通知书", "承办人不得"),
        ("supervision_verified", SUPERVISOR, "", "尚未办结"),
        ("supervision_order_issued", SUPERVISOR, "", "不适用于本事项"),
        ("supervision_returned", SUPERVISOR, "", "不能退回"),
    ],
)
def test_an_unlawful_act_is_refused_and_changes_nothing(
    bench: Bench, kind: str, by: str, evidence: str, says: str
) -> None:
    item = urged(bench)
    facts, items = bench.rows(Fact), bench.items()
    with pytest.raises(FactRefused, match=says):
        bench.acts(kind, item.id, at("2026-03-09T10:00"), by=by, evidence=evidence, reason="试一试")
    assert (bench.rows(Fact), bench.items()) == (facts, items)


def test_a_reply_to_what_was_never_issued_is_refused(bench: Bench) -> None:
    urged(bench)
    bench.sweeps(SILENT)
    with pytest.raises(FactRefused, match="拟发"):
        bench.acts(
            "supervision_replied",
            bench.item("order").id,
            at("2026-03-12T10:00"),
            by=HANDLER,
            text="在办",
        )


@pytest.mark.parametrize("ref", ["999", "x", "９９", "99999999999999999999"])
def test_an_act_on_an_unknown_item_is_refused(bench: Bench, ref: str) -> None:
    bench.files()
    with pytest.raises(FactRefused, match="没有督办事项"):
        bench.arrives(
            Arrival(
                case=bench.number,
                kind="supervision_receipted",
                occurred_at=at("2026-03-03T10:00"),
                subject_kind="item",
                subject_ref=ref,
                by=HANDLER,
            )
        )


def test_a_promise_made_in_no_interview_is_refused(bench: Bench) -> None:
    bench.files()
    with pytest.raises(FactRefused, match="约谈"):
        bench.arrives(
            Arrival(
                case=bench.number,
                kind="promise_made",
                occurred_at=at("2026-03-03T10:00"),
                subject_kind="promise",
                subject_ref="7-1",
                payload={"due_on": "2026-03-09", "text": "办结"},
                by=DIRECTOR,
            )
        )
