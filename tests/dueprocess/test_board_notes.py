"""What the law's data tell of themselves: said in English in full, with the same numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from dueprocess.board.sentences import Sentences
from dueprocess.board.words import EN, EXAMPLES, NOTES, PAPERS, Words, catalogue
from rulebook.law.lawbook import Lawbook
from rulebook.loading import folders, loader
from tests.dueprocess import figures

DATA = Path(__file__).parents[2] / "rulebook"
MARKED = re.compile(r'<span lang="zh">(.+?)</span>')
NUMBER = re.compile(r"[\u4e00-\u9fff]+(?:〔\d+〕\d+号)?")
# What one language names and the other does not is lost, or added.
IN_NOTES = {
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
    r"待核": r"still to be checked",
    r"复议": r"[Rr]econsideration",
    r"中止": r"[Ss]uspen",
    r"暂缓执行|暂缓与": r"\bstay\b(?! the)",
    r"[届期]满前|终本前|末日之前": r"before (expiry|the (last|end))",
    r"次日起": r"day after|next day on",
}

IN_EXAMPLES = {
    r"工作日|上班|调休": r"working|worked|make-up",
    r"周一": r"Monday",
    r"周五": r"Friday",
    r"周六": r"Saturday",
    r"周日": r"Sunday",
    r"闰|2月29日": r"leap|29 February",
    r"平年|大月|小月": r"common year|long month",
    r"跨年": r"(across|crosses) the year",
    r"国庆": r"National Day",
    r"中秋": r"Mid-Autumn",
    r"春节|除夕": r"Spring Festival",
    r"劳动节": r"Labour Day",
    r"元旦": r"New Year",
    r"首日计入": r"first day counts",
    r"不因?(周六)?顺延|不再提前": r"not move",
    r"往回数|倒推|往前|提前": r"back",
    r"延长|延期": r"extended|extension|longer|lengthened",
    r"(?<!再次)顺延|提前": r"\bmov(es?|ed|ing)\b",
    r"不计": r"not count",
}
WORDS = [(NOTES, *pair) for pair in IN_NOTES.items()]
WORDS += [(EXAMPLES, *pair) for pair in IN_EXAMPLES.items()]


def _told(law: Lawbook) -> Iterator[str]:
    """Notes, names of papers, what worked examples show."""
    tables = (law.rules, law.gates, law.definitions, law.exclusions, law.reviews)
    yield from (one.note for table in tables for one in table.values() if one.note)
    for rule in law.rules.values():
        yield from (*rule.evidence, *(example.shows for example in rule.examples))


@pytest.mark.parametrize("profile", sorted(folders.places(None)))
def test_whatever_the_law_tells_of_itself_is_said_in_english(profile: str) -> None:
    law = loader.load(profile)
    again = Sentences(Words(EN), law)
    left = {zh for text in _told(law) for zh in MARKED.findall(again(text))}
    assert sorted(one for one in left if not NUMBER.fullmatch(one)) == []


def test_no_note_paper_or_example_is_idle() -> None:
    law = "".join(file.read_text("utf-8") for file in DATA.rglob("*.toml"))
    whole = re.sub(r"\\\n\s*", "", law)
    said = [zh for part in (NOTES, PAPERS, EXAMPLES) for zh, _ in catalogue(part)]
    assert [zh for zh in said if f'"{zh}' not in whole and f"\n{zh}" not in whole] == []


@pytest.mark.parametrize("part", [NOTES, EXAMPLES], ids=lambda part: part.stem)
def test_in_english_the_same_numbers_are_named(part: Path) -> None:
    for zh, en in catalogue(part):
        assert figures.in_english(en) == figures.in_chinese(zh), zh


@pytest.mark.parametrize(("part", "zh", "en"), WORDS, ids=lambda one: getattr(one, "stem", one))
def test_in_english_the_same_is_said_of_limits(part: Path, zh: str, en: str) -> None:
    for said, again in catalogue(part):
        assert bool(re.search(zh, said)) == bool(re.search(en, again)), said
