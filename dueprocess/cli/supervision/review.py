"""`dueprocess review`: scheduled reviews (核查) run, listed, shown, concluded."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dueprocess.cli.frame.options import AsJson, Evidence, Officer
from dueprocess.cli.supervision import rounds, sampling

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dueprocess.desk import Desk
    from models.reading.reviews import ReviewLine

app = typer.Typer(no_args_is_help=True, help="核查 Scheduled reviews: list, show, do, run, sample.")
app.command("queries")(rounds.queries)
app.command("old-rounds")(rounds.old_rounds)
app.command("resume")(rounds.resume)
app.command("sample")(sampling.sample)
app.command("sheet")(sampling.sheet)

ACT = "review"
Number = Annotated[int, typer.Argument(metavar="ID", help="核查事项编号 number of the finding")]
Kind = Annotated[str, typer.Option(help="核查类别 only this kind, such as long-pending")]
InCourt = Annotated[str, typer.Option(help="法院代字 only this court and those below it")]
Out = Annotated[str, typer.Option(help="另存为 write the list to this .xlsx")]


@app.command("list")
def list_(
    kind: Kind = "",
    court: InCourt = "",
    mine: Annotated[
        bool, typer.Option("--mine", help="本人的 only what I have to look into")
    ] = False,
    every: Annotated[bool, typer.Option("--all", help="the ended ones too")] = False,
    out: Out = "",
    by: Officer = "",
    json: AsJson = False,
) -> None:
    """清单 Findings that wait for a person, kind by kind."""
    from dueprocess.cli.frame.asking import within
    from dueprocess.cli.frame.signing import signed_in_person
    from dueprocess.cli.frame.terminal import emit
    from dueprocess.desk import Desk
    from models.reading.reviews import reviews
    from models.reviews.running import kind_of

    with Desk.opened() as desk:
        if kind:
            kind_of(desk.law, kind)
        officer = signed_in_person(desk, by) if mine else ""
        with desk.store.reading() as session:
            extent = within(desk, session, ACT, by)
            found = reviews(session, kind, court, officer, every, within=extent)
        if out:
            _save(desk, found, out)
        elif json:
            emit(found)
        else:
            _print(desk, found)


@app.command()
def show(number: Number, json: AsJson = False) -> None:
    """查看 One finding with its figures, what the kind means and where that stands."""
    from dueprocess.cli.frame.terminal import emit
    from dueprocess.cli.frame.terminal import show as print_
    from dueprocess.desk import Desk
    from dueprocess.views.supervision.reviews import sheet

    with Desk.opened() as desk:
        found = read(desk, number)
        if json:
            emit(found)
        else:
            print_(sheet(found, desk.law))


@app.command()
def do(
    number: Number,
    outcome: Annotated[str, typer.Option(help="核查结果 such as 已纠正, 有正当理由, 限期整改")],
    reason: Annotated[str, typer.Option(help="说明 why")] = "",
    finding: Annotated[list[str] | None, typer.Option(help="评查发现, may be repeated")] = None,
    rectify_by: Annotated[str, typer.Option(help="整改期限 the last day, with 限期整改")] = "",
    evidence: Evidence = "",
    by: Officer = "",
    json: AsJson = False,
) -> None:
    """办结 Conclude a finding; of a case it becomes a fact of the case."""
    from dueprocess.cli.frame import moments, paper
    from dueprocess.cli.frame.signing import signed_in_person
    from dueprocess.cli.frame.terminal import emit
    from dueprocess.desk import Desk
    from dueprocess.permission import noted
    from models.reviews.concluding import Conclusion, conclude

    day = moments.moment(rectify_by).date() if rectify_by else None
    with Desk.opened() as desk:
        signed = signed_in_person(desk, by)
        _expect_may(desk, number, signed)
        with paper.presented(desk.settings.evidence, evidence) as shown:
            said = Conclusion(
                outcome=outcome,
                by=signed,
                reason=reason,
                findings=tuple(finding or ()),
                rectify_by=day,
                **shown,
            )
            conclude(desk.store, desk.law, desk.calendar, number, said, desk.now())
        noted(desk, signed, ACT, detail=f"review {number}")
        found = read(desk, number, by)
        if json:
            emit(found)
        else:
            _print(desk, [found])


@app.command()
def run(
    kind: Annotated[str, typer.Argument(help="核查类别 one kind, or all")],
    json: AsJson = False,
) -> None:
    """运行 Look now for what one kind of review finds; doing it again changes nothing."""
    from dueprocess.cli.frame.terminal import emit, show
    from dueprocess.desk import Desk
    from tasks import reviewing

    with Desk.opened() as desk:
        every = [one.id for one in desk.law.reviews.values() if one.cron]
        kinds = every if kind == "all" else [kind]
        now = desk.now()
        done = [reviewing.run(desk.store, desk.law, desk.calendar, one, now) for one in kinds]
        if json:
            emit(done)
        else:
            show(*done)


@app.command()
def kinds(json: AsJson = False) -> None:
    """类别 Every kind of review: when it runs, who is told, what exactly it finds."""
    from dueprocess.cli.frame.terminal import emit, show
    from dueprocess.desk import Desk
    from dueprocess.views.supervision.reviews import kinds as listing

    with Desk.opened() as desk:
        if json:
            emit(list(desk.law.reviews.values()))
        else:
            show(listing(desk.law))


def _expect_may(desk: Desk, number: int, signed: str) -> None:
    """`NotPermitted` unless the officer may conclude the finding; one on no case is in reach."""
    from dueprocess.permission import demand_kind

    found = read(desk, number, signed)
    if found.case:
        demand_kind(desk, signed, "review_concluded", found.case)


def read(desk: Desk, number: int, by: str = "") -> ReviewLine:
    """The finding of that number; `UnknownFinding` when there is none in reach of who asks."""
    from dueprocess.cli.frame.asking import reads, within
    from models.reading.reviews import review
    from models.reviews.concluding import UnknownFinding

    with desk.store.reading() as session:
        found = review(session, number, within(desk, session, ACT, by))
    if found is None:
        raise UnknownFinding(number)
    if found.case:
        reads(desk, found.case, by)
    return found


def _print(desk: Desk, found: Sequence[ReviewLine]) -> None:
    from dueprocess.cli.frame.terminal import show
    from dueprocess.views.supervision.reviews import listing

    show(listing(found, desk.law, desk.now().date(), desk.rehearsal))


def _save(desk: Desk, found: Sequence[ReviewLine], out: str) -> None:
    from pathlib import Path

    from dueprocess.cli.frame.terminal import show
    from dueprocess.views.supervision.reviewsheet import tables
    from notifications.workbook import write

    write(Path(out), tables(found, desk.law, desk.now(), desk.rehearsal))
    show(f"已写入{out} written")
