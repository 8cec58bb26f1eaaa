"""A view as an SVG picture (画面留存), for a page or a report."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape, unescape
from io import StringIO
from itertools import groupby
from pathlib import Path

from rich.cells import cell_len
from rich.console import Console, RenderableType
from rich.terminal_theme import MONOKAI

from dueprocess.cli.frame.terminal import PAGE_COLUMNS

# Rich names web fonts; a court's network has none, and the reader's own monospace does.
_WEB_FONTS = re.compile(r"@font-face\s*\{.*?\}\s*", re.DOTALL)
# A font may draw every digit as wide as a Chinese sign when it is asked for full width.
_FULL_WIDTH = re.compile(r"\s*font-variant-east-asian: full-width;")
FONTS = (
    'font-family: "Noto Sans Mono CJK SC", "Sarasa Mono SC", "WenQuanYi Zen Hei Mono", monospace'
)
_TEXT = re.compile(
    r'<text class="(?P<style>[^"]+)" x="(?P<x>[\d.]+)" y="(?P<y>[\d.]+)" '
    r'textLength="(?P<length>[\d.]+)" (?P<more>[^>]*)>(?P<words>[^<]*)</text>'
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
    drawn = _FULL_WIDTH.sub("", drawn)
    drawn = re.sub(r"font-family: ?Fira Code, ?monospace", FONTS, drawn)
    file.write_text(_TEXT.sub(_spaced, drawn), "utf-8")


def _spaced(text: re.Match[str]) -> str:
    """The text in pieces of one width each, each piece in the columns that a terminal gives it.

    Rich counts a Chinese sign as one column when it says how long a text is, so that the signs
    lie on top of each other; and no font has to have signs exactly two letters wide.
    """
    words = unescape(text["words"])
    if not words.strip():
        return text[0]
    column = float(text["length"]) / len(words)
    return "".join(_pieces(text, words, column))


def _pieces(text: re.Match[str], words: str, column: float) -> Iterator[str]:
    x = float(text["x"])
    for _, signs in groupby(words, cell_len):
        piece = "".join(signs)
        length = cell_len(piece) * column
        yield (
            f'<text class="{text["style"]}" x="{x:g}" y="{text["y"]}" '
            f'textLength="{length:g}" {text["more"]}>{_kept(piece)}</text>'
        )
        x += length


def _kept(piece: str) -> str:
    """The piece for XML; blanks as Rich writes them, so that none is swallowed."""
    return escape(piece, quote=False).replace(" ", "&#160;").replace("\xa0", "&#160;")
