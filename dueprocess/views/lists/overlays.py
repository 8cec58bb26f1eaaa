"""Overlays of the law as a list (规则叠加清单)."""

from __future__ import annotations

from collections.abc import Sequence

from dueprocess.views.lists.listing import Column, Listing, Weight
from models.overlays import Standing


def overlays(found: Sequence[Standing]) -> Listing:
    """Each with its text, who proposed it, and what a second officer decided."""
    columns = (
        Column("编号", lambda row: row.overlay.id, right=True),
        Column("标题", lambda row: row.overlay.title),
        Column("内容", lambda row: row.overlay.text, on_screen=False),
        Column("理由", lambda row: row.overlay.reason),
        Column("提出人", lambda row: row.overlay.proposed_by),
        Column("提出时间", lambda row: row.overlay.proposed_at),
        Column("结果", _outcome),
        Column("决定人", lambda row: row.decision.decided_by if row.decision else ""),
        Column("决定时间", lambda row: row.decision.decided_at if row.decision else None),
        Column("意见", lambda row: row.decision.reason if row.decision else ""),
    )
    return Listing("overlays", "规则叠加 OVERLAYS", found, columns, lambda _: Weight.NOTE, 1)


def _outcome(row: Standing) -> str:
    if row.decision is None:
        return "待批准"
    return "已批准" if row.decision.approved else "不予批准"
