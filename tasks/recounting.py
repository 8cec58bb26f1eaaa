"""Going on with recounts that are owed (续行重新推算): in each patrol, some cases a round."""

from __future__ import annotations

from dataclasses import dataclass

from models.recounting import owed as rows
from models.recounting.owing import Standing, serve
from models.store import Store

# Cases gone through in one round: the alerts of the next minute are not to wait for it.
CASES_A_ROUND = 2000


@dataclass(frozen=True, slots=True)
class Recounted:
    """What one round did of it; `left` says why the recounts that go on were made due."""

    cases: int = 0
    left: tuple[str, ...] = ()

    def __str__(self) -> str:
        if not (self.cases or self.left):
            return "重新推算 recounts: 无待办 none is owed"
        left = f"，未完 left: {'；'.join(self.left)}" if self.left else ""
        return f"重新推算 recounts: {self.cases}件案件 cases{left}"


def go_on(store: Store, standing: Standing, most: int | None = CASES_A_ROUND) -> Recounted:
    """Go on with what an overlay, a notice or changed ladders left to recount."""
    done = serve(store, standing, most)
    with store.reading() as session:
        return Recounted(done, rows.owing(session))


def owing(store: Store) -> bool:
    """Whether any recount is owed: on most days none is."""
    with store.reading() as session:
        return bool(rows.owing(session))
