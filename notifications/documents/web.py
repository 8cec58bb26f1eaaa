"""Reports in HTML (网页文书): one page with its style sheet inside, for the screen and for A4."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from models.oversight.telling.alert import REHEARSAL_MARK
from notifications.documents import faces
from notifications.documents.report import Report, chinese_day
from notifications.documents.word import REHEARSAL_LINE

if TYPE_CHECKING:
    from jinja2 import Environment

SHIPPED = Path(__file__).parent / "templates"
FACES = {
    "title": faces.TITLE.css,
    "body": faces.BODY.css,
    "head": faces.HEAD.css,
    "point": faces.POINT.css,
    "figures": faces.FIGURES.css,
    "latin": faces.LATIN,
}


def written(report: Report) -> str:
    """The report as an HTML page."""
    return (
        pages()
        .get_template("report.html.j2")
        .render(
            report=report,
            heading=f"{REHEARSAL_MARK}{report.title}" if report.rehearsal else report.title,
            header=REHEARSAL_LINE if report.rehearsal else "",
            day=chinese_day(report.issued_on) if report.issued_on else "",
        )
    )


@cache
def pages() -> Environment:
    """The shipped templates of pages; every value is escaped."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    from notifications.documents.svg import svg

    made = Environment(
        loader=FileSystemLoader(SHIPPED),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["faces"] = FACES
    made.filters["svg"] = lambda chart: Markup(svg(chart))
    made.tests["chart"] = lambda block: hasattr(block, "series")
    made.tests["table"] = lambda block: hasattr(block, "rows")
    return made
