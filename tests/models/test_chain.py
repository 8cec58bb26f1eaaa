"""The chain of facts holds, and shows the first place where somebody laid hands on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from models.errors import UnknownCase
from models.recording.chain import verify, verify_book
from models.tables.case import Case

if TYPE_CHECKING:
    from tests.models.conftest import NUMBER, Office
else:
    NUMBER = "（2026）京0105执1234号"


@pytest.fixture
def filed(office: Office) -> Office:
    office.files()
    office.records("file_received", "02-25", payload={"note": "收到", "pages": 12})
    office.records("execution_notice_issued", "02-26")
    return office


def test_an_untouched_chain_holds(filed: Office) -> None:
    with filed.store.reading() as session:
        verdict = verify(session, "(2026)京0105执1234号")
        assert (verdict.holds, verdict.cases, verdict.facts) == (True, 1, 4)
        assert verify_book(session) == verdict


@pytest.mark.parametrize("act", ["UPDATE fact SET evidence = ''", "DELETE FROM fact"])
def test_the_database_itself_refuses_to_touch_a_fact(filed: Office, act: str) -> None:
    with (
        pytest.raises(DBAPIError, match="record a correcting fact"),
        filed.store.writing() as session,
    ):
        session.connection().execute(text(act))


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("evidence", "另一份文书"),
        ("occurred_at", "2026-02-20 02:00:00.000000"),
        ("recorded_by", "J002"),
        ("payload", '{"note":"收到","pages":13}'),
        ("evidence_on", "2026-02-25"),
        ("kind", "execution_notice_issued"),
    ],
)
def test_an_edited_fact_is_named(filed: Office, column: str, value: str) -> None:
    cast = {"payload": "::jsonb", "occurred_at": "::timestamptz", "evidence_on": "::date"}
    kind = cast.get(column, "") if filed.store.engine_name == "postgresql" else ""
    filed.unguarded(f"UPDATE fact SET {column} = '{value}'{kind} WHERE seq = 3".replace(":", "\\:"))
    with filed.store.reading() as session:
        (broken,) = verify_book(session).broken
    assert (broken.case, broken.seq) == (NUMBER, 3)
    assert "contents" in broken.why


def test_a_fact_taken_out_is_named(filed: Office) -> None:
    filed.unguarded("DELETE FROM fact WHERE seq = 2")
    with filed.store.reading() as session:
        (broken,) = verify_book(session).broken
    assert str(broken) == f"{NUMBER} fact 3: fact 2 is missing"


def test_a_chain_cut_short_is_noticed(filed: Office) -> None:
    filed.unguarded("DELETE FROM fact WHERE seq = 4")
    with filed.store.reading() as session:
        assert "counts 4 facts" in verify(session, NUMBER).broken[0].why


def test_only_the_case_that_was_touched_is_named(filed: Office) -> None:
    with filed.store.writing() as session:
        session.add(Case(number="（2026）京0105执2号", court_code="京0105"))
        session.add(Case(number="（2026）京0105执3号", court_code="京0105"))
    filed.records("filed", "02-24", case="（2026）京0105执3号")
    filed.unguarded("UPDATE fact SET evidence = 'x' WHERE seq = 4")
    with filed.store.reading() as session:
        verdict = verify_book(session)
        assert ([broken.case for broken in verdict.broken], verdict.cases) == ([NUMBER], 3)
        assert verify(session, "（2026）京0105执3号").holds


def test_there_is_no_chain_of_an_unknown_case(filed: Office) -> None:
    with filed.store.reading() as session, pytest.raises(UnknownCase):
        verify(session, "（2026）京0105执404号")
