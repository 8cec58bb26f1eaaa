"""Sheets to import: the register of a court, and its facts as a workbook and as a table."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from datetime import timedelta
from pathlib import Path

import xlsxwriter

from benchmarks.law import LAW
from benchmarks.population import MORNING, life, number
from models.record import Arrival

FACTS_A_CASE = 10
HEADERS = (
    "案号",
    "事实",
    "发生时间",
    "标的编号",
    "依据材料",
    "承办人",
    "金额",
    "情况紧急，先行控制",
    "紧急控制的批准人",
)

# Where a fact's particulars stand in the row.
_DETAILS = {"handler": 5, "amount": 6, "urgent": 7, "approver": 8}


def rows(count: int) -> Iterator[Sequence[str]]:
    """That many rows of facts, ten a case, in the order in which a court's export has them."""
    for place in places(count):
        for arrival in (*life(place), _notice(place)):
            yield _row(arrival)


def workbook(path: Path, count: int) -> Path:
    """A workbook with one sheet of facts."""
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        page = book.add_worksheet("事实")
        page.write_row(0, 0, HEADERS)
        for line, row in enumerate(rows(count), start=1):
            page.write_row(line, 0, row)
    return path


def table(path: Path, count: int) -> Path:
    """The same rows as comma-separated text."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(HEADERS)
        lines.writerows(rows(count))
    return path


def places(count: int) -> range:
    """The places of the cases to which that many rows of facts belong."""
    return range(count // FACTS_A_CASE)


def _notice(place: int) -> Arrival:
    return Arrival(
        case=number(place),
        kind="execution_notice_issued",
        occurred_at=MORNING - timedelta(hours=2),
        evidence="执行通知书及送达回证",
    )


def _row(arrival: Arrival) -> list[str]:
    row = [""] * len(HEADERS)
    row[:5] = [
        str(arrival.case),
        LAW.facts[arrival.kind].zh,
        f"{arrival.occurred_at:%Y-%m-%d %H:%M}",
        arrival.subject_ref,
        arrival.evidence,
    ]
    for name, value in arrival.payload.items():
        row[_DETAILS[name]] = "是" if value is True else str(value)
    return row
