"""Petitions and letters on a case (信访、督办函): each with its facts and its clocks."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from dueprocess.views.frame.marking import Marking
from dueprocess.views.frame.palette import QUIET, STRONG
from models.reading.card import CaseCard, CaseNode, FactSheet

SUBJECTS = ("petition", "letter")


def listing(marking: Marking, card: CaseCard) -> RenderableType | None:
    """Every petition and letter of the case; None when there is none."""
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for (kind, ref), facts in _by_subject(marking, card.facts).items():
        nodes = [
            node for node in card.nodes if (node.subject_kind, node.subject_ref) == (kind, ref)
        ]
        name = Text.assemble((marking.law.subjects[kind], QUIET), " ", (ref, STRONG))
        table.add_row(
            name, Text("\n").join([_course(marking, facts), *_clocks(marking, nodes, card)])
        )
    return table if table.row_count else None


def _by_subject(
    marking: Marking, facts: Iterable[FactSheet]
) -> dict[tuple[str, str], list[FactSheet]]:
    found: dict[tuple[str, str], list[FactSheet]] = {}
    for fact in facts:
        kind = marking.law.facts.get(fact.kind)
        if kind is not None and kind.subject in SUBJECTS:
            found.setdefault((kind.subject, fact.subject_ref), []).append(fact)
    return found


def _course(marking: Marking, facts: Iterable[FactSheet]) -> Text:
    return Text(" → ").join(
        Text(f"{fact.occurred_at:%m-%d} {marking.fact(fact.kind)}") for fact in facts
    )


def _clocks(marking: Marking, nodes: Iterable[CaseNode], card: CaseCard) -> Iterable[Text]:
    for node in nodes:
        line = Text("  ").append_text(marking.clock(node, card.as_of))
        due = f" → {node.due_on}" if node.due_on else ""
        yield line.append_text(marking.node(node.code, node.rule_id, "")).append(due, QUIET)
