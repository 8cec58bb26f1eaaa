"""解除: what is held is let go in time, when the debt is paid and when it ought not to be held."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest
from sqlmodel import select

from models.tables.node import Node
from tests.stories.court import EVENING, HANDLER, LEADER, Court

NUMBER = "（2026）京0105执324号"
HOUSE, CAR, SHARES = (("asset", name) for name in ("房产1", "车辆1", "股权1"))
PAID, GROUND, EXCESS = "release-when-paid", "release-on-ground", "equity-overseizure-release-7d"


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_what_is_held_is_let_go_in_time(court: Court) -> None:
    records = partial(court.records, NUMBER)
    court.files(NUMBER, "2026-02-12", "2026-02-13")
    records("handler_assigned", "2026-02-13", handler=HANDLER, evidence="分案表")
    court.comes("2026-03-02", EVENING)
    owner = {"owner": "乙", "relation": "被执行人本人"}
    for asset, method in ((HOUSE, "查封"), (CAR, "扣押"), (SHARES, "冻结")):
        records("asset_identified", "2026-02-24", subject=asset, payload=owner, evidence="登记")
        records("asset_controlled", "2026-02-24", subject=asset, method=method, evidence="裁定书")
    frees = partial(records, "asset_released", evidence="解除裁定书及回执")

    # The car turns out to be worth more than is left to pay: five days end on Saturday.
    records("release_ground_found", "2026-03-02", subject=CAR, ground="超标的额", asked_by="乙")
    assert court.node(NUMBER, GROUND).due_on == date(2026, 3, 9)
    court.comes("2026-03-10")
    court.expects_alert(HANDLER, "有解除情形的及时解除")
    assert court.item(NUMBER, "urge", GROUND).state == "issued"
    court.comes("2026-03-10", EVENING)
    frees("2026-03-10", subject=CAR, reason="超标的额")
    assert court.node(NUMBER, GROUND).timeliness == "late"

    # Shares frozen in excess: the law itself says seven days.
    records("overfreeze_upheld", "2026-03-10", subject=SHARES, evidence="异议裁定书")
    assert court.node(NUMBER, EXCESS).due_on == date(2026, 3, 17)
    court.comes("2026-03-17", EVENING)
    records("excess_released", "2026-03-17", subject=SHARES, evidence="解除裁定书")
    assert court.node(NUMBER, EXCESS).timeliness == "in_time"

    # All is paid: house and shares each have their clock; the car, let go before, has none.
    records("debt_performed", "2026-03-17", way="自动履行", evidence="履行证明")
    assert clocks(court) == {"房产1": "running", "股权1": "running"}
    assert court.node(NUMBER, PAID).due_on == date(2026, 3, 23), "the 22nd is a Sunday"
    frees("2026-03-17", subject=HOUSE, reason="债务已经清偿")
    for channel in ("短信", "电话"):
        records("closing_notified", "2026-03-17", channel=channel, evidence="告知记录")
    closing = {"mode": "执行完毕", "ground": "自动履行"}
    told = records("case_closed", "2026-03-17", payload=closing, evidence="结案审批表")
    assert "released-before-closing" in {one.gate for one in told.remarks}, "the shares are held"
    assert clocks(court) == {"房产1": "settled", "股权1": "running"}, "it outlives the case"
    court.comes("2026-03-24")
    court.comes("2026-03-25")
    court.expects_alert(LEADER, "债务清偿后解除查封、扣押、冻结")
    court.comes("2026-03-25", EVENING)
    frees("2026-03-25", subject=SHARES, reason="债务已经清偿")
    assert court.node(NUMBER, PAID).timeliness == "late"
    court.chains_hold()


def clocks(court: Court) -> dict[str, str]:
    """Asset by asset the state of its clock since the debt was paid."""
    with court.store.reading() as session:
        found = session.exec(select(Node.subject_ref, Node.state).where(Node.rule_id == PAID))
        return {ref: str(state) for ref, state in found}
