"""Facts in one statement leave every row as the usual way would, whatever comes in what order."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from models import record as recording
from models.errors import FactRefused
from models.record import Recorded, record
from models.recording.arrival import Arrival
from models.recording.chain import verify_book
from models.recording.memory import Memory
from models.tables.case import Case
from models.tables.schema import metadata

if TYPE_CHECKING:
    from tests.models.conftest import Office

_SWIFT, _SLOW = "（2026）京0105执81号", "（2026）京0105执82号"
_URGENT = {"urgent": True, "approver": "J009"}
_KINDS: tuple[tuple[str, str, dict[str, object]], ...] = (
    ("execution_notice_issued", "case", {}),
    ("applicant_asked_for_clues", "case", {}),
    ("network_query_launched", "case", {}),
    ("property_report_ordered", "case", {}),
    ("consumption_restricted", "case", {}),
    ("clue_received", "clue", {}),
    ("clue_verified", "clue", {}),
    ("asset_controlled", "asset", {"measure": "查封", **_URGENT}),
    ("reference_price_started", "asset", {"way": "网络询价"}),
    ("funds_received", "receipt", {"amount": "800.00"}),
    ("funds_received", "receipt", {"amount": "50.50", "payee": "甲|乙"}),
    ("payment_notice_sent", "receipt", {}),
    ("funds_paid", "receipt", {"amount": "300.00"}),
    ("funds_returned", "receipt", {"amount": "20.05"}),
    ("funds_deferred", "receipt", {"amount": "10.00", **_URGENT}),
    ("handler_changed", "case", {"handler": "J002"}),
    ("handler_changed", "case", {"handler": "J001"}),
)
# What names the case, comes of the moment of recording, or is numbered by the server.
_OWN = {"id", "case_id", "node_id", "number", "head", "prev", "hash", "recorded_at", "at"}
_TABLES = ("fact", "transition", "node", "ledger_entry", "case_run")


@pytest.fixture
def two_cases(office: Office) -> Office:
    """The office with two cases of one beginning."""
    if office.store.engine_name != "postgresql":
        pytest.skip("SQLite has one writer: its lock is the shortest way")
    with office.store.writing() as session:
        session.add_all(Case(number=one, court_code="京0105") for one in (_SWIFT, _SLOW))
    for case in (_SWIFT, _SLOW):
        office.files(case=case)
    return office


def _drawn(office: Office, chance: Random) -> Arrival:
    kind, subject, payload = chance.choice(_KINDS)
    ref = "" if subject == "case" else f"{subject}{chance.randint(1, 3)}"
    on = f"02-{chance.choice((24, 25, 25, 26, 26, 26))} {chance.randint(11, 17)}:00"
    more: dict[str, Any] = {"subject_kind": subject, "subject_ref": ref, "payload": payload}
    return office.arrival(kind, on, case=_SWIFT, by=chance.choice(("J001", "desk")), **more)


def _answer(office: Office, arrival: Arrival) -> object:
    try:
        found = record(office.store, arrival, office.law, office.calendar)
    except FactRefused as refused:
        return [(line.gate, line.zh) for line in refused.refusals]
    changed = sorted((one.key, str(one.after)) for one in found.changes.nodes)
    return found.seq, changed, [(line.gate, line.zh) for line in found.remarks]


def _rows(office: Office, number: str) -> dict[str, list[dict[str, object]]]:
    case = metadata.tables["enforcement_case"]
    (own,) = office.rows(select(case).where(case.c.number == number))
    found = {"case": [_without(own)]}
    keys: dict[int, str] = {}
    for name in _TABLES:
        table = metadata.tables[name]
        rows = select(table).where(table.c.case_id == own["id"]).order_by(*table.primary_key)
        listed = office.rows(rows)
        keys |= {row["id"]: row["key"] for row in listed} if name == "node" else {}
        found[name] = [_without(row) for row in listed]
        if name == "transition":
            nodes = [row["node_id"] for row in listed]
    return found | {"shown": [{"node": keys[node]} for node in nodes]}


def _without(row: Any) -> dict[str, object]:
    return {name: value for name, value in row.items() if name not in _OWN}


@pytest.mark.parametrize("seed", range(3))
def test_one_statement_leaves_every_row_as_the_usual_way_would(
    two_cases: Office, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    way, swift = recording._swiftly, list[str]()

    def watched(*said: Any) -> Recorded | None:
        found = way(*said)
        swift.extend([said[1].kind] if found else [])
        return found

    monkeypatch.setattr(recording, "_swiftly", watched)
    office, chance = two_cases, Random(seed)
    remembered, nothing = office.store.memory, Memory()
    for _ in range(45):
        arrival = _drawn(office, chance)
        office.store.memory = remembered
        swiftly = _answer(office, arrival)
        office.store.memory, before = nothing, len(swift)
        slowly = _answer(office, replace(arrival, case=_SLOW))
        assert swiftly == slowly
        nothing.take_out([_SLOW], office.law, office.calendar)
        assert len(swift) == before
    assert {"funds_received", "asset_controlled", "clue_received"} <= set(swift)
    assert _rows(office, _SWIFT) == _rows(office, _SLOW)
    with office.store.reading() as session:
        assert verify_book(session).holds
