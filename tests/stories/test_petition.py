"""A petition: registered, answered; the superior court writes, calls for the file, takes it up."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest

from models.errors import FactRefused
from models.reading.card import card
from models.register import OfficerEntry, enter_officers
from tests.stories.court import EVENING, HANDLER, Court, Runs

NUMBER = "（2026）京0105执308号"
PETITIONS, ABOVE = "P001", "U001"
PETITION, LETTER, ORDER = ("petition", "信1"), ("letter", "督1"), ("letter", "令1")


@pytest.mark.parametrize("engine_name", ["postgresql"], indirect=True)
def test_a_petition_is_answered_and_the_case_goes_up(  # noqa: PLR0915 - one story
    worked_court: Court, runs: Runs
) -> None:
    court = worked_court
    records = partial(court.records, NUMBER)
    with court.store.writing() as session:
        petitions = OfficerEntry(PETITIONS, "演练庚", "京0105", ("petition_officer",))
        above = OfficerEntry(ABOVE, "演练上", "京03", ("upper_supervisor",))
        enter_officers(session, [petitions, above])
    court.files(NUMBER, "2026-02-12", "2026-02-13")
    records("handler_assigned", "2026-02-13", handler=HANDLER, evidence="分案表")

    # The first day after the festival: the applicant complains that nothing happens.
    court.comes("2026-02-24")
    matter = {"scope": "本院", "matter": "六周无进展"}
    records("petition_received", "2026-02-24", subject=PETITION, payload=matter, by=PETITIONS)
    due = partial(due_on, court)
    assert due("petition-register-5wd") == date(2026, 3, 2), "the make-up Saturday counts"
    assert due("petition-close-30d-227") == date(2026, 3, 26)
    assert due("petition-close-30wd") == date(2026, 4, 7), "Qingming is left out"
    court.patrols()
    runs.eventually(lambda: runs.sleeps(court, NUMBER))
    run_id = court.run(NUMBER).flow_run_id
    assert run_id is not None
    runs.shows(run_id, "R 信访录入系统 · opened")

    # Nobody answers what nobody registered; on the last day the officer is reminded.
    with pytest.raises(FactRefused, match="第30条"):
        records("petition_closed", "2026-02-24", subject=PETITION, evidence="答复笔录")
    court.comes("2026-03-02")
    assert any("信访录入系统" in told for told in court.alerts(PETITIONS))
    court.time_stands("2026-03-02", EVENING)
    records("petition_registered", "2026-03-02", subject=PETITION, in_charge=PETITIONS)
    assert court.node(NUMBER, "petition-register-5wd").timeliness == "in_time"

    # The superior court writes: a named person reports by the 20th. It also wants the file.
    court.comes("2026-03-05", EVENING)
    letter = {"due_on": "2026-03-20", "number": "（2026）京03执督5号"}
    with pytest.raises(FactRefused, match="已指定办理人"):
        records("letter_received", "2026-03-04", subject=LETTER, payload=letter)
    letter["in_charge"] = HANDLER
    records("letter_received", "2026-03-04", subject=LETTER, payload=letter)
    assert due("supervise-report-in-term") == date(2026, 3, 20)
    records("file_call_received", "2026-03-05", sender="京03", evidence="调卷函")
    assert due("file-transfer-on-call-5d") == date(2026, 3, 10)
    court.comes("2026-03-10", EVENING)
    records("file_sent_up", "2026-03-10", evidence="案卷移送清单")
    assert court.node(NUMBER, "file-transfer-on-call-5d").timeliness == "in_time"

    # The report is late, and the court is reminded of it; the petition is answered in time.
    court.comes("2026-03-23")
    assert any("按督办函期限书面报告" in told for told in court.alerts(HANDLER))
    court.time_stands("2026-03-23", EVENING)
    with pytest.raises(FactRefused, match="上级法院"):
        records("letter_reminded", "2026-03-23", subject=LETTER)
    records("letter_reminded", "2026-03-23", subject=LETTER, by=ABOVE)
    records("letter_reported", "2026-03-23", subject=LETTER, evidence="书面报告")
    assert court.node(NUMBER, "supervise-report-in-term").timeliness == "late"
    court.comes("2026-03-25", EVENING)
    records("petition_closed", "2026-03-25", subject=PETITION, evidence="答复笔录")
    assert court.node(NUMBER, "petition-close-30d-227").timeliness == "in_time"
    assert court.node(NUMBER, "petition-close-30wd").state == "settled"

    # An order to enforce by the end of May is not obeyed: the superior court takes the case up.
    records("enforcement_order_received", "2026-03-25", subject=ORDER, due_on="2026-05-29",
            evidence="督促执行令")  # fmt: skip
    assert due("enforcement-order-in-term") == date(2026, 5, 29)
    court.comes("2026-06-02", EVENING)
    handed = partial(records, "file_handed_over", "2026-06-02", court="京03", evidence="移交清单")
    with pytest.raises(FactRefused, match="第11条"):
        handed()
    taken = {"way": "提级执行", "court": "京03"}
    records("enforcement_designated", "2026-06-01", by=ABOVE, payload=taken, evidence="裁定书")
    handed()

    # The case's own card tells the whole of it, petition and letters beside the nodes.
    with court.store.reading() as session:
        found = card(session, NUMBER)
    refs = {node.rule_id: node.subject_ref for node in found.nodes}
    assert refs["petition-register-5wd"] == "信1" and refs["supervise-report-in-term"] == "督1"
    court.patrols()
    runs.eventually(lambda: runs.sleeps(court, NUMBER))
    court.chains_hold()


def due_on(court: Court, rule: str) -> date | None:
    """The last day of the case's node under that rule."""
    return court.node(NUMBER, rule).due_on
