"""What a process remembers of a case never outlives what the book says of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from models.errors import FactRefused
from models.record import record_many, record_within
from models.recording.chain import verify_book
from models.recording.memory import Memory
from models.store import Store
from models.tables.case import Case
from models.tables.schema import metadata
from tests.models.conftest import NUMBER, Office

if TYPE_CHECKING:
    from collections.abc import Sequence

NODE = metadata.tables["node"]
_TOLD: Sequence[tuple[str, str, dict[str, Any]]] = (
    ("file_received", "02-26", {}),
    ("clue_received", "02-26", {"subject_kind": "clue", "subject_ref": "X1"}),
    ("execution_notice_issued", "02-27", {}),
    ("handler_changed", "03-02", {"payload": {"handler": "J002", "reason": "轮岗"}}),
    ("clue_verified", "03-03", {"subject_kind": "clue", "subject_ref": "X1"}),
    ("property_report_ordered", "02-25", {}),  # late: it lies before what is on record
)


def _elsewhere(office: Office) -> Office:
    """The same book as another process has it open."""
    return Office(Store(office.store.url), office.law, office.calendar)


def _nodes(office: Office, case: str) -> list[tuple[object, ...]]:
    """The case's nodes as they are stored, but for their ids."""
    its = metadata.tables["enforcement_case"]
    kept = [column for column in NODE.columns if column.name not in ("id", "case_id")]
    found = select(*kept).join(its, its.c.id == NODE.c.case_id).where(its.c.number == case)
    return [tuple(map(str, row.values())) for row in office.rows(found.order_by(NODE.c.key))]


def _tell(office: Office, *others: Office, case: str = NUMBER) -> None:
    desks = (office, *others)
    desks[0].files(case=case)
    for place, (kind, on, more) in enumerate(_TOLD):
        desks[place % len(desks)].records(kind, on, case=case, **more)


def test_a_remembered_case_gets_the_nodes_of_one_that_is_read_anew(office: Office) -> None:
    anew, shared = "（2026）京0105执77号", "（2026）京0105执78号"
    with office.store.writing() as session:
        session.add_all(Case(number=number, court_code="京0105") for number in (anew, shared))
    elsewhere, forgetful = _elsewhere(office), _elsewhere(office)
    forgetful.store.memory = Memory(most=0)
    office.days_pass(30)
    _tell(office)
    _tell(forgetful, case=anew)
    _tell(office, elsewhere, case=shared)  # each records what the other does not remember
    assert _nodes(office, NUMBER) == _nodes(office, anew) == _nodes(office, shared) != []
    with office.store.reading() as session:
        assert verify_book(session).holds
    for one in (elsewhere, forgetful):
        one.store.close()


def _falls_over(office: Office) -> None:
    with office.store.writing() as session:
        arrival = office.arrival("file_received", "02-26")
        record_within(session, arrival, office.law, office.calendar)
        raise ZeroDivisionError


def test_what_was_rolled_back_is_not_remembered(office: Office) -> None:
    office.files()
    before = office.everything()
    with pytest.raises(ZeroDivisionError):
        _falls_over(office)
    assert office.everything() == before
    assert office.records("execution_notice_issued", "02-27").seq == 3
    with office.store.reading() as session:
        assert verify_book(session).holds


def test_a_refused_fact_leaves_nothing_in_mind(office: Office) -> None:
    office.files()
    with pytest.raises(FactRefused):
        office.records("filed", "02-27")
    assert office.records("file_received", "02-26").seq == 3


def test_a_batch_goes_on_from_single_facts_and_they_from_it(office: Office) -> None:
    office.files()
    batch = [office.arrival("file_received", "02-26"), office.arrival("filed", "02-26")]
    record_many(office.store, batch, office.law, office.calendar)
    assert office.records("execution_notice_issued", "02-27").seq == 4
    with office.store.reading() as session:
        assert verify_book(session).holds


def test_the_case_touched_longest_ago_is_forgotten_first(office: Office) -> None:
    office.files()
    (dossier,) = office.store.memory.take_out([NUMBER], office.law, office.calendar).values()
    memory = Memory(most=1)
    memory.keep([dossier])
    assert memory.take_out([dossier.id], office.law, office.calendar) == {dossier.head: dossier}
    memory.keep([dossier])
    memory.keep([type(dossier)(0, "另案", None, 0, "", dossier.as_of, [], dossier.nodes)])
    assert memory.take_out([NUMBER], office.law, office.calendar) == {}
