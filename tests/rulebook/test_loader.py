"""Loading a rulebook: every fault at once, each with its file and entry."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

import rulebook
from rulebook.law.rule import LegalClass, RuleKind, Status
from rulebook.loading.faults import LawFaults, UnknownProfile
from rulebook.loading.loader import load

DATA = Path(rulebook.__file__).parent / "data"
LAW = load()
SLICE = {
    "filing-decision-7d", "assign-handler-7d", "exec-notice-3d-2006", "exec-notice-10d",
    "ask-applicant-clues-3d", "network-query-5wd", "clue-verify-5d", "clue-verify-7d",
    "clue-verify-urgent-3d", "complete-investigation-1m", "refprice-start-30d",
    "funds-paynotice-10wd", "funds-finance-pay-5wd", "zhongben-3m", "case-6m",
}  # fmt: skip

Edit = Callable[[str, str, str], None]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(DATA / "national", tmp_path / "national")
    return tmp_path


@pytest.fixture
def edit(root: Path) -> Edit:
    """Replace the first occurrence of a text in one file of a copy of the national rulebook."""

    def replace(file: str, old: str, new: str) -> None:
        path = root / "national" / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return replace


def faults(root: Path) -> list[str]:
    with pytest.raises(LawFaults) as caught:
        load("national", root)
    return [str(fault) for fault in caught.value.faults]


def test_the_slice_is_there_with_its_sources() -> None:
    assert set(LAW.rules) >= SLICE
    for rule in LAW.rules.values():
        assert rule.source.document
        assert rule.source.number
        assert rule.examples
        assert not rule.code or rule.code in LAW.nodes


def test_all_forty_official_codes_are_named() -> None:
    assert {f"{number:03}" for number in range(1, 41)} <= set(LAW.nodes)


def test_a_faultless_copy_loads_with_the_same_version(root: Path) -> None:
    assert load("national", root).version == LAW.version


def test_five_faults_give_five_messages(root: Path, edit: Edit) -> None:
    edit("rules-a-filing.toml", 'period = "7:day"', 'period = "7:fortnight"')
    edit("rules-b-notice.toml", 'ladder = "default"', 'ladder = "defalt"')
    edit("rules-c-investigation.toml", 'due = "2023-05-04"', 'due = "2023-05-01"')
    edit("facts-a-filing.toml", "opens_file = true", "opens_fiel = true")
    edit("gates-m-termination.toml", '"execution_notice_issued"', '"notice_issued"')
    found = faults(root)
    assert len(found) == 5, found
    assert all("\n" not in one for one in found)
    for file, words in {
        "rules-a-filing.toml": "rule filing-decision-7d",
        "rules-b-notice.toml": "is default meant?",
        "rules-c-investigation.toml": "comes out as 2023-05-04, not 2023-05-01",
        "facts-a-filing.toml": "unknown key opens_fiel",
        "gates-m-termination.toml": "unknown fact kind notice_issued",
    }.items():
        assert any(one.startswith(file) and words in one for one in found), (file, found)


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("rules-a-filing.toml", 'role = "director"', 'role = "direktor"', "unknown role direktor"),
        ("rules-a-filing.toml", 'code = "001"', 'code = "101"', "unknown node code 101"),
        ("rules-n-limit.toml", 'exclusions = "E2"', 'exclusions = "E9"', "exclusion list E9"),
        ("rules-a-filing.toml", "effective_from = 1998-07-08", "", "effective_from is missing"),
        ("rules-a-filing.toml", "= 1998-07-08", '= "1998-07-08"', "must be a date"),
        ("rules-a-filing.toml", 'article = "第16条"', "", "article is missing"),
        ("rules-a-filing.toml", 'kind = "deadline"', 'kind = "dead"', "not one of deadline"),
        ("rules-e-price.toml", 'origin = ["asset_controlled"]', "origin = []", "origin is empty"),
        ("rules-e-price.toml", 'field = "needs_sale"', 'field = "sale"', "no opening fact has"),
        ("rules-e-price.toml", 'subject = "asset"', 'subject = "clue"', "the rule about the clue"),
        ("rules-c-investigation.toml", "= 2017-04-30", "= 2017-05-01", "overlaps clue-verify-5d"),
        ("rules-c-investigation.toml", '"shown_only"', '"default"', "unverified: it is shown"),
        ("rules-m-termination.toml", "evidence =", 'ladder = "default"\nevidence =', "minimum"),
        ("rules-r-supervision.toml", 'appointed = "due_on"', 'appointed = "on"', "date field on"),
        ("ladders.toml", 'on_silence = "order"', 'on_silence = "orders"', "unknown rung orders"),
        ("ladders.toml", "offset = 0", "", "say one of offset"),
        ("facts-k-stops.toml", "evidence_required = true", "", "begins a pause"),
        ("gates-m-termination.toml", '"zhongben-3m"', '"case-6m"', "no minimum term"),
        ("names.toml", "[roles]", "[rolls]", "is no part of a rulebook"),
        ("lights.toml", "due_soon = 5", "due_soon = 0.5", "must be a whole number"),
        ("exclusions.toml", '"coordination"]', '"co"]', "unknown cause co"),
        ("rules-b-notice.toml", 'id = "exec-notice-10d"', 'id = "exec-notice-3d-2006"', "twice"),
        ("rules-n-limit.toml", "pauses = [\"2018-05-10..", "pauses = [\"2018-05-32..", "FROM..TO"),
    ],
)  # fmt: skip
def test_a_fault_is_named(root: Path, edit: Edit, file: str, old: str, new: str, said: str) -> None:
    edit(file, old, new)
    assert any(said in one for one in faults(root)), faults(root)


def test_a_file_that_is_no_toml_is_one_fault_and_hides_no_other(root: Path, edit: Edit) -> None:
    edit("ladders.toml", "[[ladder]]", "[[ladder")
    edit("rules-a-filing.toml", 'kind = "deadline"', 'kind = "dead"')
    found = faults(root)
    assert len(found) == 2
    assert any(one.startswith("ladders.toml: not TOML") for one in found)


def test_a_profile_that_does_not_exist_is_answered_with_those_that_do() -> None:
    with pytest.raises(UnknownProfile, match="national"):
        load("provincial")


def test_a_changed_text_is_another_version_a_changed_note_is_not(root: Path, edit: Edit) -> None:
    edit("rules-m-termination.toml", "note = ", 'moot_by = ["case_closed"]\nnote = ')
    edit("rules-n-limit.toml", "同一期限另见", "同一期限并见")
    changed = load("national", root)
    assert changed.version != LAW.version
    assert changed.rules["zhongben-3m"].version != LAW.rules["zhongben-3m"].version
    assert changed.rules["case-6m"].version == LAW.rules["case-6m"].version


@pytest.mark.parametrize(
    ("asked", "on", "governs"),
    [
        ("clue-verify-5d", date(2020, 1, 1), "clue-verify-7d"),
        ("clue-verify-7d", date(2016, 1, 1), "clue-verify-5d"),
        ("clue-verify-urgent-3d", date(2016, 1, 1), "clue-verify-5d"),
        ("clue-verify-7d", date(2020, 1, 1), None),
        ("clue-verify-5d", date(2001, 1, 1), None),
    ],
)
def test_the_rule_that_governs_instead_is_found_both_ways(
    asked: str, on: date, governs: str | None
) -> None:
    found = LAW.instead_of(LAW.rules[asked], on)
    assert (found.id if found else None) == governs


def test_only_what_binds_is_enforced() -> None:
    bare = {rule.id for rule in LAW.rules.values() if not rule.enforced}
    assert bare >= {"network-query-5wd", "funds-paynotice-10wd", "funds-finance-pay-5wd"}
    assert all(LAW.rules[one].source.number for one in bare)
    assert LAW.rules["network-query-5wd"].status is Status.UNVERIFIED
    assert LAW.rules["exec-notice-3d-2006"].legal_class is LegalClass.INTERNAL
    assert LAW.rules["exec-notice-10d"].legal_class is LegalClass.LEGAL
    assert LAW.rules["zhongben-3m"].kind is RuleKind.MIN
