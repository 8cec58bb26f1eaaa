"""The audit as a list (操作日志清单): who looked at what or did what, from where, how it ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from dueprocess.views.lists.listing import Column, Listing, Weight


@dataclass(frozen=True, slots=True)
class Look:
    """One line in its reader's language."""

    at: datetime
    officer: str
    name: str
    address: str
    act: str
    case: str
    detail: str
    outcome: str


def looks(rows: Sequence[Look]) -> Listing:
    """The lines, the newest first."""
    columns = (
        Column("时间", lambda row: row.at),
        Column("工号", lambda row: row.officer),
        Column("姓名", lambda row: row.name),
        Column("地址", lambda row: row.address),
        Column("操作", lambda row: row.act),
        Column("案号", lambda row: row.case),
        Column("详情", lambda row: row.detail),
        Column("结果", lambda row: row.outcome),
    )
    return Listing("audit", "操作日志 AUDIT", rows, columns, lambda _: Weight.NOTE, 6)
