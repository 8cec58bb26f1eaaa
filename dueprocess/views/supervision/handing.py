"""The handover sheet (值班交接表) in the terminal, in a workbook and as the court's own form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, cast

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from dueprocess.views.frame.heartbeat import DUTIES
from dueprocess.views.frame.palette import QUIET, REHEARSAL, STRONG
from models.reading.handover import Handing, Matter
from notifications.documents.gathering.duty import STATES, of_duty
from notifications.documents.shelf import Form
from notifications.names import court_name, officer_name
from notifications.workbook import Sheet

if TYPE_CHECKING:
    from sqlmodel import Session

    from dueprocess.desk import Desk
    from models.tables.review import Handover

_HEADS = ("案号", "事项", "期限", "责任人", "状态")
_STATES = STATES
FORMS = ("docx", "html")
Pair = tuple[str, str]  # Chinese, English
_FEW = 20  # lines of one part on the terminal


class FormUnknown(ValueError):
    """A handover sheet is not written in that form."""

    def __init__(self, suffix: str) -> None:
        super().__init__(f"no handover sheet is written as .{suffix}: give .xlsx, .docx or .html")


def page(found: Handing, rehearsal: bool) -> RenderableType:
    """Part by part, what the next desk has to know."""
    mark = [Text("【演练】", REHEARSAL)] if rehearsal else []
    span = f"{found.since:%Y-%m-%d %H:%M} — {found.until:%Y-%m-%d %H:%M}"
    title = Text.assemble(("值班交接表 ", STRONG), (f"{found.court or '全部法院'}  {span}", QUIET))
    shown = (part for name, lines in parts(found) for part in _part(" ".join(name), lines))
    return Group(*mark, title, *shown, _health(found))


def parts(found: Handing) -> Iterator[tuple[Pair, Sequence[Matter]]]:
    """The sheet part by part, each under its name in Chinese and English."""
    n = found.settled
    yield ("新超期", "newly overdue"), found.overdue
    yield ("今日到期", "due today"), found.today
    yield ("未复、待定、待核验", "unanswered, undecided, unverified"), found.unanswered
    yield ("上级交办", "from above"), found.tasks
    yield ("异常情况", "incidents"), found.incidents
    yield ("核查新增", "brought up by reviews"), found.findings
    yield (f"已办（另办结节点{n}个）", f"done (and {n} nodes settled)"), found.done


def _part(name: str, lines: Sequence[Matter]) -> Iterator[RenderableType]:
    yield Text.assemble((f"{name}  ", STRONG), (f"{len(lines)}", QUIET))
    table = Table.grid(padding=(0, 2, 0, 2))
    for _ in range(2):
        table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for line in lines[:_FEW]:
        due = f"{line.due_on:%m-%d}" if line.due_on else ""
        tail = " ".join(filter(None, (line.who, _STATES.get(line.state, line.state))))
        table.add_row(line.case, due, f"{line.what}  {tail}".rstrip())
    if lines:
        yield table
    if len(lines) > _FEW:
        yield Text(f"  另有{len(lines) - _FEW}项 more: --out 交接.xlsx", QUIET)


def _health(found: Handing) -> Text:
    text = Text.assemble(("数据与渠道 feeds and channels  ", STRONG))
    return text.append("；".join(health(found)))


def health(found: Handing) -> Iterator[str]:
    """How feeds and channels stand, a sentence each."""
    for beat in found.beats:
        when = f"{beat.beat_at:%m-%d %H:%M}" if beat.beat_at else "从未"
        yield f"{DUTIES.get(beat.name, beat.name).partition(' ')[0]} {beat.fault or '正常'} {when}"
    yield f"未送达消息{found.undelivered}条"
    yield f"对外查询放弃{found.unanswered_requests}次"


def tables(found: Handing, rehearsal: bool) -> Iterator[Sheet]:
    """One sheet a part."""
    mark = "【演练】" if rehearsal else ""
    span = f"{found.since:%Y-%m-%d %H:%M}至{found.until:%Y-%m-%d %H:%M}"
    for (name, _), lines in parts(found):
        zh = name.partition("（")[0]
        cells = [(m.case, m.what, m.due_on, m.who, _STATES.get(m.state, m.state)) for m in lines]
        yield Sheet(zh, f"{mark}值班交接·{zh}（{span}）", _HEADS, cells)
    feeds = [(one,) for one in health(found)]
    yield Sheet("数据与渠道", f"{mark}值班交接·数据与渠道（{span}）", ("情况",), feeds)


def document(desk: Desk, found: Handing, made: Handover | None, suffix: str) -> bytes:
    """The court's own form of the sheet; a draft until the desk was handed over."""
    from notifications.documents.content import content
    from notifications.documents.filling import filled
    from notifications.documents.kinds import kind
    from notifications.documents.shelf import Shelf

    if suffix not in FORMS:
        raise FormUnknown(suffix)
    final = made is not None
    shelf = Shelf(desk.settings.templates)
    template = shelf.template("duty_handover", cast("Form", suffix))
    with desk.store.reading() as session:
        known = _values(session, found, made)
    values = content(kind("duty_handover"), known, final=final)
    return filled(template, values, rehearsal=desk.rehearsal, final=final)


def _values(session: Session, found: Handing, made: Handover | None) -> dict[str, Any]:
    known = of_duty(asdict(found))
    note = made.note if made else ""
    giver = officer_name(session, made.handed_by) if made else ""
    return known | {
        "number": f"第{made.id}号" if made else "",
        "status": "签发" if made else "草稿",
        "court": court_name(session, found.court) if found.court else "全部法院",
        "court_code": found.court or "—",
        "office": "执行指挥中心",
        "issuer": giver,
        "issued_on": found.until.date(),
        "day": found.until.date(),
        "giver": giver,
        "taker": officer_name(session, made.handed_to) if made else "",
        "signed_in_at": made.taken_at if made else None,
        "incidents": "；".join(filter(None, (note, known["incidents"], *health(found)))),
    }
