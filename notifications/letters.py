"""Letters (文书): drafts in a court's own form, rendered from templates."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from models.oversight.alert import REHEARSAL_MARK
from rulebook.time.zone import SHANGHAI

TEMPLATES = Path(__file__).parent / "templates"
BLANK = "________"
DRAFT_MARK = "草稿"

TITLES: Mapping[str, str] = {
    "execution_notice": "执行通知书",
    "property_report_order": "报告财产令",
    "urge_note": "催办单",
    "supervision_order": "督办单",
    "interview_notice": "约谈通知书",
    "interview_record": "约谈记录",
}
_REHEARSAL_LINE = "【演练】本件为演练文书，不产生任何法律效力。"
_DRAFT_LINE = "〔草稿〕未经审核签发，不得送达。"


class UnknownLetter(LookupError):
    """No template bears this name."""

    def __init__(self, kind: str) -> None:
        super().__init__(f"no letter is called {kind!r}: choose one of {', '.join(TITLES)}")


def render(kind: str, context: Mapping[str, object], rehearsal: bool) -> tuple[str, str]:
    """Title and body of a draft; what is not known is left blank, and a draft says it is one.

    Every value a template names has to be in the context, empty if need be. Raises
    `UnknownLetter`, and jinja2's UndefinedError for a value that the context lacks.
    """
    if kind not in TITLES:
        raise UnknownLetter(kind)
    text = environment().get_template(f"{kind}.j2").render(context)
    marks = [_REHEARSAL_LINE] if rehearsal else []
    body = "\n".join([*marks, _DRAFT_LINE, "", text.rstrip(), ""])
    title = f"{context['case_number']} {TITLES[kind]}（{DRAFT_MARK}）"
    return (f"{REHEARSAL_MARK}{title}" if rehearsal else title), body


@cache
def environment() -> Environment:
    """The templates of this room, plain text, with the filters they use."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        autoescape=False,  # plain text, never shown as HTML
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters.update(blank=_blank, day=_day, moment=_moment, yuan=_yuan)
    return made


def _blank(value: object) -> str:
    return str(value) if value else BLANK


def _day(value: date | datetime | None) -> str:
    """2026年3月5日; a moment is taken as the day it falls on in Shanghai."""
    if value is None or value == "":
        return "______年____月____日"
    day = value.astimezone(SHANGHAI).date() if isinstance(value, datetime) else value
    return f"{day.year}年{day.month}月{day.day}日"


def _moment(value: datetime | None) -> str:
    if value is None:
        return _day(None)
    local = value.astimezone(SHANGHAI)
    return f"{_day(local)}{local:%H:%M}"


def _yuan(value: Decimal | None) -> str:
    return f"{BLANK}元" if value is None else f"{value:,.2f}元"
