"""A case whose nodes stand on today's ground is taken up from there, as if worked out anew."""

from __future__ import annotations

from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select, update

from models.record import Arrival, record_many
from models.recording.chain import verify_book
from models.recording.dossier import Dossier
from models.recording.ground import ground
from models.recording.memory import Memory
from models.recounting.moves import moves
from models.tables.case import Case
from models.tables.schema import metadata
from rulebook.case.progress import Progress
from rulebook.time.calendar import Calendar
from tests.models.drawing import Kinds, answer, drawn, rows

if TYPE_CHECKING:
    from rulebook.law.lawbook import Lawbook
    from tests.models.conftest import Office

CASE = metadata.tables["enforcement_case"]
_ON, _ANEW = "（2026）京0105执81号", "（2026）京0105执82号"
_MORE: Kinds = (
    ("execution_suspended", "case", {"approver": "J009"}),
    ("execution_resumed", "case", {}),
    ("appraisal_commissioned", "asset", {"approver": "J009"}),
    ("appraisal_returned", "asset", {}),
    ("matter_marked_urgent", "case", {"reason": "涉民生"}),
    ("matter_urgency_lifted", "case", {"reason": "已缓解"}),
    ("file_received", "case", {}),
)


@pytest.fixture
def forgetful(office: Office, monkeypatch: pytest.MonkeyPatch) -> Office:
    """The office with two cases of one beginning; it remembers nothing from fact to fact."""
    with office.store.writing() as session:
        session.add_all(Case(number=one, court_code="京0105") for one in (_ON, _ANEW))
    office.store.memory = Memory(most=0)
    for case in (_ON, _ANEW):
        office.files(case=case)
    return office


@pytest.fixture
def partly(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The cases that were taken up without working out every node, one by one."""
    taken: list[str] = []
    way = Dossier.gone_through

    def watched(dossier: Dossier, law: Lawbook, calendar: Calendar) -> Progress:
        found = way(dossier, law, calendar)
        taken.extend([] if found.whole else [dossier.number])
        return found

    monkeypatch.setattr(Dossier, "gone_through", watched)
    return taken


def _without_ground(office: Office, case: str) -> None:
    with office.store.writing() as session:
        session.connection().execute(update(CASE).where(CASE.c.number == case).values(ground=""))


def _stands_on(office: Office, case: str) -> str:
    found = office.rows(select(CASE.c.ground).where(CASE.c.number == case))
    return str(found[0]["ground"])


@pytest.mark.parametrize("seed", range(2))
def test_facts_taken_up_from_the_ground_leave_every_row_as_if_worked_out_anew(
    forgetful: Office, partly: list[str], seed: int
) -> None:
    office, chance = forgetful, Random(seed)
    for _ in range(45):
        arrival = _drawn(office, chance)
        _without_ground(office, _ANEW)
        assert answer(office, arrival) == answer(office, replace(arrival, case=_ANEW))
    assert len(partly) == partly.count(_ON) > 40
    assert _stands_on(office, _ON) == ground(office.law, office.calendar)
    assert rows(office, _ON) == rows(office, _ANEW)
    assert not [*moves(office.store, office.law, office.calendar)]
    with office.store.reading() as session:
        assert verify_book(session).holds


def _drawn(office: Office, chance: Random) -> Arrival:
    """A fact like the others, or a correction that takes one of the first away."""
    if chance.random() < 0.1:
        said: dict[str, Any] = {"corrects": chance.randint(3, 12), "payload": {"void": True}}
        return office.arrival("correction", "02-26", case=_ON, **said)
    return drawn(office, _ON, chance, _MORE)


def test_another_law_or_calendar_is_another_ground(forgetful: Office, partly: list[str]) -> None:
    office = forgetful
    rule = office.law.rules["exec-notice-10d"]
    other = replace(office.law, rules={**office.law.rules, rule.id: replace(rule, settles=())})
    grounds = {
        ground(office.law, office.calendar),
        ground(other, office.calendar),
        ground(office.law, Calendar(())),
    }
    assert len(grounds) == 3
    _without_ground(office, _ANEW)
    for case in (_ON, _ANEW):
        fact = office.arrival("execution_notice_issued", "02-26", case=case)
        record_many(office.store, [fact], other, office.calendar)
    assert partly == []
    assert rows(office, _ON) == rows(office, _ANEW)
    assert _stands_on(office, _ON) == ground(other, office.calendar)
