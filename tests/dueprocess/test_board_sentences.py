"""Sentences that the book keeps in Chinese: said again in English, marked where not ours."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from dueprocess.board.sentences import HAN, Sentences
from dueprocess.board.words import EN, SENTENCES, Words, catalogue
from rulebook.loading import loader

ROOT = Path(__file__).parents[2]
WORDINGS = ROOT / "models" / "reviews"
ROOMS = ("models", "notifications", "dueprocess", "rulebook")
FILLED = {"stood": "，其中停止计算7日"}  # what is no figure; a seven for any other
PUT_TOGETHER = {"上半年", "下半年", "第%(quarter)d季度", "（勘误）（草稿）"}  # from pieces
JOINED = re.compile(r'"\n\s*f?"')
GAP = re.compile(r"%\(\w+\)[sd]")


@pytest.fixture(scope="module")
def again() -> Sentences:
    return Sentences(Words(EN), loader.national())


def _texts(file: Path) -> Iterator[str]:
    for call in ast.walk(ast.parse(file.read_text("utf-8"))):
        for word in call.keywords if isinstance(call, ast.Call) else ():
            if word.arg in ("about", "why"):
                yield _filled(word.value)


def _filled(value: ast.expr) -> str:
    match value:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=parts):
            return "".join(map(_filled, parts))
        case ast.FormattedValue(value=ast.Name(id=name)) if name in FILLED:
            return FILLED[name]
        case ast.FormattedValue():
            return "7"
        case _:
            return ""


def test_whatever_a_review_finds_is_said_in_english_too(again: Sentences) -> None:
    texts = [one for file in sorted(WORDINGS.glob("*.py")) for one in _texts(file) if one]
    assert len(texts) > 20
    assert [one for one in texts if HAN.search(again(one))] == []


def test_no_sentence_is_idle() -> None:
    files = (file for room in ROOMS for file in (ROOT / room).rglob("*") if file.is_file())
    kinds = {".py", ".toml"}
    told = "".join(JOINED.sub("", one.read_text("utf-8")) for one in files if one.suffix in kinds)
    for zh, _ in catalogue(SENTENCES):
        literals = [one.strip(" ；，。年") for one in GAP.split(zh) if HAN.search(one)]
        assert zh in PUT_TOGETHER or any(one in told for one in literals) or not literals, zh


def test_an_english_sentence_names_the_same_values() -> None:
    for zh, en in catalogue(SENTENCES):
        gaps = ({one[2:].rstrip("sd)") for one in GAP.findall(said)} for said in (zh, en))
        assert next(gaps) == next(gaps), zh


def test_what_was_filled_in_keeps_its_language(again: Sentences) -> None:
    assert again("不予签发（S001）：材料<不>齐") == (
        'not issued (S001): <span lang="zh">材料&lt;不&gt;齐</span>'
    )
    assert again("2026-03-10 S001 已核验；第12号事实按期办结") == (
        "2026-03-10 S001 verified; fact 12: settled in time"
    )
    assert again("谁也没有译过") == '<span lang="zh">谁也没有译过</span>'
    assert again.plain("各节点超期") == "Overdue by node"


def test_in_chinese_all_stands_as_it_was_written() -> None:
    assert Sentences(Words(), loader.national())("由事项3接续 <") == "由事项3接续 &lt;"


def test_every_check_sheet_is_asked_in_english_too(again: Sentences) -> None:
    sheets = loader.national().checksheets.values()
    asked = [text for sheet in sheets for text in (sheet.zh, *sheet.items)]
    assert [one for one in asked if HAN.search(again(one))] == []
