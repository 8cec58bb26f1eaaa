"""The pages keep what they promise: links lead somewhere, every word is in the glossary."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.house.premises import ROOT, files_of_rooms, pages

LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")

# The words of the house and what each is called in Chinese.
WORDS = {
    "Case": "案件",
    "Court": "法院",
    "Officer": "人员",
    "Book": "案册",
    "Fact": "事实",
    "Rule": "规则",
    "Node": "节点",
    "Clock": "时钟",
    "Gate": "闸门",
    "Rung": "级",
    "SupervisionItem": "督办事项",
    "Interview": "约谈",
    "Review": "核查",
    "Bulletin": "通报",
    "party_meeting": "终本约谈",
    "round_termination": "终本",
    "rehearsal": "演练",
}


@pytest.mark.parametrize("page", pages(), ids=str)
def test_every_link_to_a_file_leads_somewhere(page: Path) -> None:
    folder = (ROOT / page).parent
    targets = LINK.findall((ROOT / page).read_text("utf-8"))
    lost = [t for t in targets if "://" not in t and not (folder / t).exists()]
    assert lost == []


@pytest.mark.parametrize(("word", "zh"), WORDS.items())
def test_every_word_of_the_house_stands_in_the_glossary_beside_its_chinese(
    word: str, zh: str
) -> None:
    rows = (ROOT / "docs" / "glossary.md").read_text("utf-8").splitlines()
    assert any(f"`{word}`" in row and zh in row for row in rows)


def test_decisions_are_numbered_without_a_gap() -> None:
    numbers = [int(path.name[:4]) for path in sorted((ROOT / "docs" / "decisions").glob("*.md"))]
    assert numbers == list(range(1, len(numbers) + 1))


def test_nothing_is_left_for_later() -> None:
    left = re.compile(r"\b(TODO|FIXME|XXX|HACK|NotImplementedError)\b")
    texts = [*files_of_rooms(), *pages()]
    assert [str(file) for file in texts if left.search((ROOT / file).read_text("utf-8"))] == []


def test_no_page_and_no_module_knows_the_machine_it_was_written_on() -> None:
    own = re.compile(r"(?<![\w.])/(?:home|root|work|Users)/\w")
    texts = [*files_of_rooms(), *pages(), Path("Makefile"), Path("constraints.txt")]
    assert [str(file) for file in texts if own.search((ROOT / file).read_text("utf-8"))] == []
