"""The board's two languages (中英文): Chinese as it is written, English by a gettext catalogue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ZH, EN = "zh", "en"
LANGUAGES: Mapping[str, str] = {ZH: "中文", EN: "English"}
CATALOGUES = Path(__file__).parent / "locale"  # one for each part of the board


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

    @property
    def html(self) -> str:
        """The tag of the language for a page's head."""
        return "zh-CN" if self.language == ZH else "en"


@cache
def english() -> Mapping[str, str]:
    """The English of every catalogue."""
    return {zh: en for part in sorted(CATALOGUES.glob("*.po")) for zh, en in catalogue(part)}


def catalogue(part: Path) -> list[tuple[str, str]]:
    """One catalogue: each text and its English."""
    from babel.messages.pofile import read_po

    with part.open("rb") as file:
        found = read_po(file, locale=EN)
    return [(str(one.id), str(one.string)) for one in found if one.id and one.string]


def chosen(said: str | None) -> Words:
    """The language of a cookie's word; Chinese for any other."""
    return Words(said if said and said in LANGUAGES else ZH)
