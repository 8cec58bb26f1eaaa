"""Write the example docket: an invented court year for rehearsals (演练), the same every time.

python examples/make_docket.py [examples/docket.xlsx]
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter
from archive import archive
from people import APPLICANTS, CAUSES, COURTS, DEBTORS, OFFICERS
from stories import stories
from story import Happening, Story

CLOCK = datetime(2026, 9, 28, 8, 20)  # noqa: DTZ001 - a cell of a workbook has no zone
COURT = "京0105"
HERE = Path(__file__).parent

Numbered = tuple[str, Story]


def make(path: Path) -> Path:
    """Write the workbook. Returns the path."""
    cases = [*_in_order(stories()), *_in_order(archive())]
    with xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd"}) as book:
        book.set_properties(
            {
                "title": "督程 DueProcess 演练案册（人物、案件均为虚构）",
                "created": CLOCK,
                "author": "DueProcess",
            }
        )
        for name, rows in _sheets(cases):
            _write(book, name, rows)
    return path


def _in_order(told: Iterable[Story]) -> list[Numbered]:
    return numbered(sorted(told, key=lambda story: story.received))


def numbered(told: Sequence[Story]) -> list[Numbered]:
    """Each story with a case number of its year, rising with the day of reception."""
    found = []
    for place, story in enumerate(told):
        serial = story.received.timetuple().tm_yday * 61 + place * 7 + 3
        kind = "执恢" if story.resumed else "执"
        found.append((f"（{story.received.year}）{COURT}{kind}{serial}号", story))
    return found


def _sheets(cases: Sequence[Numbered]) -> Iterable[tuple[str, list[Sequence[Any]]]]:
    yield "案册", [("案册性质", "演练时钟"), ("演练", f"{CLOCK:%Y-%m-%d %H:%M}")]
    yield "法院", [("法院代码", "法院名称", "级别", "上级法院代码"), *COURTS]
    yield "人员", [_OFFICER_HEAD, *map(_officer, OFFICERS)]
    yield "案件", [_CASE_HEAD, *(_case(place, *case) for place, case in enumerate(cases))]
    yield "财产", [_ASSET_HEAD, *(row for case in cases for row in _assets(*case))]
    facts = [(number, one) for number, story in cases for one in story.happened]
    yield "事实", [_FACT_HEAD, *(_fact(number, one) for number, one in facts)]


_OFFICER_HEAD = ("工号", "姓名", "法院代码", "职责", "团队", "B角", "在岗")
_CASE_HEAD = (
    "案号",
    "案件类型",
    "案由",
    "申请执行标的额",
    "申请执行人",
    "被执行人",
    "立案日期",
    "承办人",
)
_ASSET_HEAD = ("案号", "财产编号", "财产类型", "财产名称", "权利人", "控制措施", "措施到期日")
_ASSET_KINDS = {
    "房产": "不动产",
    "车辆": "车辆",
    "存款": "银行存款",
    "设备": "动产",
    "股权": "股权",
}
_OWN_COLUMNS = ("handler", "amount", "approver")  # particulars that have a column of their own
_FACT_HEAD = (
    "案号",
    "事实",
    "发生时间",
    "标的编号",
    "依据材料",
    "材料日期",
    "承办人",
    "金额",
    "批准人",
    "其他",
)


def _officer(one: Any) -> Sequence[Any]:
    duty = "是" if one.on_duty else "否"
    return (one.id, one.name, one.court, one.roles, one.team, one.deputy, duty)


def _case(place: int, number: str, story: Story) -> Sequence[Any]:
    kind = "恢执" if story.resumed else "首执"
    claim = (place * 7919 % 97 + 3) * 4321.5
    return (
        number,
        kind,
        CAUSES[place % len(CAUSES)],
        claim,
        APPLICANTS[place % len(APPLICANTS)],
        DEBTORS[place % len(DEBTORS)],
        story.filed_on or "",
        story.handler,
    )


def _assets(number: str, story: Story) -> Iterable[Sequence[Any]]:
    for one in story.happened:
        if one.kind == "asset_controlled":
            kind = _ASSET_KINDS[one.ref[:2]]
            title = f"{one.ref}（虚构）"
            said = one.said
            yield (number, one.ref, kind, title, "被执行人", said["measure"], said["expires_on"])


def _fact(number: str, one: Happening) -> Sequence[Any]:
    own = [one.said.get(name, "") for name in _OWN_COLUMNS]
    rest = ((k, v) for k, v in one.said.items() if k not in _OWN_COLUMNS)
    said = "；".join(f"{name}={_said(value)}" for name, value in rest)
    return (number, one.kind_zh, one.on, one.ref, one.paper, one.on, *own, said)


def _said(value: object) -> str:
    return {True: "是", False: "否"}[value] if isinstance(value, bool) else str(value)


def _write(book: xlsxwriter.Workbook, name: str, rows: Sequence[Sequence[Any]]) -> None:
    page = book.add_worksheet(name)
    page.freeze_panes(1, 0)
    page.set_column(0, len(rows[0]) - 1, 18)
    page.write_row(0, 0, rows[0], book.add_format({"bold": True, "bottom": 1}))
    for number, row in enumerate(rows[1:], start=1):
        for place, cell in enumerate(row):
            if isinstance(cell, date):
                page.write_datetime(number, place, datetime(cell.year, cell.month, cell.day))  # noqa: DTZ001
            elif cell != "":
                page.write(number, place, cell)


if __name__ == "__main__":
    made = make(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "docket.xlsx")
    sys.stdout.write(f"{made}\n")
