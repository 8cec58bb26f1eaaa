"""`dueprocess interview`: accountability interviews (约谈): which wait, their facts, the record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dueprocess.cli.frame.options import AsJson, Officer

if TYPE_CHECKING:
    from dueprocess.desk import Desk
    from models.reading.items import InterviewLine
    from tasks.interviewing import Pledge

app = typer.Typer(no_args_is_help=True, help="约谈 Interviews: list, show, schedule, record.")

Number = Annotated[int, typer.Argument(metavar="ID", help="约谈编号 number of the interview")]


class UnknownInterview(LookupError):
    """The book has no such interview."""

    def __init__(self, number: int) -> None:
        super().__init__(f"no interview {number}: see `dueprocess interview list --all`")


class NoInterview(ValueError):
    """An item of another level was to be scheduled."""

    def __init__(self, item: int, level: str) -> None:
        super().__init__(
            f"item {item} is at level {level}: only an interview (约谈) is set for a time"
        )


class PromiseUnreadable(ValueError):
    """A promise is not written DATE:TEXT."""

    def __init__(self, text: str) -> None:
        super().__init__(f"cannot read the promise {text!r}: write DATE:TEXT, 2026-10-20:发出通知")


@app.command("list")
def list_(
    every: Annotated[bool, typer.Option("--all", help="the held ones too")] = False,
    json: AsJson = False,
) -> None:
    """列表 Interviews still to be held, the nearest first."""
    from dueprocess.cli.case.case import marking
    from dueprocess.cli.frame.asking import within
    from dueprocess.cli.frame.terminal import emit, show
    from dueprocess.desk import Desk
    from dueprocess.views.supervision.items import meetings
    from models.reading import items as reads_items
    from models.reading.selection import Selection

    with Desk.opened() as desk:
        with desk.store.reading() as session:
            chosen = Selection(within=within(desk, session))
            found = reads_items.interviews(session, every, chosen)
        if json:
            emit(found)
        else:
            show(meetings(marking(desk), found, desk.now()))


@app.command("show")
def show_(number: Number, json: AsJson = False) -> None:
    """详情 One interview: the facts frozen for it, and its record."""
    from dueprocess.cli.case.case import marking
    from dueprocess.cli.frame.terminal import emit, show
    from dueprocess.desk import Desk
    from dueprocess.views.supervision.items import meeting

    with Desk.opened() as desk:
        found = _read(desk, number)
        if json:
            emit(found)
        else:
            show(meeting(marking(desk), found))


@app.command("schedule")
def schedule(
    item: Annotated[int, typer.Argument(metavar="ITEM", help="督办事项编号 the interview's item")],
    set_for: Annotated[str, typer.Option(help="约谈时间 when; else the next working day's")] = "",
    place: Annotated[str, typer.Option(help="约谈地点 where; a notice is not issued without")] = "",
    reason: Annotated[str, typer.Option(help="改期理由 why, when it was set before")] = "",
    by: Officer = "",
    json: AsJson = False,
) -> None:
    """约谈时间 Confirm a proposed interview, or set a convened one for another time."""
    from dueprocess.cli.frame import moments
    from dueprocess.cli.frame.acting import Signed, found, on_item
    from dueprocess.desk import Desk

    with Desk.opened() as desk:
        one = found(desk, item, by)
        stands = set_for_of(desk, item)
    if one.level != "interview":
        raise NoInterview(item, one.level)
    kind = "interview_convened" if one.state == "proposed" else "interview_rescheduled"
    when = moments.moment(set_for).isoformat() if set_for else ""
    if kind == "interview_rescheduled" and place and not when:
        when = stands  # another place, the same time
    on_item(item, kind, {"set_for": when, "place": place, "reason": reason}, Signed(by, json=json))


def set_for_of(desk: Desk, item: int) -> str:
    """The time for which the interview of an item is set; "" when none was convened."""
    from models.reading.items import interviews

    with desk.store.reading() as session:
        mine = [one for one in interviews(session) if one.item == item]
    return mine[-1].set_for.isoformat() if mine else ""


@app.command("invitation")
def invitation(
    number: Number,
    out: Annotated[str, typer.Option(help="文件 write the .ics file here; else print it")] = "",
) -> None:
    """日程 The calendar invitation (ICS) of an interview as it stands now."""
    from pathlib import Path

    from dueprocess.desk import Desk
    from models.tables.columns import LARGEST_ID
    from notifications.summons import of_interview

    with Desk.opened() as desk, desk.store.reading() as session:
        _read(desk, number)
        found = of_interview(session, min(number, LARGEST_ID))
    if found is None:
        raise UnknownInterview(number)
    if out:
        Path(out).write_text(found.text, encoding="utf-8", newline="")
        print(f"已写入 written  {out}")
    else:
        print(found.text, end="")


@app.command("record")
def record(
    number: Number,
    held_at: Annotated[str, typer.Option(help="约谈时间 when it was held")],
    attendee: Annotated[list[str], typer.Option(help="参加人 who attended; repeatable")],
    cause: Annotated[list[str], typer.Option(help="超期原因 why it was overdue; repeatable")],
    promise: Annotated[
        list[str] | None, typer.Option(help='承诺 "DATE:TEXT"; each opens a clock; repeatable')
    ] = None,
    place: Annotated[str, typer.Option(help="地点 where, unless as convened")] = "",
    by: Officer = "",
    json: AsJson = False,
) -> None:
    """记录 Write the record; each promise becomes a clock of the case."""
    from dueprocess.cli.case.record import tell_run
    from dueprocess.cli.frame import moments
    from dueprocess.cli.frame.signing import signed_in_person
    from dueprocess.cli.frame.terminal import emit
    from dueprocess.desk import Desk
    from dueprocess.permission import demand_kind, noted
    from tasks.interviewing import Minutes, hold

    with Desk.opened() as desk:
        minutes = Minutes(
            held_at=moments.moment(held_at),
            attendees=tuple(attendee),
            causes="；".join(cause),
            promises=tuple(pledged(text) for text in promise or ()),
            recorded_by=signed_in_person(desk, by),
            place=place,
        )
        case, who = _read(desk, number, by).case, minutes.recorded_by
        demand_kind(desk, who, "interview_held", case)
        recorded = hold(desk.store, desk.law, desk.calendar, number, minutes)
        noted(desk, who, "interview", case, "interview_held")
        tell_run(desk, recorded[0].case_id)
        if json:
            emit([{"case": one.case, "seq": one.seq, "hash": one.hash} for one in recorded])
        else:
            made = len(recorded) - 1
            print(f"约谈 {number} 已记录 recorded  {recorded[0].case}  承诺 promises {made}")


def _read(desk: Desk, number: int, by: str = "") -> InterviewLine:
    """The interview; `UnknownInterview` when there is none that whoever asks may see."""
    from dueprocess.cli.frame.asking import hidden, reads
    from models.reading.items import interview

    with desk.store.reading() as session:
        found = interview(session, number)
    if found is None or hidden(desk, found.case, by):
        raise UnknownInterview(number)
    reads(desk, found.case, by)
    return found


def pledged(text: str) -> Pledge:
    """A promise written DATE:TEXT; `PromiseUnreadable` when it is written otherwise."""
    from dueprocess.cli.frame import moments
    from tasks.interviewing import Pledge

    day, _, words = text.replace("：", ":", 1).partition(":")
    if not (day.strip() and words.strip()):
        raise PromiseUnreadable(text)
    return Pledge(moments.day(day), words.strip())
