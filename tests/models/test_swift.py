"""On PostgreSQL a fact of a remembered case is one statement, and yields to whoever was first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event, text

from models.errors import FactRefused, UnknownOfficer
from models.money.entering import STORED
from models.recording.chain import verify_book
from models.store import Store
from tests.models.conftest import Office

if TYPE_CHECKING:
    from models.record import Recorded

_CLUE = {"subject_kind": "clue", "subject_ref": "X1"}


@pytest.fixture
def filed(office: Office) -> Office:
    """The office with a case that its process remembers."""
    if office.store.engine_name != "postgresql":
        pytest.skip("SQLite has one writer: its lock is the shortest way")
    office.files()
    return office


@pytest.fixture
def elsewhere(filed: Office) -> Iterator[Office]:
    """The same book as another process has it open."""
    other = Office(Store(filed.store.url), filed.law, filed.calendar)
    yield other
    other.store.close()


def _watched(
    office: Office, record: Callable[[], Recorded], first: Callable[[], object]
) -> tuple[Recorded, list[str]]:
    """Record a fact, with an act just before its first statement; the statements it took."""
    seen: list[str] = []

    def watching(_connection: object, _cursor: object, said: str, *_: object) -> None:
        seen.append(said)
        if len(seen) == 1:
            first()

    event.listen(office.store.engine, "before_cursor_execute", watching)
    try:
        return record(), seen
    finally:
        event.remove(office.store.engine, "before_cursor_execute", watching)


def _holds(office: Office) -> bool:
    with office.store.reading() as session:
        return verify_book(session).holds


def test_a_plain_fact_is_one_statement(filed: Office) -> None:
    answer, taken = _watched(
        filed, lambda: filed.records("clue_received", "02-26", **_CLUE), lambda: None
    )
    assert len(taken) == 1
    opened = {change.key.partition("|")[0]: change.id for change in answer.changes.fresh}
    assert opened
    assert {filed.node(rule)["id"] for rule in opened} == set(opened.values())
    filed.records("clue_verified", "02-27", **_CLUE)
    assert {filed.node(rule)["state"] for rule in opened} <= {"settled", "waiting", "running"}
    assert _holds(filed)


def test_another_recorder_that_is_first_sends_it_the_usual_way(
    filed: Office, elsewhere: Office
) -> None:
    answer, taken = _watched(
        filed,
        lambda: filed.records("clue_received", "02-26", **_CLUE),
        lambda: elsewhere.records("file_received", "02-26"),
    )
    assert len(taken) > 1
    assert answer.seq == filed.case()["facts"] == 4
    assert len(filed.transitions("clue-verify-7d")) <= 1
    assert _holds(filed)


def test_a_clock_moved_meanwhile_is_seen(filed: Office, elsewhere: Office) -> None:
    before = filed.records("file_received", "02-26").recorded_at
    answer, _ = _watched(
        filed,
        lambda: filed.records("clue_received", "02-26", **_CLUE),
        lambda: elsewhere.days_pass(3),
    )
    assert (answer.recorded_at - before).days == 3


def test_a_refusal_is_given_by_the_book_and_not_from_memory(
    filed: Office, elsewhere: Office
) -> None:
    elsewhere.records("clue_received", "02-26", **_CLUE)
    assert filed.records("clue_verified", "02-27", **_CLUE).seq == 4
    with pytest.raises(FactRefused):
        filed.records("filed", "02-27")
    assert _holds(filed)


def test_who_signs_without_the_role_is_remarked_on_all_the_same(filed: Office) -> None:
    slowly = filed.records("file_received", "02-26", key="docket:1", by="J009")
    swiftly = filed.records("execution_notice_issued", "02-26", by="J009")
    for answer in (slowly, swiftly):
        assert "recorder" in {line.gate for line in answer.remarks}


def test_an_officer_who_has_left_the_register_meanwhile_is_refused(
    filed: Office, elsewhere: Office
) -> None:
    def controls(ref: str) -> Recorded:
        said = {"measure": "查封", "urgent": True, "approver": "J009"}
        asset = {"subject_kind": "asset", "subject_ref": ref, "payload": said}
        return filed.records("asset_controlled", "02-26", **asset)

    def leaves() -> None:
        with elsewhere.store.writing() as session:
            session.connection().execute(text("DELETE FROM officer_role WHERE officer_id = 'J009'"))
            session.connection().execute(text("DELETE FROM officer WHERE id = 'J009'"))

    answer, taken = _watched(filed, lambda: controls("A1"), lambda: None)
    assert (answer.seq, len(taken)) == (3, 1)
    with pytest.raises(UnknownOfficer):
        _watched(filed, lambda: controls("A2"), leaves)
    assert filed.case()["facts"] == 3
    assert _holds(filed)


def test_a_ledger_that_is_not_as_believed_is_put_right_the_usual_way(
    filed: Office, elsewhere: Office
) -> None:
    def receives(ref: str) -> Recorded:
        receipt = {"subject_kind": "receipt", "subject_ref": ref, "payload": {"amount": "800.00"}}
        return filed.records("funds_received", "02-26", **receipt)

    def twice() -> None:
        names = "case_id, seq, line, account, receipt, payee, amount, day, reverses, entered_seq"
        with elsewhere.store.writing() as session:
            session.connection().execute(
                text(
                    f"INSERT INTO ledger_entry ({names}, place) "
                    f"SELECT {names}, place + 10 FROM ledger_entry"
                )
            )

    receives("K1")
    answer, taken = _watched(filed, lambda: receives("K2"), lambda: None)
    assert (answer.seq, len(taken)) == (4, 1)
    answer, taken = _watched(filed, lambda: receives("K3"), twice)
    assert answer.seq == 5
    assert len(taken) > 1
    with filed.store.reading() as session:
        found = STORED.rows(session.connection(), [filed.case()["id"]])
    assert sum(row["reverses"] for row in found) == 4
    balance = Counter[str]()
    for row in found:
        balance[row["account"]] += row["amount"]
    assert balance == {"received": 2400, "payable": -2400}
    assert _holds(filed)


def test_statements_that_the_driver_let_go_are_made_ready_again(filed: Office) -> None:
    filed.records("clue_received", "02-26", **_CLUE)
    with filed.store.at_once() as connection:
        connection.connection.driver_connection.execute("DEALLOCATE ALL")  # type: ignore[union-attr]
    answer, taken = _watched(
        filed,
        lambda: filed.records("clue_received", "02-26", subject_kind="clue", subject_ref="X2"),
        lambda: None,
    )
    assert (answer.seq, len(taken)) == (4, 1)
    assert _holds(filed)
