"""What the law's data note of themselves: said in English in full, with the same numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from dueprocess.board.sentences import HAN, Sentences
from dueprocess.board.words import EN, NOTES, Words, catalogue
from rulebook.law.lawbook import Lawbook
from rulebook.loading import folders, loader
from tests.dueprocess import figures

MARKED = re.compile(r'<span lang="zh">(.+?)</span>')
NUMBER = re.compile(r"[\u4e00-\u9fff]+(?:〔\d+〕\d+号)?")
# What one language names and the other does not is lost, or added.
NAMED = {
    r"工作日": r"working days?",
    r"小时": r"hours",
    r"个月|加月|月末": r"months?",
    r"百分之": r"per cent",
    r"顺延|再往前|再提前": r"\bmov(es?|ed)\b",
    r"首日计入|[始满]日不计": r"first day counts|day not counted",
    r"法官": r"\ba judge\b",
    r"本院确认": r"this court to confirm",
    r"二手资料": r"secondary sources",
    r"未见(?!明文)": r"not seen",
    r"问责": r"held to it",
    r"提示|提醒|加注": r"remind|remark|hint",
    r"本系统": r"th(is|e) system",
}


def _notes(law: Lawbook) -> Iterator[str]:
    tables = (law.rules, law.gates, law.definitions, law.exclusions, law.reviews)
    yield from (one.note for table in tables for one in table.values() if one.note)


@pytest.mark.parametrize("profile", sorted(folders.places(None)))
def test_every_note_of_the_law_is_said_in_english(profile: str) -> None:
    law = loader.load(profile)
    again = Sentences(Words(EN), law)
    left = {zh for note in _notes(law) for zh in MARKED.findall(again(note)) if HAN.search(note)}
    assert sorted(one for one in left if not NUMBER.fullmatch(one)) == []


def test_an_english_note_names_the_same_numbers() -> None:
    for zh, en in catalogue(NOTES):
        assert figures.in_english(en) == figures.in_chinese(zh), zh


@pytest.mark.parametrize(("zh", "en"), NAMED.items())
def test_an_english_note_says_what_hangs_on_a_word(zh: str, en: str) -> None:
    for said, again in catalogue(NOTES):
        assert bool(re.search(zh, said)) == bool(re.search(en, again)), said
