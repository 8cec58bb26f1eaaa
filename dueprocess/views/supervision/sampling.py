"""A drawn sample (评查抽样) in the terminal, and the check sheet (评查表) of one case."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from dueprocess.views.frame.palette import QUIET, REHEARSAL, STRONG
from models.reading.reviews import ReviewLine
from rulebook.law.lawbook import Lawbook

if TYPE_CHECKING:
    from dueprocess.desk import Desk
    from notifications.documents.shelf import Form

HOW = {"random": "随机", "risk": "按风险"}
RISKS = {
    "late": "逾期",
    "unproven": "存疑",
    "paused": "停止计算",
    "extended": "延长",
    "petition": "信访",
    "supervised": "督办",
    "long": "久办",
}
_FORMS = ("docx", "html")


class NotDrawn(ValueError):
    """The finding is no drawn case, so there is no check sheet for it."""

    def __init__(self, number: int) -> None:
        super().__init__(f"item {number} was not drawn for quality review: see `review sample`")


class FormUnknown(ValueError):
    """A check sheet is not written in that form."""

    def __init__(self, suffix: str) -> None:
        super().__init__(f"no check sheet is written as .{suffix}: give .docx or .html")


def listing(found: Sequence[ReviewLine], turn: str, rehearsal: bool) -> RenderableType:
    """The cases in the order of their numbers, how each was drawn, its risks, its reviewer."""
    if not found:
        return Text(f"{turn}：没有可抽的案件 no case was closed", QUIET)
    table = Table.grid(padding=(0, 2, 0, 0))
    for _ in range(5):
        table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for line in found:
        figures: dict[str, Any] = line.figures
        risks = "、".join(RISKS.get(name, name) for name in figures.get("risks", {}))
        how = HOW.get(str(figures.get("drawn")), "")
        person = line.officer or "待指定"
        table.add_row(f"{line.id}", line.case, str(figures.get("mode")), how, person, risks)
    title = Text.assemble(("评查抽样 ", STRONG), (f"{turn}  {len(found)}件", QUIET))
    mark = [Text("【演练】", REHEARSAL)] if rehearsal else []
    return Group(*mark, title, table)


def items(line: ReviewLine, law: Lawbook) -> tuple[str, ...]:
    """What the sheet asks; `NotDrawn` for a finding of another kind."""
    sheet = law.checksheets.get(str(line.figures.get("sheet")))
    if sheet is None:
        raise NotDrawn(line.id)
    return sheet.items


def checklist(line: ReviewLine, asked: Sequence[str]) -> RenderableType:
    """The sheet to be ticked off."""
    head = Text.assemble(("评查表 ", STRONG), (f"{line.case} {line.figures.get('mode')}", QUIET))
    return Group(head, *(f"{number}. ☐ {item}" for number, item in enumerate(asked, start=1)))


def document(desk: Desk, line: ReviewLine, asked: Sequence[str], suffix: str) -> bytes:
    """The court's own form of the sheet, as a draft to be filled in by hand."""
    from notifications.documents.content import content
    from notifications.documents.filling import filled
    from notifications.documents.kinds import kind
    from notifications.documents.shelf import Shelf

    if suffix not in _FORMS:
        raise FormUnknown(suffix)
    shelf = Shelf(desk.settings.templates)
    template = shelf.template("review_sheet", cast("Form", suffix))
    values = content(kind("review_sheet"), _values(desk, line, asked), final=False)
    return filled(template, values, rehearsal=desk.rehearsal, final=False)


def _values(desk: Desk, line: ReviewLine, asked: Sequence[str]) -> dict[str, Any]:
    from models.reading.card import case_of
    from models.tables.officer import Officer

    with desk.store.reading() as session:
        case = case_of(session, line.case)
        handler = session.get(Officer, case.handler_id) if case.handler_id else None
        reviewer = session.get(Officer, line.officer) if line.officer else None
    return {
        "status": "草稿",
        "court": line.court,
        "court_code": line.court,
        "office": "执行指挥中心",
        "issued_on": desk.now().date(),
        "case_number": line.case,
        "cause": case.cause or None,
        "handler": handler.name if handler else "—",
        "closing": str(line.figures.get("mode")),
        "findings": [{"item": one, "finding": "□符合　□不符合"} for one in asked],
        "reviewer": reviewer.name if reviewer else "",
        "reviewed_on": desk.now().date(),
    }
