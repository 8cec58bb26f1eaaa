"""A book of three courts whose figures for September and October 2026 were counted by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import groupby
from operator import itemgetter
from typing import Any

from models import clock
from models.figures.bulletins import Press
from models.founding import found
from models.record import Recorded, record
from models.recording.arrival import Arrival
from models.register import (
    CaseEntry,
    CourtEntry,
    OfficerEntry,
    enter_cases,
    enter_courts,
    enter_officers,
)
from models.store import Store
from models.tables.book import BookKind
from rulebook.loading.loader import national as national_law
from rulebook.time.calendar import national
from rulebook.time.zone import SHANGHAI

COURTS = (
    CourtEntry("甲", "甲省高级人民法院", "high"),
    CourtEntry("甲01", "甲市中级人民法院", "intermediate", "甲"),
    CourtEntry("甲0101", "甲市东区人民法院", "basic", "甲01"),
    CourtEntry("甲0102", "甲市西区人民法院", "basic", "甲01"),
)
OFFICERS = (
    OfficerEntry("H1", "演一", "甲0101", ("case_handler",)),
    OfficerEntry("D1", "演局", "甲0101", ("director",)),
    OfficerEntry("P1", "演院", "甲01", ("president",)),
    OfficerEntry("C1", "演书", "甲0102", ("clerk",)),
)
# Rules with plain terms, one of them unverified: whatever else the nation's law asks for is left
# out, so that a page suffices to count by hand.
RULES = ("exec-notice-10d", "case-6m", "clue-verify-7d", "network-query-5wd")
LAW = replace(national_law(), rules={name: national_law().rules[name] for name in RULES}, gates={})

NOTICE, CLUE = "execution_notice_issued", "clue_verified"

# (case, kind, day it happened, day it was entered if later, more). Everything at ten o'clock.
Told = tuple[str, str, str, str, dict[str, Any]]


def told(case: str, kind: str, on: str, entered: str = "", **more: Any) -> Told:
    return case, kind, on, entered or on, more


def _clues() -> Iterator[Told]:
    """B1's twelve clues, due on 10-19: ten kept, one a day late, one open."""
    for n in range(1, 13):
        clue = {"subject_kind": "clue", "subject_ref": f"K{n}"}
        yield told("B1", "clue_received", "10-12", **clue)
        if n <= 10:
            yield told("B1", CLUE, "10-15" if n < 10 else "10-19", **clue)
        elif n == 11:
            yield told("B1", CLUE, "10-20", **clue)


FACTS: tuple[Told, ...] = (
    # 甲0101. Node 003: ten days from the application, the last day rolled off a rest day.
    told("A1", "application_received", "09-01"),  # due 09-11
    told("A1", "filed", "09-03"),
    told("A1", NOTICE, "09-10"),  # in time, in September
    told("A2", "application_received", "09-20"),  # due 09-30
    told("A2", "filed", "09-21"),
    told("A2", NOTICE, "10-08"),  # open at the end of September; 8 days late, 1 working day
    told("A3", "application_received", "10-08"),  # due 10-18, a Sunday: 10-19
    told("A3", "filed", "10-09"),
    told("A3", "file_received", "10-12"),  # query by 10-19, unverified: never launched
    told("A3", NOTICE, "10-19"),  # in time
    told("A4", "application_received", "10-09"),  # due 10-19
    told("A4", "filed", "10-09"),
    told("A4", "file_received", "10-12"),
    told("A4", "network_query_launched", "10-16"),
    told("A4", NOTICE, "10-22"),  # 3 days late, 3 working days
    told("A5", "application_received", "10-12"),  # due 10-22
    told("A5", "filed", "10-12"),
    told("A5", NOTICE, "10-21", "10-30"),  # entered 9 days later, no paper: unproven
    told("A6", "application_received", "10-13"),  # due 10-23
    told("A6", "filed", "10-13"),
    told(
        "A6", "case_closed", "10-28", payload={"mode": "终结执行"}
    ),  # never done: 5 days, 3 working
    told("A7", "application_received", "10-14"),  # due 10-24, a Saturday: 10-26
    told("A7", "filed", "10-14"),  # open at the cut-off: 6 days, 4 working
    # 甲0102.
    told("B1", "filed", "09-03"),
    *_clues(),
    told("B2", "filed", "04-20"),  # node 031 due 10-20
    told("B2", "asset_found", "05-06", subject_kind="asset", subject_ref="房1"),
    told("B2", "execution_suspended", "06-01", payload={"approver": "D1"}, evidence="裁定书"),
    told("B2", "execution_resumed", "06-11"),  # ten days: due 10-30
    told("B2", "case_closed", "10-28", payload={"mode": "执行完毕"}),  # in time; 8 days late gross
    # 甲01 itself.
    told("C1", "filed", "05-08"),  # due 11-08, rolled: 11-09
    told("C1", "execution_suspended", "10-20", payload={"approver": "P1"}, evidence="裁定书"),
    told("C2", "filed", "04-25"),  # due 10-25, a Sunday: 10-26
    told("C2", "execution_suspended", "10-15", payload={"approver": "P1"}, evidence="裁定书"),
    told("C3", "filed", "04-16"),  # due 10-16
    told(
        "C3",
        "extension_approved",
        "10-12",
        payload={
            "rule": "case-6m",
            "number": 10,
            "unit": "day",
            "approver": "P1",
            "asked_on": "2026-10-10",
        },
        evidence="审批表",
    ),  # to 10-26
    told("C3", "case_closed", "10-22", payload={"mode": "终结执行"}),  # in time; 6 days late gross
)

COURT_OF = {"A": "甲0101", "B": "甲0102", "C": "甲01"}


def number(case: str) -> str:
    """The case number that a short name stands for."""
    return f"（2026）{COURT_OF[case[0]]}执{case[1:]}号"


@dataclass
class HandBook:
    """The book and the desk that its facts came from."""

    store: Store
    press: Press

    def stands(self, day: str, hour: int = 10) -> None:
        """The rehearsal's clock shows that day of 2026."""
        with self.store.writing() as session:
            clock.move(session, _at(day, hour))

    def days_pass(self, days: int) -> None:
        """The rehearsal's clock goes on."""
        with self.store.writing() as session:
            clock.move(session, clock.now(session) + timedelta(days=days))

    def records(self, case: str, kind: str, on: str, **more: Any) -> Recorded:
        """Record a fact that happened on a day of 2026, now."""
        arrival = Arrival(case=number(case), kind=kind, occurred_at=_at(on), **more)
        return record(self.store, arrival, self.press.law, self.press.calendar)


def _at(day: str, hour: int = 10) -> datetime:
    """A day of 2026, ten o'clock unless another hour is named: ``11-02`` or ``11-02 08``."""
    on, _, named = day.partition(" ")
    at = datetime.fromisoformat(f"2026-{on}T00:00").replace(tzinfo=SHANGHAI)
    return at.replace(hour=int(named or hour))


def handbook(store: Store) -> HandBook:
    """Found the book and record every fact on the day of its entry; it is then 2 November."""
    found(store, BookKind.REHEARSAL, clock_at=_at("04-01"))
    book = HandBook(store, Press(store, LAW, national()))
    with store.writing() as session:
        enter_courts(session, COURTS)
        enter_officers(session, OFFICERS)
        cases = sorted({case for case, *_ in FACTS})
        enter_cases(session, [CaseEntry(number(one), COURT_OF[one[0]]) for one in cases])
    for day, facts in groupby(sorted(FACTS, key=itemgetter(3)), key=itemgetter(3)):
        book.stands(day)
        for case, kind, on, _, more in facts:
            book.records(case, kind, on, **more)
    book.stands("11-02", 8)
    return book
