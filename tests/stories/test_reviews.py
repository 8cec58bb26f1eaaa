"""Reviews told day by day: a stay that ended unnoticed (scenario 7 of practice), queries swept."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlmodel import Session, col, select

from models.register import OfficerEntry, enter_officers
from models.reviews.concluding import Conclusion, conclude
from models.tables.review import Review
from tasks import reviewing
from tests.stories.court import CLERK, DIRECTOR, HANDLER, SUPERVISOR, Court

NUMBER = "（2026）京0105执701号"
MANAGER = "M001"


def reviewed(court: Court, kind: str) -> None:
    """The deployment of that kind runs, as it does every morning."""
    reviewing.run(court.store, court.law, court.calendar, kind, court.now())


def mornings(court: Court, kind: str, last: date) -> None:
    """Day after day, weekends too, the review runs before the patrol delivers."""
    while court.now().date() < last:
        court.time_stands(court.now().date() + timedelta(days=1))
        reviewed(court, kind)
        court.patrols()


def findings(court: Court, kind: str) -> list[Review]:
    def read(session: Session) -> list[Review]:
        found = select(Review).where(Review.kind == kind).order_by(col(Review.id))
        return list(session.exec(found).all())

    with court.store.reading() as session:
        return read(session)


def test_a_stay_whose_last_day_passed_is_listed_on_the_next_working_day(court: Court) -> None:
    court.time_stands("2026-02-25")
    court.files(NUMBER, "2026-02-24", "2026-02-25")
    court.records(NUMBER, "handler_assigned", "2026-02-25", handler=HANDLER, evidence="分案表")

    # A guarantee: the case is stayed until Friday 20 March. Its clock stands still.
    court.comes("2026-03-03")
    stay = {"approver": DIRECTOR, "basis": "执行担保", "until": "2026-03-20"}
    court.records(NUMBER, "stay_granted", "2026-03-03", evidence="暂缓执行决定书", payload=stay)
    assert court.node(NUMBER, "case-6m").state == "paused"
    mornings(court, "cause-ended", date(2026, 3, 20))
    assert findings(court, "cause-ended") == []

    # Nobody resumes it. It stands on Saturday's list; people hear of it on Monday morning, once.
    mornings(court, "cause-ended", date(2026, 3, 22))
    (finding,) = findings(court, "cause-ended")
    assert (finding.found_on, finding.figures["ended_on"]) == (date(2026, 3, 21), "2026-03-20")
    court.expects_alert(SUPERVISOR, "事由已消失未恢复", times=0)
    mornings(court, "cause-ended", date(2026, 3, 25))
    court.expects_alert(SUPERVISOR, "事由已消失未恢复")
    court.expects_alert(HANDLER, "事由已消失未恢复")
    assert len(findings(court, "cause-ended")) == 1

    # The clock runs again; the finding ends by itself and nobody has to close it.
    court.records(NUMBER, "stay_ended", "2026-03-25", ground="期间届满")
    mornings(court, "cause-ended", date(2026, 3, 26))
    (finding,) = findings(court, "cause-ended")
    assert (finding.state, finding.reason) == ("superseded", "情形已消失")
    assert court.node(NUMBER, "case-6m").state == "running"
    court.chains_hold()


ROUND: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("execution_notice_issued", "2026-02-26", {}),
    ("property_report_ordered", "2026-02-26", {}),
    ("network_query_launched", "2026-02-27", {}),
    ("property_report_checked", "2026-03-20", {}),
    ("investigation_completed", "2026-04-10", {}),
    ("consumption_restricted", "2026-04-13", {}),
    ("dishonest_not_applicable", "2026-04-13", {"reason": "无纳入情形"}),
    ("applicant_heard", "2026-05-20", {}),
    ("applicant_consented", "2026-05-22", {}),
    ("round_termination_ruled", "2026-06-01", {"debtor_missing": False, "obstructed": False}),
)


def test_a_query_is_told_on_its_planned_day_and_a_round_without_one_is_swept(court: Court) -> None:
    with court.store.writing() as session:
        enter_officers(
            session, [OfficerEntry(MANAGER, "演练庚", "京0105", ("termination_manager",))]
        )
    court.time_stands("2026-02-25")
    court.files(NUMBER, "2026-02-24", "2026-02-25")
    court.records(NUMBER, "handler_assigned", "2026-02-25", handler=HANDLER, evidence="分案表")
    court.time_stands("2026-06-01")
    for kind, on, said in ROUND:
        court.records(NUMBER, kind, on, evidence="卷内", payload=said)
    assert court.state(NUMBER) == "round_ended"

    # The query is due by 1 December; its own day lies in the thirty days before.
    court.time_stands("2026-10-31")
    mornings(court, "round-query", date(2026, 11, 30))
    (query,) = findings(court, "round-query")
    planned = date.fromisoformat(str(query.figures["planned_on"]))
    assert query.found_on == planned
    assert date(2026, 11, 1) <= planned <= date(2026, 12, 1)
    court.expects_alert(MANAGER, "终本半年查询")

    # It is not made. The next sweep finds a round that lacks one; then it is made and is gone.
    court.time_stands("2026-12-07")
    reviewed(court, "old-rounds")
    (old,) = findings(court, "old-rounds")
    assert (old.turn, old.state) == ("缺1次查询", "open")
    court.records(NUMBER, "round_query_done", "2026-12-07", evidence="查询记录", found=False)
    reviewed(court, "old-rounds")
    reviewed(court, "round-query")
    assert {one.state for one in findings(court, "old-rounds")} == {"superseded"}
    assert {one.state for one in findings(court, "round-query")} == {"superseded"}
    court.chains_hold()


def test_a_case_that_pends_long_is_put_right_by_a_promised_day(court: Court) -> None:
    court.time_stands("2026-02-25")
    court.files(NUMBER, "2026-02-24", "2026-02-25")
    court.records(NUMBER, "handler_assigned", "2026-02-25", handler=HANDLER, evidence="分案表")
    court.time_stands("2026-06-25")
    reviewed(court, "long-pending")
    court.patrols()
    court.expects_alert(SUPERVISOR, "长期未结")

    # The supervisor wants it put right by 10 July; the day is a clock of the case.
    (finding,) = findings(court, "long-pending")
    said = Conclusion(
        outcome="限期整改", by=SUPERVISOR, reason="补齐财产调查", rectify_by=date(2026, 7, 10)
    )
    conclude(court.store, court.law, court.calendar, finding.id or 0, said, court.now())
    assert court.node(NUMBER, "review-rectification").due_on == date(2026, 7, 10)
    court.comes("2026-07-13")
    assert court.claims(NUMBER, "review-rectification")
    court.records(
        NUMBER,
        "review_rectified",
        "2026-07-13",
        by=CLERK,
        evidence="调查笔录",
        subject=("review", str(finding.id)),
    )
    assert court.node(NUMBER, "review-rectification").timeliness == "late"
    court.chains_hold()
