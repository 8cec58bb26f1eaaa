"""Measures that run out, as a list (查封冻结到期清单)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from rich.text import Text

from dueprocess.views.frame.marking import Marking
from dueprocess.views.lists.listing import Column, Listing, Weight
from models.reading.expiries import Expiry


def expiries(lines: Sequence[Expiry], marking: Marking, today: date) -> Listing:
    """Each with its registry, its days left and who has to renew it."""

    def left(row: Expiry) -> int:
        return (row.expires_on - today).days

    columns = (
        Column("届满日", lambda row: row.expires_on, lambda row: Text(f"{row.expires_on}")),
        Column("尚余日", left, lambda row: Text(f"{left(row):d}"), right=True),
        Column("最迟续行", lambda row: row.renew_by, lambda row: Text(f"{row.renew_by}")),
        Column("财产类别", lambda row: marking.speech.term(row.registry)),
        Column("财产", lambda row: row.asset),
        Column("案号", lambda row: row.case),
        Column("节点", lambda r: marking.node(r.code, r.rule_id, "", r.key).plain),
        Column("续办人", lambda row: marking.owner(row.owner, row.rule_id)),
        Column("法院", lambda row: row.court, on_screen=False),
    )
    return Listing("expiries", "查封到期 EXPIRIES", lines, columns, _weigh(today), wide=6)


def _weigh(today: date) -> Callable[[Expiry], Weight]:
    return lambda row: Weight.ERROR if row.renew_by < today else Weight.NOTE
