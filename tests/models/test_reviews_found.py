"""Each kind of review on a table of cases: those that it finds, and those that it leaves alone."""

from __future__ import annotations

from typing import Any

import pytest

from models.reviews.kinds import FINDERS
from tests.models.conftest import NUMBER, Office
from tests.models.reviewing import SECOND, Told, comes, enters, finds, tells, turns

BY: dict[str, Any] = {"approver": "J009"}
FILED: tuple[Told, ...] = (
    ("filed", "01-05", {}),
    ("handler_assigned", "01-05", {"handler": "J001"}),
)
STAY = ("stay_granted", "03-02", {**BY, "basis": "执行和解", "until": "2026-06-30"})
SETTLED = ("settlement_reached", "03-01", {"_": "settlement:S1", "performed_by": "2026-04-06"})
SUSPENDED = ("execution_suspended", "03-02", {**BY, "ground": "达成和解协议"})
STOPPED = ("execution_suspended", "03-02", {**BY, "ground": "移送破产审查"})
CONTROLLED: tuple[Told, ...] = (
    ("asset_found", "01-10", {"_": "asset:A1"}),
    (
        "asset_identified",
        "01-10",
        {"_": "asset:A1", "owner": "乙", "relation": "被执行人本人"},
    ),
    (
        "asset_controlled",
        "01-12",
        {"_": "asset:A1", "category": "银行存款", "method": "冻结", "amount": "10.00"},
    ),
    (
        "control_took_effect",
        "01-12",
        {
            "_": "asset:A1",
            "category": "银行存款",
            "basis": "执行措施",
            "effective_on": "2026-01-12",
            "expires_on": "2027-01-11",
        },
    ),
)
INSTALMENT = {"_": "settlement:S1/1", "agreement": "S1", "due_on": "2026-05-20", "amount": "100.00"}
MONEY = ("funds_received", "03-02", {"_": "receipt:R1", "amount": "1000.00"})


@pytest.fixture
def filed(office: Office) -> Office:
    """The one case was filed on 5 January 2026 and is 甲's."""
    tells(office, *FILED)
    return office


def test_a_case_pends_long_mark_by_mark(filed: Office) -> None:
    days = ("05-04", "05-05", "07-04", "07-05", "2027-02-01")
    found = [turns(filed, "long-pending", day) for day in days]
    assert found == [[], ["4个月"], ["4个月"], ["6个月"], ["12个月"]]


def test_days_on_which_the_clocks_stood_are_said_beside(filed: Office) -> None:
    comes(filed, "04-01")
    tells(filed, STOPPED, ("execution_resumed", "03-12", {}))
    (one,) = finds(filed, "long-pending", "07-05")
    assert (one.figures["days"], one.figures["stopped_days"]) == (181, 10)
    assert "停止计算10日" in one.why


def test_a_case_that_is_not_open_does_not_pend(filed: Office) -> None:
    comes(filed, "03-05")
    tells(
        filed, ("debt_performed", "03-03", {}), ("closing_notified", "03-03", {"channel": "电话"})
    )
    tells(filed, ("closing_notified", "03-03", {"channel": "短信"}))
    tells(filed, ("case_closed", "03-05", {"mode": "执行完毕"}))
    assert filed.case()["state"] == "closed"
    assert turns(filed, "long-pending", "12-01") == []
    assert turns(filed, "no-act", "12-01") == []


@pytest.mark.parametrize(
    ("stop", "days", "found"),
    [
        (STAY, ("05-30", "05-31", "08-29"), [[], ["90日"], ["180日"]]),
        (
            ("appraisal_commissioned", "03-02", {**BY, "_": "asset:A1"}),
            ("04-30", "05-01", "06-01"),
            [[], ["60日"], ["90日"]],
        ),
    ],
)
def test_a_clock_stands_too_long_by_the_marks_of_its_cause(
    filed: Office, stop: Told, days: tuple[str, ...], found: list[list[str]]
) -> None:
    comes(filed, "03-03")
    tells(filed, stop)
    assert [turns(filed, "paused-long", day) for day in days] == found


def test_a_clock_that_runs_again_stands_no_more(filed: Office) -> None:
    comes(filed, "04-02")
    tells(filed, STAY, ("stay_ended", "04-01", {}))
    assert turns(filed, "paused-long", "12-01") == []
    assert turns(filed, "cause-ended", "12-01") == []


def test_the_day_that_a_stay_names_shows_its_end(filed: Office) -> None:
    comes(filed, "03-03")
    tells(filed, STAY)
    assert turns(filed, "cause-ended", "06-30") == []  # the last day of the stay itself
    assert turns(filed, "cause-ended", "07-01") == ["2026-06-30"]


def test_a_stay_that_the_court_above_continued_has_not_ended(filed: Office) -> None:
    comes(filed, "03-20")
    until = {**BY, "until": "2026-03-18"}
    tells(filed, ("superior_stay_notified", "03-02", until))
    assert turns(filed, "cause-ended", "03-20") == ["2026-03-18"]
    tells(filed, ("superior_stay_continued", "03-17", {"until": "2026-04-30"}))
    assert turns(filed, "cause-ended", "03-20") == []
    assert turns(filed, "cause-ended", "05-01") == ["2026-04-30"]


def test_a_settlement_that_was_broken_shows_the_end_of_its_suspension_alone(filed: Office) -> None:
    comes(filed, "04-08")
    broken = ("settlement_breached", "04-07", {"_": "settlement:S1", "anticipatory": True})
    tells(filed, SETTLED, SUSPENDED)
    assert turns(filed, "cause-ended", "12-01") == []
    tells(filed, broken)
    assert turns(filed, "cause-ended", "04-08") == ["2026-04-07"]
    enters(filed, [SECOND])
    tells(filed, *FILED, SETTLED, STOPPED, broken, case=SECOND)
    assert [one.whose.number for one in finds(filed, "cause-ended", "04-20")] == [NUMBER]


def test_a_measure_is_listed_before_it_expires_and_not_after(filed: Office) -> None:
    tells(filed, *CONTROLLED)
    days = ("12-11", "12-12", "12-27", "2027-01-04", "2027-01-12")
    found = [turns(filed, "measures-expiring", day) for day in days]
    ends = "2027-01-11|"
    assert found == [[], [f"{ends}30日"], [f"{ends}15日"], [f"{ends}7日"], []]
    (one,) = finds(filed, "measures-expiring", "12-12")
    assert (one.figures["registry"], one.figures["days_left"]) == ("银行存款", 30)


def test_a_released_measure_does_not_expire(filed: Office) -> None:
    tells(filed, *CONTROLLED, ("asset_released", "02-20", {"_": "asset:A1"}))
    assert turns(filed, "measures-expiring", "2027-01-04") == []


def test_an_instalment_is_told_before_and_after(filed: Office) -> None:
    tells(filed, SETTLED, ("instalment_agreed", "03-01", INSTALMENT))
    days = ("05-16", "05-17", "05-20", "05-21", "06-19")
    found = [turns(filed, "instalments", day) for day in days]
    assert found == [[], ["到期前"], ["到期前"], ["未付满1日"], ["未付满30日"]]


@pytest.mark.parametrize("ending", ["instalment_paid", "instalment_cancelled"])
def test_an_instalment_that_was_paid_or_called_off_is_left_alone(
    filed: Office, ending: str
) -> None:
    said = {"amount": "100.00"} if ending == "instalment_paid" else {"reason": "另行约定"}
    tells(
        filed,
        SETTLED,
        ("instalment_agreed", "03-01", INSTALMENT),
        (ending, "03-02", {"_": "settlement:S1/1", **said}),
    )
    assert turns(filed, "instalments", "06-19") == []


def test_money_lies_idle_bucket_by_bucket(filed: Office) -> None:
    comes(filed, "03-03")
    tells(filed, MONEY)
    days = ("03-06", "03-07", "03-12", "03-31", "04-01")
    found = [turns(filed, "money-idle", day) for day in days]
    assert found == [[], ["5日"], ["10日"], ["15日"], ["30日"]]


def test_money_returned_does_not_lie(filed: Office) -> None:
    comes(filed, "03-05")
    back = {"_": "receipt:R1", "amount": "1000.00", "reason": "误汇", "to": "付款人"}
    fields = {field.name for field in filed.law.facts["funds_returned"].fields}
    said = {name: value for name, value in back.items() if name == "_" or name in fields}
    tells(filed, MONEY, ("funds_returned", "03-04", said))
    assert turns(filed, "money-idle", "04-01") == []


@pytest.mark.parametrize(
    ("told", "found"),
    [
        (["consumption_restricted"], []),
        (["consumption_restricted", "debt_performed"], ["履行完毕后仍在限制消费"]),
        (["consumption_restricted", "debt_performed", "consumption_lifted"], []),
        (["dishonest_listed"], ["已纳入失信名单而未限制消费"]),
        (["dishonest_listed", "consumption_restricted"], []),
        (["debt_performed"], []),
    ],
)
def test_a_restriction_stands_or_lacks(filed: Office, told: list[str], found: list[str]) -> None:
    said: dict[str, dict[str, Any]] = {
        "consumption_lifted": {"ground": "义务已履行完毕"},
        "dishonest_listed": {"_": "listing:被执行人一"},
    }
    tells(filed, *((kind, "02-24", said.get(kind, {})) for kind in told))
    assert [one.about for one in finds(filed, "restrictions", "03-02")] == found
    if "debt_performed" in told:
        assert finds(filed, "restrictions", "02-26") == []  # two working days are grace


def test_a_case_without_an_act_is_found(filed: Office) -> None:
    tells(filed, ("execution_notice_issued", "03-01", {}))
    days = ("03-27", "03-31", "05-02", "06-01")
    found = [turns(filed, "no-act", day) for day in days]
    assert found == [[], *([f"2026-03-01|{mark}日"] for mark in (30, 60, 90))]


def test_supervision_is_no_act_and_a_stopped_case_owes_none(filed: Office) -> None:
    tells(filed, ("execution_notice_issued", "02-24", {}))
    comes(filed, "04-20")
    record = (
        "rectification_ordered",
        "04-19",
        {"_": "review:1", "due_on": "2026-05-01", "text": "改"},
    )
    tells(filed, record, by="J009")
    assert turns(filed, "no-act", "04-20") == ["2026-02-24|30日"]
    tells(filed, STOPPED)
    assert turns(filed, "no-act", "04-20") == []


def test_cases_of_nobody_and_books_without_facts_find_nothing(office: Office) -> None:
    enters(office, ["（2026）京0105执77号"])
    assert {kind: finds(office, kind, "12-01") for kind in FINDERS} == {
        kind: [] for kind in FINDERS
    }
