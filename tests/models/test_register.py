"""The register takes courts, officers, cases and assets in bulk, and leaves facts alone."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from sqlmodel import Session, select

from models.register import (
    AssetEntry,
    CaseEntry,
    CourtEntry,
    OfficerEntry,
    batches,
    case_ids,
    enter_assets,
    enter_cases,
    enter_courts,
    enter_officers,
    mark_missing,
)
from models.store import Store
from models.tables.asset import Asset
from models.tables.case import Case
from models.tables.court import Court
from models.tables.officer import Officer, OfficerRole
from rulebook.time.zone import SHANGHAI

AT = datetime(2026, 3, 2, 9, tzinfo=SHANGHAI)
CASE = CaseEntry("（2026）京0105执1号", "京0105", claim=Decimal("100.50"))


def _court(session: Session) -> None:
    enter_courts(
        session, [CourtEntry("京0105", "甲", "basic", "京"), CourtEntry("京", "丙", "high")]
    )


def test_courts_may_come_before_their_superiors(store: Store) -> None:
    with store.writing() as session:
        _court(session)
    with store.reading() as session:
        lower = session.get(Court, "京0105")
    assert lower is not None
    assert lower.superior_code == "京"


def test_deputies_may_stand_for_each_other_and_roles_are_replaced(store: Store) -> None:
    first = OfficerEntry("a", "甲", "京0105", ("case_handler", "team_leader"), deputy_id="b")
    second = OfficerEntry("b", "乙", "京0105", ("case_handler",), deputy_id="a")
    with store.writing() as session:
        _court(session)
        enter_officers(session, [first, second])
        enter_officers(session, [OfficerEntry("a", "甲", "京0105", ("director",), on_duty=False)])
    with store.reading() as session:
        officer = session.get(Officer, "a")
        roles = session.exec(select(OfficerRole.role).where(OfficerRole.officer_id == "a")).all()
    assert officer is not None
    assert (officer.deputy_id, officer.on_duty) == (None, False)
    assert roles == ["director"]


def test_entering_a_case_again_leaves_what_its_facts_made_of_it(store: Store) -> None:
    with store.writing() as session:
        _court(session)
        enter_cases(session, [CASE])
        case = session.exec(select(Case)).one()
        case.state, case.facts, case.head = "open", 3, "abc"
        session.add(case)
        session.flush()
        enter_cases(session, [CaseEntry(CASE.number, "京0105", cause="劳动争议")])
    with store.reading() as session:
        again = session.exec(select(Case)).one()
    assert (again.state, again.facts, again.head) == ("open", 3, "abc")
    assert (again.cause, again.claim) == ("劳动争议", None)


def test_assets_are_known_by_case_and_reference(store: Store) -> None:
    with store.writing() as session:
        _court(session)
        enter_cases(session, [CASE])
        enter_assets(session, [AssetEntry(CASE.number, "1", title="旧")])
        enter_assets(session, [AssetEntry(CASE.number, "1", title="新", details=(("k", "v"),))])
    with store.reading() as session:
        asset = session.exec(select(Asset)).one()
    assert (asset.title, asset.details) == ("新", {"k": "v"})


def test_a_missing_case_keeps_the_first_moment_until_it_is_back(store: Store) -> None:
    later = AT.replace(hour=12)
    with store.writing() as session:
        _court(session)
        enter_cases(session, [CASE])
        mark_missing(session, [CASE.number], AT)
        mark_missing(session, [CASE.number], later)
    with store.reading() as session:
        assert session.exec(select(Case.missing_since)).one() == AT
    with store.writing() as session:
        mark_missing(session, [CASE.number], None)
    with store.reading() as session:
        assert session.exec(select(Case.missing_since)).one() is None


def test_thousands_of_cases_are_found_by_number(store: Store) -> None:
    numbers = [f"（2026）京0105执{n}号" for n in range(2500)]
    with store.writing() as session:
        _court(session)
        enter_cases(session, [CaseEntry(number, "京0105") for number in numbers])
        found = case_ids(session, [*numbers, "（2026）京0105执9999999号"])
    assert len(found) == 2500
    assert [len(batch) for batch in batches(numbers)] == [1000, 1000, 500]
