"""`dueprocess due`: when a rule's term ends, and why on that day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dueprocess.cli.options import AsJson

if TYPE_CHECKING:
    from dueprocess.deadline import Deadline
    from rulebook.time.period import Pause


class PauseUnreadable(ValueError):
    """A pause is not written FROM..TO:CAUSE."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"cannot read the pause {text!r}: write FROM..TO:CAUSE, TO being the day it resumes"
        )


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
    json: AsJson = False,
) -> None:
    """期限 When the term of RULE ends, and its derivation. Needs no book."""
    from dueprocess import holidays
    from dueprocess.cli import moments
    from dueprocess.cli.terminal import emit, show
    from dueprocess.deadline import deadline
    from dueprocess.settings import Settings
    from rulebook.loading import loader
    from rulebook.time.period import Extension, Period

    settings = Settings()
    answer = deadline(
        loader.load("national", settings.rulebook),
        holidays.calendar_of(settings.folder).known(moments.day(known_on) if known_on else None),
        rule,
        moments.moment(from_),
        tuple(read_pause(text) for text in pause or ()),
        tuple(Extension(Period.parse(text)) for text in extend or ()),
    )
    if json:
        emit(answered(answer))
        return
    from dueprocess.views.deadline import page

    show(page(answer))


def read_pause(text: str) -> Pause:
    """A pause written FROM..TO:CAUSE; `PauseUnreadable` when it is written otherwise."""
    from dueprocess.cli import moments
    from rulebook.time.period import Pause

    start, _, rest = text.partition("..")
    resume, _, cause = rest.partition(":")
    if not (start and resume and cause):
        raise PauseUnreadable(text)
    return Pause(moments.day(start), moments.day(resume), cause.strip())


def answered(answer: Deadline) -> dict[str, object]:
    """The answer's JSON: rule, due, state, version and derivation first."""
    rule = answer.rule
    return {
        "rule": rule.id,
        "due": answer.due,
        "state": answer.state,
        "version": rule.version,
        "derivation": answer.derivation,
        "dues": answer.dues,
        "earliest": answer.earliest,
        "late_from": answer.at,
        "kind": rule.kind,
        "enforced": rule.enforced,
        "status": rule.status,
        "legal_class": rule.legal_class,
        "bears": rule.bearer,
        "source": rule.source.cited_on(answer.origin.date()),
        "calendar": answer.calendar,
    }
