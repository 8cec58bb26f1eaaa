"""The ground (推演依据) on which a case's nodes were worked out: law, calendar and arithmetic.

A case whose row bears the ground of today has nodes that are exactly what follows from its facts,
so that with the next fact only those are looked at that it may move. On any other ground every
node is worked out anew.
"""

from __future__ import annotations

from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path

import rulebook
from rulebook.law.lawbook import Lawbook
from rulebook.time.calendar import Calendar

_ARITHMETIC = (
    *(Path(rulebook.__file__).parent / room for room in ("case", "law", "time")),
    Path(__file__).parent,
)


@lru_cache(maxsize=8)
def ground(law: Lawbook, calendar: Calendar) -> str:
    """A digest of all that nodes follow from beside the facts.

    Of the law it is the entries themselves, not its version: a law made in memory has none of its
    own. A changed line of the arithmetic is another ground too.
    """
    entries = (law.rules, law.facts, law.ladders, law.causes, law.exclusions, law.outsiders)
    said = (_arithmetic(), calendar.version, *map(repr, entries))
    return sha256("\n".join(said).encode()).hexdigest()


@cache
def _arithmetic() -> str:
    files = (file for folder in _ARITHMETIC for file in sorted(folder.glob("*.py")))
    return sha256(b"\n".join(file.read_bytes() for file in files)).hexdigest()
