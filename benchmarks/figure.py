"""A figure (数据): one thing measured several times in one run."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Figure:
    """What was measured, on which engine, at which size, and every value it gave."""

    part: str  # facts, patrol, import, board
    what: str
    engine: str
    size: str  # as it is printed
    unit: str  # facts/s, s, ms, rows/s, MiB, ×
    values: tuple[float, ...]

    @property
    def median(self) -> float:
        """The middle value, which one disturbance of the machine does not move."""
        return median(self.values)

    @property
    def spread(self) -> tuple[float, float]:
        """The lowest and the highest value."""
        return min(self.values), max(self.values)

    def __str__(self) -> str:
        return f"{self.engine}: {self.what}, {self.size}: {shown(self.median)} {self.unit}"


def shown(value: float) -> str:
    """A value with three digits that count."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def ratio(what: str, over: Figure, under: Figure) -> Figure:
    """How many times the median of one figure is that of another of the same run."""
    size = f"{over.size} : {under.size}"
    times = over.median / under.median
    return Figure(over.part, what, over.engine, size, "×", (times,))
