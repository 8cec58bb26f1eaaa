"""The audit: whatever the patrol left undone is found by other means, and stops the heartbeat."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import Executable, delete, text, update
from sqlmodel import col

from models.record import Recorded
from models.tables.claim import Claim
from models.tables.delivery import Delivery
from models.tables.heartbeat import Heartbeat
from models.tables.item import SupervisionItem
from models.tables.letter import Letter
from models.tables.message import Message
from models.tables.node import Node
from models.tables.run import CaseRun
from notifications import papers
from notifications.letters import render
from tasks.audit import audit
from tests.tasks.conftest import Bench, Records, at

LATER = "2026-03-06T09:00"


def patrolled(bench: Bench) -> None:
    """A case whose notice was urged, with all that belongs to it."""
    bench.files()
    assert bench.rounds("2026-03-06T08:20").fault == ""


def heart(bench: Bench) -> tuple[datetime | None, str]:
    """When the patrol's heart last beat, and what stops it."""
    row = bench.rows(Heartbeat, Heartbeat.name == "patrol")[0]
    return row.beat_at, row.fault


def test_a_round_in_order_beats(bench: Bench) -> None:
    patrolled(bench)
    assert heart(bench) == (at("2026-03-06T08:20"), "")
    row = bench.rows(Heartbeat, Heartbeat.name == "patrol")[0]
    assert (row.figures["fired"], row.figures["digests"]) == (3, 2)


def test_a_quiet_round_beats_too(bench: Bench) -> None:
    patrolled(bench)
    report = bench.rounds(LATER)
    assert report.sweep.fired == 0 and "复核通过" in str(report)
    assert heart(bench)[0] == at(LATER)


@pytest.mark.parametrize(
    ("harm", "says"),
    [
        (delete(Claim).where(col(Claim.rung) == "urge"), "到时未触发的级次"),
        (delete(Message).where(col(Message.level) == "urge"), "触发而无消息"),
        (update(Message).values(state="sent", sent_at=None), "送达状态不明的消息"),
        (update(Message).values(state="lost"), "送达状态不明的消息"),
        (delete(Delivery), "送达状态不明的消息"),
        (update(Delivery).values(state="waiting"), "送达状态不明的消息"),
        (update(Delivery).values(digest=""), "送达记录自相矛盾"),
        (update(Delivery).values(state="fell_back", error="gone"), "送达记录自相矛盾"),
        (
            update(SupervisionItem).values(reply_due_at=at("2026-03-06T08:30")),
            "回复期满未处理的督办事项",
        ),
        (update(CaseRun).values(lease_until=at("2020-01-01")), "租约过期的案件运行"),
    ],
)
def test_whatever_is_missing_is_found(bench: Bench, harm: Executable, says: str) -> None:
    patrolled(bench)
    with bench.store.writing() as session:
        if "rung_claim" in str(harm):
            session.execute(update(Message).values(claim_id=None))
        if "DELETE FROM message" in str(harm):
            session.execute(delete(Delivery))
        session.execute(harm)
    findings = audit(bench.store, at(LATER), whole=True)
    assert says in findings.fault


def test_a_second_message_to_one_person_about_one_claim_is_found(bench: Bench) -> None:
    patrolled(bench)
    with bench.store.writing() as session:
        row = bench.rows(Message)[0].model_dump(exclude={"id"})
        session.add(Message(**{**row, "key": "by another way"}))
    assert "多份消息" in audit(bench.store, at(LATER), whole=True).fault


def test_a_message_that_nobody_delivers_is_found(bench: Bench) -> None:
    bench.files()
    bench.sweeps("2026-03-06T08:20")
    assert audit(bench.store, at("2026-03-06T08:30")).fault == ""
    assert "逾时未送出的消息" in audit(bench.store, at("2026-03-06T08:36")).fault


def test_a_channel_that_nobody_serves_is_found(bench: Bench) -> None:
    bench.files()
    bench.sweeps("2026-03-06T08:20")
    bench.delivers(at("2026-03-06T08:20"), Records(fault="away"))
    assert audit(bench.store, at("2026-03-06T08:30")).fault == ""
    assert "逾时未送出的送达" in audit(bench.store, at("2026-03-06T08:37")).fault


def test_a_broken_case_withholds_the_heartbeat_and_is_named(bench: Bench) -> None:
    patrolled(bench)
    node = bench.node()
    with bench.store.writing() as session:
        session.execute(
            update(Node).where(col(Node.id) == node.id).values(ladder="no such", ladder_version="")
        )
    report = bench.rounds("2026-03-12T09:00")
    assert report.sweep.broken == (bench.number,)
    assert bench.number in report.fault
    beat_at, fault = heart(bench)
    assert beat_at == at("2026-03-06T08:20") and "到时未触发的级次" in fault


def test_the_heart_beats_again_when_the_fault_is_mended(bench: Bench) -> None:
    test_a_broken_case_withholds_the_heartbeat_and_is_named(bench)
    with bench.store.writing() as session:
        session.execute(update(Node).values(ladder="default"))
    assert bench.rounds("2026-03-12T09:01").fault == ""
    assert heart(bench) == (at("2026-03-12T09:01"), "")


def test_a_fact_of_this_minute_gives_no_false_alarm(bench: Bench) -> None:
    bench.reaches(at("2026-03-20T09:00"))
    bench.files(received="2026-03-02")
    assert audit(bench.store, at("2026-03-20T09:02"), whole=True).fault == ""
    assert "到时未触发的级次" in audit(bench.store, at("2026-03-20T09:30"), whole=True).fault


def test_the_window_moves_over_the_whole_book(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tasks.audit.WINDOW", 3)
    for number in range(1, 4):
        bench.files(f"（2026）京0105执{number}号")
    bench.rounds("2026-03-06T08:20")
    with bench.store.writing() as session:  # nothing of it is left for the sweep to see
        session.execute(update(Message).values(claim_id=None))
        session.execute(delete(Claim))
        session.execute(update(Node).values(next_rung_at=None))
    found = {bench.rounds(f"2026-03-06T09:{minute}").fault for minute in range(10, 40)}
    named = "".join(found)
    assert all(f"执{number}号" in named for number in range(1, 4))


def test_papers_are_drafted_for_every_act(bench: Bench) -> None:
    patrolled(bench)
    note = bench.letters("urge_note")[0]
    assert "超期1日（1个工作日）" in note.body and "2026年3月11日" in note.body
    assert note.title.startswith("【演练】") and "草稿" in note.body
    count = len(bench.rows(Letter))
    bench.rounds(LATER)
    assert len(bench.rows(Letter)) == count


def test_a_paper_that_cannot_be_drafted_never_stops_the_round(bench: Bench) -> None:
    bench.files()
    bench.sweeps("2026-03-06T08:20")
    with bench.store.writing() as session:
        session.execute(text("UPDATE node SET rule_id = 'no such' WHERE code = '003'"))
    report = bench.rounds("2026-03-06T08:21")
    assert report.drafted.count == 1 and "KeyError" in report.drafted.faults[0]
    assert report.delivered.digests == 2


def test_a_fact_is_recorded_while_papers_are_worked_out(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench.files()
    bench.sweeps("2026-03-06T08:20")
    meanwhile: list[Recorded] = []

    def working_out(kind: str, values: dict[str, Any], rehearsal: bool) -> tuple[str, str]:
        if not meanwhile:  # another desk, which would find the book busy if papers kept it shut
            meanwhile.append(bench.says("applicant_asked_for_clues", at("2026-03-06T08:15")))
        return render(kind, values, rehearsal)

    monkeypatch.setattr(papers, "render", working_out)
    report = bench.rounds("2026-03-06T08:21")
    assert meanwhile and report.drafted.faults == ()
    assert report.drafted.count == len(bench.rows(Letter)) > 0
