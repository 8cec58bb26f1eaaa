"""The sweep: the highest due rung once, the rest as skipped, whatever else goes on."""

from __future__ import annotations

import threading

import pytest
from sqlalchemy import delete, update
from sqlmodel import col

from models.tables.case import Case
from models.tables.claim import Claim
from models.tables.message import Message
from models.tables.node import Node
from models.tables.officer import OfficerRole
from models.tables.run import CaseRun
from tasks.patrol import SweepResult
from tests.tasks.conftest import (
    DEPUTY,
    DIRECTOR,
    HANDLER,
    LEADER,
    SUPERVISOR,
    UPPER,
    VICE,
    Bench,
    at,
)


def test_a_node_climbs_its_ladder_one_rung_at_a_time(bench: Bench) -> None:
    bench.files()
    seen = []
    for day in ("03-04", "03-05", "03-06", "03-09", "03-12"):
        bench.sweeps(f"2026-{day}T08:20")
        seen.append(len(bench.claims()))
    assert bench.claims() == [("reminder", "fired"), ("urge", "fired"), ("order", "fired")]
    assert seen == [0, 1, 2, 2, 3]


def test_nothing_fires_before_its_hour(bench: Bench) -> None:
    bench.files()
    assert bench.sweeps("2026-03-05T08:19").fired == 0
    assert bench.sweeps("2026-03-05T08:20").fired > 0


def test_the_same_moment_again_fires_nothing(bench: Bench) -> None:
    bench.files()
    bench.sweeps("2026-03-06T08:20")
    claims, messages = bench.rows(Claim), bench.rows(Message)
    again = bench.sweeps("2026-03-06T08:20")
    assert (again.fired, again.skipped, again.messages) == (0, 0, 0)
    assert (bench.rows(Claim), bench.rows(Message)) == (claims, messages)


def test_after_days_of_silence_only_the_highest_rung_fires_with_the_true_days(
    bench: Bench,
) -> None:
    bench.files()
    bench.sweeps("2026-03-17T10:00")
    assert bench.claims() == [("reminder", "skipped"), ("urge", "skipped"), ("order", "fired")]
    order = bench.rows(Claim, Claim.node_id == bench.node().id, Claim.rung == "order")[0]
    assert order.overdue_days == 12
    message = bench.rows(Message, Message.node_id == bench.node().id)[0]
    assert "超期12日（8个工作日）" in message.subject


def test_each_rung_reaches_the_people_its_ladder_names(bench: Bench) -> None:
    bench.files()
    for day in ("03-05", "03-06", "03-12"):
        bench.sweeps(f"2026-{day}T08:20")
    assert bench.told("reminder") == [HANDLER]
    assert bench.told("urge") == [HANDLER, LEADER]
    # A proposed order goes to those who may confirm it, not to those it is about.
    assert bench.told("order") == [DIRECTOR, SUPERVISOR]


def test_the_node_becomes_overdue_once_and_is_escalated_by_each_act(bench: Bench) -> None:
    bench.files()
    for day in ("03-05", "03-06", "03-12"):
        bench.sweeps(f"2026-{day}T08:20")
    assert bench.shown() == ["opened", "due_soon", "overdue", "escalated", "escalated"]


def test_a_settled_node_is_left_alone(bench: Bench) -> None:
    bench.files()
    bench.says("execution_notice_issued", at("2026-03-04T10:00"))
    bench.sweeps("2026-03-12T08:20")
    assert bench.claims() == []


def test_the_run_of_every_case_that_changed_is_asked_for_a_pass(bench: Bench) -> None:
    bench.files()
    before = bench.rows(CaseRun)[0].wanted
    result = bench.sweeps("2026-03-05T08:20")
    assert result.woken == (bench.node().case_id,)
    assert bench.rows(CaseRun)[0].wanted == before + 1


def test_small_batches_serve_the_whole_book(bench: Bench) -> None:
    for number in range(1, 8):
        bench.files(f"（2026）京0105执{number}号")
    whole = bench.sweeps("2026-03-05T08:20", batch=3)
    claims = bench.rows(Claim)
    assert whole.fired == len(claims) == 7 * 2  # the notice, and asking for clues
    assert len({(claim.node_id, claim.rung) for claim in claims}) == len(claims)


def test_messages_name_case_node_and_days_but_no_party(bench: Bench) -> None:
    bench.files()
    with bench.store.writing() as session:
        session.execute(update(Case).values(debtor="张三", applicant="李四", claim=None))
    bench.sweeps("2026-03-06T08:20")
    messages = bench.rows(Message)
    assert {message.level for message in messages} == {"due_soon", "urge"}
    for message in messages:
        assert message.subject.startswith("【演练】[")
        assert bench.number in message.subject and "个工作日）" in message.subject
        assert "张三" not in message.subject + message.body
        assert "李四" not in message.subject + message.body


def test_an_officer_off_duty_is_replaced_by_the_deputy_and_the_line_says_so(bench: Bench) -> None:
    bench.files()
    bench.goes_off_duty(HANDLER)
    bench.sweeps("2026-03-05T08:20")
    assert bench.told("reminder") == [DEPUTY]
    assert HANDLER in bench.rows(Message)[0].route


def test_with_nobody_on_duty_the_team_leader_is_told(bench: Bench) -> None:
    bench.files()
    bench.goes_off_duty(HANDLER, DEPUTY)
    bench.sweeps("2026-03-05T08:20")
    assert bench.told("reminder") == [LEADER]


def test_a_role_that_nobody_holds_climbs_to_the_next_court(bench: Bench) -> None:
    bench.files()
    bench.goes_off_duty(DIRECTOR)
    bench.sweeps("2026-03-12T08:20")
    assert bench.told("order") == [SUPERVISOR, UPPER]
    routes = [m.route for m in bench.rows(Message, Message.officer_id == UPPER)]
    assert routes and all("转上级" in route for route in routes)


def test_with_no_officer_at_all_the_desk_is_told(bench: Bench) -> None:
    bench.files()
    bench.goes_off_duty(HANDLER, DEPUTY, LEADER)
    with bench.store.writing() as session:
        session.execute(delete(OfficerRole))
    bench.sweeps("2026-03-05T08:20")
    assert bench.told("reminder") == ["desk"]


def test_one_broken_case_is_named_and_the_others_are_served(bench: Bench) -> None:
    numbers = [bench.files(f"（2026）京0105执{n}号") for n in range(1, 6)]
    bench.number = numbers[2]
    node = bench.node()
    with bench.store.writing() as session:
        session.execute(
            update(Node).where(col(Node.id) == node.id).values(ladder="no such", ladder_version="")
        )
    result = bench.sweeps("2026-03-05T08:20")
    assert result.broken == (numbers[2],)
    assert result.fired == 4 * 2
    broken = [case.number for case in bench.rows(Case) if case.broken]
    assert broken == [numbers[2]]


def test_a_broken_case_is_served_again_once_it_is_mended(bench: Bench) -> None:
    bench.files()
    node = bench.node()
    for ladder, fired in (("no such", 0), ("default", 2)):
        with bench.store.writing() as session:
            session.execute(
                update(Node).where(col(Node.id) == node.id).values(ladder=ladder, ladder_version="")
            )
        assert bench.sweeps("2026-03-05T08:20").fired == fired
    assert bench.rows(Case)[0].broken == ""


def test_a_clock_that_moves_on_ends_its_items_and_climbs_anew(bench: Bench) -> None:
    bench.files()
    bench.sweeps("2026-03-06T08:20")
    assert bench.items() == [("urge", "issued")]
    bench.corrects("file_received", at("2026-03-06T09:00"))
    node = bench.node()
    assert node.due_on is not None and node.due_on.isoformat() > "2026-03-06"
    assert bench.items() == [("urge", "superseded")]
    bench.sweeps("2026-03-20T08:20")
    assert ("order#2", "fired") in bench.claims()


@pytest.mark.parametrize("patrols", [2, 4])
def test_patrols_at_the_same_time_fire_each_rung_once(bench: Bench, patrols: int) -> None:
    for number in range(1, 31):
        bench.files(f"（2026）京0105执{number}号")
    bench.reaches(at("2026-03-06T08:20"))
    results: list[SweepResult] = []
    threads = [
        threading.Thread(target=lambda: results.append(bench.sweeps("2026-03-06T08:20", batch=7)))
        for _ in range(patrols)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    bench.sweeps("2026-03-06T08:20")  # what one passed over because another held it
    claims = bench.rows(Claim, Claim.outcome == "fired")
    # Two urged, each to two people, and the network query coming due, to one.
    assert len(claims) == 30 * 3
    messages = bench.rows(Message)
    assert len({m.key for m in messages}) == len(messages) == 30 * (2 * 2 + 1)
    assert VICE not in {m.officer_id for m in messages}
