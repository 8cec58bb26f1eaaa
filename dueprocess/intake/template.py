"""The empty workbook (空白表): every sheet with its headers, notes and lists to choose from."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from dueprocess.intake.headers import LISTS, Column, Sheet, sheets, word_lists
from rulebook.law.lawbook import Lawbook
from rulebook.loading.loader import national

_LAST_ROW = 200_000  # how far down the lists to choose from reach
_WIDTH = 18
# Columns of the sheet 事实 that most kinds of facts need; any other goes into 其他.
_PARTICULARS = ("承办人", "金额", "批准人", "结案方式")


def template(path: Path | str, law: Lawbook | None = None) -> Path:
    """Write the empty workbook, its lists taken from the law. Returns the path.

    Raises OSError, naming the path, where it cannot be written.
    """
    law = law or national()
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    made = BytesIO()
    with xlsxwriter.Workbook(made) as book:
        formats = _formats(book)
        pages = {sheet.id: book.add_worksheet(sheet.zh) for sheet in sheets().values()}
        ranges = _lists(book.add_worksheet(LISTS), _offers(law))
        for sheet in sheets().values():
            _page(pages[sheet.id], sheet, formats, ranges)
        _particulars(pages["facts"], sheets()["facts"], formats)
    path.write_bytes(made.getvalue())
    return path


def _offers(law: Lawbook) -> dict[str, Sequence[str]]:
    """What each list offers, in the words of the court."""
    offers: dict[str, Sequence[str]] = {
        name: [words[0] for words in entries.values()] for name, entries in word_lists().items()
    }
    offers["role"] = list(law.roles.values())
    # Acts of supervision are done at the desk, on an item of the book: no source states them.
    offers["fact"] = [kind.zh for kind in law.facts.values() if not kind.supervision]
    return offers


def _formats(book: xlsxwriter.Workbook) -> dict[str, Format]:
    head = {"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}
    return {
        "head": book.add_format(head),
        "required": book.add_format({**head, "bg_color": "#FFF2CC"}),
        "text": book.add_format({"num_format": "@"}),
    }


def _page(
    page: Worksheet, sheet: Sheet, formats: dict[str, Format], ranges: dict[str, str]
) -> None:
    page.freeze_panes(1, 0)
    page.set_column(0, len(sheet.columns) - 1, _WIDTH, formats["text"])
    for place, column in enumerate(sheet.columns):
        page.write_string(
            0, place, column.header, formats["required" if column.required else "head"]
        )
        page.write_comment(0, place, _comment(sheet, column, place))
        if column.list:
            page.data_validation(1, place, _LAST_ROW, place, _choice(column, ranges))


def _comment(sheet: Sheet, column: Column, place: int) -> str:
    also = f"也认：{'、'.join(column.aliases[1:])}" if column.aliases[1:] else ""
    first = sheet.note if place == 0 else ""
    must = "必填。" if column.required else ""
    return "\n".join(filter(None, (first, must + column.note, also)))


def _choice(column: Column, ranges: dict[str, str]) -> dict[str, Any]:
    # A cell may hold several roles, so another word is warned of, not refused.
    several = column.list == "role"
    return {
        "validate": "list",
        "source": ranges[column.list],
        "error_type": "information" if several else "stop",
        "error_title": column.header,
        "error_message": "请从列表选择" + ("，多项用顿号隔开" if several else ""),
    }


def _lists(page: Worksheet, offers: dict[str, Sequence[str]]) -> dict[str, str]:
    """Write the lists on a page of their own; each one's address."""
    page.hide()
    ranges: dict[str, str] = {}
    for place, (name, words) in enumerate(offers.items()):
        page.write_column(0, place, words)
        letter = chr(ord("A") + place)
        ranges[name] = f"={LISTS}!${letter}$1:${letter}${len(words)}"
    return ranges


def _particulars(page: Worksheet, sheet: Sheet, formats: dict[str, Format]) -> None:
    start = len(sheet.columns)
    page.set_column(start, start + len(_PARTICULARS) - 1, _WIDTH, formats["text"])
    for place, header in enumerate(_PARTICULARS, start=start):
        page.write_string(0, place, header, formats["head"])
