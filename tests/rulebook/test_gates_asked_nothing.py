"""What gates do not ask: facts that their articles do not mean pass without a line of theirs."""

from __future__ import annotations

import pytest

from tests.rulebook.casebook import filed
from tests.rulebook.telling import Told, told

DELETED = told("dishonest_deleted", "2026-01-15", "L1", at_request=True)
LISTING = told("listing_decided", "2026-02-02", "L1")


@pytest.mark.parametrize(
    ("gate", "fact"),
    [
        ("settlement-suspend", told("execution_suspended", "2026-02-02", approver="VP")),
        (
            "guarantee-suspend-1y",
            told("stay_granted", "2026-02-02", approver="VP", basis="执行担保"),
        ),
        ("dishonest-relist-ban-6m", LISTING.saying(decision="纳入")),
        ("limit-consumption-unit-4", told("consumption_restricted", "2026-02-02")),
        ("limit-consumption-must", LISTING.saying(decision="不予纳入")),
        (
            "bankruptcy-lift-limits",
            told("bankruptcy_reply_received", "2026-02-02", "P1", accepted=False),
        ),
        (
            "preserve-security-30pct",
            told(
                "preservation_security_ordered", "2026-02-02", "B1",
                security=1_000_000, amount=1_000_000, pre_action=True,
            ),
        ),
    ],
)  # fmt: skip
def test_a_gate_asks_nothing_of_a_fact_that_its_article_does_not_mean(
    gate: str, fact: Told
) -> None:
    decision = filed().tells(DELETED).tries(fact.kind, fact.on, fact.of, **fact.said)
    assert decision.refusals == ()
    assert gate not in {line.gate for line in decision.remarks}
