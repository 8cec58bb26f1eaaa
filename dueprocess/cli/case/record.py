"""`dueprocess record`: one fact into the book, and what follows from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dueprocess.cli.frame.options import AsJson, CaseNumber, Evidence, Officer, When

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dueprocess.desk import Desk
    from models.record import Arrival, Recorded
    from rulebook.law.factkind import FactKind
    from rulebook.law.lawbook import Lawbook


PATIENCE = 2.0  # seconds a person waits for Prefect after the fact already stands
LARGEST = 15  # digits before the point; 1e999999 would fill the memory when written out


class DetailUnreadable(ValueError):
    """A detail of the fact is not written as its kind wants it."""

    def __init__(self, text: str, way: str) -> None:
        super().__init__(f"cannot read --set {text!r}: {way}")


class UnknownDetail(ValueError):
    """A detail is none of those that the kind of fact takes."""

    def __init__(self, name: str, kind: str, known: Iterable[str]) -> None:
        names = ", ".join(known)
        way = f"it takes {names}" if names else "it takes none, leave --set out"
        super().__init__(f"{kind} has no detail {name!r}: {way}")


class SubjectUnreadable(ValueError):
    """A subject is not written KIND:REF."""

    def __init__(self, text: str) -> None:
        super().__init__(f"cannot read the subject {text!r}: write KIND:REF, e.g. asset:房产1")


def record(
    case: CaseNumber,
    kind: Annotated[str, typer.Argument(help="事实 kind of fact, see `dueprocess facts`")],
    on: When,
    evidence: Evidence = "",
    evidence_on: Annotated[str, typer.Option(help="the date the paper itself bears")] = "",
    subject: Annotated[str, typer.Option(help="对象 KIND:REF, e.g. asset:房产1")] = "",
    set_: Annotated[
        list[str] | None, typer.Option("--set", help="k=v of the fact's details; repeatable")
    ] = None,
    by: Officer = "",
    corrects: Annotated[int | None, typer.Option(help="更正 number of the fact put right")] = None,
    json: AsJson = False,
) -> None:
    """记录 Record a FACT of a CASE. Refused by a gate, it changes nothing."""
    from dataclasses import replace

    from dueprocess.cli.frame import moments, paper
    from dueprocess.cli.frame.signing import signed
    from dueprocess.desk import Desk
    from models.record import Arrival

    with Desk.opened() as desk:
        subject_kind, subject_ref = read_subject(subject, desk.law.facts.get(kind))
        arrival = Arrival(
            case=case,
            kind=kind,
            occurred_at=moments.moment(on),
            subject_kind=subject_kind,
            subject_ref=subject_ref,
            payload=read_details(desk.law, kind, set_ or ()),
            evidence_on=moments.day(evidence_on) if evidence_on else None,
            corrects=corrects,
            by=signed(desk, by),
        )
        with paper.presented(desk.settings.evidence, evidence) as shown:
            put(desk, replace(arrival, **shown), json)


def put(desk: Desk, arrival: Arrival, json: bool = False) -> Recorded:
    """Record the fact, wake the case's run, and show what followed.

    Raises what `record` raises, and `NotPermitted` when the officer who signs has no right to it.
    """
    from dueprocess.cli.frame.terminal import emit, show
    from dueprocess.permission import demand_kind, noted
    from dueprocess.views.case import following
    from dueprocess.views.frame.marking import Marking
    from models.record import record as write

    demand_kind(desk, arrival.by, arrival.kind, str(arrival.case))
    recorded = write(desk.store, arrival, desk.law, desk.calendar)
    noted(desk, arrival.by, desk.rights.of_kind(arrival.kind).id, recorded.case, arrival.kind)
    tell_run(desk, recorded.case_id)
    if json:
        emit(following.answered(recorded))
    else:
        show(following.page(Marking(desk.law, desk.calendar), arrival, recorded))
    return recorded


def tell_run(desk: Desk, case_id: int) -> None:
    """Wake the case's run at once if a Prefect server is there; else the patrol will."""
    from tasks.waking import tell

    tell(desk.store, desk.prefect(PATIENCE), case_id)


def read_subject(text: str, kind: FactKind | None) -> tuple[str, str]:
    """KIND:REF, or REF alone when the fact's kind says what it is about; none: the case itself."""
    if not text:
        return "case", ""
    head, colon, ref = text.partition(":")
    if colon and head and ref:
        return head, ref
    if colon or kind is None or kind.subject == "case":
        raise SubjectUnreadable(text)
    return kind.subject, text


def read_details(law: Lawbook, kind: str, pairs: Iterable[str]) -> dict[str, object]:
    """The fact's payload from ``k=v`` pairs, each value as its field's type wants it."""
    fields = {field.name: field for field in law.fields_of(kind)}
    details: dict[str, object] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals or not name:
            raise DetailUnreadable(pair, "write NAME=VALUE")
        field = fields.get(name.strip())
        if field is None and kind in law.facts:
            raise UnknownDetail(name.strip(), kind, fields)
        details[name.strip()] = _typed(pair, field.type if field else "text", value.strip())
    return details


def _typed(pair: str, type_: str, value: str) -> object:
    from dueprocess.cli.frame import moments

    match type_:
        case "flag":
            return _flag(pair, value)
        case "date":
            return moments.day(value).isoformat()
        case "moment":
            return moments.moment(value).isoformat()
        case "texts":
            return [part.strip() for part in value.replace("；", ";").split(";") if part.strip()]
        case "yuan" | "number":
            return _number(pair, type_, value)
        case _:
            return value


def _flag(pair: str, value: str) -> bool:
    flags = {"true": True, "yes": True, "是": True, "false": False, "no": False, "否": False}
    if value.casefold() not in flags:
        raise DetailUnreadable(pair, "a flag is true or false (是, 否)")
    return flags[value.casefold()]


def _number(pair: str, type_: str, value: str) -> object:
    from decimal import Decimal, InvalidOperation

    try:
        number = Decimal(value.replace(",", "").replace("，", ""))
    except InvalidOperation:
        raise DetailUnreadable(pair, "write a number such as 120000.50") from None
    if not number.is_finite() or number.adjusted() > LARGEST:
        raise DetailUnreadable(pair, "write a number such as 120000.50")
    return int(number) if type_ == "number" and number == int(number) else str(number)
