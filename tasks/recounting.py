"""Going on with recounts that are owed (续行重新推算): in each patrol, some cases a round."""

from __future__ import annotations

from dataclasses import dataclass

from models.recounting import owing as rows
from models.recounting.owing import Standing, serve
from models.store import Store

# Cases gone through in one round: the alerts of the next minute are not to wait for it.
CASES_A_ROUND = 2000


@dataclass(frozen=True, slots=True)
class Recounted:
    """What one round did of it; `left` are the overlays whose recount goes on."""

    cases: int = 0
    left: tuple[int, ...] = ()

    def __str__(self) -> str:
        if not (self.cases or self.left):
            return "规则叠加 overlays: 无待重新推算 none to recount for"
        left = f"，未完 left: {'、'.join(map(str, self.left))}" if self.left else ""
        return f"规则叠加 overlays: 重新推算 {self.cases} 件案件 cases recounted{left}"


def go_on(store: Store, standing: Standing, most: int | None = CASES_A_ROUND) -> Recounted:
    """Go on with what an overlay's approval left to recount; nothing when it is all done."""
    done = serve(store, standing, most)
    with store.reading() as session:
        return Recounted(done, rows.owing(session))


def owing(store: Store) -> bool:
    """Whether any recount is owed: on most days none is."""
    with store.reading() as session:
        return bool(rows.owing(session))
