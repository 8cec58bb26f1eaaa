"""An order opened at the desk and never answered climbs on, up to the supreme court, day by day.

The case of `test_example_ladders_day_by_day` under the ladder of 2006, which knows neither order
nor interview: what follows on silence is the desk's. The director opens the order on Monday 9
March; ten days end on Thursday the 19th. Each interview is set for the next working day and has
three more to be held in; 4 to 6 April are off.
"""

from __future__ import annotations

from datetime import date

import pytest
from sqlmodel import col, select

from models.errors import FactRefused
from models.tables.interview import Interview
from tests.stories.court import DIRECTOR, Court
from tests.stories.test_done_and_recorded_late import now
from tests.stories.test_example_ladders import HIGH, MIDDLE, NUMBER, RULE, SUPREME, four_levels
from tests.stories.test_example_ladders_day_by_day import (
    FILED,
    Days,
    climbed,
    in_full,
    one_court,
    working,
)

__all__ = ["one_court"]
CLIMB: Days = {
    "2026-03-09": {"order issued"},
    "2026-03-20": {"order lapsed", "interview", "interview issued"},  # for Monday the 23rd
    "2026-03-27": {"interview lapsed", "interview issued"},  # the intermediate court's, the 30th
    "2026-04-03": {"interview lapsed", "interview issued"},  # the high court's, Tuesday the 7th
    "2026-04-13": {"interview lapsed", "interview issued"},  # the supreme court's, the 14th
    "2026-04-20": {"interview silent"},  # no court is above: it is told once, and waits
}
TALKS = [
    ("", DIRECTOR, "2026-03-23", "not_held"),
    ("京03", MIDDLE, "2026-03-30", "not_held"),
    ("京", HIGH, "2026-04-07", "not_held"),
    ("最高法", SUPREME, "2026-04-14", "convened"),
]


def opens(court: Court) -> None:
    """The director orders what was asked for, out of a spot check."""
    said = {"text": "限期查控", "source": "抽查"}
    node = ("node", court.node(NUMBER, RULE).key)
    court.records(
        NUMBER, "supervision_order_opened", now(court), by=DIRECTOR, subject=node, payload=said
    )


def convenes(court: Court) -> None:
    """The director of the court that has the matter now convenes; the one below may not."""
    talk = court.item(NUMBER, "interview", RULE)
    with pytest.raises(FactRefused, match="本事项由"):
        court.acts(NUMBER, "interview_convened", talk.id or 0, DIRECTOR)
    people = {code: person for code, person, *_ in TALKS}
    court.acts(NUMBER, "interview_convened", talk.id or 0, people[talk.court_code or ""])


def test_silence_leads_to_interviews_court_by_court(one_court: Court) -> None:
    court = one_court
    four_levels(court, "spc-2006")
    deeds = {
        "2026-03-09": opens,
        **dict.fromkeys(("2026-03-27", "2026-04-03", "2026-04-13"), convenes),
    }
    days = list(working(court, FILED, date(2026, 5, 8)))
    assert climbed(court, RULE, days, deeds) == in_full(CLIMB, days)
    with court.store.reading() as session:
        met = session.exec(select(Interview).order_by(col(Interview.id))).all()
    talks = [(one.interviewer_id, one.set_for.date().isoformat(), one.state) for one in met]
    assert talks == [tuple(rest) for _, *rest in TALKS]
    assert {one.recorded_by for one in met} == {""}, "what time did is in nobody's name"
    court.time_stands(days[-1])
    court.chains_hold()
