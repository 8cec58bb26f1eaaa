"""What is wrong with the data, as lists (数据质量清单)."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from dueprocess.views.frame import palette
from dueprocess.views.frame.speech import CHINESE, Speech
from dueprocess.views.lists.listing import Column, Listing, Weight
from models.doctor.check import LEVEL_NAMES, Finding
from models.reading.missing import Vanished
from models.reading.reviews import ReviewLine


def vanished(lines: Sequence[Vanished], speech: Speech = CHINESE) -> Listing:
    """Cases that their source no longer has."""
    columns = (
        Column("案号", lambda row: row.case),
        Column("状态", lambda row: palette.state(row.state, speech).plain),
        Column("自", lambda row: row.since, lambda row: Text(f"{row.since:%Y-%m-%d %H:%M}")),
        Column("承办人", lambda row: row.handler),
        Column("法院", lambda row: row.court),
    )
    return Listing("missing", "来源缺失 MISSING", lines, columns, lambda _: Weight.WARNING, wide=0)


def spikes(lines: Sequence[ReviewLine]) -> Listing:
    """Persons and courts whose late entries stand out: a lead to look into, no verdict."""
    columns = (
        Column("编号", lambda row: row.id, right=True),
        Column("发现", lambda row: row.found_on, lambda row: Text(f"{row.found_on}")),
        Column("对象", lambda row: row.about, quoted=True),
        Column("线索", lambda row: row.why, quoted=True),
        Column("法院", lambda row: row.court),
    )
    return Listing("spikes", "疑似补录 SPIKES", lines, columns, lambda _: Weight.WARNING, wide=3)


def findings(lines: Sequence[Finding], english: bool = False) -> Listing:
    """What the doctor found, the worst first, each with the way out."""
    columns = (
        Column("级别", lambda row: row.level.name.lower() if english else LEVEL_NAMES[row.level]),
        Column("检查", lambda row: row.check),
        Column("案号", lambda row: row.case),
        Column("所见", lambda row: row.why_en if english else row.why_zh),
        Column("处理", lambda row: row.fix_en if english else row.fix_zh),
    )

    def weigh(row: Finding) -> Weight:
        return Weight(int(row.level))

    return Listing("findings", "体检 FINDINGS", lines, columns, weigh, wide=3)
