"""指定执行: the court above gives the case to another court, which goes on where this one stops."""

from __future__ import annotations

from datetime import date
from functools import partial

import pytest

from models.ending.links import of
from models.errors import FactRefused
from models.reading.card import case_of
from models.register import (
    CaseEntry,
    CourtEntry,
    OfficerEntry,
    enter_cases,
    enter_courts,
    enter_officers,
)
from models.tables.case import CaseState
from tests.stories.court import DIRECTOR, EVENING, HANDLER, Court

HERE, THERE = "（2026）京0105执327号", "（2026）京0106执88号"
ABOVE, ELSEWHERE = "U001", "K001"
TAKEN = {"way": "指令其他法院执行", "court": "京0106", "number": "（2026）京03执监7号"}


@pytest.mark.parametrize("engine_name", ["sqlite"], indirect=True)
def test_a_case_that_lies_still_is_given_to_another_court(court: Court) -> None:
    with court.store.writing() as session:
        enter_courts(session, [CourtEntry("京0106", "北京市丰台区人民法院", "basic", "京03")])
        upper = OfficerEntry(ABOVE, "演练上", "京03", ("upper_supervisor",))
        other = OfficerEntry(ELSEWHERE, "演练他", "京0106", ("case_handler",))
        enter_officers(session, [upper, other])
    records = partial(court.records, HERE)
    court.files(HERE, "2026-02-12", "2026-02-13")
    records("handler_assigned", "2026-02-13", handler=HANDLER, evidence="分案表")
    assert court.node(HERE, "higher-court-6m").due_on == date(2026, 8, 12)

    # Half a year on, the applicant turns to the court above; nobody below may move the case.
    court.comes("2026-08-13", EVENING)
    records("higher_court_applied", "2026-08-13", evidence="申请书")
    court.comes("2026-08-27", EVENING)
    moves = partial(records, "enforcement_designated", "2026-08-27", payload=TAKEN, evidence="裁定")
    for below in (HANDLER, DIRECTOR, ELSEWHERE):
        with pytest.raises(FactRefused, match="上级法院"):
            moves(by=below)
    over = {"court": "京0106", "number": THERE}
    hands = partial(records, "file_handed_over", payload=over, evidence="移交清单")
    with pytest.raises(FactRefused, match="法释〔2008〕13号第11条"):
        hands("2026-08-27")
    moves(by=ABOVE)

    # File, money and list go over; the other court has its own case, handler and clock.
    court.comes("2026-09-01", EVENING)
    hands("2026-09-01")
    with court.store.writing() as session:
        enter_cases(session, [CaseEntry(THERE, "京0106", cause="买卖合同纠纷")])
    there = partial(court.records, THERE)
    there("application_received", "2026-09-01", first_case=HERE, evidence="移交清单")
    there("filed", "2026-09-01", evidence="立案登记表")
    there("handler_assigned", "2026-09-01", handler=ELSEWHERE, evidence="分案表")
    assert court.node(THERE, "case-6m").due_on == date(2027, 3, 1)
    assert court.node(THERE, "case-6m").owner_id == ELSEWHERE

    # Here it ends by ruling, and its clock with it; each case names the other.
    records("termination_ruled", "2026-09-01", ground="其他情形", evidence="终结执行裁定书")
    for channel in ("书面送达", "电话"):
        records("closing_notified", "2026-09-01", channel=channel, evidence="告知记录")
    said = {"mode": "终结执行", "ground": "上级法院指令其他法院执行"}
    records("case_closed", "2026-09-01", payload=said, evidence="结案审批表")
    assert court.state(HERE) == CaseState.CLOSED
    assert linked(court, HERE) == [(THERE, "next", "open")]
    assert linked(court, THERE) == [(HERE, "first", "closed")]
    court.chains_hold()


def linked(court: Court, number: str) -> list[tuple[str, str, str]]:
    """Each case that this one is linked to, how, and how it stands."""
    with court.store.reading() as session:
        found = of(session, case_of(session, number).id or 0, number)
    return [(one.number, one.role, one.state) for one in found]
