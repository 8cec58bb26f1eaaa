"""`dueprocess case`, `explain`, `letters`: one case, and why its dates are what they are."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from dueprocess.cli.frame.options import AsJson, CaseNumber

if TYPE_CHECKING:
    from dueprocess.desk import Desk
    from dueprocess.views.frame.marking import Marking
    from models.reading.card import CaseCard, CaseNode


class UnknownNode(LookupError):
    """The case has no node of that name."""

    def __init__(self, number: str, node: str, known: tuple[CaseNode, ...]) -> None:
        names = (
            ", ".join(dict.fromkeys(f"{one.code} {one.rule_id}".lstrip() for one in known))
            or "none yet"
        )
        super().__init__(f"{number} has no node {node!r}; its nodes: {names}")


def case(number: CaseNumber, json: AsJson = False) -> None:
    """案件 One CASE: its clocks, facts, supervision and drafts."""
    from dueprocess.cli.frame.asking import reads
    from dueprocess.cli.frame.terminal import emit, show
    from dueprocess.desk import Desk
    from dueprocess.views.case.case import page
    from models.reading.card import card

    with Desk.opened() as desk:
        reads(desk, number)
        with desk.store.reading() as session:
            found = card(session, number)
        if json:
            emit(_lit(marking(desk), found))
        else:
            show(page(marking(desk), found, desk.rehearsal))


def explain(
    number: CaseNumber,
    node: Annotated[str, typer.Argument(help="节点 rule id, node code (003) or node key")],
    json: AsJson = False,
) -> None:
    """推算 Why the date of a NODE is what it is: fact, period, pauses, roll, article."""
    from dueprocess.cli.frame.asking import reads
    from dueprocess.cli.frame.terminal import as_object, emit, show
    from dueprocess.desk import Desk
    from dueprocess.views.case.explained import page
    from models.reading.card import card, file_of
    from rulebook.case.explanation import explain as explained

    with Desk.opened() as desk:
        reads(desk, number)
        with desk.store.reading() as session:
            found = card(session, number)
            facts = file_of(session, found.id)
        first, *others = named(found, node)
        answer = explained(first.key, facts, desk.law, desk.calendar)
        also = [one.key for one in others]
        if json:
            emit({**as_object(answer), "others": also})
        else:
            show(page(found.number, answer, marking(desk).clock(first, found.as_of), also))


def letters(number: CaseNumber, json: AsJson = False) -> None:
    """文书 The drafts written for a CASE; a draft is not the issued paper."""
    from dueprocess.cli.frame.asking import seen_case
    from dueprocess.cli.frame.terminal import emit, show
    from dueprocess.desk import Desk
    from dueprocess.views.case.case import drafts
    from models.reading.letters import letters_of

    with Desk.opened() as desk:
        with desk.store.reading() as session:
            found = seen_case(desk, session, number)
            sheets = letters_of(session, found.id or 0)
        if json:
            emit(sheets)
        else:
            show(drafts(found.number, sheets))


def named(card: CaseCard, name: str) -> list[CaseNode]:
    """The nodes of that key, rule id or code, the governing one first.

    Two clocks may stand behind one code: the one that still runs and ends first governs. Raises
    `UnknownNode` when there is none.
    """
    matching = [one for one in card.nodes if name in {one.key, one.rule_id, one.code}]
    if not matching:
        raise UnknownNode(card.number, name, card.nodes)
    return sorted(matching, key=_governing)


def _governing(node: CaseNode) -> tuple[bool, date]:
    return node.state not in {"running", "paused"}, node.due_on or date.max


def marking(desk: Desk) -> Marking:
    """The words and lights of the desk's law."""
    from dueprocess.views.frame.marking import Marking

    return Marking(desk.law, desk.calendar)


def _lit(marks: Marking, card: CaseCard) -> dict[str, object]:
    """The card's JSON, each node with its semantic state and signed days."""
    from dueprocess.cli.frame.terminal import as_object
    from rulebook.case.clock import turn_of

    answer = as_object(card)
    for row, node in zip(answer["nodes"], card.nodes, strict=True):
        row["light"] = marks.light_name(node, card.as_of, node.timeliness)
        rule = marks.law.rules.get(node.rule_id)
        row["name"] = rule.zh if rule else node.rule_id
        row["kind"], row["bearer"] = (rule.kind, rule.bearer) if rule else ("", "")
        row["turn"] = turn_of(node.key)
        overdue = node.due_on and node.state == "running"
        row["days"] = (card.as_of.date() - node.due_on).days if overdue and node.due_on else None
    return answer
