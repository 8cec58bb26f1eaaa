"""`dueprocess funds`: the ledger of case money, its ageing, and the bank's statement."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from dueprocess.cli.frame.options import AsJson, Evidence, Officer, OnceDone

if TYPE_CHECKING:
    from models.money.reconciling import Month

_SHOW = "show"
_HELP = ("-h", "--help")


class _Fallback(TyperGroup):
    """A group whose first word may be a case number: then the case is shown."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if not args or (args[0] not in self.commands and args[0] not in _HELP):
            args = [_SHOW, *args]
        return super().parse_args(ctx, args)


app = typer.Typer(
    cls=_Fallback,
    help="案款 Case money: `funds [CASE]` its balances, and ageing, reconcile, claim, suspense.",
)


class MonthUnreadable(ValueError):
    """A month is not written as year and month."""

    def __init__(self, text: str) -> None:
        super().__init__(f"cannot read the month {text!r}: write 2026-09")


class DifferencesElsewhere(ValueError):
    """A difference list was to be written as something else than a workbook."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"cannot write {path}: name a file that ends in .xlsx")


@app.command(_SHOW)
def show_(
    case: Annotated[str, typer.Argument(help="案号 case number; none: the whole book")] = "",
    json: AsJson = False,
) -> None:
    """余额 What the receipts of a CASE hold, and its entries; without one, all money held."""
    from dueprocess.cli.frame.asking import seen_case, within
    from dueprocess.cli.frame.terminal import emit, show
    from dueprocess.desk import Desk
    from dueprocess.views.case import funds as views
    from models.money.balances import balances, entries
    from models.reading.selection import Selection

    with Desk.opened() as desk, desk.store.reading() as session:
        today = desk.now().date()
        found = seen_case(desk, session, case) if case else None
        chosen = Selection() if found else Selection(within=within(desk, session))
        held = balances(session, found.id if found else None, chosen)
        lines = entries(session, found.id or 0) if found else ()
    if json:
        number = found.number if found else None
        emit({"case": number, "as_of": today, "balances": held, "entries": lines})
    elif found:
        show(views.case(found.number, held, lines))
    else:
        show(views.book(held, today))


@app.command("ageing")
def ageing_(json: AsJson = False) -> None:
    """账龄 Money that lies with the court, by the days since it came in, whole and by handler."""
    from dueprocess.cli.frame.asking import within
    from dueprocess.cli.frame.terminal import emit, show
    from dueprocess.desk import Desk
    from dueprocess.views.case import funds as views
    from models.money.ageing import ageing
    from models.reading.selection import Selection
    from rulebook.money.figures import figures

    steps = figures().ageing
    with Desk.opened() as desk, desk.store.reading() as session:
        today = desk.now().date()
        found = ageing(session, today, steps, Selection(within=within(desk, session)))
    if json:
        emit({"as_of": today, "steps": views.spans(steps), "money": found})
    else:
        show(views.aged(found, steps, today))


@app.command("reconcile")
def reconcile_(
    statement: Annotated[Path, typer.Argument(help="银行流水 the bank's .csv or .xlsx")],
    month: Annotated[str, typer.Option(help="月份 2026-09")],
    out: Annotated[Path | None, typer.Option(help="差异表 the difference list as .xlsx")] = None,
    by: Officer = "",
    json: AsJson = False,
) -> None:
    """对账 A month's ledger beside the bank's STATEMENT; recorded, and nothing else is written."""
    from dueprocess.cli.frame.asking import expect_court
    from dueprocess.cli.frame.signing import signed
    from dueprocess.cli.frame.terminal import as_object, emit, show
    from dueprocess.desk import Desk
    from dueprocess.intake.statement import sealed
    from dueprocess.intake.statement import statement as read
    from dueprocess.permission import noted
    from dueprocess.views.case import reconciled as views
    from models.money.reconciling import reconcile

    asked = _month(month)
    if out is not None and out.suffix.lower() != ".xlsx":
        raise DifferencesElsewhere(out)
    lines = read(statement)
    with Desk.opened() as desk:
        who = signed(desk, by)
        expect_court(desk, "record", "", by)
        with desk.store.writing() as session:
            found = reconcile(session, asked, lines, statement.name, sealed(statement), who)
        noted(desk, who, "record", detail=f"reconciled {month}")
    if out is not None:
        views.write(found, out)
    if json:
        emit(as_object(found))
    else:
        show(views.page(found))


@app.command("suspense")
def suspense_(
    court: Annotated[str, typer.Option(help="法院代码 court, e.g. 京0105")],
    account: Annotated[str, typer.Option(help="专户账号 its account")] = "",
    on: Annotated[str, typer.Option(help="开户日 since when; else today")] = "",
    by: Officer = "",
    json: AsJson = False,
) -> None:
    """专户 Open a court's suspense file, for money whose case nobody knows yet."""
    from dueprocess.cli.frame import moments
    from dueprocess.cli.frame.asking import expect_court
    from dueprocess.cli.frame.signing import signed
    from dueprocess.cli.frame.terminal import emit
    from dueprocess.desk import Desk
    from dueprocess.permission import noted
    from models.money.suspense import Opening, number_of, open_file

    with Desk.opened() as desk:
        expect_court(desk, "record", court, by)
        day = on or desk.now().date().isoformat()
        opening = Opening(court=court, at=moments.moment(day), account=account, by=signed(desk, by))
        with desk.store.writing() as session:
            opened = open_file(session, opening, desk.law, desk.calendar)
        noted(desk, opening.by, "record", number_of(court), "suspense file")
    if json:
        emit({"case": number_of(court), "opened": opened is not None})
    else:
        word = "已开立 opened" if opened else "已有 stands already"
        print(f"{number_of(court)} {word}")


@app.command("claim")
def claim_(
    receipt: Annotated[str, typer.Argument(help="款项 the receipt in the suspense file")],
    into: Annotated[str, typer.Option(help="转入案号 the case it belongs to")],
    from_: Annotated[str, typer.Option("--from", help="专户 the suspense file, 京0105不明款专户")],
    evidence: Evidence,
    amount: Annotated[str, typer.Option(help="金额 yuan; else all of it")] = "",
    on: OnceDone = "",
    by: Officer = "",
    json: AsJson = False,
) -> None:
    """认领 Move unidentified money into its case: a fact in each, both or neither."""
    from dueprocess.cli.case.record import tell_run
    from dueprocess.cli.frame import moments
    from dueprocess.cli.frame.paper import presented
    from dueprocess.cli.frame.signing import signed
    from dueprocess.cli.frame.terminal import emit
    from dueprocess.desk import Desk
    from dueprocess.intake.cells import yuan
    from dueprocess.permission import demand_kind, noted
    from models.money.suspense import IN, OUT, Claiming, claim

    with Desk.opened() as desk:
        for kind, number in ((OUT, from_), (IN, into)):
            demand_kind(desk, signed(desk, by), kind, number)
        with presented(desk.settings.evidence, evidence) as paper:
            claiming = Claiming(
                file=from_,
                receipt=receipt,
                into=into,
                at=moments.moment(on) if on else desk.now(),
                evidence=paper["evidence"],
                evidence_hash=paper["evidence_hash"],
                amount=yuan(amount) if amount else None,
                by=signed(desk, by),
            )
            with desk.store.writing() as session:
                out, come = claim(session, claiming, desk.law, desk.calendar)
        for one, kind in ((out, OUT), (come, IN)):
            noted(desk, signed(desk, by), "record", one.case, kind)
        tell_run(desk, come.case_id)
    if json:
        emit(
            {name: {"case": one.case, "seq": one.seq} for name, one in (("out", out), ("in", come))}
        )
    else:
        print(f"{out.case} 第{out.seq}项 → {come.case} 第{come.seq}项 moved")


@app.command("rebuild")
def rebuild_(json: AsJson = False) -> None:
    """补账 Enter what ledgers lack of what the facts say; none in a book that is whole."""
    from dueprocess.cli.frame.terminal import emit
    from dueprocess.desk import Desk
    from models.money.catching_up import catch_up

    with Desk.opened() as desk:
        done = catch_up(desk.store)
    if json:
        emit({"entered": done})
    else:
        print(f"补记{done}笔 entries entered: {done}")


def _month(text: str) -> Month:
    from models.money.reconciling import Month

    try:
        return Month.of(text.strip())
    except ValueError:
        raise MonthUnreadable(text) from None
