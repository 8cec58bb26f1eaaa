"""What is drawn and listed: a sample that can be drawn again, reviewers who look at others' work,
the president's Monday list."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from sqlmodel import col, select

from models.reviews.concluding import Conclusion, OutcomeUnfit, conclude
from models.reviews.drawing import Candidate, draw
from models.reviews.monday import monday
from models.reviews.sampling import Drawing, PeriodUnfit, month, month_before
from models.tables.message import Message
from models.tables.officer import Officer, OfficerRole
from models.tables.review import Review
from tasks import reviewing
from tests.models.conftest import NUMBER, Office
from tests.models.reviewing import at, comes, enters, rows, tells

NUMBERS = [f"（2026）京0105执{nth}号" for nth in range(1, 61)]
CLOSED: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("filed", "01-05", {}),
    ("handler_assigned", "01-05", {"handler": "J001"}),
    ("debt_performed", "02-20", {}),
    ("closing_notified", "02-20", {"channel": "电话"}),
    ("closing_notified", "02-20", {"channel": "短信"}),
    ("case_closed", "02-24", {"mode": "执行完毕"}),
)


# -- the draw ------------------------------------------------------------------------------------


def plain(numbers: list[str]) -> list[Candidate]:
    return [Candidate(number, {}) for number in numbers]


def test_the_same_seed_draws_the_same_cases_in_whatever_order_they_come() -> None:
    drawn = draw(plain(NUMBERS), 20, 50, "2026-10|7")
    assert draw(plain(NUMBERS[::-1]), 20, 50, "2026-10|7") == drawn
    assert draw(plain(NUMBERS), 20, 50, "2026-10|8") != drawn
    assert Counter(drawn.values()) == {"random": 10, "risk": 10}


def test_another_case_moves_no_other_lot() -> None:
    few = draw(plain(NUMBERS[:-1]), 20, 50, "7")
    many = draw(plain(NUMBERS), 20, 50, "7")
    assert len(few.keys() & many.keys()) >= 18


def test_risks_are_drawn_far_more_often_and_the_others_still_are() -> None:
    risky = set(NUMBERS[:10])
    found: Counter[bool] = Counter()
    for seed in range(200):
        every = [Candidate(one, {"late": 9} if one in risky else {}) for one in NUMBERS]
        found.update(one in risky for one in draw(every, 10, 0, str(seed)))
    # A sixth of the cases weighs ten times as much: two thirds of what is drawn, about.
    assert 0.5 < found[True] / 2000 < 0.8
    assert found[False] > 0


def test_fewer_cases_than_were_asked_for_are_all_drawn() -> None:
    assert len(draw(plain(NUMBERS[:3]), 20, 50, "7")) == 3
    assert draw([], 20, 50, "7") == {}


def test_a_month_is_written_as_one() -> None:
    assert month("2026-10").isoformat() == "2026-10-01"
    assert month_before(at("2027-01-04").date()).isoformat() == "2026-12-01"
    for said in ("2026", "2026-13", "10月"):
        with pytest.raises(PeriodUnfit, match="--period 2026-10"):
            month(said)


# -- the sample in the book ----------------------------------------------------------------------


@pytest.fixture
def closed(office: Office) -> Office:
    """Six cases of 甲 were closed in February and one in March; 甲's own team leader is J002."""
    with office.store.writing() as session:
        handler = session.get_one(Officer, "J001")
        leader = session.get_one(Officer, "J002")
        handler.team = leader.team = "一队"
        session.add_all((handler, leader))
        for officer, role in (("J001", "node_supervisor"), ("J002", "team_leader")):
            session.add(OfficerRole(officer_id=officer, role=role))
        session.add(OfficerRole(officer_id="J009", role="director"))
    enters(office, NUMBERS[:6])
    comes(office, "03-09")
    for number in NUMBERS[:5]:
        tells(office, *CLOSED, case=number)
    # One is late by far: it is drawn by its risk.
    tells(office, CLOSED[0], CLOSED[1], ("execution_notice_issued", "02-19", {}), case=NUMBER)
    tells(office, *CLOSED[2:])
    tells(office, *CLOSED[:5], ("case_closed", "03-02", {"mode": "执行完毕"}), case=NUMBERS[5])
    return office


def drawn(office: Office, seed: int = 7, size: int = 4) -> list[tuple[str, str]]:
    drawing = Drawing(month("2026-02"), size, seed)
    reviewing.draw(office.store, office.law, office.calendar, drawing, at("03-09"))
    with office.store.reading() as session:
        found = select(Review).where(col(Review.turn) == drawing.turn).order_by(col(Review.id))
        return [(row.subject, str(row.figures["drawn"])) for row in session.exec(found)]


def test_a_month_is_drawn_once_and_stays_as_it_was_drawn(closed: Office) -> None:
    first = drawn(closed)
    assert len(first) == 4
    assert Counter(how for _, how in first) == {"random": 2, "risk": 2}
    assert drawn(closed) == first
    assert drawn(closed, size=6) == first  # the book keeps what was drawn under that seed
    assert {row.state for row in rows(closed)} == {"open"}
    assert drawn(closed, seed=8, size=20) != first
    assert len(drawn(closed, seed=9, size=20)) == 6  # the one closed in March is not among them


def test_nobody_reviews_the_own_case_or_that_of_the_own_team(closed: Office) -> None:
    drawn(closed, size=20)
    assert {row.officer_id for row in rows(closed)} == {"J009"}
    assert {row.figures["sheet"] for row in rows(closed)} == {"performed"}
    with closed.store.reading() as session:
        told = session.exec(select(Message).where(col(Message.key).like("review:%"))).all()
    assert {message.officer_id for message in told} == {"J009"}


def test_the_handler_does_not_conclude_the_quality_review_of_the_own_case(closed: Office) -> None:
    drawn(closed, size=20)

    def concludes(by: str) -> Review:
        said = Conclusion(outcome="已纠正", reason="笔录已补", by=by)
        return conclude(closed.store, closed.law, closed.calendar, 1, said, at("03-09"))

    with pytest.raises(OutcomeUnfit, match="another officer"):
        concludes("J001")
    assert concludes("J009").state == "done"


def test_the_team_leader_is_the_last_resort_and_that_is_said(closed: Office) -> None:
    with closed.store.writing() as session:
        session.delete(session.get_one(OfficerRole, ("J009", "director")))
    drawn(closed, size=20)
    assert {row.officer_id for row in rows(closed)} == {"J002"}
    assert all("只有承办人的团队长" in row.why for row in rows(closed))


def test_where_there_is_only_the_handler_the_court_above_is_asked(closed: Office) -> None:
    with closed.store.writing() as session:
        for officer, role in (("J009", "director"), ("J002", "team_leader")):
            session.delete(session.get_one(OfficerRole, (officer, role)))
    drawn(closed, size=20)
    assert {row.figures["reviewer"] for row in rows(closed)} == {""}
    assert all("请上级法院指定" in row.why for row in rows(closed))


def test_the_schedule_draws_the_month_before_with_the_month_as_its_seed(closed: Office) -> None:
    def runs() -> str:
        kind = "quality-sample"
        return reviewing.run(closed.store, closed.law, closed.calendar, kind, at("03-09"))

    assert "现有6项，新增6项" in runs()
    assert {row.turn for row in rows(closed)} == {"2026-02|202602"}
    assert "现有6项，新增0项" in runs()


# -- the Monday list -----------------------------------------------------------------------------


def test_the_monday_list_has_what_is_near_and_what_pends(office: Office) -> None:
    tells(office, *CLOSED[:2])
    with office.store.writing() as session:
        session.add(OfficerRole(officer_id="J009", role="president"))

    def listed(day: str) -> tuple[int, int]:
        with office.store.reading() as session:
            found = monday(session, office.law, office.calendar, at(day))
        return len(found.near), len(found.pending)

    # Filed on 5 January: the limit ends on Monday 6 July, six months are full on the 5th.
    assert [listed(day) for day in ("06-30", "07-01", "07-05", "07-20")] == [
        (0, 0),
        (1, 0),
        (1, 1),
        (1, 1),
    ]

    def runs(day: str) -> str:
        return reviewing.run(office.store, office.law, office.calendar, "monday-list", at(day))

    assert "消息1条" in runs("07-06")
    assert "消息0条" in runs("07-06")
    with office.store.reading() as session:
        (message,) = session.exec(select(Message).where(col(Message.key).like("monday:%"))).all()
    assert (message.officer_id, message.key) == ("J009", "monday:2026-07-06:京0105:J009")
    assert f"{NUMBER}（余0日）" in message.body
