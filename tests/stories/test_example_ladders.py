"""The ladders that courts were seen to climb, each from its first step to the supreme court.

The case is filed on Friday 13 February 2026, on the eve of the Spring Festival's make-up Saturday;
six months end on Thursday 13 August. All days below were counted by hand: 25 to 27 September and
1 to 7 October are off, Sunday 20 September and Saturday 10 October are worked.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlmodel import Session, col, select

from models.register import CourtEntry, OfficerEntry, enter_courts, enter_officers
from models.tables.claim import Claim
from models.tables.message import Message
from rulebook.loading.loader import load
from tests.stories.court import DIRECTOR, HANDLER, LEADER, SUPERVISOR, Court

ENGINES = ("sqlite",)  # days and receivers are the ladder's; tests/tasks fires rungs on both
NUMBER, RULE = "（2026）京0105执9号", "case-6m"
COURTS = (
    CourtEntry("最高法", "最高人民法院", "supreme"),
    CourtEntry("京", "北京市高级人民法院", "high", "最高法"),
)
MIDDLE, HIGH, SUPREME = "D003", "D002", "D001S"
ABOVE = (
    OfficerEntry(MIDDLE, "演练庚", "京03", ("director",)),
    OfficerEntry(HIGH, "演练辛", "京", ("director",)),
    OfficerEntry(SUPREME, "演练壬", "最高法", ("director",)),
    OfficerEntry("P001", "演练癸", "京0105", ("president",)),
)

Table = tuple[tuple[str, str, set[str]], ...]  # day, rung, who is told
UPWARDS: Table = (
    ("2026-09-10", "above_one", {MIDDLE, DIRECTOR}),
    ("2026-09-23", "above_two", {HIGH, MIDDLE}),
    ("2026-10-14", "above_three", {SUPREME, HIGH}),
)
PIZHOU: Table = (
    ("2026-03-16", "urge~0", {HANDLER, LEADER}),  # thirty days end on Sunday 15 March
    ("2026-03-24", "order~0", {DIRECTOR}),  # a week without an answer: proposed to the director
    ("2026-05-14", "change_handler~0", {DIRECTOR}),
    ("2026-06-15", "joint~0", {DIRECTOR, "V001"}),
    *UPWARDS,
)
HUAIBIN: Table = (
    ("2026-06-15", "screen", {HANDLER, LEADER}),  # 121 of 181 days end on Sunday 14 June
    ("2026-07-14", "meeting", {HANDLER, LEADER, SUPERVISOR}),
    ("2026-08-07", "talk", {HANDLER, "P001"}),  # 8 August is a Saturday
    *UPWARDS,
)
SPC: Table = (
    ("2026-08-14", "letter", {MIDDLE}),
    ("2026-08-25", "urge_report", {DIRECTOR, MIDDLE}),
    ("2026-08-31", "call_file", {MIDDLE}),
    ("2026-09-03", "designate", {MIDDLE}),
    *UPWARDS,
)
SANMING: Table = (
    ("2026-08-03", "blue", {HANDLER}),
    ("2026-08-14", "orange", {HANDLER, LEADER}),
    ("2026-08-21", "red", {HANDLER, LEADER, DIRECTOR}),
    *UPWARDS,
)
URGENT: Table = (
    ("2026-08-03", "orange", {HANDLER, LEADER}),
    ("2026-08-21", "red", {HANDLER, LEADER, DIRECTOR}),
    *UPWARDS,
)


def four_levels(court: Court, profile: str) -> None:
    """A court under that profile, with three courts above it, and a case of it."""
    court.law = load(profile)
    with court.store.writing() as session:
        enter_courts(session, COURTS)
        enter_officers(session, ABOVE)
    court.files(NUMBER, "2026-02-13T08:00", "2026-02-13T08:10")
    court.records(NUMBER, "handler_assigned", "2026-02-13T08:15", handler=HANDLER)


def climbs(court: Court, table: Table) -> None:
    """On each day of the table its rung fires and its people are told, and not the day before."""
    done: set[str] = set()
    for day, rung, people in table:
        court.comes(date.fromisoformat(day) - timedelta(days=1))
        assert court.claims(NUMBER, RULE).keys() == done, f"before {day}"
        court.comes(day)
        done.add(rung)
        assert court.claims(NUMBER, RULE).keys() == done, f"on {day}"
        assert told(court, rung) == people, rung
    assert set(court.claims(NUMBER, RULE).values()) == {"fired"}


def told(court: Court, rung: str, number: str = NUMBER) -> set[str]:
    """Who was written to about that rung of the case's limit."""
    node = court.node(number, RULE)
    with court.store.reading() as session:
        return _told(session, node.id or 0, rung)


def _told(session: Session, node: int, rung: str) -> set[str]:
    found = select(Message.officer_id).join(Claim, col(Claim.id) == col(Message.claim_id))
    return set(session.exec(found.where(Claim.node_id == node, Claim.rung == rung)).all())


@pytest.mark.parametrize(
    ("profile", "table"),
    [
        ("pizhou-2007", PIZHOU),
        ("huaibin-2013", HUAIBIN),
        ("spc-2006", SPC),
        ("sanming-2017", SANMING),
    ],
)
def test_an_example_ladder_is_climbed_to_the_supreme_court(
    court: Court, profile: str, table: Table
) -> None:
    four_levels(court, profile)
    climbs(court, table)
    court.chains_hold()


def test_an_urgent_matter_starts_at_the_orange_sheet(court: Court) -> None:
    four_levels(court, "sanming-2017")
    court.records(NUMBER, "matter_marked_urgent", "2026-02-13T08:18", by=DIRECTOR, reason="涉民生")
    climbs(court, URGENT)
    court.chains_hold()


def test_each_example_says_where_it_was_seen() -> None:
    for profile, source in (
        ("pizhou-2007", "S29"),
        ("huaibin-2013", "S31"),
        ("spc-2006", "S37"),
        ("sanming-2017", "S80"),
    ):
        ladder = load(profile).ladders[profile]
        assert (ladder.example, ladder.source) == (True, source)
