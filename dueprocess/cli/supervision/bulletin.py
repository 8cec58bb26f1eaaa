"""`dueprocess bulletin`: periodic figures (通报), drafted, issued, put right, opened."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dueprocess.cli.frame.options import AsJson, Officer
from dueprocess.cli.supervision.definitions import definitions

if TYPE_CHECKING:
    from dueprocess.desk import Desk
    from models.figures.bulletins import Press
    from models.tables.bulletin import Bulletin
    from rulebook.figures.entry import Entry
    from rulebook.figures.span import Span

app = typer.Typer(
    invoke_without_command=True,
    subcommand_metavar="[COMMAND]",
    help="通报 Bulletins: draft one with --period; issue, erratum, list, log, rank.",
)
app.command("definitions")(definitions)

Number = Annotated[str, typer.Argument(metavar="NUMBER", help="通报编号, such as 京0105-2026-10")]
CourtCode = Annotated[str, typer.Option("--court", help="法院代码; else the book's highest court")]
Out = Annotated[
    Path | None, typer.Option("--out", help="文件 write it here: .docx, .xlsx, .html or .md")
]
Rank = Annotated[
    bool, typer.Option("--rank", help="排序 order courts by on-time rate; only where switched on")
]


class PeriodUnsaid(ValueError):
    """Neither a period nor a command was named."""

    def __init__(self) -> None:
        super().__init__(
            "say which period: --period 2026-10 (also 2026-Q4, 2026-H2, 2026), "
            "or see `dueprocess bulletin --help` for what else there is"
        )


@app.callback()
def bulletin(
    ctx: typer.Context,
    period: Annotated[str, typer.Option(help="统计期 2026-10, 2026-Q4, 2026-H2 or 2026")] = "",
    court: CourtCode = "",
    out: Out = None,
    rank: Rank = False,
    anew: Annotated[bool, typer.Option("--anew", help="重编 compute a draft again")] = False,
    by: Officer = "",
    json: AsJson = False,
) -> None:
    """通报 The bulletin of a period: the one that stands, else a draft that is frozen now.

    A period that still runs is shown as of now and not kept.
    """
    if ctx.invoked_subcommand is not None:
        return
    if not period:
        raise PeriodUnsaid
    from dueprocess import handout
    from dueprocess.cli.frame.asking import expect_court
    from dueprocess.cli.frame.signing import signed
    from dueprocess.desk import Desk
    from rulebook.figures.span import span

    of = span(period)
    if out is not None:
        handout.checked(out)
    with Desk.opened() as desk:
        code = _court(desk, court)
        expect_court(desk, "list", code, by)
        row, state, entries = _bulletin(desk, code, of, signed(desk, by), anew)
        _show(desk, row, state, entries, out, rank, json)


def _bulletin(
    desk: Desk, court: str, of: Span, by: str, anew: bool
) -> tuple[Bulletin, str, tuple[Entry, ...]]:
    press = _press(desk)
    if of.end > desk.now():
        composed = press.preview(court, of)
        return composed.bulletin, "preview", composed.entries
    row = press.drafted(court, of, by, anew=anew)
    return row, row.state, _entries(desk, row.number)


def _show(
    desk: Desk,
    row: Bulletin,
    state: str,
    entries: tuple[Entry, ...],
    out: Path | None,
    rank: bool,
    json: bool,
) -> None:
    from dueprocess import handout
    from dueprocess.cli.frame.terminal import emit, show

    made = handout.issue(desk, row, state, rank)
    if out is not None:
        handout.write(desk, out, made, entries)
    if json:
        emit(_plain(row, state, out))
    elif out is not None:
        print(f"通报已写 bulletin written: {out}  {row.number}  {state}  sha256 {row.sha256[:12]}")
    else:
        from dueprocess.views.supervision.bulletin import page

        show(*page(made))


def _plain(row: Bulletin, state: str, out: Path | None) -> dict[str, object]:
    kept = {name: one for name, one in row.report.items() if name != "definitions_toml"}
    return {
        "number": row.number,
        "state": state,
        "corrects": row.corrects or None,
        "court": row.court_code,
        "span": row.span,
        "cut_off": row.cut_off,
        "known_at": row.known_at,
        "rulebook": row.rulebook,
        "definitions": row.definitions,
        "sha256": row.sha256,
        "issued_by": row.issued_by or None,
        "issued_at": row.issued_at,
        "file": str(out) if out else None,
        "report": kept,
    }


@app.command()
def show(number: Number, out: Out = None, rank: Rank = False, json: AsJson = False) -> None:
    """查看 A bulletin or an erratum that stands, by its number."""
    from dueprocess import handout
    from dueprocess.cli.frame.asking import expect_court
    from dueprocess.desk import Desk
    from models.figures.bulletins import read

    if out is not None:
        handout.checked(out)
    with Desk.opened() as desk:
        with desk.store.reading() as session:
            row = read(session, number)
        expect_court(desk, "list", row.court_code)
        _show(desk, row, row.state, _entries(desk, number), out, rank, json)


@app.command()
def issue(number: Number, by: Officer = "", json: AsJson = False) -> None:
    """签发 Issue a draft: it stands from then on. Takes a director or president."""
    from dueprocess.cli.frame.signing import signed_in_person
    from dueprocess.cli.frame.terminal import emit
    from dueprocess.desk import Desk
    from dueprocess.permission import noted

    with Desk.opened() as desk:
        signer = signed_in_person(desk, by)
        row = _press(desk).issued(number, signer)
        noted(desk, signer, "bulletin", detail=f"issued {row.number}")
        if json:
            emit(_plain(row, row.state, None))
        else:
            print(f"通报已签发 issued: {row.number}  {row.issued_by}  sha256 {row.sha256[:12]}")


@app.command()
def erratum(number: Number, out: Out = None, by: Officer = "", json: AsJson = False) -> None:
    """勘误 Compute it again as of its own cut-off by what is known now; issue what differs."""
    from dueprocess import handout
    from dueprocess.cli.frame.signing import signed_in_person
    from dueprocess.cli.frame.terminal import emit
    from dueprocess.desk import Desk
    from dueprocess.permission import noted

    if out is not None:
        handout.checked(out)
    with Desk.opened() as desk:
        signer = signed_in_person(desk, by)
        row = _press(desk).erratum(number, signer)
        noted(desk, signer, "bulletin", detail=f"erratum of {number}")
        if row is not None:
            _show(desk, row, row.state, _entries(desk, row.number), out, False, json)
        elif json:
            emit({"number": number, "differences": []})
        else:
            print(f"没有需要更正的数字 nothing differs: {number} stands, no erratum was written")


@app.command("list")
def list_(
    number: Number,
    figure: Annotated[str, typer.Argument(help="明细名 such as nodes.overdue")],
    node: Annotated[str, typer.Option(help="节点 only of this code or stage letter")] = "",
    court: CourtCode = "",
    json: AsJson = False,
) -> None:
    """明细 The cases behind one figure, as they were frozen with it."""
    from dueprocess.cli.frame.asking import expect_court
    from dueprocess.cli.frame.terminal import emit
    from dueprocess.cli.frame.terminal import show as put
    from dueprocess.desk import Desk
    from dueprocess.listing import opened
    from dueprocess.views.supervision.bulletin import lines

    with Desk.opened() as desk:
        found = opened(desk, number, figure, node, court)
        expect_court(desk, "list", found.court_code)
    if json:
        emit(found)
    else:
        put(*lines(found))


@app.command()
def log(court: CourtCode = "", json: AsJson = False) -> None:
    """目录 Every bulletin and erratum, and every turn of the ranking's switch."""
    from dueprocess.cli.frame.asking import expect_court
    from dueprocess.cli.frame.terminal import emit
    from dueprocess.cli.frame.terminal import show as put
    from dueprocess.desk import Desk
    from dueprocess.listing import logged
    from dueprocess.views.supervision.bulletin import register

    with Desk.opened() as desk:
        expect_court(desk, "list", court)
        found = logged(desk, court)
    if json:
        emit(found)
    else:
        put(*register(found))


@app.command()
def rank(
    turn: Annotated[str, typer.Argument(metavar="on|off", help="开、关")],
    court: CourtCode = "",
    reason: Annotated[str, typer.Option(help="理由 printed at the foot of every bulletin")] = "",
    by: Officer = "",
) -> None:
    """排序开关 Switch the ordering of courts by performance; off by default, every turn logged."""
    from dueprocess.cli.frame.signing import signed_in_person
    from dueprocess.desk import Desk
    from dueprocess.permission import noted
    from models.figures.ranking import turned

    if turn not in ("on", "off"):
        raise TurnUnsaid(turn)
    with Desk.opened() as desk:
        code = _court(desk, court)
        with desk.store.writing() as session:
            row = turned(session, code, turn == "on", reason, signed_in_person(desk, by))
        noted(desk, row.turned_by, "bulletin", detail=f"ranking {turn} {code}")
    when = f"{row.turned_at:%Y-%m-%d %H:%M}"
    print(f"排序 ranking {turn}: {code}  {row.turned_by}  {when}  {row.reason}")


class TurnUnsaid(ValueError):
    """A switch is turned on or off."""

    def __init__(self, given: str) -> None:
        super().__init__(f"{given!r} is no turn of a switch: say on or off")


def _press(desk: Desk) -> Press:
    from models.figures.bulletins import Press

    return Press(desk.store, desk.law, desk.calendar)


def _court(desk: Desk, code: str) -> str:
    from models.figures.composing import root

    if code:
        return code
    with desk.store.reading() as session:
        return root(session)


def _entries(desk: Desk, number: str) -> tuple[Entry, ...]:
    from models.figures.bulletins import entries

    with desk.store.reading() as session:
        return entries(session, number)
