"""Kinds of facts: which fields they take, and who records them."""

from __future__ import annotations

from typing import Any

from tests.rulebook.casebook import LAW, filed
from tests.rulebook.test_gates import refused


def test_a_field_that_the_kind_lacks_is_refused_with_the_nearest_that_it_has() -> None:
    said = filed().tries("clue_received", "2026-02-02", "c", specifc=False)
    refused(said, "specific meant? see dueprocess facts clue_received")
    assert len(said.refusals) == 1
    refused(filed().tries("clue_received", "2026-02-02", "c", telephone="1"), "no field telephone")


def test_a_correction_may_say_what_the_corrected_fact_may_say_and_no_more() -> None:
    book = filed()
    clue = book.happens("clue_received", "2026-02-02", "c")
    said: dict[str, Any] = {"_corrects": clue.seq, "reason": "误录"}
    assert book.tries("correction", "2026-02-03", specific=True, **said).refusals == ()
    refused(book.tries("correction", "2026-02-03", handler="H1", **said), "no field handler")
    refused(book.tries("correction", "2026-02-03", nothing="x", **said), "no field nothing")


def test_every_kind_says_who_records_it_and_only_roles_that_there_are() -> None:
    assert all(kind.by for kind in LAW.facts.values())
    assert {role for kind in LAW.facts.values() for role in kind.by} <= set(LAW.roles)


def test_a_kind_is_listed_under_the_stage_of_its_file() -> None:
    assert LAW.facts["petition_received"].chapter == "R"
    assert LAW.facts["application_received"].chapter == "A"
    assert LAW.facts["clocks_recounted"].chapter == ""
