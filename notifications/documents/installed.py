"""The press of this installation (文书签发): its templates and its folder of papers."""

from __future__ import annotations

import os
from pathlib import Path

from models.evidence import FOLDER
from models.store import Store
from models.whereabouts import folder
from notifications.documents.issuing import Press
from notifications.documents.shelf import NoTemplates, Shelf
from rulebook.law.lawbook import Lawbook
from rulebook.time.calendar import Calendar

TEMPLATES = "DUEPROCESS_TEMPLATES"


def press(store: Store, law: Lawbook, calendar: Calendar) -> Press | None:
    """As the environment has it; None while the court's folder of templates is not there.

    A patrol goes on without it, and nothing is issued on a blank that is not the court's own.
    """
    named = os.environ.get(TEMPLATES)
    try:
        shelf = Shelf(Path(named) if named else None)
    except NoTemplates:
        return None
    return Press(store, law, calendar, shelf, folder() / FOLDER)
