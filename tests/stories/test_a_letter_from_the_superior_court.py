"""A letter of supervision: sent, answered late, urged; the file is called, the case taken up."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import pytest

from models.errors import FactRefused
from models.reading.courtletters import CourtLetter, letters
from models.register import OfficerEntry, enter_officers
from tests.stories.court import CLERK, DIRECTOR, HANDLER, LEADER, Court
from tests.stories.test_done_and_recorded_late import now

NUMBER = "（2026）京0105执43号"
REPORT = "supervise-report-in-term"
ABOVE, LETTER = "U001", ("letter", "督1")
SAID: Mapping[str, object] = {
    "due_on": "2026-03-20",
    "sender": "京03",
    "number": "（2026）京03执督5号",
    "problem": "财产线索三个月未核查",
    "opinion": "应当立即核查",
    "requirement": "限期核查并书面报告",
    "contact": "演练上 010-1",
}


@pytest.fixture
def sent(court: Court) -> Court:
    """The intermediate court writes on 5 March; the report is wanted by the 20th."""
    with court.store.writing() as session:
        enter_officers(session, [OfficerEntry(ABOVE, "演练上", "京03", ("upper_supervisor",))])
    court.files(NUMBER, "2026-02-12", "2026-02-13")
    court.records(NUMBER, "handler_assigned", "2026-02-13", handler=HANDLER, evidence="分案表")
    court.time_stands("2026-03-05")
    says = partial(court.records, NUMBER, "letter_sent", subject=LETTER, evidence="督办函")
    with pytest.raises(FactRefused, match="督办函由上级法院制发"):
        says(now(court), by=DIRECTOR, payload=SAID)
    says(now(court), by=ABOVE, payload=SAID)
    court.patrols()
    return court


def told(court: Court) -> CourtLetter:
    """The letter as the list has it."""
    with court.store.reading() as session:
        (one,) = letters(session, court.now())
    return one


def says(court: Court, kind: str, by: str, evidence: str = "", **said: object) -> None:
    """A fact about the letter, now."""
    court.records(NUMBER, kind, now(court), by=by, subject=LETTER, evidence=evidence, payload=said)


def test_it_reaches_the_court_below_at_once_and_a_named_person_reports_in_its_term(
    sent: Court,
) -> None:
    court = sent
    court.expects_alert(DIRECTOR, "督办函")
    assert str(court.node(NUMBER, REPORT).due_on) == "2026-03-20", (
        "the term runs, signed for or not"
    )
    says(court, "letter_received", DIRECTOR, due_on="2026-03-20", in_charge=HANDLER)
    court.patrols()
    court.expects_alert(HANDLER, "指定办理督办函")
    assert (told(court).state, told(court).in_charge) == ("received", HANDLER)

    court.time_stands("2026-03-19")
    says(court, "letter_reported", HANDLER, evidence="书面报告")
    court.patrols()
    court.expects_alert(ABOVE, "请审查")
    assert court.node(NUMBER, REPORT).timeliness == "in_time"

    # The superior court is not content: the report goes back, and a new term runs.
    says(court, "letter_report_returned", ABOVE, due_on="2026-03-31", reason="未附核查材料")
    assert (told(court).state, told(court).returned) == ("received", 1)
    node = court.node(NUMBER, REPORT)
    assert (node.state, str(node.due_on)) == ("running", "2026-03-31")
    court.chains_hold()


def test_the_person_named_for_a_letter_is_reminded_beside_the_handler(sent: Court) -> None:
    court = sent
    says(court, "letter_received", DIRECTOR, due_on="2026-03-20", in_charge=LEADER)
    court.comes("2026-03-20")
    assert any("按督办函期限书面报告" in one for one in court.alerts(HANDLER))
    assert any("今日到期" in one or "按督办函期限书面报告" in one for one in court.alerts(LEADER))

    # What follows is for the court that wrote, or one above it; not for the court below.
    court.comes("2026-03-25")
    with pytest.raises(FactRefused, match="该督办函由北京市第三中级人民法院制发"):
        says(court, "letter_reminded", DIRECTOR)
    says(court, "letter_reminded", ABOVE, sender="京03")
    court.patrols()
    assert any("催报" in one for one in court.alerts(LEADER))
    court.chains_hold()


def test_a_late_report_is_urged_then_the_file_is_called_then_the_case_is_taken_up(
    sent: Court,
) -> None:
    court = sent
    court.comes("2026-03-23")
    assert any("按督办函期限书面报告" in one for one in court.alerts(HANDLER)), (
        "its own court urges"
    )
    court.comes("2026-03-25")
    urged = court.item(NUMBER, "report_urged", REPORT)
    assert urged.state == "proposed", "a person of the superior court decides"
    court.expects_alert(ABOVE, "催报")
    says(court, "letter_reminded", ABOVE, sender="京03")
    urged = court.item(NUMBER, "report_urged", REPORT)
    assert (urged.state, urged.court_code, urged.issued_by) == ("issued", "京03", ABOVE)

    # Five working days of silence: calling for the file is proposed, and done.
    court.comes("2026-04-02")
    called = court.item(NUMBER, "file_called", REPORT)
    assert (court.item(NUMBER, "report_urged", REPORT).state, called.state) == (
        "lapsed",
        "proposed",
    )
    with pytest.raises(FactRefused, match="该督办函由北京市第三中级人民法院制发"):
        says(court, "file_called", DIRECTOR)
    says(court, "file_called", ABOVE)
    assert told(court).state == "file_called" and len(told(court).urged) == 1
    court.records(NUMBER, "file_call_received", now(court), sender="京03", evidence="调卷函")
    assert str(court.node(NUMBER, "file-transfer-on-call-5d").due_on) == "2026-04-07"

    # Ten more: another court, or the superior court itself, enforces; on a ruling.
    court.comes("2026-04-20")
    taken = court.item(NUMBER, "designated", REPORT)
    assert taken.state == "proposed"
    court.records(NUMBER, "enforcement_designated", now(court), by=ABOVE, way="提级执行",
                  court="京03", evidence="裁定书")  # fmt: skip
    assert court.item(NUMBER, "designated", REPORT).state == "issued"

    # The report that comes at last answers; only the superior court strikes the matter off.
    says(court, "letter_reported", HANDLER, evidence="书面报告")
    taken = court.item(NUMBER, "designated", REPORT)
    assert (taken.state, told(court).timeliness) == ("replied", "late")
    with pytest.raises(FactRefused, match="由北京市第三中级人民法院办理"):
        court.acts(NUMBER, "supervision_verified", taken.id or 0, CLERK)
    court.acts(NUMBER, "supervision_verified", taken.id or 0, ABOVE)
    assert court.item(NUMBER, "designated", REPORT).state == "struck_off"
    court.chains_hold()
