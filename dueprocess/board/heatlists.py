"""The courts' figures as lists (法院总览清单), to be taken away as they stand on the page."""

from __future__ import annotations

from collections.abc import Sequence

from dueprocess.board.heat import CourtLine, NodeLine
from dueprocess.views.lists.listing import Column, Listing, Weight


def by_court(lines: Sequence[CourtLine]) -> Listing:
    """A line for each court with its rates of past spans; no ranking, and no rate of few."""

    def past(at: int, key: str) -> Column:
        return Column(f"按期率 {key}", lambda row: row.trend[at].said.removeprefix(f"{key}: "))

    keys = [one.said.partition(": ")[0] for one in lines[0].trend] if lines else []
    columns = (
        Column("法院", lambda row: row.place.name),
        Column("本级", lambda row: "本级" if row.place.own else ""),
        Column("在办节点", lambda row: row.total.open, right=True),
        Column("超期", lambda row: row.total.overdue, right=True),
        Column("到期", lambda row: row.total.due, right=True),
        Column("按期", lambda row: row.total.on_time, right=True),
        Column("按期率", lambda row: row.rate),
        *(past(at, key) for at, key in enumerate(keys)),
    )
    return Listing("courts", "法院总览 COURTS", lines, columns, lambda _: Weight.NOTE, wide=0)


def by_node(lines: Sequence[NodeLine], places: Sequence[str]) -> Listing:
    """A line for each node, with what is overdue in each place."""

    def late(at: int) -> Column:
        return Column(f"超期 {places[at]}", lambda row: row.cells[at][0], right=True)

    columns = (
        Column("节点", lambda row: row.name),
        Column("在办节点", lambda row: row.total.open, right=True),
        Column("到期", lambda row: row.total.due, right=True),
        Column("按期", lambda row: row.total.on_time, right=True),
        Column("按期率", lambda row: row.rate),
        *(late(at) for at in range(len(places))),
    )
    return Listing("nodes", "各节点 NODES", lines, columns, lambda _: Weight.NOTE, wide=0)
