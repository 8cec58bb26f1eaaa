"""Articles of the law said in English: the same numbers, in the same order, or nothing at all."""

from __future__ import annotations

import re

import pytest

from dueprocess.board import articles
from dueprocess.board.sentences import Sentences
from dueprocess.board.words import EN, Words
from rulebook.loading import loader
from tests.dueprocess import figures

SAID = {
    "第5条第1款第3项": "article 5, paragraph 1, item 3",
    "第19条第2款、第28条": "article 19, paragraph 2; article 28",
    "第五百七十八条": "article 578",
    "第一百二十条第一款": "article 120, paragraph 1",
    "第二十条": "article 20",
    "第1条至第3条": "articles 1 to 3",
    "第五点": "point 5",
    "2018年第四项": "2018, item 4",
    "第1条之一": None,
    "第1条、附表": None,
    "条次未核": None,
    "": None,
}

MORE = {"第1条至第6条之内（条次未核）"}  # said as a whole


@pytest.mark.parametrize(("zh", "en"), SAID.items())
def test_an_article_is_said_in_english_or_not_at_all(zh: str, en: str | None) -> None:
    assert articles.in_english(zh) == en


def test_a_citation_keeps_its_document_in_chinese() -> None:
    again = Sentences(Words(EN), loader.national())
    document = "《最高人民法院关于适用《民法典》的解释》（法释〔2015〕5号（2022修正））"
    assert again(f"{document}第485条第2款") == (
        f'<span lang="zh">{document}</span>, article 485, paragraph 2'
    )
    assert again("法释〔2018〕3号第11条；民事诉讼法第268条") == (
        '<span lang="zh">法释〔2018〕3号</span>, article 11; '
        '<span lang="zh">民事诉讼法</span>, article 268'
    )
    assert again("《某办法》（无文号）谁也没有译过") == (
        '<span lang="zh">《某办法》（无文号）谁也没有译过</span>'
    )


def test_every_article_of_the_law_is_said_by_its_own_number() -> None:
    law = loader.national()
    cited = {one.source.article for table in (law.rules, law.gates) for one in table.values()}
    cited |= {need.article for gate in law.gates.values() for need in gate.needs}
    places = {articles.cited(part)[1] for one in cited for part in one.split("；")}
    said = {one: again for one in places if (again := articles.in_english(one)) is not None}
    assert len(said) > 100
    assert {one for one in places - said.keys() if re.match(r"第.+条", one)} == MORE
    for one, again in said.items():
        assert figures.in_english(again) == figures.in_chinese(one), one
