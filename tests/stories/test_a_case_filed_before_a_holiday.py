"""A case filed on the Friday before the Spring Festival, and its notice that nobody sent."""

from __future__ import annotations

from datetime import date

from sqlmodel import select

from models.store import Store
from models.tables.case import Case
from models.tables.fact import Fact
from models.tables.interview import InterviewState
from models.tables.item import ItemState
from models.tables.letter import Letter
from tests.stories.court import (
    DIRECTOR,
    EVENING,
    HANDLER,
    LEADER,
    SUPERVISOR,
    Court,
    Runs,
)

NOTICE = "exec-notice-3d-2006"


def test_the_notice_is_late_and_the_court_climbs_to_an_interview(  # noqa: PLR0915 - one story
    worked_court: Court, runs: Runs, engine_name: str
) -> None:
    court, number = worked_court, f"（2026）京0105执{1 if engine_name == 'sqlite' else 2}号"

    # Friday 13 February: filed and handed over. The festival rests from the 15th to the 23rd.
    court.files(number, "2026-02-12", "2026-02-13")
    court.records(number, "handler_assigned", "2026-02-13", handler=HANDLER, evidence="分案表")
    court.records(number, "file_received", "2026-02-13", evidence="移送单")
    assert court.node(number, NOTICE).due_on == date(2026, 2, 24), "the 16th rests"
    court.patrols()
    runs.eventually(lambda: runs.sleeps(court, number))
    run_id = court.run(number).flow_run_id
    assert run_id is not None
    runs.shows(run_id, "003 发出执行通知书（承办人） · opened")
    assert drafts(court, number) == {"execution_notice", "property_report_order"}
    court.records(number, "applicant_asked_for_clues", "2026-02-13", evidence="通知书")
    court.records(number, "network_query_launched", "2026-02-13", evidence="查询流水")

    # Nobody is troubled during the holiday.
    told = len(court.alerts(HANDLER))
    court.days_pass(10)
    assert court.now().date() == date(2026, 2, 23)
    court.expects_silence(HANDLER, since=told)

    # Tuesday the 24th is the last day: the handler alone is reminded.
    court.days_pass(1)
    court.expects_alert(HANDLER, "到期提醒")
    court.expects_silence(LEADER, since=0)

    # Wednesday: urged, and the team leader knows.
    court.days_pass(1)
    court.expects_alert(HANDLER, "催办")
    court.expects_alert(LEADER, "催办")
    urge = court.item(number, "urge", NOTICE)
    assert urge.state == ItemState.ISSUED

    # Three working days, a make-up Saturday among them, pass without an answer.
    court.days_pass(3)
    assert court.now().date() == date(2026, 2, 28)
    assert court.item(number, "urge", NOTICE).state == ItemState.ISSUED, "its last day still runs"
    court.days_pass(1)
    assert court.item(number, "urge", NOTICE).state == ItemState.LAPSED

    # That was a Sunday: whoever may issue the order is asked on Monday, and issues it.
    order = court.item(number, "order", NOTICE)
    assert order.state == ItemState.PROPOSED
    court.expects_silence(SUPERVISOR, since=0)
    court.days_pass(1)
    court.expects_alert(SUPERVISOR, "督办·拟发")
    assert order.id is not None
    court.acts(number, "supervision_order_issued", order.id, SUPERVISOR)
    court.patrols()
    assert court.item(number, "order", NOTICE).state == ItemState.ISSUED

    # Ten days of silence: the interview convenes itself, on the next working day.
    court.days_pass(10)
    assert court.item(number, "order", NOTICE).state == ItemState.ISSUED
    court.days_pass(1)
    assert court.item(number, "order", NOTICE).state == ItemState.LAPSED
    talk = court.item(number, "interview", NOTICE)
    interview = court.interview(talk)
    assert interview.state == InterviewState.CONVENED
    assert interview.set_for.date() == date(2026, 3, 16)
    court.expects_alert(DIRECTOR, "约谈")

    # It is held, and the record given through the form of its suspended run.
    court.comes("2026-03-17")
    run = form_run(court, runs, talk.id)
    answer = runs.resumes(
        run,
        {
            "held_at": "2026-03-16T15:00:00+08:00",
            "attendees": ["演练甲", "演练乙"],
            "causes": "卷宗滞留，未及时制作文书",
            "promises": [{"due_on": "2026-03-18", "text": "发出执行通知书"}],
            "recorded_by": DIRECTOR,
        },
    )
    assert answer["status"] == "ACCEPT"
    runs.eventually(lambda: court.interview(talk).state == InterviewState.HELD)
    promise = court.node(number, "promise-kept")
    assert promise.due_on == date(2026, 3, 18)

    # The promise is kept, verified and struck off.
    court.comes("2026-03-18", EVENING)
    court.records(number, "execution_notice_issued", "2026-03-18T10:00", evidence="执行通知书")
    court.records(
        number,
        "promise_kept",
        "2026-03-18T11:00",
        subject=("promise", promise.subject_ref),
        evidence="送达回证",
    )
    late = court.node(number, NOTICE)
    assert (late.state, late.timeliness) == ("settled", "late")
    assert court.node(number, "promise-kept").timeliness == "in_time"
    assert talk.id is not None
    court.comes("2026-03-19")
    court.acts(number, "supervision_verified", talk.id, SUPERVISOR, reason="回证核对无误")
    assert court.item(number, "interview", NOTICE).state == ItemState.STRUCK_OFF

    court.patrols()
    runs.eventually(lambda: runs.sleeps(court, number))
    runs.shows(run_id, "003 发出执行通知书（承办人） · settled")
    assert court.claims(number, NOTICE) == {
        "reminder": "fired",
        "urge": "fired",
        "order": "fired",
        "interview": "fired",
    }
    court.chains_hold()
    facts_stand_once(court.store, number)


def drafts(court: Court, number: str) -> set[str]:
    with court.store.reading() as session:
        case = session.exec(select(Case).where(Case.number == number)).one()
        return set(session.exec(select(Letter.kind).where(Letter.case_id == case.id)).all())


def form_run(court: Court, runs: Runs, item_id: int | None) -> str:
    """The interview's run, once it is suspended and waits for its form."""
    found: list[str] = []

    def waits() -> bool:
        run_id = court.interview(court_item(court, item_id)).flow_run_id
        if run_id is None:
            court.patrols()
            return False
        found[:] = [run_id]
        return runs.state_type(run_id) == "PAUSED"

    runs.eventually(waits)
    return found[0]


def court_item(court: Court, item_id: int | None):  # type: ignore[no-untyped-def]
    from models.tables.item import SupervisionItem

    with court.store.reading() as session:
        return session.get_one(SupervisionItem, item_id)


def facts_stand_once(store: Store, number: str) -> None:
    """No fact of the interview was recorded twice, however often its run was resumed."""
    with store.reading() as session:
        case = session.exec(select(Case).where(Case.number == number)).one()
        kinds = session.exec(select(Fact.kind).where(Fact.case_id == case.id)).all()
    assert list(kinds).count("interview_held") == 1
    assert list(kinds).count("promise_made") == 1
