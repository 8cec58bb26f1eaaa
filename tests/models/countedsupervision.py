"""A court whose twelve late notices are supervised through June 2026, to be counted by hand.

Each notice (003) was due on Thursday, 4 June. The patrol climbs the nation's ladder: urged on the
5th with three working days to answer, ordered after five, ten days to answer, then an interview.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlmodel import col, select

from models import clock
from models.founding import found
from models.record import Rejected, record, record_many
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
from models.tables.case import Case
from models.tables.item import SupervisionItem
from models.tables.node import Node
from rulebook.time.calendar import national
from tasks.patrol import sweep
from tests.models.bulletinbook import LAW
from tests.models.countedbook import at

COURT = "戊01"
HANDLER, SUPERVISOR, DIRECTOR = "H1", "S1", "D1"
OFFICERS = (
    OfficerEntry(HANDLER, "演一", COURT, ("case_handler",)),
    OfficerEntry("L1", "演队", COURT, ("team_leader",)),
    OfficerEntry(SUPERVISOR, "演监", COURT, ("node_supervisor",)),
    OfficerEntry(DIRECTOR, "演局", COURT, ("director",)),
)
SAID: dict[str, dict[str, Any]] = {
    "interview_held": {"attendees": [HANDLER, "L1"], "causes": "案多人少"},
    "alert_objected": {"reason": "已办"},
    "alert_objection_upheld": {"reason": "属实", "cause": "数据有误"},
    "alert_objection_dismissed": {"reason": "不属实"},
    "proposal_declined": {"reason": "已在办理"},
    "supervision_returned": {"reason": "没有依据"},
    "supervision_replied": {"text": "在办"},
}
ON_NODES = ("alert_objected", "alert_objection_upheld", "alert_objection_dismissed")

# Day (and hour), who, what, on the items of which cases: of the level that is open there.
STORY = (
    ("06-05 09", "", "sweep", "", ()),
    ("06-08", HANDLER, "supervision_replied", "urge", (1, 2, 3, 4, 5, 6)),
    ("06-08", HANDLER, "alert_objected", "", (11, 12)),
    ("06-09", SUPERVISOR, "alert_objection_upheld", "", (11,)),
    ("06-09", SUPERVISOR, "alert_objection_dismissed", "", (12,)),
    ("06-09", SUPERVISOR, "supervision_returned", "urge", (1, 2)),
    ("06-10", HANDLER, "supervision_replied", "urge", (1,)),
    ("06-10", HANDLER, "execution_notice_issued", "", (3,)),
    ("06-10", SUPERVISOR, "supervision_verified", "urge", (3, 4)),
    ("06-11 09", "", "sweep", "", ()),  # 7 to 10 and 12 have not answered
    ("06-11", DIRECTOR, "supervision_order_issued", "order", (7, 8)),
    ("06-11", DIRECTOR, "proposal_declined", "order", (9,)),
    ("06-13 09", "", "sweep", "", ()),  # 2 has not answered again
    ("06-15", HANDLER, "supervision_replied", "order", (7,)),
    ("06-16", SUPERVISOR, "supervision_returned", "order", (7,)),
    ("06-18", HANDLER, "supervision_replied", "order", (7,)),
    (
        "06-23 09",
        "",
        "sweep",
        "",
        (),
    ),  # 8 has not answered the order: the interview comes by itself
    ("06-24", DIRECTOR, "interview_held", "interview", (8,)),
    ("06-25", SUPERVISOR, "supervision_verified", "interview", (8,)),
    ("06-26 09", "", "sweep", "", ()),  # fifteen working days on, interviews are proposed
    ("06-29", DIRECTOR, "interview_convened", "interview", (5,)),
    ("06-30", SUPERVISOR, "supervision_verified", "order", (7,)),
    # After the month: none of it is June's.
    ("07-01", SUPERVISOR, "supervision_returned", "urge", (1,)),
)


def number(case: int) -> str:
    """The number of one of the twelve cases."""
    return f"（2026）{COURT}执{case}号"


def countedsupervision(store: Store) -> None:
    """Found the book and live through the story; it is then 2 July."""
    found(store, BookKind.REHEARSAL, clock_at=at("05-25"))
    cases = range(1, 13)
    with store.writing() as session:
        enter_courts(session, [CourtEntry(COURT, "戊市东区人民法院", "basic")])
        enter_officers(session, OFFICERS)
        enter_cases(session, [CaseEntry(number(n), COURT) for n in cases])
    begins = [
        ("application_received", {}),
        ("filed", {}),
        ("handler_assigned", {"handler": HANDLER}),
    ]
    arrivals = [
        Arrival(case=number(n), kind=kind, occurred_at=at("05-25"), payload=said, evidence="卷内")
        for n in cases
        for kind, said in begins
    ]
    for one in record_many(store, arrivals, LAW, national()):
        if isinstance(one, Rejected):
            raise one.error
    for day, by, kind, level, of in STORY:
        _comes(store, at(day))
        if kind == "sweep":
            sweep(store, LAW, national(), at(day))
        for n in of:
            _acts(store, n, kind, level, by, at(day))
    _comes(store, at("07-02"))


def _comes(store: Store, moment: datetime) -> None:
    with store.writing() as session:
        if clock.now(session) < moment:
            clock.move(session, moment)


def _acts(store: Store, n: int, kind: str, level: str, by: str, moment: datetime) -> None:
    subject = ("case", "")
    if level:
        subject = ("item", str(_item(store, n, level)))
    elif kind in ON_NODES:
        subject = ("node", _node(store, n))
    arrival = Arrival(
        case=number(n),
        kind=kind,
        occurred_at=moment,
        subject_kind=subject[0],
        subject_ref=subject[1],
        payload=SAID.get(kind, {}),
        evidence="送达回证",
        by=by,
    )
    record(store, arrival, LAW, national())


def _item(store: Store, n: int, level: str) -> int:
    with store.reading() as session:
        query = select(SupervisionItem.id).join(Case, col(Case.id) == col(SupervisionItem.case_id))
        query = query.where(Case.number == number(n), SupervisionItem.level == level)
        return session.exec(query.order_by(col(SupervisionItem.id).desc())).first() or 0


def _node(store: Store, n: int) -> str:
    with store.reading() as session:
        query = select(Node.key).join(Case, col(Case.id) == col(Node.case_id))
        return session.exec(query.where(Case.number == number(n), Node.code == "003")).one()
