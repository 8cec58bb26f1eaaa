"""What a bulletin's page is made from (通报材料): the frozen report, and how it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from rulebook.figures.definitions import Definitions
from rulebook.figures.span import Span, span


@dataclass(frozen=True, slots=True)
class Ranking:
    """Who switched the ordering by performance on, when and why."""

    by: str
    at: str
    reason: str


@dataclass(frozen=True, slots=True)
class Issue:
    """One bulletin to hand out. `state` is preview, drafted or issued; `ranking` None: none."""

    report: Mapping[str, Any]
    defined: Definitions
    number: str
    state: str
    sha256: str
    corrects: str = ""
    issued_by: str = ""
    issued_on: date | None = None
    rehearsal: bool = False
    ranking: Ranking | None = None

    @property
    def span(self) -> Span:
        """The period it tells of."""
        return span(str(self.report["span"]))

    @property
    def whole(self) -> Mapping[str, Any]:
        """The block of the court with all below it."""
        block: Mapping[str, Any] = self.report["courts"][0]
        return block

    @property
    def courts(self) -> Sequence[Mapping[str, Any]]:
        """The blocks court by court in the order of the register; by on-time rate if ranked."""
        blocks: Sequence[Mapping[str, Any]] = self.report["courts"]
        if self.ranking is None:
            return blocks
        return [blocks[0], *sorted(blocks[1:], key=_standing)]

    @property
    def before(self) -> Mapping[str, Any]:
        """The figures of the period before, of the whole, as far as defined alike."""
        previous = self.report["previous"]
        own, old = self.report["versions"], previous["versions"]
        block = previous["courts"][0]["figures"]
        return {name: one for name, one in block.items() if own.get(name) == old.get(name)}

    def name(self, kind: str, key: str) -> str:
        """What a node, cause, level or officer was called then."""
        return str(self.report["names"][kind].get(key, key))


RANKED_BY = "nodes.on_time_rate"


def _standing(block: Mapping[str, Any]) -> tuple[bool, Decimal]:
    """The highest rate first; a court that has too few for a rate stands behind, unranked."""
    rate = block["figures"][RANKED_BY]["value"]
    return rate is None, -Decimal(rate or 0)
