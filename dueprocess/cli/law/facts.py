"""`dueprocess facts`: the catalogue of what may be recorded."""

from __future__ import annotations

from typing import Annotated

import typer

from dueprocess.cli.frame.options import AsJson


def facts(
    kind: Annotated[str, typer.Argument(help="事实 id of a kind of fact; else all of them")] = "",
    stage: Annotated[str, typer.Option(help="阶段 only those of this stage letter")] = "",
    profile: Annotated[str, typer.Option(help="the profile of the law")] = "national",
    json: AsJson = False,
) -> None:
    """事实 What may be recorded: fields, recorders, papers, what it opens and settles."""
    from dueprocess.cli.frame.terminal import emit, show
    from dueprocess.lawwords.facts import as_json, chosen, page
    from dueprocess.settings import Settings
    from dueprocess.views.law.facts import catalogue, entry
    from rulebook.loading import loader

    law = loader.load(profile, Settings().rulebook)
    kinds = chosen(law, kind, stage)
    if json:
        emit(as_json(page(law, one) for one in kinds))
    elif kind:
        show(*(entry(law, page(law, one)) for one in kinds))
    else:
        show(catalogue(law, kinds))
