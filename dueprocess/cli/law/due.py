"""`dueprocess due`: when a rule's term ends, and why on that day."""

from __future__ import annotations

from typing import Annotated

import typer

from dueprocess.cli.frame.options import AsJson


def due(
    rule: Annotated[str, typer.Argument(help="规则 rule, e.g. exec-notice-10d")],
    from_: Annotated[str, typer.Option("--from", help="起算 the day or moment of the origin")],
    pause: Annotated[
        list[str] | None,
        typer.Option(help="扣除 FROM..TO:CAUSE; FROM excluded, TO counted again; repeatable"),
    ] = None,
    extend: Annotated[
        list[str] | None, typer.Option(help="延长 N:UNIT (day, working_day, month); repeatable")
    ] = None,
    known_on: Annotated[
        str | None, typer.Option(help="only holiday notices published by that day")
    ] = None,
    profile: Annotated[str, typer.Option(help="the profile of the law")] = "national",
    json: AsJson = False,
) -> None:
    """期限 When the term of RULE ends, and its derivation. Needs no book."""
    from dueprocess.cli.law.duedate import answer

    answer(rule, from_, pause or (), extend or (), known_on, json, profile)
