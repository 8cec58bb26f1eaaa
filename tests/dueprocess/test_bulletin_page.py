"""docs/bulletin.md is made from the definitions, so that none is told otherwise than counted."""

from __future__ import annotations

from pathlib import Path

from dueprocess.reference.bulletin import rendered
from rulebook.figures.definitions import definitions

PAGE = Path(__file__).parents[2] / "docs" / "bulletin.md"


def test_the_page_says_of_every_figure_what_the_data_say() -> None:
    page = PAGE.read_text("utf-8")
    assert page == rendered(page, definitions())


def test_a_changed_definition_would_be_seen() -> None:
    page = PAGE.read_text("utf-8")
    assert page.replace("÷", "/", 1) != rendered(page.replace("÷", "/", 1), definitions())
