"""`dueprocess rules`: the law as it is loaded: rules, kinds of facts, and a check of a profile."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dueprocess.cli.frame.failing import LAW_GAP
from dueprocess.cli.frame.options import AsJson
from dueprocess.cli.law.facts import facts
from dueprocess.cli.law.transition import transition

if TYPE_CHECKING:
    from rulebook.law.lawbook import Lawbook

app = typer.Typer(
    no_args_is_help=True,
    help="规则 The law as data: show it, check it, compare it, try a change, let one take effect.",
)

Profile = Annotated[str, typer.Option(help="the profile of the law")]


@app.command("list")
def list_(profile: Profile = "national", json: AsJson = False) -> None:
    """列表 Every rule with its term, class and source."""
    from dueprocess.cli.frame.terminal import emit, show
    from dueprocess.views.law.law import rules

    law = _law(profile)
    if json:
        emit(list(law.rules.values()))
    else:
        show(rules(law))


@app.command("show")
def show_(
    id: Annotated[str, typer.Argument(help="规则 id of a rule, a gate or a definition")],  # noqa: A002
    on: Annotated[str, typer.Option(help="as of that day: article, whether it governs")] = "",
    profile: Profile = "national",
    json: AsJson = False,
) -> None:
    """详情 One entry in full: term, facts, article, versions, gates, ladder, worked examples."""
    from dueprocess.cli.frame import moments
    from dueprocess.cli.frame.terminal import emit, show
    from dueprocess.cli.law import lawjson
    from dueprocess.lawentry import found
    from dueprocess.views.law.lawpage import page
    from rulebook.loading.coverage import catalogue

    law, day = _law(profile), moments.day(on) if on else None
    entries = found(law, id, catalogue())
    if json:
        emit(lawjson.entries(law, entries, day))
    else:
        show(*(page(law, entry, day) for entry in entries))


@app.command("coverage")
def coverage_(profile: Profile = "national", json: AsJson = False) -> None:
    """编入 What the rulebook holds of the catalogue of mandated nodes, and who serves each node."""
    from dueprocess.cli.frame.terminal import emit, show
    from dueprocess.cli.law import lawjson
    from dueprocess.views.law.coverage import page
    from rulebook.loading.coverage import catalogue, coverage

    law, listed = _law(profile), catalogue()
    found = coverage(law, listed)
    if json:
        emit(lawjson.coverage(found))
    else:
        show(page(law, listed, found))
    if found.missing:
        raise typer.Exit(LAW_GAP)


app.command("facts", hidden=True, help="事实 The same as `dueprocess facts`.")(facts)


@app.command("links")
def links_(profile: Profile = "national", json: AsJson = False) -> None:
    """环节 The nodes as a court's profile groups them: number, name, official codes, rules."""
    from dueprocess.cli.frame.terminal import emit, show
    from dueprocess.views.law.links import page

    law = _law(profile)
    if json:
        emit(law.links)
    else:
        show(page(law))


@app.command("lint")
@app.command("check", help="检查 The same as `lint`.")
def lint_(
    root: Annotated[
        Path | None, typer.Argument(help="folder of profiles, or of one profile")
    ] = None,
    profile: Annotated[str, typer.Option(help="only this profile; else all there are")] = "",
) -> None:
    """检查 Load every profile and run its worked examples; every fault is one line."""
    from dueprocess.settings import Settings
    from rulebook.loading.lint import lint

    books = lint(root or Settings().rulebook, profile)
    print(*map(_counted, books), sep="\n")


def _counted(law: Lawbook) -> str:
    examples = sum(len(rule.examples) for rule in law.rules.values())
    return (
        f"无误 no fault: {law.version}, {len(law.rules)} rules, {len(law.gates)} gates, "
        f"{len(law.facts)} facts, {examples} worked examples"
    )


@app.command("diff")
def diff(
    a: Annotated[str, typer.Argument(help="a profile, or a folder with one")],
    b: Annotated[str, typer.Argument(help="the other")],
    json: AsJson = False,
) -> None:
    """比对 What the book B adds to the book A, leaves out and changes, key by key."""
    from dueprocess.cli.frame.terminal import emit, show
    from dueprocess.settings import Settings
    from dueprocess.views.law.difference import answered, page
    from rulebook.loading.difference import difference
    from rulebook.loading.lint import opened

    one, other = (opened(said, Settings().rulebook) for said in (a, b))
    found = difference(one, other)
    if json:
        emit(answered(one, other, found))
    else:
        show(page(one, other, found))


def _law(profile: str) -> Lawbook:
    from dueprocess.settings import Settings
    from rulebook.loading import loader

    return loader.load(profile, Settings().rulebook)


@app.command("pages")
def pages(
    out: Annotated[Path, typer.Option(help="folder of the pages")] = Path("docs/rules"),
    profile: Profile = "national",
) -> None:
    """手册 Write the reference pages of the law: a page a stage, the nodes, the map."""
    from dueprocess.reference.pages import write

    made = write(_law(profile), out)
    print(f"已生成{len(made)}个文件 files written: {out}")


app.command("transition")(transition)


@app.command("simulate")
def simulate(
    change: Annotated[Path, typer.Argument(help="修改方案 a TOML file: [[change]], [[rule]] …")],
    json: AsJson = False,
) -> None:
    """试算 What a changed law would do to the open nodes of the book; nothing is written."""
    from dueprocess.cli.frame.asking import expect_court
    from dueprocess.cli.frame.terminal import emit, show
    from dueprocess.desk import Desk
    from dueprocess.views.law.moves import moved, trial
    from models.recounting.moves import moves
    from models.recounting.trial import sum_up
    from rulebook.loading.changing import changed

    with Desk.opened() as desk:
        expect_court(desk, "overlay", "")
        law = changed(desk.book.profile, desk.settings.rulebook, change)
        found = list(moves(desk.store, law, desk.calendar))
        summed = sum_up(found, desk.now(), desk.calendar, law.lights)
    if json:
        emit(summed.figures() | {"version": law.version, "moves": found})
    else:
        show(moved(found, law), trial(summed, law))
