"""`dueprocess bulletin definitions`: what every figure of a bulletin counts (口径)."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dueprocess.cli.frame.options import AsJson


def definitions(
    page: Annotated[
        Path | None, typer.Option(help="口径页 make the figures of this Markdown page anew")
    ] = None,
    json: AsJson = False,
) -> None:
    """口径 Every figure: its version, what is counted over what, in words. Needs no book."""
    from dueprocess.cli.frame.terminal import emit
    from dueprocess.cli.frame.terminal import show as put
    from dueprocess.reference.bulletin import rendered
    from dueprocess.views.supervision.bulletin import defined
    from rulebook.figures.definitions import definitions as figures

    of = figures()
    if page is not None:
        page.write_text(rendered(page.read_text("utf-8"), of), "utf-8")
        print(f"口径页已写 page written: {page}")
    elif json:
        emit(of.figures.values())
    else:
        put(*defined(of))
