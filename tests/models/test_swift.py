"""On PostgreSQL a fact of a remembered case is one statement, and yields to whoever was first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import Connection

from models import statement
from models.errors import FactRefused
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
    monkeypatch: pytest.MonkeyPatch, record: Callable[[], Recorded], first: Callable[[], object]
) -> tuple[Recorded, int]:
    """Record a fact, with an act just before its first statement; how many statements it took."""
    run, seen = statement._run, []

    def watching(connection: Connection, how: str, text: str, values: Any) -> Any:
        seen.append(text)
        if len(seen) == 1:
            with monkeypatch.context() as patch:
                patch.setattr(statement, "_run", run)
                first()
        return run(connection, how, text, values)

    with monkeypatch.context() as patch:
        patch.setattr(statement, "_run", watching)
        return record(), len(seen)


def _holds(office: Office) -> bool:
    with office.store.reading() as session:
        return verify_book(session).holds


def test_a_plain_fact_is_one_statement(filed: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    answer, taken = _watched(
        monkeypatch, lambda: filed.records("clue_received", "02-26", **_CLUE), lambda: None
    )
    assert taken == 1
    opened = {change.key.partition("|")[0]: change.id for change in answer.changes.fresh}
    assert opened
    assert {filed.node(rule)["id"] for rule in opened} == set(opened.values())
    filed.records("clue_verified", "02-27", **_CLUE)
    assert {filed.node(rule)["state"] for rule in opened} <= {"settled", "waiting", "running"}
    assert _holds(filed)


def test_another_recorder_that_is_first_sends_it_the_usual_way(
    filed: Office, elsewhere: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer, taken = _watched(
        monkeypatch,
        lambda: filed.records("clue_received", "02-26", **_CLUE),
        lambda: elsewhere.records("file_received", "02-26"),
    )
    assert taken > 1
    assert answer.seq == filed.case()["facts"] == 4
    assert len(filed.transitions("clue-verify-7d")) <= 1
    assert _holds(filed)


def test_a_clock_moved_meanwhile_is_seen(
    filed: Office, elsewhere: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = filed.records("file_received", "02-26").recorded_at
    answer, _ = _watched(
        monkeypatch,
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
