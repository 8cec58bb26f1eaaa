"""Many facts in one transaction: each is judged alone, and what follows is written once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from models.errors import FactRefused, UnknownCase, UnknownKind
from models.record import Recorded, Rejected, record_many
from models.recording import entry, inking, portions
from models.recording.arrival import Arrival
from models.recording.batch import Batch
from models.recording.chain import verify_book
from models.recording.dossier import Dossier
from models.recording.entry import Entry, Rows
from models.recording.memory import Memory
from models.tables.case import Case
from models.tables.schema import metadata

if TYPE_CHECKING:
    from rulebook.case.progress import Progress
    from rulebook.law.lawbook import Lawbook
    from rulebook.time.calendar import Calendar
    from tests.models.conftest import Office

CASE = metadata.tables["enforcement_case"]
NODE = metadata.tables["node"]
SHOWN = metadata.tables["transition"]


def register(office: Office, *numbers: str) -> None:
    with office.store.writing() as session:
        session.add_all(Case(number=number, court_code="京0105") for number in numbers)


def story(office: Office, case: str) -> list[Arrival]:
    return [
        office.arrival("filed", "02-24", case=case),
        office.arrival("handler_assigned", "02-25", case=case, payload={"handler": "J001"}),
        office.arrival("file_received", "02-25", case=case),
        office.arrival("execution_notice_issued", "02-26", case=case),
    ]


def take(office: Office, arrivals: list[Arrival]) -> list[Recorded | Rejected]:
    return record_many(office.store, arrivals, office.law, office.calendar)


def nodes(office: Office, case: str) -> list[tuple[object, ...]]:
    kept = ("key", "state", "due_at", "settled_by", "timeliness", "owner_id", "next_rung_at")
    found = select(*(NODE.c[name] for name in kept)).join(CASE, CASE.c.id == NODE.c.case_id)
    return [
        tuple(row.values())
        for row in office.rows(found.where(CASE.c.number == case).order_by(NODE.c.key))
    ]


def transitions(office: Office, case: str) -> list[tuple[object, ...]]:
    kept = (NODE.c.key, SHOWN.c.what, SHOWN.c.detail, SHOWN.c.fact_seq)
    found = select(*kept).select_from(SHOWN.join(NODE, NODE.c.id == SHOWN.c.node_id).join(CASE))
    ordered = found.where(CASE.c.number == case).order_by(NODE.c.key, SHOWN.c.id)
    return [tuple(row.values()) for row in office.rows(ordered)]


def test_a_batch_leaves_a_case_where_single_facts_would(office: Office) -> None:
    one, other = "（2026）京0105执1号", "（2026）京0105执2号"
    register(office, one, other)
    for arrival in story(office, one):
        office.records(
            arrival.kind, f"{arrival.occurred_at:%m-%d}", case=one, payload=arrival.payload
        )
    answers = take(office, story(office, other))
    assert [answer.seq for answer in answers if isinstance(answer, Recorded)] == [1, 2, 3, 4]
    assert nodes(office, other) == nodes(office, one)
    assert len(nodes(office, one)) >= 6


def test_answers_come_in_the_order_of_the_facts_and_the_good_ones_stand(office: Office) -> None:
    register(office, "（2026）京0105执1号", "（2026）京0105执2号")
    a, b = story(office, "（2026）京0105执1号"), story(office, "（2026）京0105执2号")
    early = office.arrival("execution_notice_issued", "02-26", case="（2026）京0105执2号")
    stranger = office.arrival("filed", "02-26", case="（2026）京0105执77号")
    unknown = office.arrival("fild", "02-26", case="（2026）京0105执1号")
    answers = take(office, [a[0], early, b[0], stranger, unknown, a[1], b[1]])
    errors = [type(answer.error) for answer in answers if isinstance(answer, Rejected)]
    assert [isinstance(answer, Recorded) for answer in answers] == [1, 0, 1, 0, 0, 1, 1]
    assert errors == [FactRefused, UnknownCase, UnknownKind]
    with office.store.reading() as session:
        assert (verify_book(session).facts, verify_book(session).holds) == (4, True)


def test_what_opens_and_settles_within_a_batch_keeps_both_transitions(office: Office) -> None:
    take(office, story(office, "（2026）京0105执1234号"))
    assert office.transitions("exec-notice-3d-2006") == ["opened", "settled"]
    change = metadata.tables["transition"]
    causes = office.rows(
        select(change.c.what, change.c.fact_seq)
        .join(NODE, NODE.c.id == change.c.node_id)
        .where(NODE.c.rule_id == "exec-notice-3d-2006")
        .order_by(change.c.id)
    )
    assert [(row["what"], row["fact_seq"]) for row in causes] == [("opened", 3), ("settled", 4)]


def test_a_batch_sent_twice_adds_nothing(office: Office) -> None:
    def keyed() -> list[Arrival]:
        facts = story(office, "（2026）京0105执1234号")
        return [replace(fact, key=f"row:{place}") for place, fact in enumerate(facts)]

    first = take(office, keyed())
    before = office.everything()
    again = take(office, [*keyed(), *keyed()])
    assert len(again) == 2 * len(first)
    assert all(isinstance(answer, Recorded) and answer.again for answer in again)
    assert [a.hash for a in again[:4] if isinstance(a, Recorded)] == [
        a.hash for a in first if isinstance(a, Recorded)
    ]
    assert office.everything() == before


def test_the_same_key_twice_in_one_batch_is_recorded_once(office: Office) -> None:
    fact = office.arrival("filed", "02-24", key="row:1")
    answers = take(office, [fact, fact])
    assert [a.again for a in answers if isinstance(a, Recorded)] == [False, True]
    assert office.case()["facts"] == 1


def test_a_thousand_cases_go_in_at_once(office: Office) -> None:
    numbers = [f"（2026）京0105执{n}号" for n in range(5000, 6000)]
    register(office, *numbers)
    answers = take(office, [office.arrival("filed", "02-24", case=number) for number in numbers])
    assert all(isinstance(answer, Recorded) for answer in answers)
    opened = select(NODE.c.case_id).where(NODE.c.rule_id == "assign-handler-7d")
    assert len({row["case_id"] for row in office.rows(opened)}) == 1000


def test_a_fault_of_the_program_leaves_nothing_of_the_batch(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = office.everything()

    def stumble(connection: object, entries: object) -> None:
        raise RuntimeError("stumbled")

    monkeypatch.setattr("models.recording.batch.links.write", stumble)
    with pytest.raises(RuntimeError, match="stumbled"):
        take(office, story(office, "（2026）京0105执1234号"))
    assert office.everything() == before


def test_a_fault_while_a_portion_is_being_written_leaves_nothing_either(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = ("（2026）京0105执1号", "（2026）京0105执2号", "（2026）京0105执3号")
    register(office, *numbers)
    before, plan = office.everything(), Batch._plan
    planned: list[object] = []

    def stumble(batch: Batch, entries: Sequence[Entry], ink: inking.Ink) -> None:
        planned.append(entries)
        if len(planned) == 3:
            raise RuntimeError("stumbled")
        plan(batch, entries, ink)

    monkeypatch.setattr(portions, "_FACTS", 4)
    monkeypatch.setattr(Batch, "_plan", stumble)
    with pytest.raises(RuntimeError, match="stumbled"):
        take(office, [fact for number in numbers for fact in story(office, number)])
    assert office.everything() == before


def test_a_fault_while_cases_are_being_read_leaves_the_book_as_it_was(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = [f"（2026）京0105执{number}号" for number in range(1, 5)]
    register(office, *numbers)
    take(office, [fact for number in numbers for fact in story(office, number)])
    before, way = office.everything(), Dossier.gone_through
    taken: list[str] = []

    def stumble(dossier: Dossier, law: Lawbook, calendar: Calendar) -> Progress:
        taken.append(dossier.number)
        if len(taken) == 2:
            raise RuntimeError("stumbled")
        return way(dossier, law, calendar)

    more = [office.arrival("network_query_launched", "02-26", case=one) for one in numbers]
    office.store.memory = Memory()
    with monkeypatch.context() as patched:
        patched.setattr(Dossier, "gone_through", stumble)
        with pytest.raises(RuntimeError, match="stumbled"):
            take(office, more)
    assert office.everything() == before
    assert all(isinstance(answer, Recorded) for answer in take(office, more))
    with office.store.reading() as session:
        assert verify_book(session).holds


def test_what_the_server_refuses_of_a_portion_undoes_the_whole_batch(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = ("（2026）京0105执1号", "（2026）京0105执2号")
    register(office, *numbers)
    before = office.everything()

    def again(entries: Sequence[Entry], fired: object) -> Rows:
        rows = entry.rows(entries, {})
        return replace(rows, facts=[*rows.facts, *rows.facts])

    monkeypatch.setattr(portions, "_FACTS", 4)
    monkeypatch.setattr(inking, "rows", again)
    with pytest.raises(IntegrityError):
        take(office, [fact for number in numbers for fact in story(office, number)])
    assert office.everything() == before


def test_cases_mixed_up_and_written_in_portions_stand_as_if_each_came_alone(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = [f"（2026）京0105执{number}号" for number in range(1, 6)]
    register(office, *numbers)
    stories = [story(office, number) for number in numbers]
    take(office, stories[0])
    by_id = select(CASE.c.id).where(CASE.c.number == numbers[2])
    stories[2][1:3] = [replace(one, case=office.rows(by_id)[0]["id"]) for one in stories[2][1:3]]
    turns = [fact for turn in zip(*stories[1:4], strict=True) for fact in turn]
    unknown = office.arrival("filed", "02-24", case="（2026）京0105执999号")
    monkeypatch.setattr(portions, "_FACTS", 5)
    answers = take(office, [*turns[:7], unknown, *turns[7:], *stories[4]])
    assert [at for at, one in enumerate(answers) if not isinstance(one, Recorded)] == [7]
    assert all(nodes(office, number) == nodes(office, numbers[0]) for number in numbers)
    shown = [transitions(office, number) for number in numbers]
    assert all(one == shown[0] for one in shown)
    with office.store.reading() as session:
        assert verify_book(session).holds


def test_the_facts_of_a_batch_are_recorded_at_one_moment(office: Office) -> None:
    numbers = [f"（2026）京0105执{number}号" for number in range(1, 5)]
    register(office, *numbers)
    answers = take(office, [fact for number in numbers for fact in story(office, number)])
    assert len({answer.recorded_at for answer in answers if isinstance(answer, Recorded)}) == 1


def test_of_more_cases_than_are_remembered_each_stands_as_if_it_came_alone(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    numbers = [f"（2026）京0105执{number}号" for number in range(1, 5)]
    register(office, *numbers)
    take(office, story(office, numbers[0]))
    monkeypatch.setattr("models.recording.batch._REMEMBERED", 2)
    monkeypatch.setattr(portions, "_FACTS", 5)
    answers = take(office, [fact for number in numbers[1:] for fact in story(office, number)])
    assert [answer.seq for answer in answers if isinstance(answer, Recorded)] == [1, 2, 3, 4] * 3
    assert all(nodes(office, number) == nodes(office, numbers[0]) for number in numbers)
    office.records("network_query_launched", "02-27", case=numbers[3])
    with office.store.reading() as session:
        assert verify_book(session).holds


@pytest.mark.parametrize("facts", [1, 12, 64, 65, 130, 1_000])
def test_every_fact_of_a_batch_is_in_one_portion_and_the_last_are_short(facts: int) -> None:
    found = [portion for portion, _ in portions.portions([None] * facts)]
    assert [at for portion in found for at in range(facts)[portion]] == list(range(facts))
    sizes = [portion.stop - portion.start for portion in found]
    assert sizes == sorted(sizes, reverse=True)
    assert len(sizes) == 1 or sizes[-1] <= 12


def test_a_batch_with_corrections_is_taken_fact_by_fact(office: Office) -> None:
    facts = story(office, "（2026）京0105执1234号")
    wrong = office.arrival("correction", "02-27", corrects=9, payload={"void": True})
    right = office.arrival("correction", "02-27", corrects=4, payload={"void": True})
    answers = take(office, [*facts, wrong, right])
    assert [isinstance(answer, Recorded) for answer in answers] == [1, 1, 1, 1, 0, 1]
    assert office.node("exec-notice-3d-2006")["state"] == "running"
