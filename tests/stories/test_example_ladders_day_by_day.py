"""The example ladders day by day: every working day of the climb stands in a table made by hand.

The cases of `test_example_ladders` and `test_late_payouts`. Each working day is looked at: what
fired and what became of the items is in the table, and on any other day it is nothing at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import ColumnElement
from sqlmodel import col, select

from models.founding import found
from models.register import OfficerEntry, enter_officers
from models.store import Store
from models.tables.book import BookKind
from models.tables.case import Case
from models.tables.claim import Claim
from models.tables.item import SupervisionItem
from models.tables.letter import Letter
from models.tables.node import Node
from rulebook.loading.loader import load
from rulebook.oversight.supervision import OPEN
from rulebook.time.zone import SHANGHAI
from tasks import patrol
from tests.stories.conftest import FRIDAY
from tests.stories.court import DIRECTOR, MORNING, Court
from tests.stories.test_example_ladders import (
    HUAIBIN,
    NUMBER,
    RULE,
    SANMING,
    SPC,
    Table,
    four_levels,
)
from tests.stories.test_late_payouts import LATE, comes_in
from tests.stories.test_late_payouts import RULE as PAYOUT

ENGINES = ("sqlite",)  # as the tables it follows
OTHER = "J002"
Happened = set[str]  # "urge": fired; "urge issued": what became of the item
Days = Mapping[str, Happened]
Deeds = Mapping[str, Callable[[Court], object]]  # what people do once the patrol was there

FILED, TOP = date(2026, 2, 13), date(2026, 10, 15)
PIZHOU: Days = {
    "2026-03-16": {"urge", "urge issued"},  # to be answered by Monday the 23rd
    "2026-03-24": {"order", "urge lapsed", "order issued"},  # the director issues what is proposed
    "2026-04-07": {"order silent"},  # ten days end on 3 April; the 4th to the 6th are off
    "2026-05-14": {"change_handler", "change_handler issued", "order superseded"},
    "2026-06-15": {"joint", "joint issued", "change_handler superseded"},
    "2026-07-16": {"joint silent"},  # a month ends on Wednesday 15 July
    "2026-09-10": {"above_one"},
    "2026-09-23": {"above_two"},
    "2026-10-14": {"above_three"},
}
PROPOSED = {"letter proposed", "call_file proposed", "designate proposed"}  # of 2006
SANYUAN: Days = {
    "2026-04-02": {"criticise", "criticise proposed"},
    "2026-04-09": {"criticise", "criticise proposed", "admonish", "admonish proposed"},
    "2026-04-16": {"criticise", "criticise proposed", "demerit", "demerit proposed"},
}


@pytest.fixture
def one_court(tmp_path: Path) -> Iterator[Court]:
    """A court on SQLite: how engines differ is shown by the longest of the climbs."""
    store = Store(f"sqlite:///{tmp_path / 'book.db'}")
    found(store, BookKind.REHEARSAL, clock_at=FRIDAY)
    yield Court(store, tmp_path / "mailbox")
    store.close()


def working(court: Court, first: date, last: date) -> Iterator[str]:
    day = first
    while day <= last:
        if court.calendar.is_working(day):
            yield day.isoformat()
        day += timedelta(days=1)


def climbed(
    court: Court, rules: str | tuple[str, ...], days: list[str], deeds: Deeds, number: str = ""
) -> dict[str, Happened]:
    """What each of these days brought on the nodes of those rules, in one case or in all."""
    which = _nodes((rules,) if isinstance(rules, str) else rules, number)
    seen = _standing(court, which)
    log = {}
    for day in days:
        morning = datetime.combine(date.fromisoformat(day), MORNING, SHANGHAI)
        swept = patrol.sweep(court.store, court.law, court.calendar, morning)
        assert swept.broken == (), day
        if day in deeds:
            court.time_stands(day)
            deeds[day](court)
        now = _standing(court, which)
        log[day], seen = {said for _, said in now - seen}, now
    return log


def _nodes(rules: tuple[str, ...], number: str) -> tuple[ColumnElement[bool], ...]:
    of_case = col(Node.case_id).in_(select(Case.id).where(Case.number == number))
    return (col(Node.rule_id).in_(rules), *([of_case] if number else []))


def _standing(court: Court, which: tuple[ColumnElement[bool], ...]) -> set[tuple[int, str]]:
    """Each claim that fired and each item in its state, by number."""
    with court.store.reading() as session:
        claims = session.exec(
            select(Claim).join(Node).where(*which, Claim.outcome == "fired")
        ).all()
        items = session.exec(select(SupervisionItem).join(Node).where(*which)).all()
        silent = {
            (one.id or 0, f"{one.level} silent")
            for one in items
            if one.silent_since and one.state in OPEN
        }
        stand = {(one.id or 0, f"{one.level} {one.state}") for one in items}
        return {(one.id or 0, one.level) for one in claims} | stand | silent


def in_full(table: Days, days: list[str]) -> dict[str, Happened]:
    assert table.keys() <= set(days)
    return {day: table.get(day, set()) for day in days}


def _orders(court: Court) -> None:
    item = court.item(NUMBER, "order", RULE)
    court.acts(NUMBER, "supervision_order_issued", item.id or 0, DIRECTOR, text="限期办结")


def _changes(court: Court) -> None:
    said = {"handler": OTHER, "reason": "逾三个月未结"}
    court.patrols()  # its form is drafted for the director, and again once it is decided
    court.records(NUMBER, "handler_changed", "2026-05-14T08:20", by=DIRECTOR, payload=said)
    court.patrols()


def _joins(court: Court) -> None:
    said = {"leader": DIRECTOR, "members": ["V001"], "reason": "更换后仍未结"}
    court.records(NUMBER, "joint_handling_decided", "2026-06-15T08:20", by=DIRECTOR, payload=said)


def test_pizhou_is_climbed_with_its_outcomes(court: Court) -> None:
    four_levels(court, "pizhou-2007")
    with court.store.writing() as session:
        other = OfficerEntry(OTHER, "演练子", "京0105", ("case_handler",), "一队")
        enter_officers(session, [other])
    days = list(working(court, FILED, TOP))
    deeds = {"2026-03-24": _orders, "2026-05-14": _changes, "2026-06-15": _joins}
    assert climbed(court, RULE, days, deeds) == in_full(PIZHOU, days)
    assert court.node(NUMBER, RULE).owner_id == OTHER
    with court.store.reading() as session:
        forms = session.exec(select(Letter).where(Letter.kind == "reassignment")).all()
    asked, decided = (one.body for one in forms)
    assert "待填：新承办人" in asked and "演练甲" in asked and "演练子" not in asked
    assert "演练甲" in decided and "演练子" in decided and "逾三个月未结" in decided
    court.time_stands(days[-1])
    court.chains_hold()


@pytest.mark.parametrize(
    ("profile", "table"), [("huaibin-2013", HUAIBIN), ("spc-2006", SPC), ("sanming-2017", SANMING)]
)
def test_a_ladder_is_climbed_day_by_day(one_court: Court, profile: str, table: Table) -> None:
    four_levels(one_court, profile)
    days = list(working(one_court, FILED, TOP))
    wanted = {day: {rung} | {f"{rung} proposed"} & PROPOSED for day, rung, _ in table}
    assert climbed(one_court, RULE, days, {}) == in_full(wanted, days)
    one_court.time_stands(days[-1])
    one_court.chains_hold()


def test_late_payouts_are_climbed_day_by_day(one_court: Court) -> None:
    one_court.law = load("sanyuan-2016")
    for at, (came, _) in enumerate(LATE):
        one_court.time_stands(came)
        comes_in(one_court, f"（2026）京0105执{17 + at}号", came)
    days = list(working(one_court, date(2026, 3, 17), date(2026, 4, 30)))
    assert climbed(one_court, PAYOUT, days, {}) == in_full(SANYUAN, days)
    one_court.time_stands(days[-1])
    one_court.chains_hold()
