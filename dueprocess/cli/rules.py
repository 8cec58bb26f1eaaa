"""`dueprocess rules`: the law as it is loaded: rules, kinds of facts, and a check of a profile."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dueprocess.cli.options import AsJson

if TYPE_CHECKING:
    from rulebook.law.lawbook import Lawbook

app = typer.Typer(no_args_is_help=True, help="规则 The law as data: list, show, facts, check.")

Profile = Annotated[str, typer.Option(help="the profile of the law")]


@app.command("list")
def list_(profile: Profile = "national", json: AsJson = False) -> None:
    """列表 Every rule with its term, class and source."""
    from dueprocess.cli.terminal import emit, show
    from dueprocess.views.law import rules

    law = _law(profile)
    if json:
        emit(list(law.rules.values()))
    else:
        show(rules(law))


@app.command("show")
def show_(
    rule: Annotated[str, typer.Argument(help="规则 rule id")],
    profile: Profile = "national",
    json: AsJson = False,
) -> None:
    """详情 One rule or gate: what opens it, how long it runs, what settles it, where it stands."""
    from dueprocess.cli.terminal import emit, show
    from dueprocess.deadline import known, known_or_gate
    from dueprocess.views.law import gate, one

    law = _law(profile)
    if json:
        emit(known_or_gate(law, rule))
    elif rule in law.gates:
        show(gate(law.gates[rule]))
    else:
        show(one(law, known(law, rule)))


@app.command("facts")
def facts(profile: Profile = "national", json: AsJson = False) -> None:
    """事实 Every kind of fact with the details it takes."""
    from dueprocess.cli.terminal import emit, show
    from dueprocess.views.law import kinds

    law = _law(profile)
    if json:
        emit(list(law.facts.values()))
    else:
        show(kinds(law))


@app.command("check")
def check(
    root: Annotated[Path | None, typer.Argument(help="folder of profiles")] = None,
    profile: Profile = "national",
) -> None:
    """检查 Load a profile and run its worked examples; every fault is one line."""
    from dueprocess.settings import Settings
    from rulebook.loading import loader

    law = loader.load(profile, root or Settings().rulebook)
    figures = f"{len(law.rules)} rules, {len(law.facts)} kinds of facts"
    print(f"规则无误 no fault: {law.version}, {figures}")


def _law(profile: str) -> Lawbook:
    from dueprocess.settings import Settings
    from rulebook.loading import loader

    return loader.load(profile, Settings().rulebook)
