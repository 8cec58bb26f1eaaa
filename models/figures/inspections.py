"""Inspected endings (终本核查) as a bulletin counts them: reviewed, and found in order."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select

from models.figures.ground import CASE, FACT, Ground
from models.insertion import table_of
from models.tables.review import Review, ReviewState
from rulebook.figures.entry import Entry

_REVIEW = table_of(Review)


def inspections(ground: Ground) -> Iterator[Entry]:
    """Each case whose round had ended when a person concluded its sample review in the window."""
    core, window = ground.defined.core, ground.window
    ended = (
        select(FACT.c.id)
        .where(
            FACT.c.case_id == CASE.c.id,
            FACT.c.kind == core.ending_kind,
            FACT.c.occurred_at <= _REVIEW.c.ended_at,
        )
        .correlate(CASE, _REVIEW)
        .exists()
    )
    query = (
        select(CASE.c.court_code, CASE.c.id, _REVIEW.c.id, _REVIEW.c.outcome, _REVIEW.c.ended_by)
        .join_from(_REVIEW, CASE, CASE.c.id == _REVIEW.c.case_id)
        .where(
            ground.within(),
            _REVIEW.c.kind == core.ending_review,
            _REVIEW.c.state == ReviewState.DONE,
            _REVIEW.c.ended_by != "",
            _REVIEW.c.ended_at >= window.start,
            _REVIEW.c.ended_at < window.cut_off,
            ended,
        )
        .order_by(_REVIEW.c.id)
    )
    for court, case, review, outcome, by in ground.rows(query):
        line = Entry("ending_checked", court, case, str(review), outcome, by)
        yield line
        if outcome in core.ending_passed:
            yield line._replace(what="ending_passed")
