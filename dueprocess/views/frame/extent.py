"""How many lines of each list a terminal has room for (画面行数)."""

from __future__ import annotations

from dataclasses import dataclass

from models.reading.picture import Picture

# Lines that stand whatever the lists hold: head, headings, blank lines, foot, the cursor's own.
FIXED = 17
LEAST = 2


@dataclass(frozen=True, slots=True)
class Extent:
    """The number of lines for each list."""

    overdue: int
    today: int
    items: int
    facts: int

    @classmethod
    def within(cls, height: int, seen: Picture) -> Extent:
        """Share `height` lines: first what is late, then today, matters and facts."""
        left = max(4 * LEAST, height - FIXED)
        facts = min(len(seen.facts), max(LEAST, left // 5))
        left -= max(facts, 1)
        overdue = min(len(seen.overdue), max(LEAST, left - 2 * LEAST, left // 2))
        today = min(len(seen.today), max(LEAST, min(left // 4, left - LEAST)))
        items = min(len(seen.items), max(LEAST, left // 4))
        spare = overdue + max(today, 1) + max(items, 1) - left
        return cls(max(LEAST, overdue - max(0, spare)), today, items, facts)
