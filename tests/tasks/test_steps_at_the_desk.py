"""Steps that no clock brings: put forward by a person, drafted, decided on by a leader."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from models.errors import FactRefused
from models.record import Arrival
from models.tables.fact import Fact
from models.tables.interview import Interview
from models.tables.letter import Letter
from notifications.documents.kinds import KINDS
from notifications.papers import Drafted
from rulebook.law.ladder import Mode
from rulebook.loading.loader import load
from tests.tasks.conftest import DIRECTOR, HANDLER, SUPERVISOR, VICE, Bench, at
from tests.tasks.test_supervision import urged

NOON = "2026-03-09T12:00"


def puts_forward(bench: Bench, level: str, by: str = SUPERVISOR, **said: Any) -> None:
    """A step on the notice's node, on the morning of 9 March."""
    bench.arrives(
        Arrival(
            case=bench.number,
            kind="supervision_measure_proposed",
            occurred_at=at("2026-03-09T10:00"),
            subject_kind="node",
            subject_ref=bench.node().key,
            payload={"level": level, "reason": "两次催办未复", **said},
            by=by,
        )
    )


@pytest.mark.parametrize(
    ("level", "paper"), [("circulate", "circular"), ("refer", "referral_letter")]
)
def test_the_last_step_is_drafted_and_decided_on_by_a_leader_alone(
    bench: Bench, level: str, paper: str
) -> None:
    urged(bench)
    puts_forward(bench, level)
    assert bench.items() == [("urge", "issued"), (level, "proposed")]
    assert bench.told(level) == [DIRECTOR, VICE, "desk"]  # nobody is president here
    assert bench.rounds(NOON).drafted.faults == ()
    (draft,) = bench.rows(Letter, Letter.kind == paper)
    assert "两次催办未复" in draft.body and "催办" in draft.body
    assert "签发后通报全局" not in draft.body
    with pytest.raises(FactRefused, match="决定"):
        bench.acts("supervision_measure_issued", bench.item(level).id, at(NOON), by=SUPERVISOR)
    said = {"text": "签发后通报全局", "receiver": "机关纪委"}
    bench.acts("supervision_measure_issued", bench.item(level).id, at(NOON), by=VICE, **said)
    item = bench.item(level)
    # What was decided is drafted anew, with what the decision says; a person issues it.
    assert bench.rounds(NOON).drafted == Drafted(1)
    assert bench.rounds(NOON).drafted == Drafted(0)
    (_, decided) = bench.rows(Letter, Letter.kind == paper)
    assert ("签发后通报全局" if paper == "circular" else "机关纪委") in decided.body
    assert (item.state, item.issued_by, item.reply_due_at) == ("struck_off", VICE, None)
    assert bench.items()[0] == ("urge", "issued")  # what is owed on the node is owed still


def test_the_last_step_may_be_declined(bench: Bench) -> None:
    urged(bench)
    puts_forward(bench, "refer")
    bench.acts("proposal_declined", bench.item("refer").id, at(NOON), by=DIRECTOR, reason="尚不足")
    assert bench.items()[1:] == [("refer", "declined")]
    puts_forward(bench, "circulate")
    bench.says("execution_notice_issued", at("2026-03-09T15:00"))
    assert bench.items()[2:] == [("circulate", "superseded")]


def test_no_clock_ever_brings_it(bench: Bench) -> None:
    urged(bench)
    for day in ("2026-03-12T00:01", "2026-03-26T08:20", "2026-06-30T08:20"):
        bench.sweeps(day)
    assert {level for level, _ in bench.items()} == {"urge", "order", "interview"}


@pytest.mark.parametrize(
    ("level", "by", "says"),
    [
        ("refer", HANDLER, "承办人不得"),
        ("nonsense", SUPERVISOR, "可选"),
        ("urge", SUPERVISOR, "未销号"),
    ],
)
def test_what_cannot_be_put_forward_changes_nothing(
    bench: Bench, level: str, by: str, says: str
) -> None:
    urged(bench)
    facts = bench.rows(Fact)
    with pytest.raises(FactRefused, match=says):
        puts_forward(bench, level, by=by)
    assert (bench.rows(Fact), bench.items()) == (facts, [("urge", "issued")])


def test_an_interview_is_put_forward_before_its_day_and_the_ladder_passes_over_it(
    bench: Bench,
) -> None:
    urged(bench)
    puts_forward(bench, "interview")
    bench.acts("interview_convened", bench.item("interview").id, at(NOON), by=DIRECTOR)
    assert bench.items() == [("urge", "superseded"), ("interview", "issued")]
    assert dict(bench.claims())["interview"] == "skipped"


@pytest.mark.parametrize("ladder", ["chase", ""])
def test_an_order_is_opened_where_the_ladder_has_none(bench: Bench, ladder: str) -> None:
    rule = bench.law.rules["exec-notice-3d-2006"]
    bench.law = replace(bench.law, rules={**bench.law.rules, rule.id: replace(rule, ladder=ladder)})
    bench.files()
    bench.sweeps("2026-03-06T08:20")
    assert bench.items() == []
    arrival = Arrival(
        case=bench.number,
        kind="supervision_order_opened",
        occurred_at=at("2026-03-09T10:00"),
        subject_kind="node",
        subject_ref=bench.node().key,
        payload={"text": "三日内送达", "source": "领导批示"},
        by=SUPERVISOR,
    )
    bench.arrives(arrival)
    assert bench.items() == [("order", "issued")]
    assert bench.item("order").reply_due_at == at("2026-03-20T00:00")
    # Nobody answered: the interview is convened, as where the ladder itself brought the order.
    report = bench.rounds("2026-03-20T08:20")
    assert (report.sweep.broken, report.fault) == ((), "")
    assert bench.items() == [("order", "lapsed"), ("interview", "issued")]
    (talk,) = bench.rows(Interview)
    assert talk.set_for == at("2026-03-23T15:00")


def test_what_is_drafted_is_a_document_that_exists_and_no_desk_step_goes_by_itself() -> None:
    for profile in ("national", "pizhou-2007", "sanyuan-2016", "spc-2006"):
        law = load(profile)
        assert set(law.papers.values()) <= KINDS.keys(), profile
        assert law.desk is not None
        assert Mode.AUTOMATIC not in {rung.mode for rung in law.desk.rungs}
