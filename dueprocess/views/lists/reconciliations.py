"""Reconciliations with the bank, as a list (银行对账清单)."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from dueprocess.views.lists.listing import Column, Listing, Weight
from models.tables.ledger import Reconciliation


def reconciliations(lines: Sequence[Reconciliation]) -> Listing:
    """Which statement of which month was compared, and how many lines of it differed."""

    def weigh(row: Reconciliation) -> Weight:
        return Weight.WARNING if row.differing else Weight.NOTE

    columns = (
        Column("月份", lambda row: row.month),
        Column("银行流水", lambda row: row.file),
        Column("相符", lambda row: row.matched, right=True),
        Column("差异", lambda row: row.differing, right=True),
        Column(
            "对账时间", lambda row: row.made_at, lambda row: Text(f"{row.made_at:%Y-%m-%d %H:%M}")
        ),
        Column("对账人", lambda row: row.made_by),
    )
    return Listing("reconciled", "银行对账 RECONCILED", lines, columns, weigh, wide=1)
