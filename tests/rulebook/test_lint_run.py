"""One run of the check over whole folders of profiles finds every fault that was seeded."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import rulebook
from rulebook.loading.difference import Change, difference
from rulebook.loading.faults import LawFaults, ProfilesMissing, UnknownProfile
from rulebook.loading.lint import lint, opened
from tests.rulebook.smallbook import gate, rule, write

HEAD = '[profile]\nzh = "示例法院"\nen = "an example court"\nbase = "small"\n'
SOURCE = 'source = { document = "本院规定", number = "示例院〔2024〕1号", article = "第1条" }'
LOOSER = f"""
[[tighten]]
rule = "notice"
period = "12:day"
effective_from = 2024-01-01
{SOURCE}

[[tighten.example]]
origin = "2024-03-01"
due = "2024-03-13"
"""
DATA = Path(rulebook.__file__).parent / "data"


def said(root: Path) -> list[str]:
    with pytest.raises(LawFaults) as caught:
        lint(root)
    return [str(fault) for fault in caught.value.faults]


def test_every_seeded_fault_is_found_in_one_run(tmp_path: Path) -> None:
    write(
        tmp_path,
        rule(),
        rule("notice-2016", catalogue='"notice"', effective_from="2016-01-01"),
        rule("unknown", origin='["field"]'),
        rule("unreachable", when='[{ field = "kind", equals = "再审" }]'),
        rule("round", supersedes='"round"', effective_to="2020-01-01"),
        rule("unsourced").replace("source = ", "sauce = "),
        rule("unproven", settles='["closed"]', example=""),
        gate("one", "seized", 'has = ["sold"]'),
        gate("two", "sold", 'has = ["seized"]'),
    )
    write(tmp_path, "", profile="court", profile_=HEAD + LOOSER)
    found = said(tmp_path)
    for words in (
        "small/rules.toml: rule notice-2016: overlapping versions",
        "court/profile_.toml: tighten notice: loosens notice: from 2015-01-01 12:day ends on",
        "small/rules.toml: rule unknown: unknown fact kind field, is filed meant?",
        "small/rules.toml: rule unreachable: when: kind is never '再审'",
        "small/facts.toml: fact seized: can never be recorded",
        "small/rules.toml: rule round: rests on itself in a circle: round supersedes round",
        "small/rules.toml: rule unsourced: source is missing",
        "small/rules.toml: rule unproven: no worked example",
    ):
        assert [one for one in found if one.startswith(words)], (words, found)
    assert len(found) == len(set(found))
    assert all("\n" not in one for one in found)


def test_all_profiles_of_a_folder_are_loaded_and_one_alone_if_it_is_named(tmp_path: Path) -> None:
    write(tmp_path, rule())
    write(tmp_path, "", profile="court", profile_=HEAD)
    assert [law.profile.id for law in lint(tmp_path)] == ["court", "small"]
    assert [law.profile.id for law in lint(tmp_path, "court")] == ["court"]
    assert [law.profile.id for law in lint(tmp_path / "court")] == ["court"]
    with pytest.raises(UnknownProfile, match="small"):
        lint(tmp_path, "nowhere")


def test_a_folder_without_profiles_is_said_to_be_one(tmp_path: Path) -> None:
    with pytest.raises(ProfilesMissing):
        lint(tmp_path)


def test_the_shipped_profiles_have_no_fault() -> None:
    assert {law.profile.id for law in lint()} >= {"national", "official-40", "small-court-12"}


def test_two_books_differ_key_by_key(tmp_path: Path) -> None:
    write(
        tmp_path / "a",
        rule(),
        rule("gone", settles='["closed"]'),
        gate("sale", "sold", 'has = ["seized"]'),
    )
    write(
        tmp_path / "b",
        rule(period='"12:day"', bears='"nobody"', kind='"min"', settles="", roll='"none"'),
        rule("new", settles='["closed"]'),
        gate("sale", "sold", 'has = ["seized"]\nevidence = true'),
    )
    found = difference(opened(str(tmp_path / "a" / "small")), opened(str(tmp_path / "b" / "small")))
    rules, gates = found["rules"], found["gates"]
    assert (rules.added, rules.removed) == (("new",), ("gone",))
    assert Change("notice", "period", "10:day", "12:day") in rules.changed
    assert Change("notice", "bears", "court", "nobody") in rules.changed
    assert Change("notice", "settles", "noticed", "") in rules.changed
    assert [(change.id, change.key) for change in gates.changed] == [("sale", "need")]
    assert "evidence = True" in gates.changed[0].after
    assert not any(change.key == "version" for change in rules.changed)


def test_a_changed_copy_of_the_law_differs_in_what_was_changed(tmp_path: Path) -> None:
    copy = tmp_path / "national"
    shutil.copytree(DATA / "national", copy)
    ladders = (copy / "ladders.toml").read_text("utf-8")
    (copy / "ladders.toml").write_text(
        ladders.replace('zh = "一般节点"', 'zh = "通用"', 1), "utf-8"
    )
    found = difference(opened("national"), opened(str(tmp_path)))
    assert found["ladders"].changed == (Change("default", "zh", "一般节点", "通用"),)
    assert not any(any((one.added, one.removed)) for one in found.values())
    assert not found["rules"].changed
