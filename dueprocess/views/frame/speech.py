"""In which language names are said (用语): Chinese at the desk, a visitor's own on the board."""

from __future__ import annotations

from typing import Protocol

Pair = tuple[str, str]  # Chinese, English


class Speech(Protocol):
    """One language."""

    def __call__(self, text: str, **values: object) -> str:
        """A Chinese text in this language, `%(name)s` filled in."""

    def of(self, pair: Pair) -> str:
        """The one of a Chinese and an English text that is wanted."""

    def term(self, text: str) -> str:
        """A word of the law: a stage, a role, a choice that a fact names."""


class Chinese:
    """The language of the law, of papers and workbooks."""

    def __call__(self, text: str, **values: object) -> str:
        """The text as it is."""
        return text % values if values else text

    def of(self, pair: Pair) -> str:
        """The Chinese."""
        return pair[0]

    def term(self, text: str) -> str:
        """The word as it is."""
        return text


CHINESE = Chinese()
