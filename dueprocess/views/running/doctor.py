"""What the doctor found (体检结果), check by check, each with the way out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from rich.console import Group, RenderableType
from rich.text import Text

from dueprocess.views.frame.palette import QUIET, STRONG
from models.doctor.changes import Change
from models.doctor.check import LEVEL_NAMES, Check, Finding, Level

SHOWN = 20  # places of one check on a page; the JSON has them all
_STYLE = {Level.ERROR: "bold red", Level.WARNING: "yellow", Level.NOTE: QUIET}


def page(checks: Sequence[Check], found: Sequence[Finding]) -> RenderableType:
    """Every check that found something, the worst first; and how many found nothing."""
    known = {check.id: check for check in checks}
    parts = [
        part
        for name, group in groupby(found, key=lambda one: one.check)
        for part in _checked(known[name], list(group))
    ]
    return Group(*parts, summary(checks, found))


def changed(change: Change) -> RenderableType:
    """What came (＋) and what went (－) since the last look, in a line each."""
    lines = [_news("＋", one, _STYLE[one.level]) for one in change.came[:SHOWN]]
    lines += [_news("－", one, "green") for one in change.went[:SHOWN]]
    more = len(change.came) + len(change.went) - len(lines)
    if more > 0:
        lines.append(Text(f"  另有{more}项变化 {more} more changes", QUIET))
    return Group(Text(f"{change.as_of:%Y-%m-%d %H:%M:%S}", QUIET), *lines)


def _news(sign: str, one: Finding, style: str) -> Text:
    where = " ".join(part for part in (one.case, one.node) if part)
    text = Text(f"{sign} {LEVEL_NAMES[one.level]} {one.check}  ", style)
    return text.append(f"{where}  {one.why_zh}".strip())


def summary(checks: Sequence[Check], found: Sequence[Finding]) -> Text:
    """The sums in one line."""
    clean = len(checks) - len({one.check for one in found})
    if not found:
        words = f"体检合格：{len(checks)}项检查均无异常 all {len(checks)} checks are clean"
        return Text(words, "green")
    counts = "，".join(f"{LEVEL_NAMES[level]}{count}" for level, count in _counted(found))
    return Text(f"{counts}；{clean}项检查无异常 {clean} of {len(checks)} checks are clean", STRONG)


def _counted(found: Sequence[Finding]) -> Iterable[tuple[Level, int]]:
    for level in sorted(Level, reverse=True):
        count = sum(one.level is level for one in found)
        if count:
            yield level, count


def _checked(check: Check, found: Sequence[Finding]) -> Iterable[Text]:
    head = Text(f"{LEVEL_NAMES[check.level]} {check.id} ", _STYLE[check.level])
    yield head.append(f"{check.zh} {check.en}（{len(found)}）")
    for one in found[:SHOWN]:
        where = " ".join(part for part in (one.case, one.node) if part)
        line = Text(f"  {where}  " if where else "  ")
        yield line.append(f"{one.why_zh} {one.why_en}")
    if len(found) > SHOWN:
        more = len(found) - SHOWN
        yield Text(f"  另有{more}处 {more} more: --json", QUIET)
    yield Text(f"  → {check.fix_zh} {check.fix_en}", QUIET)
