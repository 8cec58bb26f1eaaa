"""What an act's form shows beside its fields (表单提示): its matter, and what may be chosen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlmodel import Session, col, select

from dueprocess.board.lamps import level
from dueprocess.board.rows import title
from dueprocess.board.visit import Visit
from dueprocess.cli.supervision.deciding import URGE
from models.oversight.acts.opening import OPENED, ORDER, PROPOSED
from models.reading.card import CaseCard, CaseNode
from models.tables.officer import Officer
from rulebook.case.replay import EXTENSION
from rulebook.law.factkind import FactKind

Choices = Sequence[tuple[str, str]]  # what is sent, and how it is called
RULE, ROLE, LEVEL = "rule", "approver_role", "level"
OFFICERS = 500  # that are offered by name; any other can be typed
_OF_A_TERM = (EXTENSION, "extension_requested")


@dataclass(frozen=True, slots=True)
class Matter:
    """The clock that an act is about, and the supervision item on it, where there is one."""

    key: str  # of the node
    node: str
    subject: str
    due_on: date | None
    item: int | None = None
    level: str = ""  # of the item


@dataclass(frozen=True, slots=True)
class Aids:
    """What may be chosen instead of being typed."""

    choices: Mapping[str, Choices] = field(default_factory=dict)  # by the name of the field
    hidden: frozenset[str] = frozenset()  # fields that the chosen clock has answered
    officers: Choices = ()
    refs: Sequence[str] = ()  # subjects of this kind that the case has


def matter(visit: Visit, card: CaseCard, node: str = "", item: int | None = None) -> Matter | None:
    """What an act on an item or on a node of the case is about; None for any other."""
    marking, words = visit.marking(), visit.words
    found = next((one for one in card.items if one.id == item), None)
    key = found.node_key if found else node
    clock = next((one for one in card.nodes if one.key == key), None)
    if clock is None:
        return None
    return Matter(
        key=key,
        node=title(marking.law, clock.rule_id, clock.code, key, words),
        subject=clock.subject_ref,
        due_on=clock.due_on,
        item=found.id if found else None,
        level=level(marking, found.level, words) if found else "",
    )


def aids(
    visit: Visit,
    session: Session,
    card: CaseCard,
    kind: FactKind,
    clock: str,
    courts: Sequence[str],
) -> Aids:
    """What the form may offer: officers of the case's courts, rules and levels by their names."""
    fields = visit.desk.law.fields_of(kind.id)
    on = next((one for one in card.nodes if one.key == clock), None)
    by_number = any(one.type == "officer" for one in fields)
    return Aids(
        choices=dict(_choices(visit, card, kind, on)),
        hidden=frozenset({RULE} if on and kind.id in _OF_A_TERM else ()),
        officers=_officers(session, courts) if by_number else (),
        refs=sorted(_refs(card, kind.subject)),
    )


def _choices(
    visit: Visit, card: CaseCard, kind: FactKind, on: CaseNode | None
) -> Iterator[tuple[str, Choices]]:
    law, marking, words = visit.desk.law, visit.marking(), visit.words
    if kind.id in _OF_A_TERM:
        running = {one.rule_id: one for one in card.nodes if one.state == "running"}
        yield RULE, [(id_, title(law, id_, one.code, "", words)) for id_, one in running.items()]
        bound = law.rules[on.rule_id].extension if on and on.rule_id in law.rules else None
        roles = bound.approvers if bound else tuple(law.roles)
        yield ROLE, [(one, marking.role(one)) for one in roles]
    steps = {OPENED: (ORDER, URGE), PROPOSED: tuple(_put_forward(visit))}.get(kind.id, ())
    if steps:
        yield LEVEL, [(one, level(marking, one, words)) for one in steps]


def _put_forward(visit: Visit) -> Iterator[str]:
    """The steps that no clock brings and a person puts forward; an order is issued at once."""
    for ladder in visit.desk.law.ladders.values():
        if ladder.desk:
            yield from (rung.key for rung in ladder.rungs if rung.key != ORDER)


def _officers(session: Session, courts: Sequence[str]) -> Choices:
    found = (
        select(Officer.id, Officer.name)
        .where(col(Officer.court_code).in_(courts))
        .order_by(col(Officer.id))
        .limit(OFFICERS)
    )
    return [(number, name) for number, name in session.exec(found)]


def _refs(card: CaseCard, subject: str) -> set[str]:
    if subject in ("case", "item", "node"):
        return set()
    named = {one.subject_ref for one in card.nodes if one.subject_kind == subject}
    held = {one.ref for one in card.assets} if subject == "asset" else set()
    said = {one.subject_ref for one in card.facts if one.subject_kind == subject}
    return {ref for ref in named | held | said if ref}
