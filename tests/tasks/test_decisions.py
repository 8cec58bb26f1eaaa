"""What the ladder proposes waits for a person: confirmed by the fitting act, or declined."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from models.errors import FactRefused
from models.tables.fact import Fact
from models.tables.item import SupervisionItem
from models.tables.message import Message
from models.tables.officer import Officer, OfficerRole
from rulebook.law.ladder import Mode, Rung
from rulebook.time.period import Period
from tests.tasks.conftest import BASIC, DIRECTOR, HANDLER, LEADER, SUPERVISOR, Bench, at
from tests.tasks.test_supervision import SILENT, urged

OTHER = "J9"
LATE = "2026-03-09T08:20"  # two working days after the notice was due
NOTED = Rung("noted", "通报批评", "criticism", 3, Mode.PROPOSED, ("owner",), by=("director",))
CHANGED = replace(
    NOTED, key="changed", zh="更换承办人", outcome="handler_changed", reply=Period.parse("1:month")
)
JOINT = replace(NOTED, key="joint", zh="会办", outcome="joint_handling_decided")


def climbs(bench: Bench, last: Rung) -> None:
    """The ladder urges on the first working day, and proposes that step on the second."""
    ladder = bench.law.ladders["default"]
    rungs = (*(one for one in ladder.rungs if one.level < last.level), replace(last, offset=2))
    changed = replace(ladder, rungs=rungs)
    bench.law = replace(bench.law, ladders={**bench.law.ladders, "default": changed})
    with bench.store.writing() as session:
        session.add(Officer(id=OTHER, name="接手", court_code=BASIC))
        session.flush()
        session.add(OfficerRole(officer_id=OTHER, role="case_handler"))
    urged(bench)
    bench.sweeps(LATE)


def decides(bench: Bench, kind: str, by: str = DIRECTOR, **said: Any) -> SupervisionItem:
    """An act on the newest item of the notice's node, at ten on the ninth of March."""
    level = bench.items()[-1][0]
    bench.acts(kind, bench.item(level).id, at("2026-03-09T10:00"), by=by, **said)
    return bench.item(level)


def told(bench: Bench, words: str) -> list[str]:
    return sorted(m.officer_id for m in bench.rows(Message) if words in m.subject)


def test_an_order_that_is_declined_is_over_and_the_ladder_climbs_on(bench: Bench) -> None:
    urged(bench)
    bench.sweeps(SILENT)
    order = bench.item("order").id
    bench.acts("proposal_declined", order, at("2026-03-12T10:00"), reason="已在办理")
    declined = bench.item("order")
    assert (declined.state, declined.ended_why) == (
        "declined",
        f"不予签发（{SUPERVISOR}）：已在办理",
    )
    assert (declined.issued_at, declined.reply_due_at) == (None, None)
    assert told(bench, "不予签发") == [DIRECTOR, SUPERVISOR]
    bench.sweeps("2026-03-13T08:20")
    assert bench.items()[1:] == [("order", "declined")]
    bench.sweeps("2026-03-26T08:20")
    assert bench.items()[1:] == [("order", "declined"), ("interview", "proposed")]


@pytest.mark.parametrize(
    ("by", "reason", "says"), [(HANDLER, "不必", "承办人不得"), (DIRECTOR, "", "理由")]
)
def test_a_proposal_is_declined_by_another_and_with_a_reason(
    bench: Bench, by: str, reason: str, says: str
) -> None:
    urged(bench)
    bench.sweeps(SILENT)
    facts = bench.rows(Fact)
    with pytest.raises(FactRefused, match=says):
        bench.acts(
            "proposal_declined", bench.item("order").id, at("2026-03-12T10:00"), by, reason=reason
        )
    assert (bench.rows(Fact), bench.item("order").state) == (facts, "proposed")


def test_what_was_issued_or_declined_cannot_be_declined_again(bench: Bench) -> None:
    climbs(bench, NOTED)
    decides(bench, "proposal_declined", reason="情况说明属实")
    for kind in ("proposal_declined", "supervision_measure_issued"):
        with pytest.raises(FactRefused, match="不予签发"):
            decides(bench, kind, reason="再议")


def test_a_level_without_an_act_of_its_own_is_issued_by_whoever_decides_on_it(
    bench: Bench,
) -> None:
    climbs(bench, NOTED)
    with pytest.raises(FactRefused, match="由执行局长"):
        decides(bench, "supervision_measure_issued", by=LEADER)
    noted = decides(bench, "supervision_measure_issued", text="通报批评一次")
    assert (noted.state, noted.issued_by, noted.reply_due_at) == ("issued", DIRECTOR, None)
    assert bench.items() == [("urge", "superseded"), ("noted", "issued")]
    assert HANDLER in told(bench, "[通报批评] ")


def test_a_change_of_handler_is_the_outcome_itself_and_starts_the_steps_own_clock(
    bench: Bench,
) -> None:
    climbs(bench, CHANGED)
    assert bench.items()[-1] == ("changed", "proposed")
    with pytest.raises(FactRefused, match="handler_changed"):
        decides(bench, "supervision_measure_issued")
    with pytest.raises(FactRefused, match="由执行局长"):
        bench.says("handler_changed", at("2026-03-09T10:00"), by=LEADER, handler=OTHER)
    bench.says("handler_changed", at("2026-03-09T10:00"), by=DIRECTOR, handler=OTHER)
    assert bench.items() == [("urge", "superseded"), ("changed", "issued")]
    item = bench.item("changed")
    assert (item.issued_by, item.reply_due_at) == (DIRECTOR, at("2026-04-10T00:00"))
    assert bench.node().owner_id == OTHER
    assert OTHER in told(bench, "[更换承办人] ") and HANDLER not in told(bench, "[更换承办人] ")


def test_a_change_of_handler_that_nobody_proposed_is_what_it_always_was(bench: Bench) -> None:
    climbs(bench, JOINT)
    bench.says("handler_changed", at("2026-03-09T10:00"), by=LEADER, handler=OTHER)
    assert bench.items()[-1] == ("joint", "proposed")
    assert bench.node().owner_id == OTHER


def test_joint_handling_is_decided_by_a_leader_and_the_handler_stays(bench: Bench) -> None:
    climbs(bench, JOINT)
    said = {"leader": DIRECTOR, "members": [LEADER], "reason": "逾期未办"}
    bench.says("joint_handling_decided", at("2026-03-09T10:00"), by=DIRECTOR, **said)
    assert bench.items()[-1] == ("joint", "issued")
    assert bench.node().owner_id == HANDLER
    assert "escalated" in bench.shown()
