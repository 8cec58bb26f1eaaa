"""What a command says of a document (拟签文书): its subject found in the book, its fields read."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlmodel import Session

    from dueprocess.desk import Desk
    from models.tables.node import Node
    from notifications.documents.gathering.subject import Subject
    from notifications.documents.issuing import Proposal
    from notifications.documents.kinds import Kind


@dataclass(frozen=True, slots=True)
class Asked:
    """The words of the command line."""

    kind: str
    case: str
    node: str
    item: int | None
    interview: int | None
    receipt: str
    court: str
    said: Sequence[str]
    letter: str = ""
    review: int | None = None


# The acts that documents belong to; any other is issued by whoever records facts.
ACTS = {
    "reminder": "order",
    "urge_note": "order",
    "supervision_order": "order",
    "circular": "order",
    "referral_letter": "order",
    "supervision_letter": "letter",
    "interview_notice": "interview",
    "interview_withdrawal": "interview",
    "interview_record": "interview",
    "review_sheet": "review",
}


class Unsaid(ValueError):
    """A document on a case or a node was asked for without one."""


class FieldUnreadable(ValueError):
    """A field is not written FIELD=VALUE, or its JSON is broken."""

    def __init__(self, text: str) -> None:
        super().__init__(f"cannot read {text!r}: write FIELD=VALUE, a list as FIELD=[…] in JSON")


def proposed(desk: Desk, asked: Asked, by: str, *, in_person: bool = False) -> Proposal:
    """The document as the book and the command line know it; the command line wins.

    Raises `UnknownKind`, `UnknownCase`, `Unsaid`, `NoSuchMatter`, `FieldUnreadable`, and
    `NobodySigns` when it is to be signed `in_person` and nobody is named.
    """
    from dueprocess.cli.frame.signing import signed, signed_in_person
    from models.oversight.watch import watch
    from notifications.documents.gathering.known import known
    from notifications.documents.issuing import Proposal
    from notifications.documents.kinds import kind

    what = kind(asked.kind)
    officer = (signed_in_person if in_person else signed)(desk, by)
    now = desk.now()
    with desk.store.reading() as session:
        about = _about(desk, session, what, asked, officer)
        values = known(session, what, about, watch(session, now, desk.law, desk.calendar), officer)
    values |= fields(what, asked.said)
    return Proposal(what, about.matter, values, officer)


def expect_may_issue(desk: Desk, proposal: Proposal, case: str) -> None:
    """`NotPermitted` unless the signer may do the act that the document belongs to."""
    from dueprocess.cli.frame.asking import expect_court
    from dueprocess.permission import NOBODY, demand

    act = ACTS.get(proposal.kind.id, desk.rights.rest)
    if not proposal.kind.on_case:
        expect_court(desk, act, proposal.matter.court_code, proposal.by)
    elif proposal.by not in NOBODY:
        demand(desk, proposal.by, desk.rights.act(act), case)


def _about(desk: Desk, session: Session, kind: Kind, asked: Asked, officer: str) -> Subject:
    from dueprocess.cli.frame.asking import seen_case
    from notifications.documents.gathering.subject import Named, subject

    if not kind.on_case:
        return subject(session, None, _court(session, asked.court, officer))
    if not asked.case:
        raise Unsaid(f"{kind.zh} is about a case: name it, `papers … {kind.id} CASE`")
    case = seen_case(desk, session, asked.case, officer)
    node = _node(session, case.id or 0, asked.node) if asked.node else None
    found = subject(
        session,
        case,
        _court(session, "", officer) if kind.from_above else case.court_code,
        node=node,
        item=asked.item,
        interview=asked.interview,
        named=Named(asked.receipt, asked.letter, asked.review),
    )
    if kind.on_node and found.node is None:
        raise Unsaid(f"{kind.zh} is about a node: name it with --node, --item or --interview")
    return found


def _node(session: Session, case_id: int, name: str) -> Node:
    """The node of that code, rule or key; the one still running and due first when several are."""
    from sqlmodel import col, or_, select

    from models.tables.node import Node

    named = or_(Node.code == name, Node.rule_id == name, Node.key == name)
    running = (col(Node.state) != "running", col(Node.due_at))
    found = session.exec(
        select(Node).where(Node.case_id == case_id, named).order_by(*running)
    ).first()
    if found is None:
        raise Unsaid(f"the case has no node {name!r}: see `dueprocess case`")
    return found


def _court(session: Session, said: str, officer: str) -> str:
    from models.tables.court import Court
    from models.tables.officer import Officer

    signer = session.get(Officer, officer)
    code = said or (signer.court_code if signer else "")
    if session.get(Court, code) is None:
        raise Unsaid("name the court with --court CODE, or the signer with --by")
    return code


def fields(kind: Kind, said: Sequence[str]) -> dict[str, Any]:
    """Fields from FIELD=VALUE; a field said twice is a list, one in brackets is JSON."""
    found: dict[str, Any] = {}
    for text in said:
        name, equals, value = text.partition("=")
        if not equals or not name.strip():
            raise FieldUnreadable(text)
        read = _read(text, value)
        if str(kind.context.model_fields.get(name.strip(), "")).find("tuple") >= 0:
            read = [*found.get(name.strip(), []), *(read if isinstance(read, list) else [read])]
        found[name.strip()] = read
    return found


def _read(text: str, value: str) -> Any:
    if not value.lstrip().startswith(("[", "{")):
        return value.strip()
    try:
        return json.loads(value)
    except json.JSONDecodeError as error:
        raise FieldUnreadable(text) from error
