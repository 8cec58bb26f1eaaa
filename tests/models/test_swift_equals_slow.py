"""Facts in one statement leave every row as the usual way would, whatever comes in what order."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from models import record as recording
from models.record import Recorded
from models.recording.chain import verify_book
from models.recording.memory import Memory
from models.tables.case import Case
from tests.models.drawing import answer, drawn, rows

if TYPE_CHECKING:
    from tests.models.conftest import Office

_SWIFT, _SLOW = "（2026）京0105执81号", "（2026）京0105执82号"


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
        arrival = drawn(office, _SWIFT, chance)
        office.store.memory = remembered
        swiftly = answer(office, arrival)
        office.store.memory, before = nothing, len(swift)
        slowly = answer(office, replace(arrival, case=_SLOW))
        assert swiftly == slowly
        nothing.take_out([_SLOW], office.law, office.calendar)
        assert len(swift) == before
    assert {"funds_received", "asset_controlled", "clue_received"} <= set(swift)
    assert rows(office, _SWIFT) == rows(office, _SLOW)
    with office.store.reading() as session:
        assert verify_book(session).holds
