"""A page of the board (页面): a template with what every page shows around it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from dueprocess.board.menu import menu
from dueprocess.board.sentences import Sentences
from dueprocess.board.visit import FIELD, Visit
from dueprocess.board.words import LANGUAGES

HERE = Path(__file__).parent
HTMX = HERE / "static" / "vendor" / "htmx.min.js"


def page(visit: Visit, template: str, status_code: int = 200, **shown: Any) -> HTMLResponse:
    """The template filled in for this visit."""
    made = environment().get_template(template)
    around = {
        "visit": visit,
        "asker": visit.asker,
        "_": visit.words,
        "again": Sentences(visit.words, visit.desk.law),
        "languages": LANGUAGES,
        "field": FIELD,
        "rehearsal": visit.desk.rehearsal,
        "livelier": HTMX.exists(),
        "now": visit.desk.now(),
        "menu": menu,
        "fresh": status_code == 200,  # an answer to what was sent is not asked for anew
    }
    return HTMLResponse(made.render({**around, **shown}), status_code)


@cache
def environment() -> Environment:
    """The templates; every value is escaped, a name that is not given is a fault."""
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["minute"] = lambda moment: f"{moment:%Y-%m-%d %H:%M}"
    made.filters["clock"] = lambda moment: f"{moment:%m-%d %H:%M}"
    made.filters["yuan"] = lambda amount: f"{amount:,.2f}"
    made.filters["spoken"] = lambda name: name.replace("_", " ").capitalize()
    made.filters["capital"] = lambda said: said[:1].upper() + said[1:]
    made.filters["day"] = lambda day: f"{day:%Y-%m-%d}" if day else "—"
    return made
