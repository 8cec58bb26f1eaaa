"""Templates made of layouts (文书模板): for Word, for HTML and for plain text, the same words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from html import escape
from typing import TYPE_CHECKING

from notifications.documents.layout import TABLES, Line, layout
from notifications.documents.report import Manner
from notifications.documents.sheet import Sheet

if TYPE_CHECKING:
    from docx.table import Table

MARK = "{{ mark }}"  # 【演练】 before the title of a rehearsal's document, else nothing
_MANNERS: dict[str, Manner] = {
    "to": "plain", "text": "body", "plain": "plain", "section": "section", "point": "point",
    "note": "note",
}  # fmt: skip
INDENT = "    "


@cache
def word_template(kind: str) -> bytes:
    """The shipped template of a kind for Word, which docxtpl fills. KeyError when unknown."""
    sheet = Sheet()
    table: Table | None = None
    signs: list[str] = []
    before = ""
    for line in layout(kind):
        if signs and line.word != "sign":
            sheet.signature(signs)
            signs = []
        if line.word == "sign":
            signs.append(line.text)
        elif line.word in TABLES:
            if before != "caption":  # which stays with its table
                sheet.gap()
            table = sheet.table(len(line.shares), line.shares)
        elif line.word == "close":
            sheet.gap()
        elif line.inside and table is not None:
            _word_row(sheet, table, line)
        else:
            _word_line(sheet, line)
        before = line.word
    if signs:
        sheet.signature(signs)
    return sheet.bytes()


def _word_line(sheet: Sheet, line: Line) -> None:
    match line.word:
        case "tag":
            sheet.mark(f"{{%p {line.text} %}}")
        case "title":
            *before, name = line.text.split("\n")
            for text in before:
                sheet.title(text)
            sheet.title(f"{MARK}{name}")
        case "number":
            sheet.number(line.text)
        case "caption":
            sheet.caption(line.text)
        case "blocks":
            sheet.text(line.text, "plain")
        case _:
            sheet.text(line.text, _MANNERS[line.word])


def _word_row(sheet: Sheet, table: Table, line: Line) -> None:
    if line.word == "tag":
        sheet.row(table, [f"{{%tr {line.text} %}}", *[""] * (line.columns - 1)])
    elif line.word in {"wide", "tall"}:
        sheet.wide(table, *line.cells, tall=line.word == "tall")
    else:
        names = range(0, line.columns, 2) if line.of == "form" else ()
        sheet.row(table, line.cells, head=line.word == "head", names=names)


@cache
def page_template(kind: str) -> str:
    """The shipped template of a kind in HTML (Jinja2). KeyError when unknown."""
    body = "\n".join(_in_html(layout(kind)))
    return f'{{% extends "sheet.html.j2" %}}\n{{% block body %}}\n{body}\n{{% endblock %}}\n'


def _in_html(lines: Sequence[Line]) -> Iterator[str]:
    signing = False
    for line in lines:
        if signing != (line.word == "sign"):
            yield "</div>" if signing else '<div class="sign">'
            signing = not signing
        yield _HTML.get(line.word, _paragraph)(line)
    if signing:
        yield "</div>"


def _paragraph(line: Line) -> str:
    return f'<p class="{_MANNERS.get(line.word, "plain")}">{line.text}</p>'


def _columns(line: Line) -> str:
    widths = (f'<col style="width: {share / sum(line.shares):.2%}">' for share in line.shares)
    return f"<table><colgroup>{''.join(widths)}</colgroup>"


def _html_row(line: Line) -> str:
    form = line.of == "form"
    tags = ["th" if form and place % 2 == 0 else "td" for place in range(line.columns)]
    cells = zip(tags, line.cells, strict=True)
    return "<tr>" + "".join(f"<{tag}>{cell}</{tag}>" for tag, cell in cells) + "</tr>"


def _html_wide(line: Line) -> str:
    name, value = line.cells
    kind = ' class="tall"' if line.word == "tall" else ""
    return f'<tr><th>{name}</th><td colspan="{line.columns - 1}"{kind}>{value}</td></tr>'


def _html_title(line: Line) -> str:
    *before, name = line.text.split("\n")
    return f"<h1>{''.join(f'{text}<br>' for text in before)}{MARK}{name}</h1>"


_HTML: dict[str, Callable[[Line], str]] = {
    "tag": lambda line: f"{{% {line.text} %}}",
    "title": _html_title,
    "number": lambda line: f'<div class="number">{line.text}</div>',
    "caption": lambda line: f'<p class="caption">{line.text}</p>',
    "blocks": lambda line: line.text,
    "form": _columns,
    "grid": _columns,
    "head": lambda line: (
        "<thead><tr>" + "".join(f"<th>{escape(cell)}</th>" for cell in line.cells) + "</tr></thead>"
    ),
    "row": _html_row,
    "wide": _html_wide,
    "tall": _html_wide,
    "close": lambda _line: "</table>",
}


@cache
def text_template(kind: str) -> str:
    """The shipped template of a kind as plain text (Jinja2), for drafts read on a screen."""
    return "\n".join(_kept(line) for line in _in_text(layout(kind))) + "\n"


def _kept(line: str) -> str:
    """A line that ends in a tag keeps its end; one that is nothing but a tag goes."""
    ends_in_tag = line.endswith("%}") and not (line.startswith("{%") and line.count("{%") == 1)
    return f"{line}{{{{ '' }}}}" if ends_in_tag else line


def _in_text(lines: Sequence[Line]) -> Iterator[str]:
    for line in lines:
        match line.word:
            case "tag":
                yield f"{{% {line.text} %}}"
            case "text":
                yield f"{INDENT}{line.text}"
            case "form" | "grid" | "close":
                yield ""
            case "wide" | "tall":
                yield "：".join(line.cells)
            case "head" | "row":
                yield _text_row(line)
            case "sign":
                yield f"{INDENT * 10}{line.text}"
            case _:
                yield line.text


def _text_row(line: Line) -> str:
    if line.of == "grid":
        return INDENT + "  ".join(line.cells)
    pairs = zip(line.cells[::2], line.cells[1::2], strict=True)
    return INDENT.join(f"{name}：{value}" for name, value in pairs)
