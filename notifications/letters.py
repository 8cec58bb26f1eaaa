"""Letters (文书): drafts as plain text, from the same layouts as the documents in Word and HTML."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from models.oversight.telling.alert import REHEARSAL_MARK
from notifications.documents import forms
from notifications.documents.content import content
from notifications.documents.filling import DRAFT_LINE
from notifications.documents.gaps import dress
from notifications.documents.kinds import kind as kind_of
from notifications.documents.word import REHEARSAL_LINE

TEMPLATES = Path(__file__).parent / "templates"
DRAFT_MARK = "草稿"


def render(kind: str, values: Mapping[str, Any], rehearsal: bool) -> tuple[str, str]:
    """Title and body of a draft; what is not known is a marked gap, and a draft says it is one.

    Raises `UnknownKind`, and `FieldAstray` for a value that does not fit its field.
    """
    what = kind_of(kind)
    mark = REHEARSAL_MARK if rehearsal else ""
    said = content(what, values, final=False)
    text = _template(kind).render({**said, "mark": mark})
    marks = [REHEARSAL_LINE] if rehearsal else []
    body = "\n".join([*marks, DRAFT_LINE, "", text.rstrip(), ""])
    about = f"{said['case_number']} " if what.on_case else ""
    return f"{mark}{about}{what.zh}（{DRAFT_MARK}）", body


@cache
def _template(kind: str) -> Template:
    return dress(_plain(), final=False).from_string(forms.text_template(kind))


@cache
def environment() -> Environment:
    """The templates of digests, plain text."""
    return _plain()


def _plain() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        autoescape=False,  # plain text, never shown as HTML
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
