"""A case's interviews (本案约谈): proposed, set, held, and what was promised by which day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from dueprocess.board.lamps import Lamp, lamp, state
from dueprocess.board.rows import title
from dueprocess.board.words import Words
from dueprocess.views.frame.marking import Marking
from models.reading.card import CaseCard
from models.reading.items import InterviewLine, OpenItem
from rulebook.oversight.acts import INTERVIEW
from rulebook.oversight.supervision import ItemState

MADE = "promise_made"


@dataclass(frozen=True, slots=True)
class Talk:
    """One interview of the case; of a proposed one `id` is None and `by` names who decides."""

    id: int | None
    item: int
    state: str
    node: str
    set_for: datetime | None
    held_at: datetime | None
    by: str
    attendees: str
    causes: str


@dataclass(frozen=True, slots=True)
class Promise:
    """One promise with its clock."""

    talk: str  # number of the interview
    lamp: Lamp
    key: str
    due_on: date | None
    text: str
    made_by: int  # seq of the promising fact
    ended_by: int | None  # seq of the fact that settled it


def talks(
    card: CaseCard, held: Sequence[InterviewLine], marking: Marking, words: Words
) -> list[Talk]:
    """What is proposed, then what was set, the newest first."""
    proposed = [
        _proposed(one, marking, words)
        for one in card.items
        if one.level.partition("#")[0] == INTERVIEW and one.state == ItemState.PROPOSED
    ]
    return [*proposed, *(_set(one, marking, words) for one in reversed(held))]


def promises(card: CaseCard, marking: Marking, words: Words) -> list[Promise]:
    """What was promised, the nearest day first."""
    return sorted(_promises(card, marking, words), key=lambda one: one.due_on or date.max)


def _promises(card: CaseCard, marking: Marking, words: Words) -> Iterator[Promise]:
    said = {one.seq: one.payload for one in card.facts if one.kind == MADE}
    for node in card.nodes:
        if node.opened_by in said:
            yield Promise(
                talk=node.subject_ref.rpartition("-")[0],
                lamp=lamp(marking, node, card.as_of, words, node.timeliness),
                key=node.key,
                due_on=node.due_on,
                text=str(said[node.opened_by].get("text") or ""),
                made_by=node.opened_by,
                ended_by=node.settled_by,
            )


def _proposed(one: OpenItem, marking: Marking, words: Words) -> Talk:
    return Talk(
        id=None,
        item=one.id,
        state=words.of(("拟约谈", "proposed")),
        node=title(marking.law, one.rule_id, one.code, one.node_key, words),
        set_for=None,
        held_at=None,
        by=words("、").join(marking.deciders(one.ladder, one.level)),
        attendees="",
        causes="",
    )


def _set(one: InterviewLine, marking: Marking, words: Words) -> Talk:
    return Talk(
        id=one.id,
        item=one.item,
        state=state(one.state, words),
        node=title(marking.law, one.rule_id, one.code, one.node_key, words),
        set_for=one.set_for,
        held_at=one.held_at,
        by=one.interviewer,
        attendees=words("、").join(one.attendees),
        causes=one.causes,
    )
