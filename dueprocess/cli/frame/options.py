"""Options that many commands share, each with the same name and meaning everywhere."""

from __future__ import annotations

from typing import Annotated

import typer

AsJson = Annotated[bool, typer.Option("--json", help="以 JSON 输出 as JSON")]
CaseNumber = Annotated[str, typer.Argument(help="案号 case number; half-width brackets do")]
Officer = Annotated[str, typer.Option(help="经办人工号 staff number; else DUEPROCESS_OFFICER")]
When = Annotated[str, typer.Option(help="发生时间 when it happened; a bare day means 00:00")]
OnceDone = Annotated[str, typer.Option(help="发生时间 when it happened; else the book's now")]
Evidence = Annotated[str, typer.Option(help="证据 a file (kept and hashed) or the paper's name")]
