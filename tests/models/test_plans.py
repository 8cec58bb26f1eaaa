"""How lists are read: by which index, in how many statements, whatever the size of the book."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import event, func, insert, text
from sqlmodel import Session, col, select

from benchmarks.law import CALENDAR
from models.money.lying import Wanted, lying
from models.reading.breaching import When, breaching
from models.reading.counts import clocks
from models.reading.extent import Extent, looked_up
from models.reading.lag import late_entries
from models.reading.renewals import count_renewals, renewals
from models.reading.selection import Selection, resolved
from models.reading.tenlines import ten_lines
from models.store import Store
from models.tables.case import Case
from models.tables.court import Court
from models.tables.node import Node
from models.tables.officer import Officer
from rulebook.access.matrix import Scope
from rulebook.loading import loader
from tests.conftest import MORNING, Prepared

LAW = loader.load()
COURTS, CASES, CLOCKS = 12, 40, 5  # cases of a court, clocks of a case

Sent = list[tuple[str, Any]]


def _province(store: Store) -> None:
    """A high court with a dozen below it: what runs is due over a year, a little of it late."""
    with store.writing() as session:
        courts = [Court(code="京", name="京高院", level="high")]
        below = [f"京{1000 + n}" for n in range(COURTS)]
        courts += [Court(code=one, name=one, level="basic", superior_code="京") for one in below]
        session.add_all(courts)
        session.flush()
        session.add(Officer(id="S001", name="监管", court_code="京1007"))
        session.flush()
        numbered = [(one, nth) for one in below for nth in range(CASES)]
        cases = [{"number": f"（2026）{one}执{nth}号", "court_code": one} for one, nth in numbered]
        session.execute(insert(Case), cases)
        ids = session.exec(select(Case.id)).all()
        clocks_of = [(case or 0, nth) for case in ids for nth in range(CLOCKS)]
        session.execute(insert(Node), [_clock(case, nth) for case, nth in clocks_of])
    with store.engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        connection.execute(text("ANALYZE"))


def _clock(case: int, nth: int) -> dict[str, object]:
    due = MORNING + timedelta(days=(case * 7 + nth * 31) % 360 - 10)
    return {
        "case_id": case,
        "key": f"case-6m|case:|{nth}",
        "rule_id": ("case-6m", "renew-before-expiry")[nth % 2],
        "rule_version": "1",
        "code": "031",
        "opened_by": 1,
        "origin_at": MORNING,
        "due_at": due,
        "due_on": due.date(),
        "role": "case_handler",
        "owner_id": None,
    }


@pytest.fixture
def province(prepared: Prepared) -> Iterator[Store]:
    copied = prepared.book("courts-of-clocks", _province)
    yield copied
    prepared.drop(copied)


def _sent(session: Session, ask: Any) -> Sent:
    """Every statement that is sent while something is asked, with its values."""
    found: Sent = []

    def note(_: Any, __: Any, statement: str, values: Any, *___: Any) -> None:
        found.append((statement, values))

    connection = session.connection()
    event.listen(connection, "before_cursor_execute", note)
    ask()
    event.remove(connection, "before_cursor_execute", note)
    return found


def _plan(session: Session, sent: Sent, of: str) -> str:
    """The plan of the statement that reads that table first: of the only one that does."""
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        # A few thousand rows are read through at no cost; what is asked is whether they need be.
        connection.execute(text("SET LOCAL enable_seqscan = off"))
        connection.execute(text("SET LOCAL enable_bitmapscan = off"))
    explain = "EXPLAIN" if connection.dialect.name == "postgresql" else "EXPLAIN QUERY PLAN"
    (asked,) = [one for one in sent if of in one[0]]
    rows = connection.exec_driver_sql(f"{explain} {asked[0]}", asked[1]).all()
    return "\n".join(str(row[-1]) for row in rows)


def _alone(store: Store) -> str:
    """How an engine says that an index of running clocks is read and no row behind it; which of
    the two, a small book leaves open."""
    found = "COVERING INDEX" if store.engine_name == "sqlite" else "Index Only Scan using"
    return f"{found} node_running_"


def _seen(session: Session, court: str, scope: Scope = Scope.SUBTREE) -> Selection:
    return resolved(session, Selection(within=Extent(scope, "S001", court, "")))


def test_a_court_s_clocks_are_counted_by_index_alone(province: Store) -> None:
    with province.reading() as session:
        chosen = _seen(session, "京1007", Scope.COURT)
        sent = _sent(session, lambda: clocks(session, MORNING, chosen=chosen))
        plan = _plan(session, sent, "FROM node")
    assert _alone(province) in plan or _by_case(plan)
    assert "case_of_court" in plan


def _by_case(plan: str) -> bool:
    """A court of few cases may be counted case by case."""
    return "case_id=?" in plan or "node_case_id_key_key" in plan


def test_the_whole_book_is_counted_without_a_look_at_its_cases(province: Store) -> None:
    with province.reading() as session:
        chosen = _seen(session, "京")
        assert chosen.within is not None and chosen.within.whole
        sent = _sent(session, lambda: clocks(session, MORNING, chosen=chosen))
        plan = _plan(session, sent, "FROM node")
        assert _alone(province) in plan and "enforcement_case" not in plan
        sent = _sent(session, lambda: count_renewals(session, LAW, MORNING, chosen))
        plan = _plan(session, sent, "FROM node")
    assert _alone(province) in plan and "enforcement_case" not in plan


@pytest.mark.parametrize("most", [True, False])
def test_a_part_of_the_courts_is_counted_by_index_alone(province: Store, most: bool) -> None:
    with province.reading() as session:
        chosen = resolved(session, Selection(court="京" if most else "京1007"))
        if most:  # all but two: these two are looked up, not the others
            chosen = replace(chosen, named=chosen.named[2:], others=chosen.named[:2])
        sent = _sent(session, lambda: clocks(session, MORNING, chosen=chosen))
        plan = _plan(session, sent, "FROM node")
        by_clocks = clocks(session, MORNING, chosen=chosen)
        by_cases = session.exec(
            select(func.count())
            .select_from(Node)
            .join(Case, col(Case.id) == col(Node.case_id))
            .where(col(Case.court_code).in_(chosen.named), col(Node.due_at) <= MORNING)
        ).one()
    assert by_clocks.overdue == by_cases > 0
    assert "case_of_court" in plan
    assert _alone(province) in plan or _by_case(plan)
    if province.engine_name == "sqlite":
        assert "USING INTEGER PRIMARY KEY" not in plan  # no case is read for any clock


def test_the_other_courts_are_named_where_they_are_fewer(province: Store) -> None:
    with province.writing() as session:
        courts = [Court(code="京03", name="京三中院", level="intermediate", superior_code="京")]
        session.add_all(courts)
        session.flush()
        for nth in range(COURTS - 2):
            court = session.get(Court, f"京{1000 + nth}")
            assert court is not None
            court.superior_code = "京03"
    with province.reading() as session:
        below = resolved(session, Selection(court="京03"))
        assert set(below.others) == {"京", f"京{998 + COURTS}", f"京{999 + COURTS}"}
        seen = looked_up(session, Extent(Scope.SUBTREE, "S001", "京03", ""))
        assert seen.others == below.others
        by_others = clocks(session, MORNING, chosen=below)
        assert by_others == clocks(session, MORNING, chosen=replace(below, others=()))
        assert by_others == clocks(session, MORNING, chosen=Selection(within=seen))
        alone = resolved(session, Selection(court="京1003"))
        assert alone.others == ()


def test_what_breaches_next_is_sorted_by_its_index_and_few_rows_are_looked_at(
    province: Store,
) -> None:
    with province.reading() as session:
        chosen = _seen(session, "京")
        sent = _sent(session, lambda: breaching(session, MORNING, When.ALL, chosen, 20, CALENDAR))
        plan = _plan(session, sent, "SELECT node.id, node.case_id")
    assert _alone(province) in plan
    assert "Seq Scan on node" not in plan and "SCAN node\n" not in plan


def test_the_ten_lines_count_what_they_do_not_list(province: Store) -> None:
    week = timedelta(days=400)
    with province.reading() as session:
        chosen = _seen(session, "京")
        found = ten_lines(session, LAW, MORNING, chosen, week, 30)
        every = renewals(session, LAW, MORNING.replace(hour=0) + week + timedelta(days=1), chosen)
    assert found.renewals == len(every) > 0
    assert found.first_renewal == every[0]
    assert found.oldest is not None and found.oldest.due_at <= every[0].due_at


def test_no_query_walks_down_the_tree_of_courts(province: Store) -> None:
    with province.reading() as session:
        for court, scope in (("京", Scope.SUBTREE), ("京1007", Scope.COURT)):
            chosen = _seen(session, court, scope)
            assert "RECURSIVE" not in str(
                [*chosen.of_nodes(), *chosen.of_cases(), *chosen.of_clocks()]
            )
        below = resolved(session, Selection(court="京"))
        assert len(below.named) == COURTS + 1


def test_an_officer_s_own_cases_elsewhere_are_still_within_reach(province: Store) -> None:
    with province.writing() as session:
        elsewhere = session.exec(select(Case).where(Case.court_code == "京1003").limit(1)).one()
        elsewhere.handler_id = "S001"
    with province.reading() as session:
        chosen = _seen(session, "京1007", Scope.COURT)
        found = session.exec(select(Case.court_code).where(*chosen.of_cases()).distinct())
        assert set(found) == {"京1003", "京1007"}
        only = resolved(session, Selection(court="京1007", within=chosen.within))
        found = session.exec(select(Case.court_code).where(*only.of_cases()).distinct())
        assert set(found) == {"京1007"}


def test_a_page_sends_as_many_statements_for_many_rows_as_for_few(province: Store) -> None:
    far = MORNING + timedelta(days=400)
    with province.reading() as session:
        for court in ("京1007", "京"):
            asked = (partial(_page, session, court, rows, far) for rows in (2, 50))
            few, many = (len(_sent(session, ask)) for ask in asked)
            assert few == many <= 12


def _page(session: Session, court: str, rows: int, as_of: datetime) -> None:
    chosen = _seen(session, court)
    clocks(session, as_of, chosen=chosen)
    assert len(breaching(session, as_of, When.ALL, chosen, rows, CALENDAR).lines) == rows
    lying(session, chosen, Wanted(), rows)
    assert late_entries(session, as_of, 1, chosen, rows) == ()
