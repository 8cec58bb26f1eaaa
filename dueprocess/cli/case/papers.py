"""`dueprocess papers`: documents (文书) drafted, issued under a number, listed and checked."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dueprocess.cli.frame.options import AsJson, Officer

if TYPE_CHECKING:
    from dueprocess.desk import Desk
    from notifications.documents.shelf import Form, Shelf

app = typer.Typer(no_args_is_help=True, help="文书 Documents: draft, issue, list, show, check.")

KindOf = Annotated[str, typer.Argument(metavar="KIND", help="文书种类 see `papers check`")]
OnCase = Annotated[str, typer.Argument(metavar="[CASE]", help="案号 case number")]
OnNode = Annotated[str, typer.Option(help="节点 code, rule id or key of the node")]
OnItem = Annotated[int | None, typer.Option(help="督办事项编号 supervision item")]
OnInterview = Annotated[int | None, typer.Option(help="约谈编号 interview")]
OnReview = Annotated[int | None, typer.Option("--review", help="核查编号 finding of a review")]
OnLetter = Annotated[str, typer.Option("--letter", help="督办函编号 letter of supervision, 督1")]
Receipt = Annotated[str, typer.Option(help="案款收据号 receipt of case money")]
Court = Annotated[str, typer.Option(help="法院代字 of a document on no case; else the signer's")]
Said = Annotated[
    list[str] | None, typer.Option("--set", help="要素 FIELD=VALUE; lists as JSON; repeatable")
]


@app.command("list")
def list_(number: OnCase = "", json: AsJson = False) -> None:
    """列表 Issued documents, the newest first: of one CASE, or of all."""
    from dueprocess.cli.frame.asking import only, seen_case
    from dueprocess.cli.frame.terminal import as_object, emit, show
    from dueprocess.desk import Desk
    from dueprocess.views.case.papers import listing
    from models.reading.papers import papers

    with Desk.opened() as desk:
        with desk.store.reading() as session:
            case = seen_case(desk, session, number).id if number else None
            found = papers(session, case)
            found = found if number else only(desk, session, found)
        if json:
            emit([{k: v for k, v in as_object(one).items() if k != "content"} for one in found])
        else:
            show(listing(found))


@app.command("show")
def show_(
    number: Annotated[str, typer.Argument(metavar="NUMBER", help="文号或编号 number or id")],
    json: AsJson = False,
) -> None:
    """详情 One issued document: its files, its hashes, what it replaces."""
    from dueprocess.cli.frame.asking import expect_court, hidden
    from dueprocess.cli.frame.terminal import as_object, emit, show
    from dueprocess.desk import Desk
    from dueprocess.views.case.papers import one
    from models.evidence import sealed
    from models.reading.papers import UnknownPaper, paper

    with Desk.opened() as desk:
        with desk.store.reading() as session:
            found = paper(session, number)
            if found.case and hidden(desk, found.case):
                raise UnknownPaper(number)
            if not found.case:
                expect_court(desk, "read", "")
        files = [
            (form, path, path.is_file() and sealed(path) == digest)
            for form, digest in sorted(found.files.items())
            for path in [desk.settings.evidence / digest]
        ]
        if json:
            emit({**as_object(found), "paths": {form: str(path) for form, path, _ in files}})
        else:
            show(one(found, files))


@app.command()
def draft(
    kind: KindOf,
    number: OnCase = "",
    node: OnNode = "",
    item: OnItem = None,
    interview: OnInterview = None,
    receipt: Receipt = "",
    letter: OnLetter = "",
    review: OnReview = None,
    court: Court = "",
    said: Said = None,
    out: Annotated[Path, typer.Option(help="文件 f.docx or f.html")] = Path("draft.docx"),
    by: Officer = "",
) -> None:
    """拟稿 Write a draft to a file; what is not known is a marked gap, and no number is given."""
    from dueprocess.cli.frame import proposing
    from dueprocess.desk import Desk
    from notifications.documents.content import content, lacking
    from notifications.documents.filling import filled

    form = _form(out)
    with Desk.opened() as desk:
        asked = proposing.Asked(
            kind, number, node, item, interview, receipt, court, said or [], letter, review
        )
        proposal = proposing.proposed(desk, asked, by)
        template = _shelf(desk).template(proposal.kind.id, form)
        values = content(proposal.kind, proposal.values, final=False)
        made = filled(
            template, values, rehearsal=desk.rehearsal, final=False, blocks=proposal.blocks
        )
        out.write_bytes(made)
        gaps = [name for name in lacking(proposal.kind, proposal.values) if name != "number"]
        fields = proposal.kind.context.model_fields
        print(f"{proposal.kind.zh}草稿已写入 draft written: {out}")
        if gaps:
            names = "、".join(f"{fields[name].title}（{name}）" for name in gaps)
            print(f"待填 gaps, each given with --set FIELD=VALUE: {names}")


@app.command()
def issue(
    kind: KindOf,
    number: OnCase = "",
    node: OnNode = "",
    item: OnItem = None,
    interview: OnInterview = None,
    receipt: Receipt = "",
    letter: OnLetter = "",
    review: OnReview = None,
    court: Court = "",
    said: Said = None,
    supersedes: Annotated[str, typer.Option(help="所替代的文号 the document it replaces")] = "",
    by: Officer = "",
    json: AsJson = False,
) -> None:
    """签发 Issue a document: numbered, kept by hash, never with a blank."""
    from dataclasses import replace

    from dueprocess.cli.frame import proposing
    from dueprocess.cli.frame.terminal import emit
    from dueprocess.desk import Desk
    from dueprocess.permission import noted
    from notifications.documents.issuing import Press
    from notifications.documents.issuing import issue as issued

    with Desk.opened() as desk:
        asked = proposing.Asked(
            kind, number, node, item, interview, receipt, court, said or [], letter, review
        )
        proposal = replace(
            proposing.proposed(desk, asked, by, in_person=True), supersedes=supersedes
        )
        proposing.expect_may_issue(desk, proposal, number)
        folder = desk.settings.evidence
        press = Press(desk.store, desk.law, desk.calendar, _shelf(desk), folder)
        paper = issued(press, proposal)
        noted(desk, proposal.by, "paper", number, f"issued {paper.number}")
        paths = {form: str(folder / digest) for form, digest in paper.files.items()}
        if json:
            emit({"id": paper.id, "number": paper.number, "files": paper.files, "paths": paths})
            return
        print(f"{paper.title}已签发 issued: {paper.number}（第{paper.version}版）")
        for form, path in paths.items():
            print(f"  {form}  {path}")


@app.command()
def check(json: AsJson = False) -> None:
    """校验 Every template against what its kind can say; the court's own first."""
    from dueprocess.cli.frame.terminal import emit, show
    from dueprocess.settings import Settings
    from dueprocess.views.case.papers import checked
    from notifications.documents import checking
    from notifications.documents.shelf import Shelf

    found = checking.check(Shelf(Settings().templates))
    if json:
        emit(found)
    else:
        show(checked(found))
    if any(one.faults for one in found):
        raise typer.Exit(1)


@app.command()
def template(
    kind: KindOf,
    out: Annotated[Path, typer.Option(help="文件 f.docx or f.html.j2")],
) -> None:
    """模板 Write the shipped template of a KIND to a file, to be changed and put in your folder."""
    from notifications.documents.kinds import kind as known
    from notifications.documents.shelf import shipped

    form = _form(out)
    out.write_bytes(shipped(known(kind).id, form))
    suffix = ".docx" if form == "docx" else ".html.j2"
    print(f"模板已写入 template written: {out}")
    print(f"放入 put it into the folder DUEPROCESS_TEMPLATES as {kind}{suffix}")


@app.command()
def variables() -> None:
    """变量 What the templates of each kind may name, as Markdown."""
    from notifications.documents.describing import tables

    print(tables(), end="")


class FormUnknown(ValueError):
    """A file to be written bears neither of the two endings."""

    def __init__(self, out: Path) -> None:
        super().__init__(f"cannot write {out.name}: let it end in .docx or .html")


def _form(out: Path) -> Form:
    if out.suffix == ".docx":
        return "docx"
    if out.name.endswith((".html", ".html.j2")):
        return "html"
    raise FormUnknown(out)


def _shelf(desk: Desk) -> Shelf:
    from notifications.documents.shelf import Shelf

    return Shelf(desk.settings.templates)
