"""An overdue node under supervision: urged, ordered, interviewed, verified, struck off."""

from __future__ import annotations

from sqlalchemy import update

from models.record import Arrival
from models.tables.court import Court
from models.tables.interview import Interview
from models.tables.item import SupervisionItem
from models.tables.message import Message
from tests.tasks.conftest import (
    DIRECTOR,
    HANDLER,
    LEADER,
    MIDDLE,
    SUPERVISOR,
    UPPER,
    VICE,
    Bench,
    at,
)

# The notice was due on Thursday, 5 March; the urging of 6 March runs out at the end of the 11th.
URGED, SILENT = "2026-03-06T08:20", "2026-03-12T00:00"


def urged(bench: Bench) -> SupervisionItem:
    """A case whose notice is a day late."""
    bench.files()
    bench.sweeps(URGED)
    return bench.item("urge")


def ordered(bench: Bench) -> SupervisionItem:
    """The urging went unanswered and the order was issued on 12 March."""
    urged(bench)
    bench.sweeps(SILENT)
    bench.acts("supervision_order_issued", bench.item("order").id, at("2026-03-12T10:00"))
    return bench.item("order")


def convened(bench: Bench) -> Interview:
    """The order went unanswered too."""
    ordered(bench)
    bench.sweeps("2026-03-24T00:01")
    return bench.interview()


def test_an_urging_runs_its_own_reply_clock(bench: Bench) -> None:
    item = urged(bench)
    assert (item.state, item.issued_by) == ("issued", "ladder")
    assert item.reply_due_at == at("2026-03-12T00:00")


def test_a_reply_stops_the_clock_but_closes_nothing(bench: Bench) -> None:
    item = urged(bench)
    bench.acts("supervision_replied", item.id, at("2026-03-09T10:00"), by=HANDLER, text="在办")
    assert bench.items() == [("urge", "replied")]
    assert bench.item("urge").reply_due_at is None
    bench.sweeps(SILENT)
    assert "order" not in dict(bench.items())


def test_silence_proposes_the_next_rung_and_the_item_lapses(bench: Bench) -> None:
    urged(bench)
    result = bench.sweeps(SILENT)
    assert result.lapsed == 2  # the notice, and asking the applicant for clues
    assert bench.items() == [("urge", "lapsed"), ("order", "proposed")]
    assert bench.told("order") == [DIRECTOR, SUPERVISOR]


def test_what_silence_raised_at_midnight_reaches_people_in_the_morning(bench: Bench) -> None:
    urged(bench)
    bench.sweeps(SILENT)
    orders = bench.rows(Message, Message.level == "order")
    assert {m.not_before for m in orders} == {at("2026-03-12T08:20")}


def test_a_rung_fired_by_silence_does_not_fire_again_on_its_day(bench: Bench) -> None:
    urged(bench)
    bench.sweeps(SILENT)
    bench.sweeps("2026-03-12T08:20")
    assert [rung for rung, _ in bench.claims()].count("order") == 1
    assert len(bench.items()) == 2


def test_an_order_is_issued_by_a_person_and_told_to_handler_and_leader(bench: Bench) -> None:
    item = ordered(bench)
    assert (item.state, item.issued_by) == ("issued", SUPERVISOR)
    assert item.reply_due_at == at("2026-03-24T00:00")  # ten days; the 22nd is a Sunday
    told = bench.rows(Message, Message.level == "order", Message.claim_id == None)  # noqa: E711
    assert sorted(m.officer_id for m in told) == [HANDLER, LEADER]


def test_an_order_that_lapses_convenes_the_interview_by_itself(bench: Bench) -> None:
    interview = convened(bench)
    assert bench.items() == [("urge", "lapsed"), ("order", "lapsed"), ("interview", "issued")]
    assert interview.state == "convened"
    assert interview.set_for == at("2026-03-25T15:00")
    assert interview.interviewer_id == DIRECTOR
    assert bench.told("interview") == [DIRECTOR, HANDLER, LEADER, VICE]


def test_the_fact_sheet_is_frozen_with_days_acts_and_workload(bench: Bench) -> None:
    sheet = convened(bench).fact_sheet
    assert (sheet["case"], sheet["due_on"], sheet["handler"]) == (
        bench.number,
        "2026-03-05",
        HANDLER,
    )
    assert (sheet["overdue_days"], sheet["overdue_working_days"]) == (19, 13)
    acts = sheet["acts"]
    assert isinstance(acts, list)
    assert [(act["level"], act["state"]) for act in acts] == [
        ("urge", "逾期未复"),
        ("order", "逾期未复"),
        ("interview", "已发"),
    ]
    workload = sheet["workload"]
    assert isinstance(workload, dict) and workload["open_cases"] == 1


def test_an_order_lapsed_during_a_standstill_still_convenes(bench: Bench) -> None:
    ordered(bench)
    bench.sweeps("2026-04-01T09:00")  # the interview's own rung, 15 working days late, is due too
    assert bench.items()[1:] == [("order", "lapsed"), ("interview", "issued")]
    assert bench.interview().state == "convened"


def test_an_interview_held_waits_for_verification_and_each_promise_is_a_clock(
    bench: Bench,
) -> None:
    interview = convened(bench)
    held = at("2026-03-25T15:00")
    bench.acts(
        "interview_held",
        interview.item_id,
        held,
        by=DIRECTOR,
        attendees=[HANDLER, LEADER],
        causes="案多人少",
    )
    bench.arrives(
        Arrival(
            case=bench.number,
            kind="promise_made",
            occurred_at=held,
            subject_kind="promise",
            subject_ref=f"{interview.id}-1",
            payload={"due_on": "2026-03-27", "text": "发出执行通知书"},
            by=DIRECTOR,
        )
    )
    assert (bench.interview().state, bench.interview().causes) == ("held", "案多人少")
    assert dict(bench.items())["interview"] == "replied"
    promise = bench.node("promise-kept")
    assert promise.due_on is not None and promise.due_on.isoformat() == "2026-03-27"
    bench.sweeps("2026-03-27T08:20")
    assert bench.claims(promise) == [("reminder", "fired")]


def test_settling_the_node_answers_the_item_and_verification_strikes_it_off(bench: Bench) -> None:
    item = urged(bench)
    bench.says("execution_notice_issued", at("2026-03-09T10:00"))
    assert bench.items() == [("urge", "replied")]
    assert SUPERVISOR in bench.told("notice")
    bench.acts("supervision_verified", item.id, at("2026-03-09T15:00"), reason="存根在卷。")
    assert bench.items() == [("urge", "struck_off")]
    assert bench.item("urge").verified_by == SUPERVISOR
    assert bench.item("urge").ended_why.startswith("存根在卷；第")  # one mark, not two
    assert bench.shown()[-1] == "struck_off"


def test_a_returned_reply_starts_the_clock_anew(bench: Bench) -> None:
    item = urged(bench)
    bench.acts("supervision_replied", item.id, at("2026-03-09T10:00"), by=HANDLER, text="在办")
    bench.acts("supervision_returned", item.id, at("2026-03-10T10:00"), reason="无证据")
    again = bench.item("urge")
    assert (again.state, again.returned) == ("returned", 1)
    assert again.reply_due_at == at("2026-03-14T00:00")


def test_a_settled_node_withdraws_what_was_only_proposed(bench: Bench) -> None:
    urged(bench)
    bench.sweeps(SILENT)
    bench.says("execution_notice_issued", at("2026-03-12T10:00"))
    assert bench.items() == [("urge", "lapsed"), ("order", "superseded")]


def test_a_settling_fact_corrected_away_reopens_the_item(bench: Bench) -> None:
    urged(bench)
    done = bench.says("execution_notice_issued", at("2026-03-09T10:00"))
    bench.arrives(
        Arrival(
            case=bench.number,
            kind="correction",
            occurred_at=at("2026-03-09T11:00"),
            payload={"void": True, "reason": "误录"},
            corrects=done.seq,
            by=SUPERVISOR,
        )
    )
    assert bench.items() == [("urge", "returned")]
    assert bench.item("urge").reply_due_at is not None


def test_a_case_that_ends_takes_its_items_and_its_interview_with_it(bench: Bench) -> None:
    convened(bench)
    ended = at("2026-03-24T10:00")
    bench.arrives(
        Arrival(
            case=bench.number,
            kind="termination_ruled",
            occurred_at=ended,
            evidence="裁定书",
            payload={"ground": "其他情形"},
        )
    )
    bench.says("case_closed", ended, mode="终结执行", notice_reason="申请执行人在场")
    assert dict(bench.items())["interview"] == "superseded"
    assert bench.interview().state == "cancelled"


def test_an_interview_not_held_in_time_is_proposed_once_to_the_court_above(bench: Bench) -> None:
    convened(bench)
    bench.sweeps("2026-03-31T08:20")
    bench.sweeps("2026-04-01T08:20")
    unheld = [m for m in bench.rows(Message) if "移上级" in m.subject]
    assert sorted(m.officer_id for m in unheld) == [DIRECTOR, UPPER, VICE]
    assert bench.items()[2:] == [("interview", "lapsed"), ("interview", "proposed")]
    assert (bench.interview().state, bench.item("interview").court_code) == ("not_held", MIDDLE)


def test_where_no_court_is_above_an_interview_not_held_is_told_once_and_stays_open(
    bench: Bench,
) -> None:
    with bench.store.writing() as session:
        session.execute(update(Court).values(superior_code=None))
    convened(bench)
    bench.sweeps("2026-03-31T08:20")
    bench.sweeps("2026-04-01T08:20")
    unheld = [m for m in bench.rows(Message) if "逾期未复" in m.subject]
    assert sorted(m.officer_id for m in unheld) == [DIRECTOR, VICE]
    assert dict(bench.items())["interview"] == "issued"


def test_an_interview_that_was_only_proposed_is_convened_by_a_person(bench: Bench) -> None:
    urged(bench)
    bench.sweeps(SILENT)
    bench.sweeps("2026-03-26T08:20")  # fifteen working days late; nobody decided on the order
    assert bench.items()[1:] == [("order", "proposed"), ("interview", "proposed")]
    assert bench.rows(Interview) == []
    bench.acts(
        "interview_convened",
        bench.item("interview").id,
        at("2026-03-26T10:00"),
        by=DIRECTOR,
        set_for="2026-03-30T09:30:00+08:00",
    )
    assert bench.items()[1:] == [("order", "superseded"), ("interview", "issued")]
    assert bench.interview().set_for == at("2026-03-30T09:30")
    told = bench.rows(Message, Message.level == "interview", Message.claim_id == None)  # noqa: E711
    assert sorted(m.officer_id for m in told) == [DIRECTOR, HANDLER, LEADER, VICE]


def test_a_receipt_keeps_the_clock_running(bench: Bench) -> None:
    item = urged(bench)
    bench.acts("supervision_receipted", item.id, at("2026-03-06T10:00"), by=HANDLER)
    again = bench.item("urge")
    assert (again.state, again.reply_due_at) == ("receipted", item.reply_due_at)
    bench.sweeps(SILENT)
    assert bench.items() == [("urge", "lapsed"), ("order", "proposed")]


def test_an_interview_whose_node_was_settled_first_may_be_verified_away(bench: Bench) -> None:
    interview = convened(bench)
    bench.says("execution_notice_issued", at("2026-03-24T10:00"))
    assert dict(bench.items())["interview"] == "issued"
    bench.acts("supervision_verified", interview.item_id, at("2026-03-24T11:00"))
    assert dict(bench.items())["interview"] == "struck_off"
    assert bench.interview().state == "cancelled"
