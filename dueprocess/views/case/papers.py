"""Documents (文书) in the terminal: those issued, one of them, and what a check found."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from dueprocess.views.frame.palette import QUIET, STRONG
from models.reading.papers import PaperLine
from notifications.documents.checking import Checked


def listing(papers: Sequence[PaperLine]) -> RenderableType:
    """Documents one a line: number, name, case, day, signer, and what replaced them."""
    if not papers:
        return Text("  无 none", QUIET)
    table = Table.grid(padding=(0, 2, 0, 0), expand=True)
    for _ in range(5):
        table.add_column(no_wrap=True)
    table.add_column(ratio=1, no_wrap=True, overflow="ellipsis")
    for one in papers:
        after = f"已由{one.replaced_by}替代" if one.replaced_by else ""
        table.add_row(
            Text(one.number, QUIET if one.replaced_by else STRONG),
            Text(one.title),
            Text(one.case),
            Text(f"{one.issued_at:%Y-%m-%d}"),
            Text(one.signer),
            Text(after, QUIET),
        )
    return table


def one(paper: PaperLine, files: Sequence[tuple[str, Path, bool]]) -> RenderableType:
    """One document: its register, its files with their hashes, and what it replaces."""
    facts = [
        ("文书", f"{paper.title}（第{paper.version}版）"),
        ("案号", paper.case or "—"),
        ("签发", f"{paper.issued_at:%Y-%m-%d %H:%M} {paper.signer}"),
        ("替代", paper.supersedes or "—"),
        ("被替代", paper.replaced_by or "—"),
    ]
    table = Table.grid(padding=(0, 2, 0, 2))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for name, said in facts:
        table.add_row(Text(name, QUIET), Text(said))
    for form, path, sound in files:
        state = "" if sound else "  文件缺失或已被改动 missing or changed"
        table.add_row(Text(form, QUIET), Text(f"{path}{state}", "" if sound else "red"))
    return Group(Text(paper.number, STRONG), table)


def checked(found: Sequence[Checked]) -> RenderableType:
    """Templates one a line, a fault under each that has one."""
    table = Table.grid(padding=(0, 2, 0, 0))
    for each in found:
        whose = "本院 own" if each.own else "自带 shipped"
        good = not each.faults
        table.add_row(
            Text("✓" if good else "✗", "green" if good else "red"),
            Text(each.zh or "—"),
            Text(each.form),
            Text(whose, QUIET),
            Text("；".join(each.faults) or each.template.rpartition("/")[2], "" if good else "red"),
        )
    return table
