"""Letters of supervision between courts (督办函) in the terminal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from dueprocess.views.frame import palette
from dueprocess.views.frame.palette import QUIET, Tone
from models.reading.courtletters import CourtLetter

STATES: dict[str, Tone] = {
    "sent": Tone("已发函", "sent", "yellow"),
    "received": Tone("已签收", "received", "default"),
    "reported": Tone("已报告", "reported", "green"),
    "overdue": Tone("逾期未报", "overdue", "red"),
    "file_called": Tone("已调卷", "file called", "bold red"),
    "withdrawn": Tone("已撤回", "withdrawn", "dim"),
}


def listing(letters: Sequence[CourtLetter], as_of: datetime) -> RenderableType:
    """Letters one a line: reference, state, case, sender, person in charge, days, what followed."""
    if not letters:
        return Text("  无 none", QUIET)
    table = Table.grid(padding=(0, 1, 0, 0), expand=True)
    for _ in range(5):
        table.add_column(no_wrap=True)
    table.add_column(ratio=1, overflow="fold")
    for one in letters:
        table.add_row(
            Text(one.ref, QUIET),
            palette.said(STATES, one.state),
            Text(one.case),
            Text(f"{one.sender}→{one.court}", QUIET),
            palette.days(one.due_on, as_of.date()) if not one.reported_on else Text("—", QUIET),
            _followed(one),
        )
    return table


def _followed(one: CourtLetter) -> Text:
    words = Text(f"办理 {one.in_charge}" if one.in_charge else "未指定专人")
    if one.urged:
        words.append(f"  催报 {len(one.urged)} 次", "red")
    if one.file_called_on:
        words.append(f"  调卷 {one.file_called_on:%m-%d}", "red")
    if one.returned:
        words.append(f"  退回 {one.returned} 次")
    return words.append(f"  报告 {one.reported_on:%m-%d}" if one.reported_on else "")
