"""What holds of measures whatever happens: drawn from facts in every order."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from rulebook.case.standing import standing
from rulebook.gates.question import Question
from rulebook.property.completing import completed
from rulebook.property.figure import NOTHING
from rulebook.property.measure import Hold, measures
from tests.rulebook.casebook import CALENDAR, LAW, Casebook, at, filed

FIRST = date(2026, 1, 6)
DAYS = st.integers(0, 400)
KINDS = st.sampled_from(
    [
        "asset_controlled",
        "control_took_effect",
        "control_renewed",
        "waiting_control_made",
        "prior_control_ended",
        "asset_released",
        "control_lapsed",
        "reference_price_set",
        "deposit_deducted",
        "asset_disposed",
    ]
)
ASSETS = st.sampled_from(["房产1", "账户1"])
EVENTS = st.lists(st.tuples(KINDS, ASSETS, DAYS, DAYS, st.integers(0, 10**6)), max_size=12)


def told(events: list[tuple[str, str, int, int, int]]) -> Casebook:
    book = filed()
    for kind, asset, on, term, amount in events:
        begun = FIRST + timedelta(on)
        book.happens(
            kind,
            begun.isoformat(),
            asset,
            category="银行存款",
            effective_on=begun.isoformat(),
            expires_on=(begun + timedelta(term)).isoformat(),
            ended_on=begun.isoformat(),
            amount=amount,
            value=amount,
        )
    return book


@settings(max_examples=60, deadline=None)
@given(EVENTS, DAYS)
def test_past_its_last_day_nothing_is_in_force_and_nothing_weighs_less_than_nothing(
    events: list[tuple[str, str, int, int, int]], later: int
) -> None:
    today = FIRST + timedelta(later)
    facts = [f for f in standing(told(events).facts) if f.occurred_at.date() <= today]
    for one in measures(facts, today):
        if one.state is Hold.IN_FORCE and one.expires_on is not None:
            assert one.expires_on >= today
        assert one.worth is None or one.worth >= NOTHING
        assert (one.ended_on is None) or one.ended_on <= today


@settings(max_examples=60, deadline=None)
@given(EVENTS)
def test_of_one_asset_no_more_than_one_measure_holds(
    events: list[tuple[str, str, int, int, int]],
) -> None:
    found = measures(standing(told(events).facts), FIRST + timedelta(900))
    open_ = [one.asset for one in found if one.state in (Hold.IN_FORCE, Hold.WAITING)]
    assert len(open_) == len(set(open_))


@settings(max_examples=40, deadline=None)
@given(EVENTS, st.sampled_from(["claim", "total", "relation"]))
def test_completing_replaces_nothing_that_was_said(
    events: list[tuple[str, str, int, int, int]], name: str
) -> None:
    book = told(events)
    said = {"claim": 5, "total": 7, "relation": "案外人"}
    now = at("2027-06-01", 20)
    fact = book.fact("asset_controlled", "2027-06-01", "房产1", value=1, **{name: said[name]})
    fuller = completed(Question(tuple(book.facts), fact, LAW, CALENDAR, now))
    assert fuller.fact.payload[name] == said[name]
    assert fuller.fact.payload["value"] == 1
    assert "total" in fuller.fact.payload
