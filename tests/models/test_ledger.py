"""The ledger as it is kept: written with its fact, never edited, made anew from the facts."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import RowMapping, select, text
from sqlalchemy.exc import DBAPIError

from models.errors import FactRefused
from models.money.catching_up import astray, catch_up
from models.record import record_many
from models.tables.schema import metadata
from tests.models.conftest import NUMBER, Office

LEDGER = metadata.tables["ledger_entry"]
R = ("receipt", "款1")


def moves(office: Office, kind: str, on: str, **said: Any) -> Any:
    return office.records(kind, on, subject_kind=R[0], subject_ref=R[1], payload=said)


@pytest.fixture
def funded(office: Office) -> Office:
    """The case is filed, and 1000 yuan have come in."""
    office.files()
    moves(office, "funds_received", "02-26", amount="1000.00", account="6222")
    return office


def rows(office: Office) -> list[RowMapping]:
    return office.rows(select(LEDGER).order_by(LEDGER.c.id))


def balances(office: Office) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for row in rows(office):
        found[row["account"]] = found.get(row["account"], Decimal(0)) + row["amount"]
    return {account: held for account, held in found.items() if held}


def test_a_movement_is_entered_with_its_fact(funded: Office) -> None:
    assert balances(funded) == {"received": 1000, "payable": -1000}
    assert {row["seq"] for row in rows(funded)} == {3}
    moves(funded, "funds_paid", "02-27", amount="400.00")
    assert balances(funded) == {"received": 1000, "payable": -600, "paid": -400}


def test_a_refused_movement_changes_nothing(funded: Office) -> None:
    before = funded.everything()
    with pytest.raises(FactRefused, match=r"1,000\.00"):
        moves(funded, "funds_paid", "02-27", amount="1000.01")
    assert funded.everything() == before


def test_the_same_fact_again_enters_nothing(office: Office) -> None:
    office.files()
    said = {"subject_kind": R[0], "subject_ref": R[1], "payload": {"amount": "5.00"}, "key": "k1"}
    office.records("funds_received", "02-26", **said)
    office.records("funds_received", "02-26", **said)
    assert balances(office) == {"received": 5, "payable": -5}


def test_a_correction_enters_the_reverse_and_what_follows_now(funded: Office) -> None:
    funded.records("correction", "02-27", corrects=3, payload={"amount": "1200.00", "reason": "误"})
    assert balances(funded) == {"received": 1200, "payable": -1200}
    reversed_ = [row for row in rows(funded) if row["reverses"]]
    assert [row["amount"] for row in reversed_] == [-1000, 1000]
    assert {row["entered_seq"] for row in reversed_} == {4}


def test_a_voided_receipt_leaves_no_balance(funded: Office) -> None:
    funded.records("correction", "02-27", corrects=3, payload={"void": True, "reason": "重复"})
    assert balances(funded) == {}
    assert len(rows(funded)) == 4


def test_a_late_entry_moves_what_comes_after_it(funded: Office) -> None:
    """The payee was confirmed before the payment, and recorded after it."""
    paper = {"payee": "戊", "payee_paper": "债权转让裁定"}
    moves(funded, "funds_paid", "02-27", amount="400.00")
    moves(funded, "payee_confirmed", "02-26 11:00", amount="900.00", **paper)
    paid = [row for row in rows(funded) if row["account"] == "paid"]
    assert sum(row["amount"] for row in paid) == -400
    assert sum(row["amount"] for row in paid if row["payee"] == "戊") == -300


def test_many_facts_at_once_are_entered_like_one_by_one(office: Office) -> None:
    office.files()
    arrivals = [
        office.arrival(kind, on, subject_kind=R[0], subject_ref=R[1], payload=said)
        for kind, on, said in (
            ("funds_received", "02-26", {"amount": "700.00"}),
            ("funds_paid", "02-27", {"amount": "800.00"}),  # refused
            ("execution_costs_taken", "02-27", {"amount": "50.00"}),
            ("funds_paid", "02-27 12:00", {"amount": "650.00"}),
        )
    ]
    record_many(office.store, arrivals, office.law, office.calendar)
    assert balances(office) == {"received": 700, "costs": -50, "paid": -650}
    assert [len(group) for group in by_fact(rows(office))] == [2, 2, 2]


def by_fact(found: Sequence[RowMapping]) -> list[list[Decimal]]:
    groups: dict[int, list[Decimal]] = {}
    for row in found:
        groups.setdefault(row["seq"], []).append(row["amount"])
    assert all(sum(group) == 0 for group in groups.values())
    return list(groups.values())


@pytest.mark.parametrize("act", ["UPDATE ledger_entry SET amount = 1", "DELETE FROM ledger_entry"])
def test_an_entry_stands(funded: Office, act: str) -> None:
    with (
        pytest.raises(DBAPIError, match="never edited or deleted"),
        funded.store.writing() as session,
    ):
        session.connection().execute(text(act))


def test_a_book_from_before_the_ledger_catches_up_once(funded: Office) -> None:
    moves(funded, "funds_paid", "02-27", amount="400.00")
    with funded.store.writing() as session:
        connection = session.connection()
        if connection.dialect.name == "postgresql":
            connection.execute(text("ALTER TABLE ledger_entry DISABLE TRIGGER USER"))
        else:
            connection.execute(text("DROP TRIGGER ledger_delete"))
        connection.execute(text("DELETE FROM ledger_entry"))
    with funded.store.reading() as session:
        assert list(astray(session.connection())) == [(NUMBER, 4)]
    assert catch_up(funded.store) == 4
    assert catch_up(funded.store) == 0
    assert balances(funded) == {"received": 1000, "payable": -600, "paid": -400}
