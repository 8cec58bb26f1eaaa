"""Signs for a person to look into: what each pattern wants before it says anything at all."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from models.tables.case import Case
from models.tables.court import Court
from models.tables.item import SupervisionItem
from models.tables.node import Node
from rulebook.time.zone import SHANGHAI
from tests.models.conftest import NUMBER, Office
from tests.models.reviewing import Told, at, comes, enters, finds, tells

FILED: Told = ("filed", "01-05", {})
GIVEN: Told = ("handler_assigned", "01-05", {"handler": "J001"})
BY: dict[str, Any] = {"approver": "J009", "ground": "移送破产审查"}
_DAY = timedelta(days=1)


# -- nodes settled on their last day -------------------------------------------------------------


def settles(office: Office, days_before: list[int], term: int = 10) -> None:
    """Nodes of 甲 settled so many days before their last day, 20 February."""
    due = date(2026, 2, 20)
    with office.store.writing() as session:
        for nth, days in enumerate(days_before):
            on = due - _DAY * days
            session.add(
                Node(
                    case_id=office.case()["id"],
                    key=f"case-6m|case:|{nth}",
                    rule_id="case-6m",
                    rule_version="1",
                    code="031",
                    opened_by=1,
                    origin_at=datetime.combine(due - _DAY * term, time(9), SHANGHAI),
                    due_on=due,
                    due_at=datetime.combine(due + _DAY, time(), SHANGHAI),
                    state="settled",
                    settled_at=datetime.combine(on, time(23, 30), SHANGHAI),
                    timeliness="in_time",
                    owner_id="J001",
                )
            )


def test_six_of_ten_nodes_on_their_last_day_are_a_sign(office: Office) -> None:
    settles(office, [0] * 6 + [2] * 4)
    (one,) = finds(office, "last-day", "03-02")
    assert (one.figures["officer"], one.figures["nodes"], one.figures["on_last_day"]) == (
        "J001",
        10,
        6,
    )
    assert finds(office, "last-day", "06-01") == []  # ninety days on, the window has moved


def test_fewer_than_ten_or_fewer_than_six_are_none(office: Office) -> None:
    settles(office, [0] * 9)
    assert finds(office, "last-day", "03-02") == []


def test_the_share_decides_and_short_terms_do_not_count(office: Office) -> None:
    settles(office, [0] * 5 + [1] * 5)
    assert finds(office, "last-day", "03-02") == []


def test_terms_shorter_than_five_days_do_not_count(office: Office) -> None:
    settles(office, [0] * 12, term=3)
    assert finds(office, "last-day", "03-02") == []


# -- pause after pause ---------------------------------------------------------------------------


def stopped(*spans: tuple[str, str]) -> list[tuple[str, str, dict[str, Any]]]:
    told: list[tuple[str, str, dict[str, Any]]] = []
    for begun, ended in spans:
        told.append(("execution_suspended", begun, BY))
        told += [("execution_resumed", ended, {})] if ended else []
    return told


def test_three_stops_in_a_row_are_a_sign_and_two_are_none(office: Office) -> None:
    comes(office, "03-30")
    tells(office, FILED, GIVEN, *stopped(("01-20", "02-02"), ("02-10", "03-01")))
    assert finds(office, "pause-hopping", "03-30") == []
    tells(office, *stopped(("03-09", "")))
    (one,) = finds(office, "pause-hopping", "03-30")
    assert (one.turn, one.figures["since"]) == ("3次", date(2026, 1, 20))
    assert one.figures["stopped_days"] == 13 + 19 + 21


def test_stops_that_lie_apart_are_no_chain(office: Office) -> None:
    comes(office, "03-30")
    tells(office, FILED, GIVEN)
    tells(office, *stopped(("01-20", "01-25"), ("02-10", "03-01"), ("03-20", "")))
    assert finds(office, "pause-hopping", "03-30") == []


# -- later cases served first --------------------------------------------------------------------


def docket(office: Office, cases: int, cause: str = "买卖合同纠纷") -> list[str]:
    """So many cases of 甲 and one cause, filed a day apart from 2 January."""
    numbers = [f"（2026）京0105执{3000 + nth}号" for nth in range(cases)]
    enters(office, numbers, cause=cause)
    for nth, number in enumerate(numbers):
        on = (date(2026, 1, 2) + _DAY * nth).isoformat()
        tells(office, ("filed", on, {}), ("handler_assigned", on, {"handler": "J001"}), case=number)
    return numbers


def serves(office: Office, number: str, on: str) -> None:
    tells(office, ("network_query_launched", on, {}), case=number)


def test_a_case_that_three_later_ones_overtook_is_a_sign(office: Office) -> None:
    first, *rest = docket(office, 10)
    for number in rest[-3:]:
        serves(office, number, "01-20")
    (one,) = [f for f in finds(office, "served-later", "03-01") if f.whose.number == first]
    assert (one.figures["overtaken_by"], one.figures["served_on"]) == (3, None)
    assert "至今未办" in one.why
    serves(office, first, "02-01")
    (one,) = [f for f in finds(office, "served-later", "03-01") if f.whose.number == first]
    assert one.figures["served_on"] == date(2026, 2, 1)


def test_served_in_the_order_of_filing_is_none(office: Office) -> None:
    for nth, number in enumerate(docket(office, 10)):
        serves(office, number, f"02-{nth + 1:02}")
    assert finds(office, "served-later", "03-01") == []


def test_a_class_of_nine_gives_no_result(office: Office) -> None:
    for number in docket(office, 9)[-3:]:
        serves(office, number, "01-20")
    assert finds(office, "served-later", "03-01") == []


# -- spikes of late entries ----------------------------------------------------------------------


def enters_late(office: Office, weeks_ago: int, late: int, prompt: int = 1) -> None:
    """Facts put into the book behind its back, as if entered so many weeks ago."""
    from models.tables.fact import Fact

    recorded = at("03-02") - timedelta(weeks=weeks_ago)
    with office.store.writing() as session:
        seq = session.get_one(Case, office.case()["id"])
        for nth in range(late + prompt):
            seq.facts += 1
            session.add(seq)
            session.add(
                Fact(
                    case_id=seq.id or 0,
                    seq=seq.facts,
                    kind="debtor_sought",
                    occurred_at=recorded - _DAY * (9 if nth < late else 0),
                    recorded_at=recorded,
                    recorded_by="J001",
                    prev="",
                    hash=f"{weeks_ago}-{nth}",
                )
            )


def test_ten_late_entries_after_quiet_weeks_are_a_spike(office: Office) -> None:
    for week in range(1, 6):
        enters_late(office, week, late=1)
    enters_late(office, 0, late=9)
    assert finds(office, "late-entry-spike", "03-02") == []
    enters_late(office, 0, late=1, prompt=0)
    person, court = finds(office, "late-entry-spike", "03-02")
    assert (person.subject, court.subject) == ("officer:J001|京0105", "court:京0105")
    assert (person.figures["late"], person.figures["inspection"]) == (10, date(2026, 3, 31))
    assert person.figures["days_to_inspection"] == 29


def test_where_late_entry_is_usual_ten_are_no_spike(office: Office) -> None:
    for week in range(1, 9):
        enters_late(office, week, late=8)
    enters_late(office, 0, late=12)
    assert finds(office, "late-entry-spike", "03-02") == []


def test_a_young_book_gives_no_result(office: Office) -> None:
    for week in range(1, 4):
        enters_late(office, week, late=0)
    enters_late(office, 0, late=30)
    assert finds(office, "late-entry-spike", "03-02") == []


# -- candidates for enforcement across courts ----------------------------------------------------


def supervises(office: Office, issued: str, state: str) -> None:
    office.records("file_received", "01-06")
    node = office.node("case-6m")
    with office.store.writing() as session:
        session.add(
            SupervisionItem(
                case_id=node["case_id"],
                node_id=node["id"],
                level="order",
                rung="order",
                state=state,
                opened_at=at(issued),
                issued_at=at(issued),
            )
        )


def controlled(office: Office) -> None:
    frozen = {"_": "asset:A1", "category": "银行存款", "method": "冻结", "amount": "10.00"}
    tells(
        office,
        FILED,
        GIVEN,
        ("asset_found", "01-10", {"_": "asset:A1"}),
        ("asset_identified", "01-10", {"_": "asset:A1", "owner": "乙", "relation": "被执行人本人"}),
        ("asset_controlled", "01-12", frozen),
    )


def test_property_long_held_and_supervised_in_vain_is_a_candidate(office: Office) -> None:
    controlled(office)
    supervises(office, "06-01", "issued")
    assert finds(office, "cross-candidates", "07-10") == []
    (one,) = finds(office, "cross-candidates", "07-12")
    assert (one.figures["assets"], one.figures["since"]) == (["A1"], date(2026, 1, 12))


def test_struck_off_or_freshly_supervised_is_none(office: Office) -> None:
    controlled(office)
    supervises(office, "07-01", "issued")
    assert finds(office, "cross-candidates", "07-12") == []
    with office.store.writing() as session:
        item = session.get_one(SupervisionItem, 1)
        item.state = "struck_off"
        session.add(item)
    assert finds(office, "cross-candidates", "09-12") == []


def test_a_debtor_with_ten_cases_in_two_courts_is_a_candidate_and_is_not_named(
    office: Office,
) -> None:
    with office.store.writing() as session:
        session.add(Court(code="京0106", name="丰台法院", level="basic"))
    numbers = [f"（2026）京0105执{nth}号" for nth in range(1, 10)]
    enters(office, numbers, debtor="某实业公司", state="open")
    enters(office, ["（2026）京0105执99号"], debtor="别的公司", state="open")
    assert finds(office, "cross-candidates", "07-12") == []
    enters(office, ["（2026）京0106执1号"], debtor="某实业公司", state="open", court_code="京0106")
    (one,) = finds(office, "cross-candidates", "07-12")
    assert one.figures["courts"] == {"京0105": 9, "京0106": 1}
    assert "某实业公司" not in f"{one.about}{one.why}{one.subject}{dict(one.figures)}"
    assert NUMBER not in str(one.figures["numbers"])
