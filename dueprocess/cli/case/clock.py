"""`dueprocess clock` (期限变更): stop, resume or extend a clock, its new date shown first."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated

import typer

from dueprocess.cli.frame.options import AsJson, CaseNumber, Officer, OnceDone

if TYPE_CHECKING:
    from datetime import datetime

    from dueprocess.desk import Desk
    from models.reading.card import CaseNode
    from models.record import Arrival, Recorded
    from rulebook.law.exclusion import Cause
    from rulebook.law.lawbook import Lawbook

app = typer.Typer(
    no_args_is_help=True,
    help="期限变更 A clock stopped, resumed, extended: the new date is shown, then asked for.",
)

Node = Annotated[str, typer.Argument(help="节点 rule id, node code (003) or node key")]
Paper = Annotated[str, typer.Option(help="文书 a file (kept and hashed) or the paper's name")]
ApprovedBy = Annotated[str, typer.Option(help="批准人 staff number; never the handler's own")]
Subject = Annotated[str, typer.Option(help="对象 KIND:REF where the cause is one asset's, say")]
Details = Annotated[
    list[str] | None, typer.Option("--set", help="k=v of the fact's other details; repeatable")
]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="不再询问 do it without asking")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="只预览 show the new date, write nothing")]


class CauseUnlawful(ValueError):
    """The cause is none that this clock may be stopped for."""

    def __init__(self, cause: str, rule: str, lawful: Iterable[Cause]) -> None:
        names = ", ".join(f"{one.id} {one.zh}" for one in lawful)
        way = f"its lawful causes: {names}" if names else "no cause stops it"
        super().__init__(f"the clock of {rule} is not stopped for {cause!r}: {way}")


class NotPaused(ValueError):
    """A clock that runs cannot be resumed."""

    def __init__(self, case: str, node: str) -> None:
        super().__init__(f"{case} {node} is not paused: see `dueprocess list paused`")


class Unmoved(ValueError):
    """What is said to change the clock leaves it as it is: ended before it began, most often."""

    def __init__(self, case: str, node: str, at: datetime) -> None:
        super().__init__(
            f"nothing was changed: {at:%Y-%m-%d %H:%M:%S} does not move the clock of {node}; "
            f"see `dueprocess explain {case} '{node}'` for when it stood, and say --on"
        )


class AnotherCause(ValueError):
    """The clock stands on another cause than the one that is said to have ended."""

    def __init__(self, cause: str, stands: Cause) -> None:
        super().__init__(
            f"the clock stands on {stands.id} {stands.zh}, not on {cause!r}: "
            f"say --cause {stands.id}, or leave it out"
        )


class NobodyToAsk(ValueError):
    """There is no terminal to ask at."""

    def __init__(self) -> None:
        super().__init__("nothing was changed: no terminal to ask at; add --yes, or --dry-run")


@dataclass(frozen=True, slots=True)
class _Asked:
    """How the change was asked for."""

    yes: bool
    dry_run: bool
    json: bool


@app.command()
def pause(
    case: CaseNumber,
    node: Node,
    cause: Annotated[str, typer.Option(help="事由 id or Chinese name of a lawful cause")],
    paper: Paper,
    approved_by: ApprovedBy,
    subject: Subject = "",
    set_: Details = None,
    on: OnceDone = "",
    by: Officer = "",
    yes: Yes = False,
    dry_run: DryRun = False,
    json: AsJson = False,
) -> None:
    """暂停 Record the fact that stops a clock on a lawful cause."""
    from dueprocess.desk import Desk

    with Desk.opened() as desk:
        _, one = node_of(desk, case, node, by)
        kind = cause_of(desk.law, one, cause).starts[0]
        details = [f"approver={approved_by}", *(set_ or ())]
        arrival = _arrival(desk, case, kind, subject, details, on, by)
        _change(desk, arrival, one, paper, _Asked(yes, dry_run, json))


@app.command()
def resume(
    case: CaseNumber,
    node: Node,
    cause: Annotated[
        str, typer.Option(help="事由 the cause that has ended; else the one on record")
    ] = "",
    paper: Annotated[
        str, typer.Option("--paper", "--evidence", help="文书 a file or the paper's name")
    ] = "",
    approved_by: Annotated[
        str, typer.Option(help="批准恢复的人 staff number; never the handler's own")
    ] = "",
    subject: Subject = "",
    set_: Details = None,
    on: OnceDone = "",
    by: Officer = "",
    yes: Yes = False,
    dry_run: DryRun = False,
    json: AsJson = False,
) -> None:
    """恢复 Record the fact that ends the cause on which a clock stands."""
    from dueprocess.desk import Desk

    with Desk.opened() as desk:
        number, one = node_of(desk, case, node, by)
        stands, about = standing_on(desk, number, one)
        if cause and cause not in (stands.id, stands.zh):
            raise AnotherCause(cause, stands)
        details = [*([f"approver={approved_by}"] if approved_by else []), *(set_ or ())]
        arrival = _arrival(desk, case, stands.ends[0], subject or about, details, on, by)
        _change(desk, arrival, one, paper, _Asked(yes, dry_run, json))


@app.command()
def extend(
    case: CaseNumber,
    node: Node,
    period: Annotated[str, typer.Option("--by-period", help="延长 how much more, e.g. 1:month")],
    paper: Paper,
    approved_by: ApprovedBy,
    asked_on: Annotated[str, typer.Option(help="申请日 when it was asked for")],
    cause: Annotated[str, typer.Option(help="事由 why more time is needed")] = "",
    approver_role: Annotated[str, typer.Option(help="批准人职务 e.g. president")] = "",
    on: OnceDone = "",
    by: Officer = "",
    yes: Yes = False,
    dry_run: DryRun = False,
    json: AsJson = False,
) -> None:
    """延长 Record an approved extension; it must have been asked for before the clock ran out."""
    from dueprocess.desk import Desk
    from rulebook.case.replay import EXTENSION
    from rulebook.time.period import Period

    more = Period.parse(period)
    with Desk.opened() as desk:
        _, one = node_of(desk, case, node, by)
        details = [
            f"rule={one.rule_id}",
            f"number={more.number}",
            f"unit={more.unit.value}",
            f"approver={approved_by}",
            f"asked_on={asked_on}",
            *([f"approver_role={approver_role}"] if approver_role else []),
            *([f"reason={cause}"] if cause else []),
        ]
        about = "" if one.subject_kind == "case" else f"{one.subject_kind}:{one.subject_ref}"
        arrival = _arrival(desk, case, EXTENSION, about, details, on, by)
        _change(desk, arrival, one, paper, _Asked(yes, dry_run, json))


def node_of(desk: Desk, case: str, node: str, by: str = "") -> tuple[str, CaseNode]:
    """The case's number, and the clock that is meant."""
    from dueprocess.cli.case.case import named
    from dueprocess.cli.frame.asking import reads
    from models.reading.card import card

    reads(desk, case, by)
    with desk.store.reading() as session:
        found = card(session, case)
    return found.number, named(found, node)[0]


def cause_of(law: Lawbook, node: CaseNode, said: str) -> Cause:
    """The cause by its id or its Chinese name; `CauseUnlawful` when the clock's list lacks it."""
    lawful = [law.causes[one] for one in sorted(law.causes_of(law.rules[node.rule_id]))]
    for cause in lawful:
        if said in (cause.id, cause.zh):
            return cause
    raise CauseUnlawful(said, node.rule_id, lawful)


def standing_on(desk: Desk, number: str, node: CaseNode) -> tuple[Cause, str]:
    """The cause on which a clock stands, and what its fact was about."""
    from models.reading.paused import stop_of

    with desk.store.reading() as session:
        fact = stop_of(session, node.id)
    if fact is None:
        raise NotPaused(number, node.rule_id)
    cause = next(one for one in desk.law.causes.values() if fact.kind in one.starts)
    about = "" if fact.subject_kind == "case" else f"{fact.subject_kind}:{fact.subject_ref}"
    return cause, about


def _arrival(
    desk: Desk, case: str, kind: str, subject: str, details: Iterable[str], on: str, by: str
) -> Arrival:
    from dueprocess.cli.case.record import read_details, read_subject
    from dueprocess.cli.frame import moments
    from dueprocess.cli.frame.signing import signed
    from models.record import Arrival

    subject_kind, subject_ref = read_subject(subject, desk.law.facts[kind])
    return Arrival(
        case=case,
        kind=kind,
        occurred_at=moments.moment(on) if on else desk.now(),
        subject_kind=subject_kind,
        subject_ref=subject_ref,
        payload=read_details(desk.law, kind, details),
        by=signed(desk, by),
    )


def _change(desk: Desk, arrival: Arrival, node: CaseNode, paper: str, asked: _Asked) -> None:
    """Show what the fact would bring about, ask, and record it."""
    from dueprocess.cli.case.record import put
    from dueprocess.cli.frame.paper import presented
    from dueprocess.permission import demand_kind
    from models.record import foreseen

    demand_kind(desk, arrival.by, arrival.kind, str(arrival.case))
    intended = replace(arrival, evidence=paper)
    ahead = foreseen(desk.store, intended, desk.law, desk.calendar)
    if not asked.json or asked.dry_run:
        _preview(desk, intended, ahead, node, asked.json)
    if asked.dry_run:
        return
    if not ahead.moves(node.key):
        raise Unmoved(ahead.case, node.key, arrival.occurred_at)
    if not (asked.yes or asked.json or _agreed()):
        return
    with presented(desk.settings.evidence, paper) as shown:
        put(desk, replace(arrival, **shown), asked.json)


def _preview(desk: Desk, arrival: Arrival, ahead: Recorded, node: CaseNode, json: bool) -> None:
    from dueprocess.cli.frame.terminal import emit, show
    from dueprocess.views.case import following
    from dueprocess.views.case.clockchange import page
    from dueprocess.views.frame.marking import Marking

    if json:
        emit(following.answered(ahead))
    else:
        show(page(Marking(desk.law, desk.calendar), arrival, ahead, node))


def _agreed() -> bool:
    if not sys.stdin.isatty():
        raise NobodyToAsk
    return typer.confirm("照此记录 record it?")
