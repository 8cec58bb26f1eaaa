"""Measures (查封、扣押、冻结): from when and until when they hold."""

from __future__ import annotations

from datetime import date

from rulebook.case.standing import standing
from rulebook.property.measure import Hold, measures
from tests.rulebook.asked import passes, refused_by
from tests.rulebook.casebook import Casebook, filed
from tests.rulebook.measuring import HOUSE, house, owing, receipt, standing_on


def test_a_preservation_carried_over_keeps_its_days() -> None:
    kind, on, gate = "control_took_effect", "2026-01-13", "carried-over-keeps-days"
    carried = {"basis": "保全转执行"}
    said = refused_by(
        gate, "第17条第2款", filed(), kind, on, HOUSE,
        **receipt("2026-01-12", "2029-01-11", **carried),
    )  # fmt: skip
    assert "2026-01-05" in said
    book = filed()
    passes(book, kind, on, HOUSE, **receipt("2025-03-05", "2028-03-04", **carried))
    assert book.due("preservation-to-execution-auto") == date(2028, 3, 4)
    assert standing_on(book, "2028-03-04")[HOUSE].state is Hold.IN_FORCE


def held(until: str = "2026-12-31") -> Casebook:
    book = owing()
    book.happens("asset_controlled", "2026-01-12", HOUSE, **house(900_000))
    book.happens("control_took_effect", "2026-01-13", HOUSE, **receipt("2026-01-13", until))
    return book


def test_renewal_is_warned_of_thirty_fifteen_and_seven_working_days_before() -> None:
    node = held("2026-09-30").node("renew-before-expiry")
    assert node.due is not None
    assert node.due.on == date(2026, 9, 30)
    rungs = {rung: at.date() for rung, at in node.schedule}
    # Back from Wednesday 30 September: Sunday the 20th works, the 25th to the 27th rest.
    assert rungs["renew_last"] == date(2026, 9, 20)
    assert rungs["renew_second"] == date(2026, 9, 9)
    assert rungs["renew_first"] == date(2026, 8, 19)
    assert rungs["reminder"] == date(2026, 9, 30)


def test_a_control_that_says_its_last_day_is_watched_before_any_receipt() -> None:
    book = owing()
    book.happens("asset_controlled", "2026-01-12", HOUSE, **house(900_000), expires_on="2026-09-30")
    assert book.due("renew-before-expiry") == date(2026, 9, 30)
    book.happens("control_took_effect", "2026-01-13", HOUSE, **receipt("2026-01-13", "2026-12-31"))
    running = [one for one in book.nodes("renew-before-expiry") if one.state == "running"]
    assert [one.due.on for one in running if one.due] == [date(2026, 12, 31)]


def test_a_control_that_turns_out_to_stand_in_line_has_no_last_day() -> None:
    book = owing()
    book.happens("asset_controlled", "2026-01-12", HOUSE, **house(900_000), expires_on="2026-09-30")
    book.happens("waiting_control_made", "2026-01-14", HOUSE)
    assert book.node("renew-before-expiry").state == "moot"


def test_a_deposit_has_no_price_to_be_fixed() -> None:
    for category, opens in (("银行存款", False), ("其他财产权", True)):
        book = owing()
        said = {"category": category, "amount": 500}
        book.happens("asset_controlled", "2026-01-12", "资产甲", **said)
        assert bool(book.nodes("refprice-start-30d")) is opens


def test_what_has_lapsed_is_not_renewed() -> None:
    kind, gate, longer = "control_renewed", "no-renewal-after-lapse", ("2027-01-01", "2029-12-31")
    said = refused_by(gate, "第27条", held(), kind, "2027-01-04", HOUSE, **receipt(*longer))
    assert "2026-12-31" in said
    book = held()
    passes(book, kind, "2026-12-31", HOUSE, **receipt(*longer))
    one = standing_on(book, "2027-06-30")[HOUSE]
    assert (one.state, one.renewals, one.expires_on) == (Hold.IN_FORCE, 1, date(2029, 12, 31))


def test_past_its_last_day_a_measure_is_never_still_in_force() -> None:
    assert standing_on(held(), "2026-12-31")[HOUSE].state is Hold.IN_FORCE
    lapsed = standing_on(held(), "2027-01-01")[HOUSE]
    assert (lapsed.state, lapsed.ended_on) == (Hold.LAPSED, date(2026, 12, 31))
    assert not lapsed.lapse_recorded
    book = held()
    book.happens("control_lapsed", "2027-01-04", HOUSE)
    assert standing_on(book, "2027-01-04")[HOUSE].lapse_recorded


def test_seizing_anew_after_a_lapse_is_a_measure_of_its_own() -> None:
    book = held()
    book.happens("asset_controlled", "2027-01-05", HOUSE, **house(900_000))
    facts = standing(book.facts)
    states = [one.state for one in measures(facts, date(2027, 1, 5))]
    assert states == [Hold.LAPSED, Hold.IN_FORCE]


def waiting() -> Casebook:
    book = owing()
    book.happens("asset_controlled", "2026-01-12", HOUSE, **house(900_000))
    book.happens("waiting_control_made", "2026-01-13", HOUSE, first_controlled_on="2025-05-06")
    return book


def test_waiting_control_takes_hold_on_the_day_the_one_before_ends() -> None:
    kind, gate, on = "control_took_effect", "waiting-takes-turn", "2026-03-05"
    taken = receipt("2026-02-16", "2029-02-15")
    refused_by(gate, "第26条", waiting(), kind, on, HOUSE, **taken)
    book = waiting()
    book.happens("prior_control_ended", "2026-03-03", HOUSE, ended_on="2026-02-16")
    assert book.due("waiting-control-effective") == date(2026, 2, 16), "New Year's Eve: no roll"
    one = standing_on(book, "2026-03-03")[HOUSE]
    assert (one.state, one.effective_on) == (Hold.IN_FORCE, date(2026, 2, 16))
    late = receipt("2026-03-03", "2029-03-02")
    assert "2026-02-16" in refused_by(gate, "第26条", book, kind, on, HOUSE, **late)
    passes(book, kind, on, HOUSE, **taken)
    assert standing_on(book, "2026-03-05")[HOUSE].expires_on == date(2029, 2, 15)
