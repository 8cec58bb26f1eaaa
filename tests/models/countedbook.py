"""A book of six courts, one a section of the bulletin, to be counted by hand for June 2026.

Each court has only what its own figures need, and ten or more of it, so that rates, medians and
averages are given. Of the nation's law there are four rules: node 003 is due ten days after the
application, 009 seven days after a clue, 031 six months after the filing; the query is unverified.
In June the 19th is a holiday. Everything happens at ten and is entered then, unless said otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlmodel import select

from models import clock
from models.founding import found
from models.record import Rejected, record_many
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
from models.tables.review import Review
from rulebook.time.calendar import national
from rulebook.time.zone import SHANGHAI
from tests.models.bulletinbook import LAW, Told, told

HIGH = "丁"
CASES, NODES, CLOCKS, ENTRIES, MONEY, CORE = (f"丁{n}" for n in range(1, 7))
COURT_OF = {"S": CASES, "R": CASES, "N": NODES, "G": CLOCKS, "E": ENTRIES, "M": MONEY}
COURT_OF |= {"P": CORE, "Q": CORE, "T": CORE, "X": CORE}

PERFORMED, TERMINATED = {"mode": "执行完毕"}, {"mode": "终结执行"}
ENDED = {"debtor_missing": False, "obstructed": False}
APPROVED: dict[str, Any] = {"payload": {"approver": "A1"}, "evidence": "裁定书"}


def _clue(name: str) -> dict[str, Any]:
    return {"subject_kind": "clue", "subject_ref": name}


def _money(name: str, amount: str = "100.00") -> dict[str, Any]:
    return {"subject_kind": "receipt", "subject_ref": name, "payload": {"amount": amount}}


def _stood(case: str, since: str, until: str = "") -> Iterator[Told]:
    """A suspension by ruling, lifted or not."""
    yield told(case, "execution_suspended", since, **APPROVED)
    if until:
        yield told(case, "execution_resumed", until)


def _cases() -> Iterator[Told]:
    """Ten cases of 6 May that close in June, one of them again; two new ones."""
    closed = ("03", "04", "05", "08", "09", "10", "11", "12", "15")
    for n in range(1, 11):
        yield told(f"S{n}", "filed", "05-06")
    yield told("S1", "round_termination_ruled", "06-03", payload=ENDED)
    for n, day in enumerate(closed[1:], 2):
        yield told(f"S{n}", "case_closed", f"06-{day}", payload=TERMINATED)
    yield told("S10", "round_termination_ruled", "06-16", payload=ENDED)
    yield told("S10", "case_closed", "06-22", payload=TERMINATED)  # closed twice, counts once
    yield from _stood("S9", "05-20", "06-01")  # twelve days
    yield told("S1", "case_resumed", "06-10", payload={"ground": "其他依法恢复的情形"})
    yield told("S1", "case_closed", "06-24", payload=TERMINATED)  # fourteen days on
    yield told("R1", "filed", "06-02")
    yield told("R2", "filed", "06-03", "07-01")  # entered after the month: of June all the same


def _clues() -> Iterator[Told]:
    """Clues of 1 June, due on Monday the 8th: when each was verified, "" never."""
    verified = ["06-05"] * 12 + ["06-09", "06-09", "06-10", "06-10", "06-12", "06-22", "06-22", ""]
    for n, day in enumerate(verified, 1):
        yield told("N1", "clue_received", "06-01", **_clue(f"K{n}"))
        if day:
            yield told("N1", "clue_verified", day, **_clue(f"K{n}"))
    yield told("N1", "clue_received", "06-01", **_clue("K21"))
    yield told("N1", "clue_verified", "06-05", "06-20", **_clue("K21"))  # late, without a paper


def _nodes() -> Iterator[Told]:
    yield told("N1", "filed", "06-01")
    yield told("N1", "file_received", "06-01")  # a query by the 8th, unverified
    yield told("N1", "network_query_launched", "06-05")
    yield from _clues()
    for n in (2, 3, 4):  # due 20 May, by fourteen days paused 3 June; a week late
        yield told(f"N{n}", "filed", "2025-11-20")
        yield from _stood(f"N{n}", "05-04", "05-18")
        yield told(f"N{n}", "case_closed", "06-10", payload=TERMINATED)
    yield told("N5", "filed", "2025-12-01")  # due 1 June, by fourteen days paused 15 June
    yield from _stood("N5", "05-04", "05-18")
    yield told("N5", "case_closed", "06-08", payload=TERMINATED)
    yield told("N6", "filed", "06-01")
    yield told("N6", "clue_received", "06-01", **_clue("K1"))  # due on the 8th, never verified
    yield told("N6", "case_closed", "06-12", payload=TERMINATED)
    yield told("N7", "filed", "05-04")
    yield told("N7", "file_received", "06-01")  # never queried
    yield told("N7", "clue_received", "05-11", **_clue("K1"))  # due 18 May
    yield told("N7", "clue_verified", "06-01", **_clue("K1"))
    yield told("N7", "clue_received", "05-11", **_clue("K2"))  # never verified
    yield told("N8", "filed", "05-04")
    yield from _stood("N8", "06-08")
    yield told("N9", "filed", "2025-12-01")  # would have been due on 1 June
    yield from _stood("N9", "05-20")


def _clocks() -> Iterator[Told]:
    """Ten cases in hand, and one that ended in May while it was suspended."""
    for n in range(1, 12):
        yield told(f"G{n}", "filed", "05-11")
    yield from _stood("G1", "05-20", "06-11")  # ten days of June
    yield from _stood("G1", "06-25", "06-29")  # four
    yield from _stood("G2", "06-22")  # nine
    yield from _stood("G11", "05-20")
    yield told("G11", "case_closed", "05-29", payload=TERMINATED)
    for case, number, unit in (("G3", 10, "day"), ("G4", 1, "month")):
        said = {"rule": "case-6m", "number": number, "unit": unit, "approver": "A1"}
        said["asked_on"] = "2026-06-09"
        yield told(case, "extension_approved", "06-10", payload=said, evidence="审批表")


def _entries() -> Iterator[Told]:
    """Eleven facts about clues and a filing, entered so late. None is what a task or supervision
    enters, a change of the book's own, a correction."""
    entered = ["06-02"] * 3 + ["06-03", "06-04", "06-04", "06-06 09", "06-06", "06-11", "06-11"]
    yield told("E1", "filed", "06-02")
    for n, day in enumerate(entered, 1):
        yield told("E1", "clue_received", "06-02", day, **_clue(f"K{n}"))
    yield told("E1", "clue_verified", "06-02", "06-02 12", **_clue("K1"))
    yield told("E1", "clue_verified", "06-02", "06-12", source="task", **_clue("K2"))
    issued = {"number": "丁执督1号", "paper": "order"}
    yield told("E1", "paper_issued", "06-02", "06-15", payload=issued)
    switched = {"reason": "换梯", "nodes": ["x"], "ladders": ["y"], "rulebook": "1"}
    yield told("E1", "ladder_switched", "06-02", "06-15", payload=switched)
    more = {"corrects": 1, "payload": {"reason": "笔误", "void": False}}
    yield told("E1", "correction", "06-02", "06-15", **more)


def _paid() -> Iterator[Told]:
    """Nine receipts paid after three or seven days, one put off; that was entered afterwards."""
    for n, day in enumerate(["06-04"] * 5 + ["06-08"] * 4, 1):
        yield told("M1", "funds_received", "06-01", **_money(f"R{n}"))
        yield told("M1", "funds_paid", day, **_money(f"R{n}"))
    late = _money("R10")
    off = {**late, "payload": {"until": "2026-06-13"}, "evidence": "审批表"}
    yield told("M1", "filed", "05-04")
    yield told("M1", "funds_received", "06-01", **late)
    yield told("M1", "funds_paid", "06-15", **late)
    yield told("M1", "funds_deferred", "06-03", "06-16", **off)
    yield told("M1", "funds_deferral_ended", "06-13", "06-16", **(late | {"payload": {}}))


def _core() -> Iterator[Told]:
    """Eleven cases close in June, ten of them with property; rounds, petitions and an old case."""
    for n in range(1, 12):
        late = n == 9
        yield told(f"P{n}", "filed", "2025-12-08" if late else "04-01")  # P9's limit ends 8 June
        if n < 11:
            asset = {"subject_kind": "asset", "subject_ref": "房1"}
            yield told(f"P{n}", "asset_found", "05-06", **asset)
        mode = TERMINATED if n == 10 else PERFORMED
        yield told(f"P{n}", "case_closed", "06-10", payload=mode)
    for n in range(1, 11):
        yield told(f"T{n}", "filed", "04-01")
        yield told(f"T{n}", "round_termination_ruled", "05-20", payload=ENDED)
    yield told("Q1", "filed", "05-06")
    for n in range(1, 12):  # X11 was closed in May, X1 and X2 are open from then, eight come in
        came = "06-02" if 2 < n < 11 else "05-12"
        petition = {"subject_kind": "petition", "subject_ref": f"X{n}"}
        yield told("Q1", "petition_received", came, **petition)
        if n in (1, *range(3, 9)):
            yield told("Q1", "petition_closed", "06-17", **petition)
        if n == 11:
            yield told("Q1", "petition_closed", "05-25", **petition)
    yield told("X1", "filed", "2023-06-30")  # more than three years before the cut-off
    yield told("X1", "case_closed", "2023-12-01", payload=PERFORMED)


FACTS = (*_cases(), *_nodes(), *_clocks(), *_entries(), *_paid(), *_core())


def number(case: str) -> str:
    """The case number that a short name stands for."""
    return f"（2026）{COURT_OF[case[0]]}执{ord(case[0])}{int(case[1:]):02}号"


def at(day: str) -> datetime:
    """Ten o'clock of a day, of 2026 if no year is said; or another hour: ``06-06 09``."""
    on, _, hour = day.partition(" ")
    full = on if len(on) > 5 else f"2026-{on}"
    return datetime.fromisoformat(f"{full}T{hour or '10'}:00").replace(tzinfo=SHANGHAI)


def countedbook(store: Store) -> None:
    """Found the book and record every fact at the moment of its entry; it is then 2 July."""
    found(store, BookKind.REHEARSAL, clock_at=at("2023-06-01"))
    with store.writing() as session:
        enter_courts(session, [CourtEntry(HIGH, "丁省高级人民法院", "high")])
        below = (CASES, NODES, CLOCKS, ENTRIES, MONEY, CORE)
        enter_courts(session, [CourtEntry(code, f"{code}法院", "basic", HIGH) for code in below])
        enter_officers(session, [OfficerEntry("A1", "演院", HIGH, ("president",))])
        names = sorted({case for case, *_ in FACTS})
        enter_cases(session, [CaseEntry(number(one), COURT_OF[one[0]]) for one in names])
    told_at = [(at(entered), case, kind, at(on), more) for case, kind, on, entered, more in FACTS]
    for moment, facts in groupby(sorted(told_at, key=itemgetter(0)), key=itemgetter(0)):
        _stands(store, moment)
        arrivals = [
            Arrival(case=number(case), kind=kind, occurred_at=on, **{"evidence": "卷内", **more})
            for _, case, kind, on, more in facts
        ]
        for one in record_many(store, arrivals, LAW, national()):
            if isinstance(one, Rejected):
                raise one.error
    _inspected(store)
    _stands(store, at("07-02"))


def _stands(store: Store, moment: datetime) -> None:
    with store.writing() as session:
        clock.move(session, moment)


def _inspected(store: Store) -> None:
    """Ten ended rounds were looked into in June, one of them badly ended; an eleventh in May, and
    one look went away by itself."""
    with store.writing() as session:
        for n in range(1, 13):
            name = number(f"T{min(n, 10)}")
            case = session.exec(select(Case.id).where(Case.number == name)).one()
            moment = at("05-28" if n == 11 else "06-23")
            session.add(
                Review(
                    kind="quality-sample",
                    subject=f"{name}/{n}",
                    turn="2026-06",
                    case_id=case,
                    court_code=CORE,
                    why="抽中",
                    found_on=moment.date(),
                    found_at=moment,
                    state="done",
                    ended_at=moment,
                    ended_by="" if n == 12 else "A1",
                    outcome="限期整改" if n == 1 else "未发现问题" if n % 2 else "有正当理由",
                )
            )
