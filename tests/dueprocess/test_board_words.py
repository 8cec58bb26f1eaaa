"""The board's English: every text of a template has its translation, and no translation is idle."""

from __future__ import annotations

import re
from pathlib import Path

from dueprocess.board.page import HERE
from dueprocess.board.words import APART, CATALOGUES, EN, Words, catalogue, english, terms
from dueprocess.views.lists import listings
from dueprocess.views.supervision import reviews, sampling
from rulebook.loading import loader
from rulebook.money.account import Account
from rulebook.time.period import Unit

_SAID = re.compile(r"""_\((["'])(.+?)\1""")
_SAID_IN_CODE = re.compile(r"""words\(\s*"(.+?)\"""")


def _said() -> set[str]:
    pages = (HERE / "templates").glob("*.html")
    said = {found[1] for page in pages for found in _SAID.findall(page.read_text("utf-8"))}
    code = "".join(part.read_text("utf-8") for part in HERE.rglob("*.py"))
    return said | set(_SAID_IN_CODE.findall(code)) | _of_reviews()


def _of_reviews() -> set[str]:
    """States and figures of findings, and how a case came into a sample."""
    tables = (reviews.STATES, reviews.FIGURES, sampling.HOW, sampling.RISKS)
    return {word for table in tables for word in table.values()}


def _heads() -> set[str]:
    """The desk's own column heads, which a list's page translates too."""
    files = Path(listings.__file__).parent.glob("*.py")
    text = "".join(file.read_text("utf-8") for file in files)
    return set(re.findall(r"""(?:Column|_day)\(\s*"([^"]+)\"""", text))


def test_every_text_of_a_page_is_translated() -> None:
    assert sorted((_said() | _heads()) - english().keys()) == []


def test_every_translation_is_of_a_text_that_a_page_has() -> None:
    assert sorted(english().keys() - _said() - _heads()) == []


def _terms() -> set[str]:
    """The words by which the law itself names stages, roles, bodies, subjects and choices."""
    law = loader.national()
    named = (law.stages, law.roles, law.outsiders, law.subjects, law.nodes)
    fields = (field for kind in law.facts.values() for field in law.fields_of(kind.id))
    choices = {choice for field in fields for choice in field.choices} - set(Unit)
    accounts = {account.zh for account in Account}
    rest = {"责任人", "监管人员"}  # who receives and decides where no role is named
    return {word for words in named for word in words.values()} | choices | accounts | rest


def test_every_word_of_the_law_is_translated_and_none_is_idle() -> None:
    assert sorted(_terms() ^ terms().keys()) == []


def test_a_word_of_the_law_keeps_its_original_beside_it() -> None:
    assert Words(EN).term("执行案款") == "Case money"
    assert Words(EN).original("执行案款") == "执行案款" and Words().original("执行案款") == ""
    assert Words(EN).term("本院另设的岗位") == "本院另设的岗位"


def test_a_translation_names_the_same_values() -> None:
    values = re.compile(r"%\(\w+\)s")
    for zh, en in english().items():
        assert sorted(values.findall(zh)) == sorted(values.findall(en))


def test_a_text_without_a_translation_stands_as_it_is() -> None:
    assert Words(EN)("无人译过") == "无人译过"
    assert Words()("清单") == "清单"


def test_two_catalogues_say_the_same_of_one_text() -> None:
    parts = (part for part in CATALOGUES.glob("*.po") if part not in APART)
    pairs = {pair for part in parts for pair in catalogue(part)}
    assert len(pairs) == len({zh for zh, _ in pairs})


def test_of_a_sentence_in_both_languages_one_half_is_said() -> None:
    assert Words().half("无此页 / no such page") == "无此页"
    assert Words(EN).half("无此页 / no such page") == "no such page"
    for whole in ("无此页", "甲 / 乙 / 丙"):
        assert Words(EN).half(whole) == whole
