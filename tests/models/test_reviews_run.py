"""A review is run: rows once, told once, ended when it holds no more, concluded by a person."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select as pick
from sqlmodel import col, select

from models.doctor.doctor import Finding, examine
from models.errors import BookError
from models.recording import chain
from models.reviews.concluding import Conclusion, conclude
from models.reviews.finding import FACT, Look
from models.reviews.kinds import FINDERS
from models.reviews.running import MOST_LINES, UnknownReview, run
from models.tables.message import Message
from models.tables.officer import OfficerRole
from models.tables.review import Review
from tests.models.conftest import NUMBER, Office
from tests.models.reviewing import at, comes, enters, finds, rows, runs, tells
from tests.models.test_reads import statements

FILED: tuple[Any, ...] = (
    ("filed", "01-05", {}),
    ("handler_assigned", "01-05", {"handler": "J001"}),
)
MONEY = ("funds_received", "03-02", {"_": "receipt:R1", "amount": "1000.00"})


@pytest.fixture
def filed(office: Office) -> Office:
    """The one case is 甲's; the director also watches nodes and money."""
    with office.store.writing() as session:
        for role in ("node_supervisor", "fund_clerk", "director", "team_leader"):
            session.add(OfficerRole(officer_id="J009", role=role))
    tells(office, *FILED)
    return office


def told(office: Office) -> list[Message]:
    with office.store.reading() as session:
        found = select(Message).where(col(Message.key).like("review:%")).order_by(col(Message.id))
        return list(session.exec(found).all())


def states(office: Office) -> list[tuple[str, str, str]]:
    return [(row.turn, row.state, row.reason) for row in rows(office)]


def test_a_run_repeated_writes_nothing_and_tells_nobody_again(filed: Office) -> None:
    comes(filed, "03-03")
    tells(filed, MONEY)
    first, again = runs(filed, "money-idle", "03-07"), runs(filed, "money-idle", "03-08")
    assert (first.found, first.fresh, first.messages) == (1, 1, 2)
    assert (again.found, again.fresh, again.messages, again.ended) == (1, 0, 0, 0)
    assert [message.officer_id for message in told(filed)] == ["J009", "J001"]
    assert told(filed)[0].subject == f"【演练】[核查·案款沉淀] {NUMBER} 案款R1满5日"
    assert "1000" not in told(filed)[0].body


def test_only_the_crossing_of_a_mark_is_told_and_the_lower_row_gives_way(filed: Office) -> None:
    comes(filed, "03-03")
    tells(filed, MONEY)
    for day in ("03-07", "03-09", "03-11"):
        runs(filed, "money-idle", day)
    assert len(told(filed)) == 2
    assert runs(filed, "money-idle", "03-12").ended == 1
    assert states(filed) == [
        ("5日", "superseded", "已由新的一档取代"),
        ("10日", "open", ""),
    ]
    assert len(told(filed)) == 4


def test_what_is_gone_ends_and_what_is_back_opens_without_another_word(filed: Office) -> None:
    comes(filed, "05-05")
    runs(filed, "long-pending", "05-05")
    with filed.store.writing() as session:
        session.connection().exec_driver_sql("UPDATE enforcement_case SET state = 'round_ended'")
    runs(filed, "long-pending", "05-06")
    assert states(filed) == [("4个月", "superseded", "情形已消失")]
    with filed.store.writing() as session:
        session.connection().exec_driver_sql("UPDATE enforcement_case SET state = 'open'")
    runs(filed, "long-pending", "05-07")
    assert states(filed) == [("4个月", "open", "")]
    assert len(told(filed)) == 1


def test_many_findings_of_one_kind_reach_a_person_as_one_line(filed: Office) -> None:
    numbers = [f"（2026）京0105执{nth}号" for nth in range(MOST_LINES + 1)]
    enters(filed, numbers)
    for number in numbers:
        tells(filed, *FILED, case=number)
    assert runs(filed, "long-pending", "05-05").messages == 1
    (line,) = told(filed)
    assert "新增12项" in line.subject and "review list --kind long-pending" in line.body


def asked(office: Office) -> dict[str, int]:
    """How many statements each kind takes to look over the book."""
    found = {}
    for kind, finder in FINDERS.items():
        with office.store.reading() as session, statements(session) as sent:
            review, moment = office.law.reviews[kind], at("2027-02-01")
            list(finder(Look(session, review, office.law, office.calendar, moment)))
        found[kind] = len(sent)
    return found


def test_a_run_asks_the_same_number_of_questions_of_a_larger_book(filed: Office) -> None:
    few = asked(filed)
    for nth in range(8):
        number = f"（2026）京0105执{nth}号"
        enters(filed, [number], debtor="某公司")
        listed = ("dishonest_listed", "01-20", {"_": "listing:被执行人一"})
        stay = ("stay_granted", "02-02", {"approver": "J009", "until": "2026-02-20"})
        tells(filed, *FILED, listed, stay, case=number)
    assert asked(filed) == few
    assert max(few.values()) <= 4


def test_a_conclusion_is_a_fact_of_the_case_and_ends_the_row(filed: Office) -> None:
    comes(filed, "05-05")
    runs(filed, "long-pending", "05-05")
    said = Conclusion(outcome="已纠正", by="J009", reason="已结案报批", evidence="审批表")
    done = conclude(filed.store, filed.law, filed.calendar, 1, said, at("05-05"))
    assert (done.state, done.outcome, done.ended_by) == ("done", "已纠正", "J009")
    fact = filed.rows(facts(done.fact_seq))[0]
    assert (fact["kind"], fact["subject_ref"], fact["recorded_by"]) == (
        "review_concluded",
        "1",
        "J009",
    )
    assert fact["payload"]["review"] == "长期未结"
    # What a person concluded is not opened again; only the next mark is.
    assert runs(filed, "long-pending", "05-06").fresh == 0
    assert runs(filed, "long-pending", "07-05").fresh == 1
    with filed.store.reading() as session:
        assert chain.verify_book(session).holds


def facts(seq: int | None) -> Any:

    return pick(FACT).where(FACT.c.seq == seq)


def test_putting_right_gets_a_day_and_the_day_is_a_clock(filed: Office) -> None:
    comes(filed, "05-05")
    runs(filed, "long-pending", "05-05")
    day = at("05-20").date()
    said = Conclusion(outcome="限期整改", by="J009", reason="补正笔录", rectify_by=day)
    conclude(filed.store, filed.law, filed.calendar, 1, said, at("05-05"))
    node = filed.node("review-rectification")
    assert (node["due_on"], node["state"], node["owner_id"]) == (day, "running", "J001")
    tells(filed, ("review_rectified", "05-05", {"_": "review:1"}))
    assert filed.node("review-rectification")["state"] == "settled"


def test_a_conclusion_that_is_voided_opens_its_review_and_a_corrected_one_changes_it(
    filed: Office,
) -> None:
    comes(filed, "05-05")
    runs(filed, "long-pending", "05-05")
    said = Conclusion(outcome="已纠正", by="J009", reason="已结案报批", evidence="审批表")
    done = conclude(filed.store, filed.law, filed.calendar, 1, said, at("05-05"))
    first = corrects(filed, done.fact_seq, outcome="有正当理由")
    assert outcome(filed) == ("done", "有正当理由", done.fact_seq)
    corrects(filed, first, void=True)
    assert outcome(filed) == ("done", "已纠正", done.fact_seq), "the correction itself was voided"
    corrects(filed, done.fact_seq, void=True)
    assert outcome(filed) == ("open", "", None)
    assert unfounded(filed) == []
    again = conclude(filed.store, filed.law, filed.calendar, 1, said, at("05-05"))
    assert outcome(filed) == ("done", "已纠正", again.fact_seq)
    assert unfounded(filed) == []
    with filed.store.writing() as session:
        session.connection().exec_driver_sql("UPDATE review SET fact_seq = 1")
    assert len(unfounded(filed)) == 1


def corrects(office: Office, seq: int | None, **said: object) -> int:
    payload = {"reason": "误录", **said}
    return office.records("correction", "05-04", payload=payload, corrects=seq).seq


def outcome(office: Office) -> tuple[str, str, int | None]:
    (row,) = rows(office)
    return row.state, row.outcome, row.fact_seq


def unfounded(office: Office) -> list[Finding]:
    every = examine(office.store, office.law, office.calendar)
    return [one for one in every if one.check == "review-without-fact"]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"outcome": "没事"}, "choose one of 未发现问题"),
        ({"outcome": "已纠正"}, "--reason"),
        ({"outcome": "限期整改", "reason": "补正"}, "--rectify-by"),
        ({"outcome": "限期整改", "reason": "补正", "rectify_by": at("05-01").date()}, "has passed"),
        ({"outcome": "未发现问题", "by": "J001"}, "another officer"),
    ],
)
def test_a_conclusion_that_does_not_hang_together_changes_nothing(
    filed: Office, said: dict[str, Any], words: str
) -> None:
    comes(filed, "05-05")
    runs(filed, "long-pending", "05-05")
    before = filed.everything()
    with pytest.raises(BookError, match=words):
        conclude(
            filed.store,
            filed.law,
            filed.calendar,
            1,
            Conclusion(**{"by": "J009", **said}),
            at("05-05"),
        )
    assert filed.everything() == before


@pytest.mark.parametrize("number", [0, 99, 2**70])
def test_a_number_that_no_finding_bears_is_refused(filed: Office, number: int) -> None:
    said = Conclusion(outcome="未发现问题", by="J009")
    with pytest.raises(BookError, match="no review item"):
        conclude(filed.store, filed.law, filed.calendar, number, said, at("05-05"))


def test_a_finding_is_concluded_once(filed: Office) -> None:
    comes(filed, "05-05")
    runs(filed, "long-pending", "05-05")
    said = Conclusion(outcome="未发现问题", by="J009")
    conclude(filed.store, filed.law, filed.calendar, 1, said, at("05-05"))
    with pytest.raises(BookError, match="was concluded as 未发现问题"):
        conclude(filed.store, filed.law, filed.calendar, 1, said, at("05-05"))


def test_a_kind_that_is_not_run_is_answered_with_a_near_one(filed: Office) -> None:
    with pytest.raises(UnknownReview, match="did you mean long-pending"):
        run(filed.store, filed.law, filed.calendar, "long-pendign", at("05-05"))


def test_a_pattern_says_that_it_is_only_a_sign(filed: Office) -> None:
    tells(filed, ("execution_notice_issued", "02-24", {}))
    runs(filed, "no-act", "04-01")
    assert "仅为线索，供核实，不作认定" in told(filed)[0].body
    assert finds(filed, "no-act", "04-01")[0].turn == rows(filed)[0].turn
    assert isinstance(rows(filed)[0], Review)
