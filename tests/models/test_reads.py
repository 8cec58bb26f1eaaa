"""What the desk reads is read set by set, by the indexes, and says the same on both engines."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import event, text, update
from sqlmodel import Session, col

from models.errors import UnknownCase
from models.reading.card import card, case_of
from models.reading.items import items
from models.reading.morning import morning
from models.reading.picture import picture
from models.reading.renewals import count_renewals, renewals
from models.reading.selection import Selection
from models.store import Store
from models.tables.case import Case
from models.tables.claim import Claim
from models.tables.court import Court
from models.tables.item import SupervisionItem
from models.tables.node import Node
from models.tables.officer import Officer
from models.tables.run import CaseRun
from rulebook.loading import loader
from rulebook.time.zone import SHANGHAI

LAW = loader.load()
TODAY = date(2026, 3, 2)  # the morning at which the rehearsal of the tests begins


@contextmanager
def statements(session: Session) -> Iterator[list[str]]:
    """Every statement the session sends meanwhile."""
    sent: list[str] = []

    def note(*about: object) -> None:
        sent.append(str(about[2]))

    event.listen(session.connection(), "before_cursor_execute", note)
    yield sent
    event.remove(session.connection(), "before_cursor_execute", note)


def enter_court(store: Store) -> None:
    with store.writing() as session:
        session.add(Court(code="京0105", name="北京市朝阳区人民法院", level="basic"))
        session.flush()
        session.add(Officer(id="J001", name="沈演一", court_code="京0105"))


def enter_cases(store: Store, number: int, first: int = 1) -> None:
    """Cases with one running clock each, due one day apart, the first ten days ago."""
    with store.writing() as session:
        for nth in range(first, first + number):
            enter_case(session, nth, TODAY + timedelta(days=nth - 11))


def enter_case(session: Session, nth: int, due_on: date) -> None:
    case = Case(number=f"（2026）京0105执{nth}号", court_code="京0105", handler_id="J001")
    session.add(case)
    session.flush()
    assert case.id is not None
    due_at = datetime.combine(due_on + timedelta(days=1), datetime.min.time(), SHANGHAI)
    node = Node(
        case_id=case.id,
        key=f"case-6m|case:|{nth}",
        rule_id="case-6m",
        rule_version="1",
        code="031",
        opened_by=1,
        origin_at=due_at - timedelta(days=30),
        due_on=due_on,
        due_at=due_at,
        role="case_handler",
        owner_id="J001",
    )
    session.add(node)
    session.add(CaseRun(case_id=case.id))
    session.flush()
    assert node.id is not None
    if due_on < TODAY:
        session.add(
            Claim(
                case_id=case.id,
                node_id=node.id,
                rung="urge",
                fired_at=due_at,
                due_at=due_at,
                outcome="fired",
            )
        )


def propose(store: Store, nth: int, state: str = "proposed") -> None:
    with store.writing() as session:
        case = case_of(session, f"（2026）京0105执{nth}号")
        node = card(session, case.number).nodes[0]
        assert case.id is not None
        session.add(
            SupervisionItem(
                case_id=case.id,
                node_id=node.id,
                level="order",
                rung="order",
                state=state,
                opened_at=node.origin_at,
            )
        )


def test_the_picture_sorts_clocks_by_their_last_day(store: Store) -> None:
    enter_court(store)
    enter_cases(store, 22)
    with store.reading() as session:
        seen = picture(session, rows=4)
    assert (seen.overdue_count, seen.today_count, seen.week_count) == (10, 1, 7)
    assert [line.due_on for line in seen.overdue] == [
        TODAY - timedelta(days=days) for days in (10, 9, 8, 7)
    ]
    assert seen.today[0].due_on == TODAY
    assert (seen.overdue[0].owner, seen.overdue[0].last_act) == ("沈演一", "urge")
    assert (seen.court, seen.runs.pending, seen.rehearsal) == ("北京市朝阳区人民法院", 22, True)


def test_a_larger_book_takes_no_more_queries(store: Store) -> None:
    enter_court(store)
    enter_cases(store, 12)
    with store.reading() as session, statements(session) as few:
        picture(session, rows=40)
    enter_cases(store, 60, first=13)
    with store.reading() as session, statements(session) as many:
        picture(session, rows=40)
    assert 5 < len(many) == len(few) <= 16


def test_late_clocks_are_found_by_their_index(store: Store) -> None:
    enter_court(store)
    enter_cases(store, 40)
    with store.reading() as session, statements(session) as sent:
        picture(session, rows=5)
    counting = next(statement for statement in sent if "FILTER" in statement)
    assert "node.state = 'running'" in counting
    if store.engine_name == "sqlite":
        with store.reading() as session:
            plan = session.connection().execute(
                text(
                    "EXPLAIN QUERY PLAN SELECT count(*) FROM node "
                    "WHERE node.state = 'running' AND node.due_at <= '2026-03-02'"
                )
            )
            assert "node_running_due" in str(plan.all())


def test_what_runs_out_is_counted_by_the_index_of_its_rules(store: Store) -> None:
    enter_court(store)
    enter_cases(store, 40)
    rules = "node.rule_id IN ('renew-before-expiry', 'revalue-before-expiry')"
    with store.reading() as session:
        if store.engine_name == "postgresql":
            session.execute(text("SET LOCAL enable_seqscan = off"))
        explain = "EXPLAIN QUERY PLAN" if store.engine_name == "sqlite" else "EXPLAIN"
        plan = session.execute(
            text(
                f"{explain} SELECT count(*) FROM node WHERE node.state = 'running' "
                f"AND node.due_at <= '2026-03-02' AND {rules}"
            )
        )
        assert "node_running_rule" in str(plan.all())


def test_as_many_renewals_are_counted_as_are_listed(store: Store) -> None:
    enter_court(store)
    enter_cases(store, 3)
    until = datetime(2026, 4, 1, tzinfo=SHANGHAI)
    with store.writing() as session:
        due = {"rule_id": "renew-before-expiry", "due_at": datetime(2026, 3, 7, tzinfo=SHANGHAI)}
        session.execute(update(Node).where(col(Node.case_id) == 2).values(**due))
    with store.reading() as session:
        for chosen in (Selection(), Selection(court="京0105"), Selection(handler="nobody")):
            listed = renewals(session, LAW, until, chosen)
            assert count_renewals(session, LAW, until, chosen) == len(listed)
        assert count_renewals(session, LAW, until) == 1


def test_matters_that_wait_for_a_person_come_first(store: Store) -> None:
    enter_court(store)
    enter_cases(store, 4)
    for nth, state in enumerate(("issued", "struck_off", "replied", "proposed"), 1):
        propose(store, nth, state)
    with store.reading() as session:
        seen = picture(session)
        assert [item.state for item in seen.items] == ["proposed", "replied", "issued"]
        assert seen.items_count == 3
        assert len(items(session, every=True)) == 4


def test_the_morning_page_tells_fresh_from_old(store: Store) -> None:
    enter_court(store)
    enter_cases(store, 14)
    with store.reading() as session:
        page = morning(session)
    assert [line.due_on for line in page.fresh] == [TODAY - timedelta(days=1)]
    assert (len(page.overdue), len(page.today), len(page.week)) == (9, 1, 3)


def test_what_is_newly_late_is_not_crowded_out_by_what_long_was(store: Store) -> None:
    enter_court(store)
    enter_cases(store, 14)
    with store.reading() as session:
        page = morning(session, rows=2)
        whole = morning(session)
    assert page.fresh == whole.fresh != ()
    assert (page.overdue, page.week) == (whole.overdue[:2], whole.week[:2])
    assert page.counted == whole.counted
    assert page.counted.overdue == len(whole.fresh) + len(whole.overdue)
    assert (page.counted.fresh, page.counted.today) == (len(whole.fresh), len(whole.today))


def test_a_case_is_found_however_its_number_is_typed(store: Store) -> None:
    enter_court(store)
    enter_cases(store, 1)
    with store.reading() as session:
        assert card(session, "(2026) 京0105执1号").nodes[0].rungs[0].rung == "urge"


def test_a_mistyped_number_is_answered_with_a_near_one(store: Store) -> None:
    enter_court(store)
    enter_cases(store, 1)
    with (
        store.reading() as session,
        pytest.raises(UnknownCase, match="did you mean （2026）京0105执1号"),
    ):
        case_of(session, "（2025）京0105执1号")
