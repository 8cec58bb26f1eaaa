"""`dueprocess import`: a docket (案卷表) of cases and facts, or an empty form for one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dueprocess.cli.frame.options import AsJson

if TYPE_CHECKING:
    from dueprocess.cli.frame.progress import Bar
    from dueprocess.intake import ImportReport
    from dueprocess.intake.progress import Teller


class DocketUnsaid(ValueError):
    """Neither a file to import nor a form to write was named."""

    def __init__(self) -> None:
        super().__init__(
            "name a file to import (.xlsx, .csv), or --template PATH for an empty form"
        )


class FormExists(FileExistsError):
    """The empty form would overwrite a file."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} exists and is not overwritten: name another file")


class OtherProfile(ValueError):
    """The docket was made for a profile that the book does not follow."""

    def __init__(self, said: str, own: str) -> None:
        super().__init__(
            f"this book follows the profile {own} for ever, not {said}: leave --profile out to "
            f"import by {own}, or set DUEPROCESS_HOME to the book that follows {said}"
        )


def import_(
    file: Annotated[Path | None, typer.Argument(help="文件 FILE.xlsx or FILE.csv")] = None,
    template: Annotated[
        Path | None, typer.Option(help="模板 write an empty workbook with its lists here")
    ] = None,
    profile: Annotated[
        str,
        typer.Option(
            help="规则 the profile meant: checked against the book's, or that of the form"
        ),
    ] = "",
    json: AsJson = False,
) -> None:
    """导入 Import cases, facts and registers; the same file twice changes nothing."""
    if (file is None) == (template is None):
        raise DocketUnsaid
    if template is not None:
        _form(template, profile)
    elif file is not None:
        _bring(file, profile, json)


def _form(path: Path, profile: str) -> None:
    from dueprocess import intake
    from dueprocess.settings import Settings
    from rulebook.loading import loader

    if path.exists():
        raise FormExists(path)
    intake.template(path, loader.load(profile, Settings().rulebook) if profile else None)
    print(f"模板已写 form written: {path}")


def _bring(file: Path, profile: str, json: bool) -> None:
    from dueprocess import intake
    from dueprocess.cli.frame.progress import Bar
    from dueprocess.cli.frame.terminal import emit
    from dueprocess.desk import Desk

    with Desk.opened() as desk:
        if profile and profile != desk.book.profile:
            raise OtherProfile(profile, desk.book.profile)
        with Bar("导入 import") as bar:
            report = intake.bring(desk.store, desk.law, desk.calendar, file, _teller(bar))
        if json:
            emit(report)
        else:
            print(summary(report))


def _teller(bar: Bar) -> Teller:
    """The bar as an import tells its progress: which sheet, how many rows of how many."""
    return lambda so_far: bar(so_far.done, so_far.total, so_far.sheet)


def summary(report: ImportReport) -> str:
    """The import in one line; what was left aside, and where the rejected rows are, if any."""
    line = (
        f"{report.rows} 行 rows: 新增 added {report.added}, 变更 changed {report.changed}, "
        f"未变 unchanged {report.unchanged}, 退回 rejected {report.rejected}, "
        f"来源缺失 missing {report.missing}"
    )
    if report.implied:
        line += f", 随案录入 facts of the cases' own columns {report.implied}"
    for note in report.notes:
        line += f"\n未导入 left aside: {note}"
    for lacking in report.lacking:
        line += f"\n照收提示 taken with a remark: {lacking}"
    if report.rejected:
        line += f"\n退回清单 rejects with reasons: {report.rejects_path}"
    return line
