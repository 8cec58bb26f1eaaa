"""The board's two languages (中英文): Chinese as it is written, English by a gettext catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rulebook.time.period import Period, Unit

ZH, EN = "zh", "en"
LANGUAGES: Mapping[str, str] = {ZH: "中文", EN: "English"}
CATALOGUES = Path(__file__).parent / "locale"  # one for each part of the board
LAW = CATALOGUES / "law.po"  # the law's own words, which may mean less than the same on a button
SENTENCES = CATALOGUES / "sentences.po"  # what the book wrote and keeps, see `board.sentences`
NOTES = CATALOGUES / "notes.po"  # what the law's data note of themselves, word for word
PAPERS = CATALOGUES / "papers.po"  # what proves an act, as rules name it
EXAMPLES = CATALOGUES / "examples.po"  # what worked examples of rules show
APART = (LAW, SENTENCES, NOTES, PAPERS, EXAMPLES)


@dataclass(frozen=True, slots=True)
class Words:
    """What a page says in one language. A text without a translation stands as it is."""

    language: str = ZH

    def __call__(self, text: str, **values: object) -> str:
        """The text in this language, `%(name)s` filled in."""
        said = text if self.language == ZH else english().get(text, text)
        return said % values if values else said

    def of(self, pair: tuple[str, str]) -> str:
        """The one of a Chinese and an English text that is wanted."""
        return pair[0] if self.language == ZH else pair[1]

    def term(self, text: str) -> str:
        """A word of the law in this language: a stage, a role, a choice that a fact names."""
        return text if self.language == ZH else terms().get(text) or self(text)

    def original(self, text: str) -> str:
        """The Chinese of a word of the law, for a tooltip; "" where it is what is said."""
        return "" if self.term(text) == text else text

    def half(self, said: str) -> str:
        """One half of a sentence said in both languages, "中文 / English"; any other whole."""
        zh, mark, en = said.partition(" / ")
        return self.of((zh, en)) if mark and " / " not in en else said

    @property
    def html(self) -> str:
        """The tag of the language for a page's head."""
        return "zh-CN" if self.language == ZH else "en"


@cache
def english() -> Mapping[str, str]:
    """The English of what the board itself says."""
    parts = (part for part in sorted(CATALOGUES.glob("*.po")) if part not in APART)
    return {zh: en for part in parts for zh, en in catalogue(part)}


@cache
def terms() -> Mapping[str, str]:
    """The English of the law's own words."""
    return dict(catalogue(LAW))


def catalogue(part: Path) -> list[tuple[str, str]]:
    """One catalogue: each text and its English."""
    from babel.messages.pofile import read_po

    with part.open("rb") as file:
        found = read_po(file, locale=EN)
    return [(str(one.id), str(one.string)) for one in found if one.id and one.string]


def choice(said: str, words: Words) -> str:
    """What one may choose on a form, in words; a unit of time by its name."""
    if said not in set(Unit):
        return words.term(said)
    return Period(1, Unit(said)).text(words.language).removeprefix("1").strip()


def chosen(said: str | None) -> Words:
    """The language of a cookie's word; Chinese for any other."""
    return Words(said if said and said in LANGUAGES else ZH)
