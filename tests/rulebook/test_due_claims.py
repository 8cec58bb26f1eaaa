"""Debts owed to the debtor (到期债权): objected to in time, enforced after it."""

from __future__ import annotations

from tests.rulebook.asked import passes, refused_by, remarks
from tests.rulebook.casebook import Casebook, filed, known

CLAIM = "债权1"


def notified() -> Casebook:
    """The notice reached the third party on Monday 2 March; fifteen days end on the 17th."""
    book = filed()
    book.happens("claim_notice_served", "2026-03-02", CLAIM, third_party="丁", amount=100_000)
    return book


def test_an_objection_counts_within_fifteen_days() -> None:
    gate, kind = "due-claim-objection-in-term", "claim_objected"
    refused_by(gate, "第47条", notified(), kind, "2026-03-18", CLAIM)
    passes(notified(), kind, "2026-03-17", CLAIM)
    passes(notified(), "claim_objected_late", "2026-03-18", CLAIM)


def test_the_third_party_is_enforced_against_when_the_term_is_over_and_it_said_nothing() -> None:
    gate, kind = "due-claim-enforcement", "claim_enforced"
    refused_by(gate, "第49条", notified(), kind, "2026-03-17", CLAIM)
    passes(notified(), kind, "2026-03-18", CLAIM)


def test_not_after_it_objected_or_performed() -> None:
    gate, kind = "due-claim-enforcement", "claim_enforced"
    for answer, article in (("claim_objected", "第47条"), ("claim_performed", "第49条")):
        book = notified()
        book.happens(answer, "2026-03-10", CLAIM)
        refused_by(gate, article, book, kind, "2026-03-18", CLAIM)


def test_one_asset_worth_more_than_the_claim_is_remarked() -> None:
    gate, kind, on = "seizure-no-overvalue", "asset_controlled", "2026-03-02"
    book = known(filed(), "房产1")
    assert gate in remarks(book, kind, on, "房产1", value=800_001, claim=800_000)
    assert gate not in remarks(book, kind, on, "房产1", value=800_000, claim=800_000)
