"""Orders from above (上级指令): the day that they name has its clock."""

from __future__ import annotations

from datetime import date

from tests.rulebook.casebook import filed


def test_an_order_names_the_day_by_which_all_is_enforced() -> None:
    book = filed()
    book.happens("enforcement_order_received", "2026-02-02", "令1", due_on="2026-05-29")
    assert book.due("enforcement-order-in-term") == date(2026, 5, 29)
    book.happens("enforcement_order_fulfilled", "2026-05-20", "令1")
    assert book.node("enforcement-order-in-term").state == "settled"
