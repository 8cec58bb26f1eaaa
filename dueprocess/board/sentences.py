"""Sentences that the book wrote in Chinese (成句), said again in the reader's language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from typing import Any

from markupsafe import Markup, escape

from dueprocess.board import articles
from dueprocess.board.words import (
    EXAMPLES,
    NOTES,
    PAPERS,
    SENTENCES,
    ZH,
    Words,
    catalogue,
    english,
    terms,
)
from dueprocess.views.frame.palette import LEVELS, STATES
from rulebook.law.lawbook import Lawbook
from rulebook.oversight.supervision import STATE_NAMES

HAN = re.compile(r"[\u4e00-\u9fff]")
_HOLE = re.compile(r"%\((\w+)\)([sd])")  # s: any text, d: digits
_LED = re.compile(r"([^\u4e00-\u9fff（“【]+ )([\u4e00-\u9fff（“【].*)", re.DOTALL)
_NUMBERED = re.compile(r"([\u4e00-\u9fff]+(?:〔\d+〕\d+号)?)")
_KINDS = {"s": ".+?", "d": r"\d+"}
_JOINTS = (("；", "; "), ("、", ", "), ("：", ": "))


class Sentences:
    """Says what was stored in Chinese: findings, reasons, frozen sheets, notes of the law.

    In English a sentence of ours is said in English; of any other text the Chinese stands, marked
    as Chinese, and so does what was filled into a sentence and has no English.
    """

    def __init__(self, words: Words, law: Lawbook, more: Mapping[str, str] | None = None) -> None:
        self._words = words
        self._names = {} if words.language == ZH else {**_named(law), **(more or {})}
        self._said: dict[str, Markup | None] = {}

    def __call__(self, text: str) -> Markup:
        """The text for a page."""
        if self._words.language == ZH:
            return escape(text)
        return self._filled(text.strip())

    def listed(self, texts: Iterable[str]) -> Markup:
        """Several texts, one after another."""
        joint = self._words.of(("、", "; "))
        return Markup(joint).join(map(self, texts))

    def plain(self, text: str) -> str:
        """The same without any marking, for a drawing."""
        return self(text).striptags() if HAN.search(text) else text

    def _filled(self, text: str) -> Markup:
        said = self._again(text)
        return Markup('<span lang="zh">{}</span>').format(text) if said is None else said

    def _again(self, text: str) -> Markup | None:
        if not HAN.search(text):
            return escape(text)
        if text not in self._said:
            ways = (self._word, self._cited, self._sentence, self._joined, self._led)
            self._said[text] = next(filter(None, (way(text) for way in ways)), None)
        return self._said[text]

    def _word(self, text: str) -> Markup | None:
        named = (self._names, _whole(), terms(), english())
        known = next((words[text] for words in named if text in words), None)
        return None if known is None else _marked(known)

    def _cited(self, text: str) -> Markup | None:
        """A document by its Chinese title and number, which is marked, and the article of it."""
        document, article = articles.cited(text)
        said = articles.in_english(article)
        place = escape(said) if said is not None else self._again(article) if document else None
        if place is None:
            return None
        named = Markup('<span lang="zh">{}</span>').format(document) if document else None
        return Markup(", ").join(filter(None, (named, place)))

    def _sentence(self, text: str) -> Markup | None:
        for literal, pattern, said in _patterns():
            found = pattern.fullmatch(text) if literal in text else None
            if found is not None:
                values = found.groupdict().items()
                return Markup(said) % {name: self._filled(one.strip()) for name, one in values}
        return None

    def _joined(self, text: str) -> Markup | None:
        for mark, joint in _JOINTS:
            parts = [self._again(one) for one in text.split(mark)] if mark in text else [None]
            if None not in parts:
                return Markup(joint).join(filter(None, parts))
        return None

    def _led(self, text: str) -> Markup | None:
        """A day or an officer, then what is said."""
        found = _LED.fullmatch(text)
        said = self._again(found[2]) if found else None
        return escape(found[1]) + said if found and said is not None else None


def _marked(said: str) -> Markup:
    """English in which a document is named by its Chinese number, which is marked as Chinese."""
    marked = Markup('<span lang="zh">{}</span>')
    parts = _NUMBERED.split(said)  # every second part is Chinese
    return Markup("").join(
        marked.format(part) if at % 2 else escape(part) for at, part in enumerate(parts)
    )


@cache
def _whole() -> Mapping[str, str]:
    """What is said word for word: sentences without a gap, what the law's data tell of it."""
    pairs = chain(*map(catalogue, (SENTENCES, NOTES, PAPERS, EXAMPLES)))
    return {zh: en for zh, en in pairs if not _HOLE.search(zh)}


@cache
def _patterns() -> Sequence[tuple[str, re.Pattern[str], str]]:
    """Sentences with gaps, those that say most first: a literal part, the pattern, the English."""
    found = [pair for pair in catalogue(SENTENCES) if _HOLE.search(pair[0])]
    found.sort(key=lambda pair: len(_HOLE.sub("", pair[0])), reverse=True)
    return [(_literal(zh), pattern(zh), en) for zh, en in found]


def _literal(zh: str) -> str:
    return max(_HOLE.split(zh)[::3], key=len)


def pattern(zh: str) -> re.Pattern[str]:
    """What a sentence with gaps matches.

    A gap ends where the words behind it first come, the last one at the end of the text.

    No other end is tried: of a long text, typed so, that would take for ever.
    """
    first, *rest = _HOLE.split(zh)
    said, last = re.escape(first), len(rest) // 3
    gaps = zip(rest[::3], rest[1::3], rest[2::3], strict=True)
    for place, (name, kind, text) in enumerate(gaps, start=1):
        words, filled = re.escape(text), _KINDS[kind]
        if text and place < last:
            filled = f"(?>{filled}(?={words}))"
        said += f"(?P<{name}>{filled}){words}"
    return re.compile(said, re.DOTALL)


def _named(law: Lawbook) -> Mapping[str, str]:
    """The law's own names of its rules, definitions, facts, causes, reviews and rungs."""
    rungs = (rung for ladder in law.ladders.values() for rung in ladder.every)
    tables = (law.rules, law.definitions, law.facts, law.causes, law.reviews)
    named: Iterator[Any] = chain(*(one.values() for one in tables), rungs)
    said = chain(STATES.values(), LEVELS.values(), named)
    states = {zh: STATES[state].en for state, zh in STATE_NAMES.items()}
    return states | {one.zh: one.en for one in said if one.en}
