"""A view as an SVG picture (画面留存), for a page or a report."""

from __future__ import annotations

import re
from io import StringIO
from pathlib import Path

from rich.console import Console, RenderableType
from rich.terminal_theme import MONOKAI

from dueprocess.cli.terminal import PAGE_COLUMNS

# Rich names web fonts; a court's network has none, and the reader's own monospace does.
_WEB_FONTS = re.compile(r"@font-face\s*\{.*?\}\s*", re.DOTALL)
FONTS = (
    'font-family: "Noto Sans Mono CJK SC", "Sarasa Mono SC", "WenQuanYi Zen Hei Mono", monospace'
)


def portray(view: RenderableType, file: Path, title: str = "dueprocess watch") -> None:
    """Write the view to the file, a hundred columns wide."""
    console = Console(
        record=True,
        width=PAGE_COLUMNS,
        file=StringIO(),
        force_terminal=True,
        color_system="truecolor",
        emoji=False,
        markup=False,
        highlight=False,
    )
    console.print(view)
    drawn = _WEB_FONTS.sub("", console.export_svg(title=title, theme=MONOKAI))
    file.write_text(re.sub(r"font-family: ?Fira Code, ?monospace", FONTS, drawn), "utf-8")
