"""The lists behind the figures (清单), line by line with case numbers, for a page or a workbook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from notifications.bulletin.workbook import Listing
from rulebook.figures.entry import Entry

HEAD = ("法院", "案号", "项目", "编码", "对象", "类别、经办", "净日数", "工作日", "毛日数", "数量")
NAMES: Mapping[str, str] = {
    "case_start": "旧存",
    "case_received": "新收",
    "case_reopened": "恢复办理",
    "case_closed": "结案",
    "case_open": "未结",
    "node_on_time": "按期",
    "node_late": "超期办结",
    "node_undone": "未办即终",
    "node_open": "超期未办",
    "node_unproven": "逾期补录待证",
    "node_carried_done": "旧存超期已了结",
    "node_carried_open": "旧存超期未了结",
    "node_hidden": "隐性超期",
    "node_paused": "中止中",
    "node_paused_beyond": "中止中且原期限已过",
    "node_running": "在管节点",
    "advice_kept": "仅提示：按期",
    "advice_late": "仅提示：已过",
    "item_issued": "督办发出",
    "item_answered": "督办回复",
    "item_verified": "核验销号",
    "item_returned": "退回",
    "item_unanswered": "超期未回",
    "talk_convened": "约谈决定",
    "talk_held": "约谈举行",
    "talk_verified": "约谈核验销号",
    "alerted": "发出预警",
    "objection": "对预警的异议",
    "objection_upheld": "异议成立",
    "pause": "中止、扣除",
    "pause_begun": "本期开始中止",
    "extension": "批准延长",
    "entry": "录入",
    "entry_late": "补录",
    "payout": "案款发放",
    "payout_deferred": "案款经批准延缓后发放",
    "petition_due": "应办信访",
    "petition_done": "办结信访",
    "property_closed": "有财产结案",
    "property_in_time": "期限内执行完毕",
    "ending_checked": "终本核查",
    "ending_passed": "终本合格",
    "three_years_filed": "近三年立案",
    "three_years_closed": "近三年执结",
}

# The sheets of a workbook: what a supervisor opens, each with its populations.
_SHEETS: Mapping[str, Sequence[str]] = {
    "超期清单": ("node_late", "node_undone", "node_open", "node_carried_done", "node_carried_open"),
    "待证清单": ("node_unproven",),
    "隐性超期": ("node_hidden",),
    "中止清单": ("node_paused", "node_paused_beyond", "pause", "extension"),
    "按期清单": ("node_on_time",),
    "案件清单": ("case_received", "case_reopened", "case_closed", "case_open"),
    "督办清单": (
        "item_issued",
        "item_answered",
        "item_verified",
        "item_returned",
        "item_unanswered",
        "talk_convened",
        "talk_held",
        "talk_verified",
        "objection",
        "objection_upheld",
    ),
    "补录清单": ("entry_late",),
    "案款清单": ("payout", "payout_deferred"),
}

MOST_LINES = 100_000  # of one sheet; Excel itself ends a little beyond a million


def line(entry: Entry, numbers: Mapping[int, str]) -> tuple[str | int | None, ...]:
    """One entry in the columns of `HEAD`."""
    return (
        entry.court,
        numbers.get(entry.case, ""),
        NAMES.get(entry.what, entry.what),
        entry.code,
        _object(entry),
        _CLASSES.get(entry.who, entry.who),
        entry.days,
        entry.working,
        entry.gross,
        entry.times,
    )


_CLASSES: Mapping[str, str] = {"legal": "法定", "internal": "内部", "target": "目标"}


def _object(entry: Entry) -> str:
    """What a line is about: of a node its rule, and its subject where it is not the case."""
    rule, _, rest = entry.ref.partition("|")
    subject = rest.partition("|")[0].partition(":")[2]
    return f"{rule} {subject}".strip()


def sheets(
    entries: Iterable[Entry], numbers: Mapping[int, str], most: int = MOST_LINES
) -> tuple[Listing, ...]:
    """The lists as sheets; a list without a line is left out, a long one goes on on the next.

    `most` is how many lines one sheet takes.
    """
    by: dict[str, list[Entry]] = {}
    for entry in entries:
        by.setdefault(entry.what, []).append(entry)
    found: list[Listing] = []
    for name, populations in _SHEETS.items():
        rows = [line(one, numbers) for what in populations for one in by.get(what, ())]
        for part, at in enumerate(range(0, len(rows), most), start=1):
            tab = name if part == 1 else f"{name}（续{part - 1}）"
            found.append(Listing(tab, HEAD, rows[at : at + most]))
    return tuple(found)
