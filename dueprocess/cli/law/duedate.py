"""The answer of `dueprocess due`: what was asked in words, counted, and written out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dueprocess import holidays
from dueprocess.cli.frame import moments
from dueprocess.cli.frame.terminal import emit, show
from dueprocess.deadline import deadline
from models import whereabouts
from rulebook.loading import loader
from rulebook.time.period import Extension, Pause, Period

if TYPE_CHECKING:
    from dueprocess.deadline import Deadline


class PauseUnreadable(ValueError):
    """A pause is not written FROM..TO:CAUSE."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"cannot read the pause {text!r}: write FROM..TO:CAUSE, TO being the day it resumes"
        )


def answer(
    rule: str,
    from_: str,
    pause: Sequence[str] = (),
    extend: Sequence[str] = (),
    known_on: str | None = None,
    json: bool = False,
    profile: str = "national",
) -> None:
    """Write when the rule's term ends, and why; raises what counting it raises, unwritten."""
    law = loader.load(profile, whereabouts.rulebook())
    calendar = holidays.calendar_of(whereabouts.folder())
    if law.closures:
        calendar = calendar.closed(law.closures)
    found = deadline(
        law,
        calendar.known(moments.day(known_on) if known_on else None),
        rule,
        moments.moment(from_),
        tuple(read_pause(text) for text in pause),
        tuple(Extension(Period.parse(text)) for text in extend),
    )
    if json:
        emit(answered(found))
        return
    from dueprocess.views.frame.deadline import page

    show(page(found))


def read_pause(text: str) -> Pause:
    """A pause written FROM..TO:CAUSE; `PauseUnreadable` when it is written otherwise."""
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
