"""The third late payout of one person: the step is proposed, the decision stays with the leader.

Scenario 17. The three receipts came on 2, 9 and 16 March 2026; each time the thirtieth
day is a day on which the court works. 17 April is a Friday.
"""

from __future__ import annotations

from sqlmodel import select

from models.tables.item import SupervisionItem
from rulebook.loading.loader import load
from tests.stories.court import HANDLER, Court

RULE = "funds-disburse-30d-2017"
STEPS = ["criticise", "admonish", "demerit"]
LATE = (("2026-03-02", "2026-04-02"), ("2026-03-09", "2026-04-09"), ("2026-03-16", "2026-04-16"))


def comes_in(court: Court, number: str, day: str) -> None:
    """A case of the handler's, and money in it."""
    court.files(number, f"{day}T08:00", f"{day}T08:10")
    court.records(number, "handler_assigned", f"{day}T08:15", handler=HANDLER)
    court.records(
        number,
        "finance_notice_received",
        f"{day}T08:18",
        subject=("receipt", "款1"),
        evidence="到账通知",
    )


def steps(court: Court) -> list[SupervisionItem]:
    with court.store.reading() as session:
        every = session.exec(select(SupervisionItem)).all()
    return [one for one in every if one.level in STEPS]


def test_the_third_late_payout_proposes_a_demerit_and_issues_nothing(court: Court) -> None:
    court.law = load("sanyuan-2016")
    numbers = [f"（2026）京0105执{17 + at}号" for at in range(len(LATE))]
    for number, (came, _) in zip(numbers, LATE, strict=True):
        court.time_stands(came)
        comes_in(court, number, came)
    for time, (number, (_, late)) in enumerate(zip(numbers, LATE, strict=True), start=1):
        court.comes(late)
        assert "criticise" in court.claims(number, RULE)
        assert {one.level for one in steps(court)} == set(STEPS[:time])
    court.days_pass(1)
    assert {one.issued_by for one in steps(court)} == {""}
    assert court.item(numbers[2], "demerit", RULE).issued_by == ""
    court.chains_hold()
