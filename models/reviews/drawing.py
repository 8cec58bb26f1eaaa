"""Drawing a sample (抽样): half at random, half by risk; the same seed draws the same cases."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256


@dataclass(frozen=True, slots=True)
class Candidate:
    """A case that may be drawn, and how much each risk weighs in it."""

    number: str
    risks: Mapping[str, int]

    @property
    def weight(self) -> int:
        """One, and what its risks add."""
        return 1 + sum(self.risks.values())


def draw(
    candidates: Iterable[Candidate], size: int, random_share: int, seed: str
) -> dict[str, str]:
    """Case number → ``random`` or ``risk``, in the order of drawing.

    `random_share` per cent of `size` are drawn with equal chances, the rest by weight without
    replacement (Efraimidis and Spirakis). A case's lot hangs on seed and number alone, so another
    case more or less moves no other lot.
    """
    every = sorted(candidates, key=lambda one: _lot(seed, "random", one.number))
    plain = every[: -(-size * random_share // 100)]
    rest = every[len(plain) :]
    rest.sort(key=lambda one: -(_lot(seed, "risk", one.number) ** (1 / one.weight)))
    drawn = {one.number: "random" for one in plain}
    return drawn | {one.number: "risk" for one in rest[: max(size - len(plain), 0)]}


def _lot(seed: str, part: str, number: str) -> float:
    """A number between nothing and one that everybody can compute again."""
    digest = sha256(f"{seed}|{part}|{number}".encode()).digest()
    return (int.from_bytes(digest[:7]) + 1) / (256**7 + 1)
