"""The doctor on measures: none past its last day counts as in force, none ends unwatched."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from models import clock
from models.register import AssetEntry, enter_assets
from tests.models.conftest import NUMBER
from tests.models.test_doctor import found

if TYPE_CHECKING:
    from tests.models.conftest import Office


def test_a_measure_past_its_expiry_until_it_is_said_to_have_lapsed(office: Office) -> None:
    office.files("02-24")
    of = {"subject_kind": "asset", "subject_ref": "A1"}
    term = {"category": "银行存款", "effective_on": "2026-02-24", "expires_on": "2026-02-27"}
    office.records("control_took_effect", "02-24", payload=term, **of)
    (one,) = found(office, "measure-past-expiry")
    assert "the measure on A1 expired" in one.why_en
    office.records("control_lapsed", "02-28", **of)
    assert found(office, "measure-past-expiry") == []


def test_a_measure_holds_until_its_own_last_day_though_renewal_was_due_before(
    office: Office,
) -> None:
    office.files("02-24")
    of = {"subject_kind": "asset", "subject_ref": "A1"}
    term = {"category": "银行存款", "effective_on": "2026-02-24", "expires_on": "2026-05-02"}
    office.records("control_took_effect", "02-24", payload=term, **of)
    assert office.node("renew-before-expiry")["due_on"] == date(2026, 4, 30)  # then it is a holiday
    with office.store.reading() as session:
        today = clock.now(session).date()
    office.days_pass((date(2026, 5, 2) - today).days)
    assert found(office, "measure-past-expiry") == []
    office.days_pass(1)
    assert len(found(office, "measure-past-expiry")) == 1


def test_a_registered_last_day_without_a_clock_is_named_until_a_fact_sets_one(
    office: Office,
) -> None:
    office.files("02-24")
    entry = AssetEntry(NUMBER, "A1", "deposit", details=(("expires_on", "2026-06-30"),))
    with office.store.writing() as session:
        enter_assets(session, [entry])
    (one,) = found(office, "expiry-unwatched")
    assert one.case == NUMBER and "A1" in one.why_en and "2026-06-30" in one.why_en
    of = {"subject_kind": "asset", "subject_ref": "A1"}
    said = {"category": "银行存款", "effective_on": "2026-02-25", "expires_on": "2026-06-30"}
    office.records("control_took_effect", "02-25", payload=said, **of)
    assert found(office, "expiry-unwatched") == []
