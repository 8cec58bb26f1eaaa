"""What a case's picture is drawn from (流程轨道取数): its nodes with what stopped their clocks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from dueprocess.board.lamps import lamp
from dueprocess.board.rows import title
from dueprocess.board.track import Picture, Stretch, day_of, picture
from dueprocess.board.words import Words
from dueprocess.views.frame.marking import Marking
from models.reading.card import CaseCard, CaseNode
from rulebook.case.casefile import FactView, NodePlan
from rulebook.case.projection import project
from rulebook.law.rule import LegalClass
from rulebook.time.period import ONE_DAY

_TONES = {"waiting": "waiting", "paused": "paused"}


def course(
    card: CaseCard, facts: tuple[FactView, ...], marking: Marking, words: Words
) -> Picture | None:
    """The picture of the case as of the book's moment; what became moot is left to the table."""
    plans = {one.key: one for one in project(facts, marking.law, marking.calendar).nodes}
    return picture(list(_stretches(card, plans, marking, words)), card.as_of.date())


def _stretches(
    card: CaseCard, plans: Mapping[str, NodePlan], marking: Marking, words: Words
) -> Iterator[Stretch]:
    for node in card.nodes:
        if node.state != "moot":
            yield _stretch(node, plans.get(node.key), card, marking, words)


def _stretch(
    node: CaseNode, plan: NodePlan | None, card: CaseCard, marking: Marking, words: Words
) -> Stretch:
    rule = marking.law.rules.get(node.rule_id)
    start = day_of(node.origin_at)
    name = title(marking.law, node.rule_id, node.code, node.key, words)
    word = lamp(marking, node, card.as_of, words, node.timeliness).word
    due = f"{node.due_on:%Y-%m-%d}" if node.due_on else words.of(("无届满日", "no last day"))
    return Stretch(
        key=node.key,
        lane=_lane(node, rule.stage if rule else "", marking),
        name=name,
        said=f"{name} {node.subject_ref} {word} {start:%Y-%m-%d} → {due}",
        start=start,
        due=node.due_on,
        past=_past(node, card.as_of.date()),
        ended=node.settled_at is not None,
        tone=_tone(node),
        charged=bool(rule and rule.runs),
        legal=bool(rule and rule.legal_class is LegalClass.LEGAL),
        provisional=node.provisional,
        pauses=_pauses(plan, card.as_of.date()),
    )


def _lane(node: CaseNode, stage: str, marking: Marking) -> tuple[str, str, str]:
    """The track, the subject ("" where that is the case itself), the track as the law calls it."""
    name = f"{stage} {marking.stage(stage)}".strip() or node.code
    term = f"{stage} {marking.law.stages.get(stage, stage)}".strip() or node.code
    return name, node.subject_ref, term


def _past(node: CaseNode, today: date) -> date:
    """Until when the clock has gone: a period that nobody can be late under ends by itself."""
    if node.settled_at is not None:
        return day_of(node.settled_at)
    over = node.due_on + ONE_DAY if node.state == "waiting" and node.due_on else today
    return min(over, today)


def _tone(node: CaseNode) -> str:
    if node.state != "settled":
        return _TONES.get(node.state, "running")
    return "unproven" if node.timeliness == "late_or_unproven" else "done"


def _pauses(plan: NodePlan | None, today: date) -> tuple[tuple[date, date], ...]:
    """Intervals that did not count; one that still lasts lasts until now."""
    if plan is None:
        return ()
    over = tuple((one.start, one.resume) for one in plan.pauses)
    return (*over, (plan.paused_since, today)) if plan.paused_since else over
