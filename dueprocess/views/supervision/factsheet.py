"""The fact sheet of an interview (约谈事实清单) as the terminal shows it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from dueprocess.views.frame import palette
from dueprocess.views.frame.palette import QUIET

Sheet = Mapping[str, Any]


def page(sheet: Sheet) -> RenderableType:
    """What was known when the interview was convened: dates, alerts, acts, workload."""
    table = Table.grid(padding=(0, 2))
    table.add_column(style=QUIET, no_wrap=True)
    table.add_column(overflow="fold")
    for name, words in entries(sheet):
        table.add_row(name, words)
    return table


def entries(sheet: Sheet) -> Iterable[tuple[str, Text]]:
    """Its lines, each with its Chinese and English name."""
    yield "依据 article", Text(str(sheet.get("basis", "")))
    yield "承办人 handler", Text(str(sheet.get("handler") or "未定"))
    yield "起算 origin", Text(str(sheet.get("origin_on", "")))
    yield "届满 due", _due(sheet)
    yield "提示 alerts", _lines(map(_alert, sheet.get("alerts", ())))
    yield "督办 acts", _lines(map(_act, sheet.get("acts", ())))
    yield "屡次 repeated", _repeats(sheet)
    yield "承诺 promises", _promises(sheet.get("promises", {}))
    yield "工作量 workload", _workload(sheet.get("workload", {}))


def _due(sheet: Sheet) -> Text:
    days, working = sheet.get("overdue_days", 0), sheet.get("overdue_working_days", 0)
    as_of = str(sheet.get("as_of", ""))[:10]
    text = Text(f"{sheet.get('due_on') or '—'}  ")
    return text.append(f"截至 {as_of} 超期 {days} 日（{working} 个工作日）", "red")


def _alert(alert: Sheet) -> Text:
    told = Text(f"{alert.get('on', '')} ").append(palette.level(str(alert.get("rung", ""))))
    days = int(alert.get("overdue_days", 0))
    return told.append(f"  超期 {days} 日" if days > 0 else f"  距届满 {-days} 日", QUIET)


def _act(act: Sheet) -> Text:
    told = Text(f"{act.get('issued_on') or '未发出'} ").append(palette.level(str(act["level"])))
    told.append(f" #{act['item']} {act.get('state', '')}", QUIET)
    if act.get("silent_since"):
        told.append(f"  {act['silent_since']} 逾期未复", "red")
    if act.get("promised_on"):
        told.append(f"  承诺 {act['promised_on']} 前办结", QUIET)
    return told.append(f"  答复：{act['reply']}") if act.get("reply") else told


def _workload(load: Sheet) -> Text:
    cases, nodes, late = (load.get(k, 0) for k in ("open_cases", "running_nodes", "overdue_nodes"))
    return Text(f"在办 {cases} 案，在途节点 {nodes} 个，其中超期 {late} 个")


def _repeats(sheet: Sheet) -> Text:
    since = sheet.get("repeats_since")
    told = Text(f"{since} 以来  " if since else "")
    for zh, key in (("本人", "repeats_of_person"), ("本案", "repeats_of_matter")):
        told.append(f"{zh} ")
        counts = sheet.get(key, {})
        for level, count in counts.items():
            told.append(palette.level(level)).append(f" {count} 次 ")
        told.append("" if counts else "无 ")
    return told


def _promises(counts: Sheet) -> Text:
    kept, broken, still = (counts.get(k, 0) for k in ("kept", "broken", "open"))
    return Text(f"已兑现 {kept} 项，未按期兑现 {broken} 项，未到期 {still} 项")


def _lines(lines: Iterable[Text]) -> Text:
    return Text("\n").join(lines) or Text("无 none", QUIET)
