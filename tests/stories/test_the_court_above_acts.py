"""The ladder of 2006 with the court above at work: day by day against tables made by hand.

The case of `test_example_ladders_day_by_day`. The intermediate court writes on the day on which the
letter is proposed, urges, calls for the file, and decides on Thursday 3 September: another court
enforces, it enforces itself, or both courts work together. What a rung proposed, what was issued
and what became of it stands in the table; on any other working day nothing happens at all.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial

import pytest

from models.errors import FactRefused
from models.reading.attribution import stretches
from models.register import (
    CaseEntry,
    CourtEntry,
    OfficerEntry,
    enter_cases,
    enter_courts,
    enter_officers,
)
from models.tables.case import CaseState
from tests.stories.court import DIRECTOR, HANDLER, Court
from tests.stories.test_a_letter_from_the_superior_court import REPORT, SAID
from tests.stories.test_done_and_recorded_late import now
from tests.stories.test_example_ladders import HIGH, MIDDLE, NUMBER, RULE, four_levels, told
from tests.stories.test_example_ladders_day_by_day import (
    FILED,
    OTHER,
    TOP,
    Days,
    Deeds,
    climbed,
    in_full,
    one_court,
    working,
)

__all__ = ["one_court"]
Deed = Callable[[Court], object]
CASE, LETTER = ("case", ""), ("letter", "督1")
RULING = "enforcement_designated"
AWAY, ABROAD = "（2026）京0106执71号", "（2026）京03执72号"
ELSEWHERE, UPSTAIRS = "K001", "K003"  # handlers of the court designated and of the court above

# What the court above does until it decides. The letter wants its report by Monday 24 August.
WRITTEN: Days = {
    "2026-08-14": {"letter", "letter issued"},
    "2026-08-20": {"due_soon"},  # two working days before the report is due
    "2026-08-24": {"reminder"},
    "2026-08-25": {"letter silent", "urge_report", "urge", "urge issued"},
    "2026-08-27": {"report_urged", "report_urged issued", "urge superseded"},
    "2026-08-31": {
        *("call_file", "call_file issued", "letter superseded"),
        # On the letter's own term the call comes before its ladder would have proposed it.
        *("file_called issued", "report_urged superseded"),
    },
    "2026-09-03": {
        *("designate", "designate issued", "call_file superseded"),
        *("designated issued", "file_called superseded"),
    },
}
# The case leaves on Monday the 7th; the court above checks on Tuesday and strikes off.
LEFT: Days = {
    **WRITTEN,
    "2026-09-07": {"designate replied", "designated replied"},
    "2026-09-08": {"designate struck_off", "designated struck_off"},
}
# The same case in its new court: six months from 7 September end on Sunday 7 March 2027, a day that
# stands as it is until the notice of days off for that year is out.
BEGUN_ANEW: Days = {"2027-03-08": {"letter", "letter proposed"}}
# Both courts work together, the handler is changed on Monday the 7th: a month for the new one ends
# in the days off of October, so on Thursday the 8th, and the ladder waits until it is over.
TOGETHER: Days = {
    **WRITTEN,
    "2026-10-09": {"designate silent", "above_two"},
    "2026-10-14": {"above_three"},
}


@dataclass(frozen=True)
class Decided:
    """What the court above decides, and where the case goes on."""

    way: str
    court: str
    number: str
    handler: str
    asks: str  # whom the ladder asks for a decision there


GIVEN = Decided("指令其他法院执行", "京0106", AWAY, ELSEWHERE, MIDDLE)
TAKEN_UP = Decided("提级执行", "京03", ABROAD, UPSTAIRS, HIGH)


@pytest.fixture
def above(one_court: Court) -> Court:
    """Under the ladder of 2006: a court beside, handlers in it and in the court above."""
    four_levels(one_court, "spc-2006")
    with one_court.store.writing() as session:
        enter_courts(session, [CourtEntry("京0106", "北京市丰台区人民法院", "basic", "京03")])
        people = (
            OfficerEntry(ELSEWHERE, "演练寅", "京0106", ("case_handler",)),
            OfficerEntry(UPSTAIRS, "演练卯", "京03", ("case_handler",)),
            OfficerEntry(OTHER, "演练子", "京0105", ("case_handler",), "一队"),
        )
        enter_officers(session, people)
    return one_court


def says(kind: str, by: str, about: tuple[str, str] = LETTER, **said: object) -> Deed:
    """A fact of the case on that day, with a paper."""
    return lambda court: court.records(
        NUMBER, kind, now(court), by=by, subject=about, evidence="文书", payload=said
    )


def writes(due_on: str) -> Deed:
    """The intermediate court sends its letter, which wants a report by that day."""
    said = {**SAID, "due_on": due_on}
    return lambda court: court.records(
        NUMBER,
        "letter_sent",
        now(court),
        by=MIDDLE,
        subject=LETTER,
        evidence="督办函",
        payload=said,
    )


def rules(way: str, to: str) -> Deed:
    """The court above decides by a ruling; nobody of the court below could."""

    def deed(court: Court) -> object:
        with pytest.raises(FactRefused, match="上级法院"):
            says(RULING, DIRECTOR, CASE, way=way, court=to)(court)
        return says(RULING, MIDDLE, CASE, way=way, court=to)(court)

    return deed


def hands_over(to: str, number: str, handler: str) -> Deed:
    """File and money go to the other court, which files its own case; here the case ends."""

    def deed(court: Court) -> object:
        here = partial(court.records, NUMBER, on=now(court), evidence="文书")
        here(kind="letter_reported", by=HANDLER, subject=LETTER)
        here(kind="file_handed_over", payload={"court": to, "number": number})
        with court.store.writing() as session:
            enter_cases(session, [CaseEntry(number, to, cause="买卖合同纠纷")])
        there = partial(court.records, number, on=now(court), evidence="文书")
        there(kind="application_received", first_case=NUMBER)
        there(kind="filed")
        there(kind="handler_assigned", handler=handler)
        here(kind="termination_ruled", ground="其他情形")
        for channel in ("书面送达", "电话"):
            here(kind="closing_notified", channel=channel)
        return here(kind="case_closed", mode="终结执行", ground="上级法院指令其他法院执行")

    return deed


def checks(court: Court) -> None:
    """The court above verifies the step that it took; the court below cannot."""
    step = court.item(NUMBER, "designate", RULE).id or 0
    with pytest.raises(FactRefused, match="由北京市第三中级人民法院办理"):
        court.acts(NUMBER, "supervision_verified", step, DIRECTOR)
    court.acts(NUMBER, "supervision_verified", step, MIDDLE)
    court.acts(
        NUMBER, "supervision_verified", court.item(NUMBER, "designated", REPORT).id or 0, MIDDLE
    )


WRITES: Deeds = {
    "2026-08-14": writes("2026-08-24"),
    "2026-08-27": says("letter_reminded", MIDDLE),
    "2026-08-31": says("file_called", MIDDLE),
}


@pytest.mark.parametrize("decided", [GIVEN, TAKEN_UP], ids=["given", "taken-up"])
def test_the_case_goes_to_another_court_and_climbs_there_from_the_first_step(
    above: Court, decided: Decided
) -> None:
    court = above
    deeds = {
        **WRITES,
        "2026-09-03": rules(decided.way, decided.court),
        "2026-09-07": hands_over(decided.court, decided.number, decided.handler),
        "2026-09-08": checks,
    }
    days = list(working(court, FILED, TOP))
    assert climbed(court, (RULE, REPORT), days, deeds) == in_full(LEFT, days)
    assert court.state(NUMBER) == CaseState.CLOSED
    assert {MIDDLE} == told(court, "letter"), "proposed to the court above, decided there"

    # A fresh clock for whoever has it now; what was overdue stays with the one before.
    new = court.node(decided.number, RULE)
    assert (str(new.due_on), new.owner_id) == ("2027-03-07", decided.handler)
    assert late(court) == {NUMBER: [(HANDLER, 25, 17, False)]}

    # The same ladder begins there, and asks the court above that one.
    days = list(working(court, date(2026, 10, 16), date(2027, 3, 12)))
    anew = climbed(court, RULE, days, {}, decided.number)
    assert anew == in_full(BEGUN_ANEW, days)
    assert told(court, "letter", decided.number) == {decided.asks}
    court.time_stands(days[-1])
    assert late(court)[decided.number] == [(decided.handler, 5, 5, True)]
    court.chains_hold()


def test_both_courts_work_together_and_the_new_handler_has_a_clock_of_their_own(
    above: Court,
) -> None:
    court = above
    changed = says("handler_changed", DIRECTOR, CASE, handler=OTHER, reason="上级法院要求更换")
    deeds = {**WRITES, "2026-09-03": rules("协同执行", "京03"), "2026-09-07": changed}
    days = list(working(court, FILED, TOP))
    assert climbed(court, (RULE, REPORT), days, deeds) == in_full(TOGETHER, days)
    assert court.claims(NUMBER, RULE)["above_one"] == "skipped", "its day lay in the new month"
    assert court.node(NUMBER, RULE).owner_id == OTHER
    court.time_stands(TOP)
    assert late(court) == {NUMBER: [(HANDLER, 24, 16, False), (OTHER, 39, 25, True)]}
    court.chains_hold()


def test_the_report_answers_the_step_that_sent_the_letter_on_the_day_it_names(above: Court) -> None:
    court = above
    court.comes("2026-08-14")
    writes("2026-08-28")(court)
    assert step(court) == ("issued", "2026-08-29"), "late from the midnight after the named day"
    court.comes("2026-08-26")
    says("letter_reported", HANDLER)(court)
    assert step(court) == ("replied", "")
    says("letter_report_returned", MIDDLE, due_on="2026-09-04", reason="未附材料")(court)
    assert step(court) == ("returned", "2026-09-05")
    says("letter_reported", HANDLER)(court)
    court.acts(NUMBER, "supervision_verified", court.item(NUMBER, "letter", RULE).id or 0, MIDDLE)
    assert step(court) == ("struck_off", "")
    court.chains_hold()


def test_a_letter_that_is_withdrawn_asks_for_nothing_any_more(above: Court) -> None:
    court = above
    court.comes("2026-08-14")
    writes("2026-08-24")(court)
    court.comes("2026-08-25")
    with pytest.raises(FactRefused, match="由北京市第三中级人民法院制发"):
        says("letter_withdrawn", DIRECTOR, reason="已办结")(court)
    says("letter_withdrawn", MIDDLE, reason="另案督办")(court)
    court.patrols()
    court.expects_alert(DIRECTOR, "督办函已撤回")
    assert step(court) == ("superseded", "")
    assert court.item(NUMBER, "urge", REPORT).state == "superseded"
    assert court.node(NUMBER, REPORT).state == "moot"
    court.chains_hold()


def step(court: Court) -> tuple[str, str]:
    """The ladder's letter on the case: its state, and from which day a silence is late."""
    one = court.item(NUMBER, "letter", RULE)
    return one.state, str(one.reply_due_at or "")[:10]


def late(court: Court) -> dict[str, list[tuple[str, int, int, bool]]]:
    """By case who had its limit when it was late: days, working days, whether it is theirs now."""
    with court.store.reading() as session:
        found = stretches(session, court.law, court.calendar, court.now())
    return {
        number: [(one.officer, one.days, one.working_days, one.current) for one in parts]
        for (number, rule), parts in found.items()
        if rule == RULE
    }
