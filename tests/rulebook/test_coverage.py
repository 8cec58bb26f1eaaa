"""Every node of the catalogue is in the rulebook, or left out for a reason; codes are served."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from rulebook.law.lawbook import Lawbook
from rulebook.loading.coverage import CATALOGUE, Catalogue, Coverage, catalogue, coverage
from rulebook.loading.faults import LawFaults
from tests.rulebook.casebook import LAW

LISTED = catalogue()


@pytest.fixture(scope="module")
def found() -> Coverage:
    return coverage(LAW, LISTED)


def without(law: Lawbook, rule: str) -> Lawbook:
    return replace(law, rules={name: one for name, one in law.rules.items() if name != rule})


def test_the_catalogue_lists_every_node_with_its_stage() -> None:
    assert len(LISTED.listed) == 245
    assert {one.stage for one in LISTED.listed.values()} == set("ABCDEFGHIJKLMNOPQRSTUV")
    assert {one.code for one in LISTED.listed.values()} <= {"", *LAW.nodes}


def test_nothing_is_missing(found: Coverage) -> None:
    assert [one.id for one in found.missing] == []


def test_every_id_stands_in_exactly_one_list(found: Coverage) -> None:
    named = [one.id for one in found.encoded]
    named += [one.id for one, _ in found.excluded] + [one.id for one in found.missing]
    assert Counter(named) == Counter(list(LISTED.listed))


def test_what_is_left_out_says_why_and_is_not_encoded(found: Coverage) -> None:
    assert set(LISTED.excluded) <= set(LISTED.listed)
    assert all(reason.strip() for reason in LISTED.excluded.values())
    assert found.contradicted == ()


def test_no_entry_is_filed_under_an_id_that_is_not_listed(found: Coverage) -> None:
    assert found.strange == ()


def test_every_official_node_is_served_or_says_what_it_is(found: Coverage) -> None:
    assert [node.code for node in found.nodes] == [f"{number:03}" for number in range(1, 41)]
    bare = {node.code for node in found.nodes if not (node.rules or node.gates or node.definitions)}
    assert {node.code for node in found.nodes if node.why} == bare
    assert bare >= {"033", "034"}  # markers


def test_whoever_holds_a_catalogued_node_bears_its_official_code(found: Coverage) -> None:
    serving = {node.code: {*node.rules, *node.gates, *node.definitions} for node in found.nodes}
    for one in found.encoded:
        code = LISTED.listed[one.id].code
        holders = {*one.rules, *one.gates, *one.definitions}
        assert not code or holders & serving[code], (one.id, code)


def test_what_runs_is_a_rule_and_what_is_only_said_is_a_definition(found: Coverage) -> None:
    for one in found.encoded:
        kind = LISTED.listed[one.id].kind
        assert one.rules or kind not in {"deadline", "recurring"}, one.id
        assert one.gates or kind != "ratio" or one.definitions, one.id
        assert one.definitions or kind not in {"formula", "indicator"}, one.id


def test_an_entry_counts_under_the_id_that_it_names(found: Coverage) -> None:
    held = {one.id: one for one in found.encoded}
    assert held["clock-public-service-30d"].rules == (
        "clock-public-service-60d",
        "clock-public-service-30d",
    )


def test_a_rule_taken_away_is_missed() -> None:
    lacking = coverage(without(LAW, "clock-delay-10d"), LISTED)
    assert "clock-delay-10d" in {one.id for one in lacking.missing}


def test_a_node_left_out_and_encoded_is_said() -> None:
    both = Catalogue(LISTED.listed, {"clock-delay-10d": "演示"}, LISTED.unserved)
    assert coverage(LAW, both).contradicted == ("clock-delay-10d",)


def test_a_catalogue_of_faults_names_each_of_them(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.toml"
    text = CATALOGUE.read_text(encoding="utf-8")
    path.write_text(
        text.replace('kind = "deadline", code = "001"', 'kind = "", colour = "red"', 1).replace(
            "[unserved]", "[unservd]"
        ),
        encoding="utf-8",
    )
    with pytest.raises(LawFaults) as caught:
        catalogue(path)
    said = [str(fault) for fault in caught.value.faults]
    assert len(said) == 4, said
    for words in (
        "kind is empty",
        "unknown key colour",
        "unserved is missing",
        "is unserved meant",
    ):
        assert any(words in one for one in said), said


def test_a_catalogue_that_is_no_toml_is_said(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.toml"
    path.write_text("[listed", encoding="utf-8")
    with pytest.raises(LawFaults, match="not TOML"):
        catalogue(path)
