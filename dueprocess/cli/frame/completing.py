"""What the shell offers for a word that is one of a few (补全)."""

from __future__ import annotations

from collections.abc import Callable, Sequence


def one_of(words: Sequence[str]) -> Callable[[str], list[str]]:
    """A completion that offers those of the words that begin as typed."""

    def offer(incomplete: str) -> list[str]:
        return [word for word in words if word.startswith(incomplete)]

    return offer
