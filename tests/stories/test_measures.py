"""Measures: what is frozen and seized, how much of it, and a term that ends while nobody looks."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import partial

import pytest
from sqlmodel import select

from models.errors import FactRefused
from models.reading.measures import Holding, MeasureLine, expiring, holdings
from models.tables.node import Node
from tests.stories.court import EVENING, HANDLER, Court, Runs

NUMBER = "（2026）京0105执302号"
ACCOUNT, HOUSE, PLANT, CAR, SHARES = (
    ("asset", name) for name in ("账户1", "房产1", "设备1", "车辆1", "股权1")
)
RENEW = "renew-before-expiry"


@pytest.mark.parametrize("engine_name", ["postgresql"], indirect=True)
def test_no_more_no_harder_and_no_longer_than_the_law_allows(  # noqa: PLR0915 - one story
    worked_court: Court, runs: Runs
) -> None:
    court = worked_court
    records = partial(court.records, NUMBER)
    takes = partial(records, "asset_controlled", "2026-02-24", evidence="裁定书")

    # A factory owes a million with interest and costs.
    court.files(NUMBER, "2026-02-12", "2026-02-13")
    records("handler_assigned", "2026-02-13", handler=HANDLER, evidence="分案表")
    records("claim_stated", "2026-02-13", claim=900000, interest=70000, costs=30000)
    court.patrols()

    # Tuesday 24 February: three things are found; the machines would hurt most.
    court.comes("2026-02-24", EVENING)
    for asset, harm, ease in (
        (PLANT, "较大", "便于执行"),
        (HOUSE, "较小", "一般"),
        (ACCOUNT, "无", "便于执行"),
    ):
        said = {"owner": "某厂", "relation": "被执行人本人", "harm": harm, "ease": ease}
        records("asset_identified", "2026-02-24", subject=asset, payload=said, evidence="登记")
    assert holding(court).order == ("账户1", "房产1", "设备1")

    # A freeze names its amount; an operating account keeps what the factory needs.
    frozen = {"method": "冻结", "category": "银行存款", "operating": True}
    with pytest.raises(FactRefused, match="第15条第3款"):
        takes(subject=ACCOUNT, payload=frozen)
    with pytest.raises(FactRefused, match="冻结往来账户的，写明预留的流动资金"):
        takes(subject=ACCOUNT, payload=frozen | {"amount": 200000})
    with pytest.raises(FactRefused, match="不预留的，写明条件不允许的理由"):
        takes(subject=ACCOUNT, payload=frozen | {"amount": 200000, "reserve": 0})
    takes(subject=ACCOUNT, payload=frozen | {"amount": 200000, "reserve": 60000})

    # The house is taken with its use left; together they are worth 900,000 of the million.
    live = {"method": "查封", "category": "不动产", "manner": "活封活扣", "value": 700000}
    takes(subject=HOUSE, payload=live | {"value_basis": "市价", "valued_on": "2026-02-20"})
    records("use_permitted", "2026-02-24", subject=HOUSE, keeper="被执行人", unharmed=True)
    assert (holding(court).worth, holding(court).share) == (Decimal(900000), Decimal(90))

    # The machines on top would be 140 per cent; sealing them wants a reason besides.
    machines = {"method": "查封", "category": "动产", "value": 500000}
    with pytest.raises(FactRefused, match=r"1400000元为.*140%"):
        takes(subject=PLANT, payload=machines)
    part = machines | {"value": 350000, "partial": True, "manner": "死封死扣"}
    with pytest.raises(FactRefused, match="第10条"):
        takes(subject=PLANT, payload=part)
    assert [line.asset for line in holding(court).lines] == ["账户1", "房产1"]

    # The receipts come. No account is frozen for more than a year.
    deposit = {"category": "银行存款", "effective_on": "2026-02-24"}
    effect = partial(records, "control_took_effect", "2026-02-24", evidence="协助执行回执")
    with pytest.raises(FactRefused, match="第485条"):
        effect(subject=ACCOUNT, payload=deposit | {"expires_on": "2027-02-24"})
    effect(subject=ACCOUNT, payload=deposit | {"expires_on": "2026-05-22"})
    seized = {"category": "不动产", "effective_on": "2026-02-24", "expires_on": "2029-02-23"}
    effect(subject=HOUSE, payload=seized)

    # Shares were preserved last June. They are carried over with their days, not anew.
    carried = {"category": "其他财产权", "basis": "保全转执行"}
    anew = carried | {"effective_on": "2026-02-24", "expires_on": "2029-02-23"}
    with pytest.raises(FactRefused, match="第17条第2款"):
        effect(subject=SHARES, payload=anew)
    effect(
        subject=SHARES, payload=carried | {"effective_on": "2025-06-10", "expires_on": "2026-06-09"}
    )

    # Another court seized the car first: ours waits, and takes hold on the day the other ends.
    owner = {"owner": "某厂", "relation": "被执行人本人"}
    records("asset_identified", "2026-02-24", subject=CAR, payload=owner, evidence="登记")
    records("waiting_control_made", "2026-02-24", subject=CAR, first_controlled_on="2025-03-03")
    car = {"category": "动产", "effective_on": "2026-02-24", "expires_on": "2028-02-23"}
    with pytest.raises(FactRefused, match="第26条"):
        effect(subject=CAR, payload=car)

    # Thirty working days before 22 May: Qingming and Labour Day rest, Saturday 9 May works.
    court.comes("2026-04-07")
    court.expects_alert(HANDLER, "续办预告", times=0)
    court.comes("2026-04-08")
    court.expects_alert(HANDLER, "续办预告")
    court.comes("2026-04-29")
    court.expects_alert(HANDLER, "续办再告")
    court.comes("2026-05-13")
    court.expects_alert(HANDLER, "续办三告")
    assert [line.asset for line in soon(court)] == ["账户1", "股权1"]
    assert {line.renews for line in soon(court)} == {"演练甲"}

    # On the 18th the freeze is renewed, in time. The car's turn has come meanwhile.
    court.comes("2026-05-18", EVENING)
    longer = {"category": "银行存款", "effective_on": "2026-05-23", "expires_on": "2027-05-22"}
    records("control_renewed", "2026-05-18", subject=ACCOUNT, payload=longer, evidence="回执")
    records("prior_control_ended", "2026-05-06", subject=CAR, ended_on="2026-04-24")
    effect = partial(records, "control_took_effect", "2026-05-07", evidence="协助执行回执")
    with pytest.raises(FactRefused, match="应为2026-04-24"):
        effect(
            subject=CAR, payload=car | {"effective_on": "2026-05-07", "expires_on": "2028-05-06"}
        )
    effect(subject=CAR, payload=car | {"effective_on": "2026-04-24", "expires_on": "2028-04-23"})

    # Nobody renews the shares. On 9 June they are still held, on the 10th they are not.
    court.comes("2026-06-09", EVENING)
    assert states(court)["股权1"] == "in_force"
    with court.store.reading() as session:
        waits = select(Node).where(Node.rule_id == RENEW, Node.subject_ref == "股权1")
        node = session.exec(waits).one()
    assert (node.state, node.due_on) == ("running", date(2026, 6, 9))
    court.comes("2026-06-10", EVENING)
    assert states(court) == {
        "账户1": "in_force", "房产1": "in_force", "车辆1": "in_force", "股权1": "lapsed",
    }  # fmt: skip
    (gone,) = [line for line in soon(court) if line.lapse_unrecorded]
    assert gone.asset == "股权1"
    shares = {"category": "其他财产权", "effective_on": "2026-06-10", "expires_on": "2029-06-09"}
    with pytest.raises(FactRefused, match="第27条"):
        records("control_renewed", "2026-06-10", subject=SHARES, payload=shares, evidence="回执")
    with pytest.raises(FactRefused, match="期满失效"):
        records("disposal_ruled", "2026-06-10", subject=SHARES, way="拍卖", evidence="裁定书")
    records("control_lapsed", "2026-06-10", subject=SHARES, evidence="回执届满日")
    assert not [line for line in soon(court) if line.lapse_unrecorded]

    # The debt is paid in part, and the car let go as beyond what is owed.
    records("asset_released", "2026-06-10", subject=CAR, reason="超标的额", evidence="解除裁定书")
    assert states(court)["车辆1"] == "released"

    court.patrols()
    runs.eventually(lambda: runs.sleeps(court, NUMBER))
    run_id = court.run(NUMBER).flow_run_id
    assert run_id is not None
    runs.shows(run_id, "D 续行查封、扣押、冻结 · opened")
    court.chains_hold()


def holding(court: Court) -> Holding:
    """All that is held in the case, and what it weighs."""
    with court.store.reading() as session:
        _, (found,) = holdings(session, court.law, NUMBER)
    return found


def soon(court: Court) -> tuple[MeasureLine, ...]:
    """What ends within thirty days, as `dueprocess measures --expiring 30` lists it."""
    with court.store.reading() as session:
        return expiring(holdings(session, court.law)[1], 30)


def states(court: Court) -> dict[str, str]:
    """Asset by asset how it is held."""
    return {line.asset: line.state.value for line in holding(court).lines}
