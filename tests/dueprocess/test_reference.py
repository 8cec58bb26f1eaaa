"""The reference pages are what the law's data make of them, no more and no less."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from dueprocess.reference.pages import FOLDER, MAP, pages, stage_file, stale, write
from dueprocess.reference.processmap import laid_out, steps
from rulebook.law import inwords
from tests.rulebook.casebook import LAW

ROOT = Path(__file__).parents[2]


def test_the_pages_in_the_repository_are_not_stale() -> None:
    assert stale(LAW, ROOT / FOLDER) == [], "run `dueprocess rules pages`"


def test_a_changed_rule_makes_its_page_stale(tmp_path: Path) -> None:
    write(LAW, tmp_path)
    rule = replace(LAW.rules["filing-decision-7d"], zh="另一名称")
    changed = replace(LAW, rules={**LAW.rules, rule.id: rule})
    assert set(stale(changed, tmp_path)) == {MAP, "nodes.md", stage_file("A")}


def test_a_page_that_is_no_longer_made_is_removed(tmp_path: Path) -> None:
    (tmp_path / "stage-z.md").write_text("old", "utf-8")
    assert "stage-z.md" in stale(LAW, tmp_path)
    write(LAW, tmp_path)
    assert stale(LAW, tmp_path) == []


def test_every_rule_gate_and_definition_stands_on_the_page_of_its_stage() -> None:
    made = pages(LAW)
    for part in (LAW.rules, LAW.gates, LAW.definitions):
        for one in part.values():
            assert f"`{one.id}`" in made[stage_file(one.stage)]


def test_every_official_code_stands_in_the_table_of_nodes() -> None:
    table = pages(LAW)["nodes.md"]
    assert [code for code in LAW.nodes if f"\n| {code} |" not in table] == []


def test_the_map_is_well_formed_and_shows_every_step_of_every_stage() -> None:
    drawing = ET.fromstring(pages(LAW)[MAP])
    titles = [str(one.text) for one in drawing.iter("{http://www.w3.org/2000/svg}title")]
    shown = [rule for letter in LAW.stages for rule in steps(LAW, letter)]
    assert len(titles) == len(shown) > 0
    assert all(any(title.startswith(rule.zh) for title in titles) for rule in shown)


def test_no_two_cards_of_the_map_lie_on_each_other() -> None:
    found = laid_out(LAW)
    boxes = [(card.x, card.y, card.y + card.height) for card in (*found.main, *found.side)]
    for at, (x, top, bottom) in enumerate(boxes):
        beside = [box for box in boxes[at + 1 :] if box[0] == x]
        assert all(bottom <= low or high <= top for _, low, high in beside)


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("exec-notice-10d", "10日"),
        ("funds-paynotice-10wd", "10个工作日"),
        ("promise-kept", "由文书或者记录载明"),
    ],
)
def test_a_limit_is_said_in_words(rule: str, words: str) -> None:
    assert inwords.limit(LAW.rules[rule])[0] == words
