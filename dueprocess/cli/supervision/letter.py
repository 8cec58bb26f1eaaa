"""`dueprocess letter`: letters of supervision between courts (督办函), and what follows on them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dueprocess.cli.frame.options import AsJson, CaseNumber, Officer, OnceDone

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dueprocess.desk import Desk
    from models.reading.courtletters import CourtLetter

app = typer.Typer(no_args_is_help=True, help="督办函 Letters of a superior court: issue, report …")

Letter = Annotated[
    str, typer.Argument(metavar="LETTER", help="督办函编号 as `letter list` shows it")
]
Paper = Annotated[str, typer.Option("--evidence", help="文书 a file (kept, hashed) or its name")]
Due = Annotated[str, typer.Option("--due", help="报告日 the last day for the written report")]


class UnknownLetter(LookupError):
    """The case has no such letter of supervision."""

    def __init__(self, case: str, ref: str, known: list[str]) -> None:
        way = f"it has {'、'.join(known)}" if known else "it has none"
        super().__init__(f"{case} has no letter of supervision {ref!r}: {way}")


@app.command("list")
def list_(
    every: Annotated[bool, typer.Option("--all", help="已报告的一并列出 the answered too")] = False,
    json: AsJson = False,
) -> None:
    """列表 Letters that wait for a report, with whoever was named and what followed."""
    from dueprocess.cli.frame.asking import only
    from dueprocess.cli.frame.terminal import as_object, emit, show
    from dueprocess.desk import Desk
    from dueprocess.views.supervision.courtletters import listing
    from models.reading.courtletters import letters

    with Desk.opened() as desk:
        now = desk.now()
        with desk.store.reading() as session:
            found = only(desk, session, letters(session, now))
        found = [one for one in found if every or one.state not in ("reported", "withdrawn")]
        if json:
            emit([{**as_object(one), "state": one.state} for one in found])
        else:
            show(listing(found, now))


@app.command()
def issue(
    case: CaseNumber,
    due: Due,
    problem: Annotated[str, typer.Option(help="发现的问题 what was found")],
    opinion: Annotated[str, typer.Option(help="处理意见 what this court holds to be right")],
    requirement: Annotated[str, typer.Option(help="督办要求 what is asked for")],
    contact: Annotated[str, typer.Option(help="联系人及电话 whom to ask, with a number")],
    attachment: Annotated[
        list[str] | None, typer.Option(help="附件 what goes with it; repeatable")
    ] = None,
    source: Annotated[str, typer.Option(help="来源 信访申诉、系统预警、抽查 …")] = "",
    petition: Annotated[str, typer.Option(help="信访编号 the petition it answers")] = "",
    on: OnceDone = "",
    by: Officer = "",
    json: AsJson = False,
) -> None:
    """制发 Issue a numbered letter to the court of the CASE; an officer of a court above signs."""
    from dueprocess.cli.frame import lettering, moments
    from dueprocess.cli.frame.signing import signed_in_person
    from dueprocess.desk import Desk
    from dueprocess.permission import demand_kind

    with Desk.opened() as desk:
        officer = signed_in_person(desk, by)
        demand_kind(desk, officer, "letter_sent", case)
        said = {
            "due_on": moments.day(due).isoformat(),
            "sender": _court(desk, officer),
            "problem": problem,
            "opinion": opinion,
            "requirement": requirement,
            "contact": contact,
            "attachments": attachment or [],
            "source": source,
            "petition": petition,
        }
        ref = f"督{len(_letters(desk, case, by)) + 1}"
        lettering.send(desk, lettering.Sending(case, ref, said, officer, on), json)


@app.command()
def name(
    case: CaseNumber,
    letter: Letter,
    officer: Annotated[str, typer.Option(help="指定办理人工号 the person in charge")],
    on: OnceDone = "",
    by: Officer = "",
    json: AsJson = False,
) -> None:
    """指定专人 Sign for a letter and name the person who deals with it."""
    from dueprocess.cli.frame.acting import Signed, act
    from dueprocess.desk import Desk

    with Desk.opened() as desk:
        one = _letter(desk, case, letter, by)
        said = {
            "due_on": one.due_on.isoformat() if one.due_on else "",
            "sender": one.sender,
            "number": one.number,
            "in_charge": officer,
        }
        act(desk, case, "letter_received", ("letter", one.ref), said, Signed(by, on, "", json))


@app.command()
def report(
    case: CaseNumber,
    letter: Letter,
    evidence: Paper,
    result: Annotated[str, typer.Option(help="办理结果 what came of it")] = "",
    on: OnceDone = "",
    by: Officer = "",
    json: AsJson = False,
) -> None:
    """报告 Report on a letter in writing."""
    _act(case, letter, "letter_reported", {"text": result}, on, by, json, evidence)


@app.command("return")
def return_(
    case: CaseNumber,
    letter: Letter,
    due: Due,
    reason: Annotated[str, typer.Option(help="退回理由 why")],
    on: OnceDone = "",
    by: Officer = "",
    json: AsJson = False,
) -> None:
    """退回 Send a report back; a new term is set."""
    from dueprocess.cli.frame import moments

    said = {"due_on": moments.day(due).isoformat(), "reason": reason}
    _act(case, letter, "letter_report_returned", said, on, by, json)


@app.command()
def withdraw(
    case: CaseNumber,
    letter: Letter,
    reason: Annotated[str, typer.Option(help="撤回理由 why")],
    on: OnceDone = "",
    by: Officer = "",
    json: AsJson = False,
) -> None:
    """撤回 Withdraw a letter; no report is owed on it any more."""
    _act(case, letter, "letter_withdrawn", {"reason": reason}, on, by, json)


@app.command()
def urge(
    case: CaseNumber, letter: Letter, on: OnceDone = "", by: Officer = "", json: AsJson = False
) -> None:
    """催报 Urge the report that is late."""
    _act(case, letter, "letter_reminded", {}, on, by, json)


@app.command("call-file")
def call_file(
    case: CaseNumber, letter: Letter, on: OnceDone = "", by: Officer = "", json: AsJson = False
) -> None:
    """调卷 Call for the file of the case."""
    _act(case, letter, "file_called", {}, on, by, json)


@app.command()
def designate(
    case: CaseNumber,
    court: Annotated[str, typer.Option(help="接办法院 code of the court that takes over")],
    evidence: Paper,
    way: Annotated[
        str, typer.Option(help="方式 提级执行、指令其他法院执行 …")
    ] = "指令其他法院执行",
    number: Annotated[str, typer.Option(help="裁定文号 number of the ruling")] = "",
    on: OnceDone = "",
    by: Officer = "",
    json: AsJson = False,
) -> None:
    """指定或者提级执行 Have another court enforce, or take the case up, on a ruling."""
    from dueprocess.cli.frame.acting import Signed, act
    from dueprocess.desk import Desk

    with Desk.opened() as desk:
        said = {"way": way, "court": court, "number": number}
        signed = Signed(by, on, evidence, json)
        act(desk, case, "enforcement_designated", ("case", ""), said, signed)


def _act(
    case: str,
    letter: str,
    kind: str,
    said: Mapping[str, object],
    on: str,
    by: str,
    json: bool,
    evidence: str = "",
) -> None:
    from dueprocess.cli.frame.acting import Signed, act
    from dueprocess.desk import Desk

    with Desk.opened() as desk:
        one = _letter(desk, case, letter, by)
        act(desk, case, kind, ("letter", one.ref), said, Signed(by, on, evidence, json))


def _letter(desk: Desk, case: str, ref: str, by: str) -> CourtLetter:
    found = _letters(desk, case, by)
    for one in found:
        if one.ref == ref:
            return one
    raise UnknownLetter(case, ref, [one.ref for one in found])


def _letters(desk: Desk, case: str, by: str) -> list[CourtLetter]:
    from dueprocess.cli.frame.asking import seen_case
    from models.reading.courtletters import letters

    with desk.store.reading() as session:
        return letters(session, desk.now(), seen_case(desk, session, case, by).id)


def _court(desk: Desk, officer: str) -> str:
    from models.tables.officer import Officer as Person

    with desk.store.reading() as session:
        return session.get_one(Person, officer).court_code
