"""A report (报告): what stands on it, block by block, whatever it is written in.

    report = Report("2026年10月执行流程节点监管情况通报", number="〔2026〕第10期", issuer="…执行局",
                    issued_on=date(2026, 11, 2), rehearsal=True,
                    blocks=(Text("一、总体", "section"), Text("新收…件。"), Table(...), Chart(...)))
    word.written(report)  # bytes of a .docx
    web.written(report)   # a page for print

Everything is already text: numbers are formatted by whoever knows them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from notifications.documents.chart import Chart

# section 一、…; point （一）…; body: two signs in; plain: flush left; note: small, for definitions.
Manner = Literal["section", "point", "body", "plain", "note"]


@dataclass(frozen=True, slots=True)
class Text:
    """One paragraph (段落)."""

    text: str
    manner: Manner = "body"


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table (表格) under a head that repeats on every page it runs over.

    `widths` are shares of the page's breadth; equal when not given. `right` names the columns
    (from 0) whose figures are set to the right.
    """

    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    caption: str = ""
    widths: Sequence[float] = ()
    right: Sequence[int] = ()


Block = Text | Table | Chart


@dataclass(frozen=True, slots=True)
class Report:
    """A report with its head (标题, 文号) and signature (落款); `rehearsal` marks each page."""

    title: str
    blocks: Sequence[Block]
    number: str = ""
    issuer: str = ""
    issued_on: date | None = None
    rehearsal: bool = False
    landscape: bool = False


def chinese_day(day: date) -> str:
    """2026年3月5日, as a signature is dated."""
    return f"{day.year}年{day.month}月{day.day}日"
