"""Whose property: an outsider's house, and a shareholder who is added to the debtors."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any

import pytest

from models.errors import FactRefused
from models.reading.measures import holdings
from tests.stories.court import EVENING, HANDLER, Court, Runs

NUMBER = "（2026）京0105执301号"
HOUSE, VILLA, CAR = (("asset", name) for name in ("房产1", "房产2", "车辆1"))
CHANGE = ("party_change", "追加1")
SEIZED: dict[str, Any] = {"method": "查封", "category": "不动产", "evidence": "查封裁定书"}


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_only_the_debtors_own_property_answers(  # noqa: PLR0915 - one story
    worked_court: Court, runs: Runs
) -> None:
    court = worked_court
    records = partial(court.records, NUMBER)

    # Friday 13 February: a company is the debtor. The festival rests until the 23rd.
    court.files(NUMBER, "2026-02-12", "2026-02-13")
    records("handler_assigned", "2026-02-13", handler=HANDLER, evidence="分案表")
    court.patrols()
    runs.eventually(lambda: runs.sleeps(court, NUMBER))

    # Tuesday the 24th: the register names somebody else, so the house is not seized.
    court.comes("2026-02-24", EVENING)
    identify(court, HOUSE, "2026-02-24", owner="张某", relation="案外人")
    with pytest.raises(FactRefused, match="第2条第3款"):
        records("asset_controlled", "2026-02-24", subject=HOUSE, **SEIZED)
    assert court_holds(court) == {}

    # The car nobody looked into is not taken either, unless it is urgent and approved.
    takes = partial(records, "asset_controlled", "2026-02-24", subject=CAR, evidence="扣押裁定书")
    car: dict[str, Any] = {"method": "扣押", "category": "动产"}
    with pytest.raises(FactRefused, match="登记、证书、占有和证据"):
        takes(**car)
    with pytest.raises(FactRefused, match=r"写明批准人.*法发〔2006〕35号第三条"):
        takes(**car, urgent=True)
    takes(**car, urgent=True, approver="V001")

    # The registered owner confirms in writing that the house is the debtor's.
    ground = "权利人书面确认属于被执行人"
    identify(court, HOUSE, "2026-02-24", owner="张某", relation="案外人", ground=ground)
    records("asset_controlled", "2026-02-24", subject=HOUSE, **SEIZED)
    assert set(court_holds(court)) == {"房产1", "车辆1"}

    # Before it is sold, somebody has to look whose it is.
    sells = partial(records, "disposal_ruled", "2026-02-24", subject=CAR, evidence="拍卖裁定书")
    with pytest.raises(FactRefused, match="法〔2016〕401号第二条"):
        sells(way="拍卖")
    identify(court, CAR, "2026-02-24", owner="某公司", relation="被执行人本人")
    sells(way="拍卖")

    # A shareholder never paid in. His villa is his own until a ruling makes him a debtor.
    identify(court, VILLA, "2026-02-24", owner="李某", relation="被执行人的股东")
    with pytest.raises(FactRefused, match="第17条至第20条"):
        records("asset_controlled", "2026-02-24", subject=VILLA, **SEIZED)

    # Wednesday: the applicant asks for it. Sixty days end on Sunday 26 April, so on Monday.
    court.comes("2026-02-25", EVENING)
    asked = {"who": "李某", "side": "被执行人", "ground": "第17条"}
    records("change_requested", "2026-02-25", subject=CHANGE, payload=asked, evidence="申请书")
    assert court.node(NUMBER, "change-party-60d").due_on == date(2026, 4, 27)
    court.patrols()
    run_id = court.run(NUMBER).flow_run_id
    assert run_id is not None
    runs.shows(run_id, "J 变更、追加当事人的裁定 · opened")

    # It is heard, and ruled on: on a listed ground, and only because the company has not enough.
    court.comes("2026-04-20", EVENING)
    records("change_hearing_held", "2026-03-25", subject=CHANGE, evidence="听证笔录")
    ruled: dict[str, Any] = {"result": "变更或追加", "ground": "公平原则", "evidence": "裁定书"}
    with pytest.raises(FactRefused, match="第1条至第25条"):
        records("change_ruled", "2026-04-20", subject=CHANGE, **ruled)
    ruled["ground"] = "第17条"
    with pytest.raises(FactRefused, match="第13条至第20条"):
        records("change_ruled", "2026-04-20", subject=CHANGE, **ruled)
    records("change_ruled", "2026-04-20", subject=CHANGE, insufficient=True, **ruled)
    assert court.node(NUMBER, "change-party-60d").timeliness == "in_time"

    # Under article 17 the way is a suit, not a review: fifteen days end on 7 May.
    court.comes("2026-04-22", EVENING)
    serve = partial(records, "change_ruling_served", "2026-04-22", subject=CHANGE, evidence="回证")
    with pytest.raises(FactRefused, match="第32条"):
        serve(remedy="复议", recipient="李某")
    serve(remedy="执行异议之诉", recipient="李某")
    assert court.node(NUMBER, "change-party-suit-15d").due_on == date(2026, 5, 7)

    # Now his villa answers, but it is not sold while he sues.
    joined = "已裁定变更追加为被执行人"
    court.comes("2026-05-08", EVENING)
    identify(court, VILLA, "2026-04-23", owner="李某", relation="被执行人的股东", ground=joined)
    records("asset_controlled", "2026-04-23", subject=VILLA, **SEIZED)
    records("change_suit_filed", "2026-05-06", subject=CHANGE, evidence="起诉状")
    assert court.node(NUMBER, "change-party-suit-15d").state == "settled"
    with pytest.raises(FactRefused, match="第33条第2款"):
        records("disposal_ruled", "2026-05-08", subject=VILLA, way="拍卖", evidence="裁定书")

    # In July his suit is dismissed, and the villa may go to auction.
    court.comes("2026-07-16", EVENING)
    ended: dict[str, Any] = {"result": "驳回诉讼请求", "evidence": "判决书"}
    records("change_suit_ended", "2026-07-15", subject=CHANGE, **ended)
    records("disposal_ruled", "2026-07-16", subject=VILLA, way="拍卖", evidence="裁定书")

    court.patrols()
    runs.eventually(lambda: runs.sleeps(court, NUMBER))
    runs.shows(run_id, "J 变更、追加当事人的裁定 · settled")
    court.chains_hold()


def identify(court: Court, asset: tuple[str, str], on: str, **said: str) -> None:
    """Registration, certificate, possession and the paper that proves them."""
    looked = {"registration": "不动产登记查询", "certificate": "证号略", "possession": "现场查看"}
    court.records(
        NUMBER, "asset_identified", on, subject=asset, evidence="权属查询", payload=looked | said
    )


def court_holds(court: Court) -> dict[str, str]:
    """Asset by asset how it is held."""
    with court.store.reading() as session:
        _, found = holdings(session, court.law, NUMBER)
    return {line.asset: line.state.value for one in found for line in one.lines}
