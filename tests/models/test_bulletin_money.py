"""Payouts, petitions, inspected endings and entries of a bulletin, each from its own facts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlmodel import col, select

from models import clock
from models.figures.bulletins import Press
from models.founding import found
from models.record import record
from models.recording.arrival import Arrival
from models.register import CaseEntry, CourtEntry, enter_cases, enter_courts
from models.store import Store
from models.tables.book import BookKind
from models.tables.claim import Claim
from models.tables.node import Node
from models.tables.objection import AlertObjection
from models.tables.review import Review
from rulebook.figures.span import span
from rulebook.loading.loader import national as national_law
from rulebook.time.calendar import national
from rulebook.time.zone import SHANGHAI
from tests.databases import NewUrl

NUMBER = "（2026）乙01执1号"
_RULES = {name: national_law().rules[name] for name in ("petition-register-5wd", "case-6m")}
LAW = replace(national_law(), rules=_RULES, gates={})

_RECEIPT = {"subject_kind": "receipt", "subject_ref": "R1"}
_OTHER = {"subject_kind": "receipt", "subject_ref": "R2"}
FACTS: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("05-04", "filed", {}),
    ("09-01", "petition_received", {"subject_kind": "petition", "subject_ref": "X1"}),
    ("09-02", "petition_received", {"subject_kind": "petition", "subject_ref": "X2"}),
    ("09-20", "petition_closed", {"subject_kind": "petition", "subject_ref": "X1"}),
    ("10-08", "funds_received", {**_RECEIPT, "payload": {"amount": "1000.00"}}),
    ("10-10", "funds_received", {**_OTHER, "payload": {"amount": "500.00"}}),
    ("10-12", "funds_deferred", {**_OTHER, "payload": {"until": "2026-10-20"}, "evidence": "审批"}),
    ("10-13", "petition_closed", {"subject_kind": "petition", "subject_ref": "X2"}),
    ("10-14", "petition_received", {"subject_kind": "petition", "subject_ref": "X3"}),
    ("10-16", "funds_paid", {**_RECEIPT, "payload": {"amount": "1000.00"}}),  # 8 days
    ("10-20", "funds_deferral_ended", _OTHER),
    ("10-22", "funds_paid", {**_OTHER, "payload": {"amount": "500.00"}}),  # 12 days, 8 deferred
    (
        "10-26",
        "round_termination_ruled",
        {"payload": {"debtor_missing": False, "obstructed": False}},
    ),
)


def _moment(day: str, hour: int = 10) -> datetime:
    return datetime.fromisoformat(f"2026-{day}T{hour:02}:00").replace(tzinfo=SHANGHAI)


@pytest.fixture(scope="module")
def figures(new_url: NewUrl) -> Iterator[dict[str, Any]]:
    """October's figures of a court with one case."""
    store = Store(new_url())
    found(store, BookKind.REHEARSAL, clock_at=_moment("04-01"))
    with store.writing() as session:
        enter_courts(session, [CourtEntry("乙01", "乙市法院", "basic")])
        enter_cases(session, [CaseEntry(NUMBER, "乙01")])
    for day, kind, more in FACTS:
        with store.writing() as session:
            clock.move(session, _moment(day))
        said = {"evidence": "卷内第1页", **more}
        arrival = Arrival(case=NUMBER, kind=kind, occurred_at=_moment(day), **said)
        record(store, arrival, LAW, national())
    _supervised(store)
    with store.writing() as session:
        clock.move(session, _moment("11-02"))
    press = Press(store, LAW, national())
    report: Any = press.preview("乙01", span("2026-10")).bulletin.report
    yield report["courts"][0]["figures"]
    store.close()


def _supervised(store: Store) -> None:
    """Two rungs fired on one node and one passed over on another, one objection upheld, one
    review of the ended round."""
    with store.writing() as session:
        nodes = session.exec(select(col(Node.id)).order_by(col(Node.id)).limit(2)).all()
        first, other = (node or 0 for node in nodes)
        for node, rung, outcome in (
            (first, "reminder", "fired"),
            (first, "urge", "fired"),
            (other, "reminder", "skipped"),
        ):
            at = _moment("10-09")
            session.add(
                Claim(case_id=1, node_id=node, rung=rung, fired_at=at, due_at=at, outcome=outcome)
            )
        for node, state, answered in ((first, "upheld", "10-11"), (other, "dismissed", "10-12")):
            session.add(
                AlertObjection(
                    case_id=1,
                    node_id=node,
                    raised_at=_moment("10-10"),
                    raised_by="H1",
                    answer_due_at=_moment("10-10") + timedelta(days=1),
                    state=state,
                    answered_at=_moment(answered),
                )
            )
        for number, outcome in ((1, "未发现问题"), (2, "限期整改")):
            session.add(
                Review(
                    kind="quality-sample",
                    subject=str(number),
                    turn="2026-10",
                    case_id=1,
                    court_code="乙01",
                    why="抽中",
                    found_on=_moment("10-27").date(),
                    found_at=_moment("10-27"),
                    state="done",
                    ended_at=_moment("10-28"),
                    ended_by="S1",
                    outcome=outcome,
                )
            )


@pytest.mark.parametrize(
    ("name", "value", "n"),
    [
        ("money.paid", 2, 2),
        ("money.deferred", 1, 1),
        ("money.deferred_share", None, 2),
        ("money.days", None, 2),  # (8 + 4) / 2, of two only
        ("money.days_gross", None, 2),
        ("core.petition", None, 2),  # X2 and X3 were to be dealt with, X1 was done before
        ("core.termination", None, 2),
        ("alerts.fired", 1, 1),
        ("alerts.false_rate", None, 1),
        ("objections.raised", 2, 2),
        ("objections.upheld", 1, 1),
        ("entries.late", 0, 0),
        ("cases.closed", 1, 1),
    ],
)
def test_a_figure_counts_what_its_facts_say(
    figures: dict[str, Any], name: str, value: int | None, n: int
) -> None:
    assert (figures[name]["value"], figures[name]["n"]) == (value, n)


def test_of_a_rate_that_is_not_given_the_counts_are(figures: dict[str, Any]) -> None:
    tops = {name: figures[name]["top"] for name in ("core.petition", "core.termination")}
    assert tops == {"core.petition": 1, "core.termination": 1}
    assert figures["alerts.false_rate"]["top"] == 1
