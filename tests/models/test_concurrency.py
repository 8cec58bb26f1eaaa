"""Many recorders at one case lose nothing; a recorder killed at any statement leaves nothing."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import count
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import Connection, select

from models import statement
from models.record import record, record_many
from models.recording.chain import verify_book
from models.recording.memory import Memory
from models.tables.schema import metadata

if TYPE_CHECKING:
    from tests.models.conftest import Office

FACT = metadata.tables["fact"]


def forked(act: Callable[[], None]) -> int:
    """Run an act in a process of its own; its wait status."""
    child = os.fork()
    if child == 0:
        try:
            act()
            os._exit(0)
        finally:
            os._exit(1)
    return child


def clue(office: Office, name: str) -> None:
    office.records("clue_received", "02-26", subject_kind="clue", subject_ref=name)


def eight_clues(office: Office, worker: int) -> None:
    for place in range(8):
        clue(office, f"C{worker}-{place}")


def test_threads_at_one_case_lose_nothing(office: Office) -> None:
    office.files()
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda n: clue(office, f"C{n}"), range(30)))
    _expect(office, clues=30)


def test_processes_at_one_case_lose_nothing(office: Office) -> None:
    office.files()
    children = [forked(partial(eight_clues, office, worker)) for worker in range(3)]
    assert [os.waitpid(child, 0)[1] for child in children] == [0, 0, 0]
    _expect(office, clues=24)


def test_a_batch_and_single_facts_at_the_same_case_lose_nothing(office: Office) -> None:
    office.files()
    batch = [
        office.arrival("clue_received", "02-26", subject_kind="clue", subject_ref=f"B{n}")
        for n in range(20)
    ]
    with ThreadPoolExecutor(4) as pool:
        many = pool.submit(record_many, office.store, batch, office.law, office.calendar)
        list(pool.map(lambda n: clue(office, f"C{n}"), range(10)))
        assert len(many.result()) == 20
    _expect(office, clues=30)


def test_one_key_sent_by_two_at_once_is_recorded_once(office: Office) -> None:
    office.files()
    fact = office.arrival("file_received", "02-26", key="docket:9")
    with ThreadPoolExecutor(4) as pool:
        answers = list(
            pool.map(lambda _: record(office.store, fact, office.law, office.calendar), range(4))
        )
    assert sorted(answer.again for answer in answers) == [False, True, True, True]
    assert office.case()["facts"] == 3


def _expect(office: Office, clues: int) -> None:
    seqs = [row["seq"] for row in office.rows(select(FACT.c.seq).order_by(FACT.c.seq))]
    assert seqs == list(range(1, clues + 3))
    node = metadata.tables["node"]
    opened = office.rows(select(node.c.key).where(node.c.rule_id.like("clue-verify%")))
    assert len(opened) == clues
    with office.store.reading() as session:
        assert verify_book(session).holds


def _after_each(act: Callable[[], None]) -> Callable[[Connection, str, str, Any], Any]:
    """The driver's call, with an act after every statement."""
    run = statement._run

    def watched(connection: Connection, how: str, text: str, values: Any) -> Any:
        answer = run(connection, how, text, values)
        act()
        return answer

    return watched


def killed_after(office: Office, place: int) -> None:
    """Record the fact and die by SIGKILL right after that statement."""
    left = iter(range(place - 1))

    def die() -> None:
        if next(left, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)

    pytest.MonkeyPatch().setattr(statement, "_run", _after_each(die))
    office.records("file_received", "02-26", key="docket:9")


@pytest.mark.parametrize("remembered", [True, False])
def test_killed_after_any_statement_it_leaves_nothing_and_can_be_sent_again(
    office: Office, remembered: bool
) -> None:
    office.files()
    if not remembered:
        office.store.memory = Memory(most=0)
    before = office.everything()
    for place in count(1):
        child = forked(partial(killed_after, office, place))
        if os.WTERMSIG(os.waitpid(child, 0)[1]) != signal.SIGKILL:
            break  # it has fewer statements: now it stands
        assert office.everything() == before
    assert place > 3
    again = office.records("file_received", "02-26", key="docket:9")
    assert (again.seq, again.again) == (3, True)
