"""Small dockets on paper: what a test writes down, as a workbook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter
from python_calamine import load_workbook

Rows = Sequence[Sequence[Any]]

COURTS: Rows = (
    ("法院代码", "法院名称", "级别", "上级法院"),
    ("京0105", "甲区法院", "基层", "京03"),
    ("京03", "乙中院", "中院", "京"),
    ("京", "丙高院", "高院", None),
)
OFFICERS: Rows = (
    ("工号", "姓名", "法院代码", "职责", "B角", "在岗"),
    ("C101", "沈演一", "京0105", "承办人", "C102", "是"),
    ("C102", "陆演二", "京0105", "承办人、团队长", "C101", "否"),
    ("V001", "贺演丙", "京0105", "分管副院长", None, "是"),
)
CASES: Rows = (
    ("案号", "案由", "标的额", "申请执行人", "被执行人"),
    ("（2026）京0105执11号", "买卖合同纠纷", "12,000.50", "甲", "乙"),
    ("(2026)京0105执12号", "劳动争议", 900, "丙", "丁"),
)
FACTS: Rows = (
    ("案号", "事实", "发生时间", "依据材料", "材料日期", "承办人"),
    ("（2026）京0105执11号", "收到申请执行书", "2026-02-09", "收件登记", "2026-02-09", None),
    ("（2026）京0105执11号", "立案", "2026年2月10日", "立案登记表", "2026-02-10", None),
    ("（2026）京0105执11号", "确定承办人", "2026/2/11", "分案记录", "2026-02-11", "沈演一"),
    ("（2026）京0105执12号", "立案", date(2026, 2, 10), "立案登记表", 46063, None),
)
DOCKET: Mapping[str, Rows] = {"法院": COURTS, "人员": OFFICERS, "案件": CASES, "事实": FACTS}


def docket(path: Path, **changed: Rows | None) -> Path:
    """The small docket as a workbook, with some sheets replaced, added, or left out (None)."""
    return workbook(path, {k: v for k, v in {**DOCKET, **changed}.items() if v is not None})


def workbook(path: Path, sheets: Mapping[str, Rows]) -> Path:
    """A workbook of these sheets."""
    with xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd"}) as book:
        for name, rows in sheets.items():
            page = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for place, cell in enumerate(row):
                    _write(page, number, place, cell)
    return path


def rejects(path: Path | None) -> list[tuple[str, int, str, str, str]]:
    """The rows of a reject report: sheet, row, column, value, reason."""
    assert path is not None
    rows = load_workbook(path).get_sheet_by_index(0).to_python()
    return [(str(r[0]), int(str(r[1]).split(".")[0]), *map(str, r[2:5])) for r in rows[1:]]  # type: ignore[misc]


def _write(page: Any, number: int, place: int, cell: Any) -> None:
    if isinstance(cell, date):
        page.write_datetime(number, place, datetime(cell.year, cell.month, cell.day))  # noqa: DTZ001
    elif cell is not None:
        page.write(number, place, cell)
