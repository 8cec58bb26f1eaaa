"""执行转破产: agreed to and suspended, the file goes over; taken, refused, or declared bankrupt."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest

from models.errors import FactRefused
from tests.stories.court import EVENING, HANDLER, Court

NUMBER = "（2026）京0105执323号"
TRANSFER = ("application", "破1")
HOUSE, PLANT = ("asset", "房产1"), ("asset", "设备1")
SUSPENDS = {"approver": "V001", "ground": "移送破产审查"}


@pytest.fixture
def transferred(court: Court) -> Court:
    """A factory cannot pay: a house and machines are held, it is listed and restricted."""
    court.files(NUMBER, "2026-02-12", "2026-02-13")
    records = partial(court.records, NUMBER)
    records("handler_assigned", "2026-02-13", handler=HANDLER, evidence="分案表")
    court.comes("2026-03-20", EVENING)
    owner = {"owner": "某厂", "relation": "被执行人本人"}
    for asset in (HOUSE, PLANT):
        records("asset_identified", "2026-02-24", subject=asset, payload=owner, evidence="登记")
        records("asset_controlled", "2026-02-24", subject=asset, method="查封", evidence="裁定书")
    records("consumption_restricted", "2026-03-03", debtor="某厂", evidence="限制消费令")
    records("dishonest_listed", "2026-03-03", subject=("listing", "某厂"), evidence="名单库")

    # Nobody agreed, and nothing was suspended: the file does not go over.
    sends = partial(records, "bankruptcy_file_received", subject=TRANSFER, court="京02",
                    debtor="某厂", evidence="签收凭证")  # fmt: skip
    with pytest.raises(FactRefused) as refused:
        sends("2026-03-16")
    assert [one.article for one in refused.value.refusals] == ["法释〔2015〕5号第511条"] * 2
    agreed = {"by": "申请执行人"}
    records("bankruptcy_transfer_agreed", "2026-03-12", subject=TRANSFER, payload=agreed,
            evidence="同意书")  # fmt: skip
    with pytest.raises(FactRefused, match="已裁定中止"):
        sends("2026-03-16")
    records("execution_suspended", "2026-03-13", payload=SUSPENDS, evidence="中止裁定书")
    assert court.node(NUMBER, "case-6m").state == "paused"

    # The suspension takes the listing off in three working days, the other courts are told.
    assert court.node(NUMBER, "dishonest-delete-bankruptcy-3wd").due_on == date(2026, 3, 18)
    bare = sends("2026-03-16")
    assert "bankruptcy-notify-courts" in {one.gate for one in bare.remarks}
    assert court.node(NUMBER, "bankruptcy-transfer-reply-30d").due_on == date(2026, 4, 15)
    return court


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_taken_it_frees_what_was_held_and_declared_it_ends_the_case(transferred: Court) -> None:
    court, records = transferred, partial(transferred.records, NUMBER)
    court.comes("2026-04-10", EVENING)
    reply = {"accepted": True}
    bare = records("bankruptcy_reply_received", "2026-04-10", subject=TRANSFER, payload=reply)
    assert "bankruptcy-lift-limits" in {one.gate for one in bare.remarks}, "still restricted"
    assert court.node(NUMBER, "bankruptcy-transfer-reply-30d").timeliness == "in_time"
    assert court.node(NUMBER, "bankruptcy-release").due_on == date(2026, 4, 15)
    court.comes("2026-04-14", EVENING)
    records("asset_released", "2026-04-14", subject=HOUSE, reason="其他", evidence="解除裁定书")
    court.comes("2026-04-16")
    assert court.item(NUMBER, "urge", "bankruptcy-release").state == "issued"
    court.comes("2026-04-16", EVENING)
    records("asset_released", "2026-04-16", subject=PLANT, reason="其他", evidence="解除裁定书")
    assert court.node(NUMBER, "bankruptcy-release").timeliness == "late"

    # Only the declaration ends it.
    ends = partial(records, "termination_ruled", ground="被执行人被宣告破产", evidence="裁定书")
    with pytest.raises(FactRefused, match="已宣告被执行人破产"):
        ends("2026-04-16")
    court.comes("2026-06-10", EVENING)
    records("bankruptcy_declared", "2026-06-05", subject=TRANSFER, evidence="破产宣告裁定书")
    assert court.node(NUMBER, "bankruptcy-terminate").due_on == date(2026, 6, 12)
    ends("2026-06-10")
    assert court.node(NUMBER, "bankruptcy-terminate").timeliness == "in_time"
    court.chains_hold()


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_not_taken_it_brings_the_enforcement_back(transferred: Court) -> None:
    court, records = transferred, partial(transferred.records, NUMBER)
    court.comes("2026-04-10", EVENING)
    reply = {"accepted": False}
    records("bankruptcy_reply_received", "2026-04-10", subject=TRANSFER, payload=reply)
    assert court.node(NUMBER, "bankruptcy-resume").due_on == date(2026, 4, 17)
    court.comes("2026-04-17", EVENING)
    records("execution_resumed", "2026-04-17", evidence="恢复执行裁定书")
    assert court.node(NUMBER, "bankruptcy-resume").timeliness == "in_time"
    node = court.node(NUMBER, "case-6m")
    # 13 August and 35 days, 13 March to 17 April: 17 September.
    assert (node.state, node.due_on) == ("running", date(2026, 9, 17))
    court.chains_hold()
