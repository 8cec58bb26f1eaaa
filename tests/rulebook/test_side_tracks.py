"""Petitions, orders from above and criminal property: what their gates refuse and let pass."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from tests.rulebook.casebook import Casebook, filed
from tests.rulebook.test_gates import refused

Before = Sequence[tuple[str, str, dict[str, Any]]]  # kind, subject, what it says

TAKEN: dict[str, Any] = {
    "in_judgment": True,
    "owner": "被执行人个人",
    "necessities_kept": True,
    "item": "没收部分财产",
}
NOTED = ("criminal_property_noted", "", {"item": "没收部分财产", "named": ["房产1"]})
SEPARATED = ("criminal_asset_separated", "房产1", {"owner": "被执行人个人"})
CRIMINAL: Before = (NOTED, SEPARATED)
LETTER = ("letter_received", "函1", {"due_on": "2026-02-20", "in_charge": "H1"})
DESIGNATED = ("enforcement_designated", "", {"way": "提级执行", "court": "京03"})


def told(before: Before) -> Casebook:
    book = filed("2026-01-05")
    for kind, of, said in before:
        book.happens(kind, "2026-02-02", of, **said)
    return book


@pytest.mark.parametrize(
    ("kind", "of", "said", "before"),
    [
        ("petition_closed", "信1", {"result": "已答复"}, [("petition_registered", "信1", {})]),
        ("letter_reported", "函1", {}, [LETTER]),
        ("file_handed_over", "", {"court": "京03"}, [DESIGNATED]),
        ("criminal_asset_taken", "房产1", TAKEN, CRIMINAL),
        (
            "criminal_asset_taken",
            "房产1",
            TAKEN | {"owner": "家庭共有", "own_share_only": True},
            CRIMINAL,
        ),
    ],
)
def test_the_lawful_case_passes(kind: str, of: str, said: dict[str, Any], before: Before) -> None:
    assert told(before).tries(kind, "2026-02-10", of, **said).refusals == ()


@pytest.mark.parametrize(
    ("kind", "of", "said", "before", "words"),
    [
        ("petition_closed", "信1", {}, [], ("petition-registered-before-closed", "第30条")),
        (
            "petition_closed",
            "信1",
            {},
            [("petition_registered", "信2", {})],
            ("petition-registered-before-closed", "第30条"),
        ),
        ("letter_reported", "函1", {}, [], ("letter-before-report", "法发〔2006〕11号")),
        ("file_handed_over", "", {"court": "京03"}, [], ("handover-after-designation", "第11条")),
        ("criminal_asset_taken", "房产1", TAKEN, [SEPARATED], ("criminal-only", "第六条")),
        ("criminal_asset_taken", "房产1", TAKEN, [NOTED], ("criminal-owners-apart", "第九条")),
        (
            "criminal_asset_taken",
            "房产1",
            TAKEN | {"in_judgment": False},
            CRIMINAL,
            ("criminal-only-what-is-named", "第六条"),
        ),
        (
            "criminal_asset_taken",
            "房产1",
            TAKEN | {"owner": "公司"},
            CRIMINAL,
            ("criminal-owners-apart", "第九条"),
        ),
        (
            "criminal_asset_taken",
            "房产1",
            TAKEN | {"owner": "家庭共有"},
            CRIMINAL,
            ("criminal-owners-apart", "份额"),
        ),
        (
            "criminal_asset_taken",
            "房产1",
            TAKEN | {"necessities_kept": False},
            CRIMINAL,
            ("criminal-owners-apart", "必需费用"),
        ),
    ],
)
def test_what_is_missing_is_refused_with_its_article(
    kind: str, of: str, said: dict[str, Any], before: Before, words: tuple[str, str]
) -> None:
    book = told(before)
    facts = list(book.facts)
    decision = book.tries(kind, "2026-02-10", of, **said)
    gate, said_so = words
    refused(decision, said_so)
    assert any(one.gate.startswith(gate) for one in decision.refusals)
    assert book.facts == facts


def test_an_order_names_the_day_by_which_all_is_enforced() -> None:
    book = told([("enforcement_order_received", "令1", {"due_on": "2026-05-29"})])
    assert book.due("enforcement-order-in-term") == date(2026, 5, 29)
    book.happens("enforcement_order_fulfilled", "2026-05-20", "令1")
    assert book.node("enforcement-order-in-term").state == "settled"
