"""What matters may be filtered by (督办筛选项): level, state and source, in the visitor's words."""

from __future__ import annotations

from dataclasses import dataclass

from dueprocess.board.lamps import level, state
from dueprocess.board.words import Words
from dueprocess.views.frame.marking import Marking
from models.reading.matters import Source
from rulebook.oversight.acts import ACTS
from rulebook.oversight.supervision import ItemState

Choices = list[tuple[str, str]]  # value, name

_SOURCES = {
    Source.LADDER: ("系统", "the clock"),
    Source.PERSON: ("人工", "a person"),
    Source.ABOVE: ("上级法院", "the court above"),
}
_ENDED = {ItemState.STRUCK_OFF, ItemState.SUPERSEDED, ItemState.LAPSED, ItemState.DECLINED}


@dataclass(frozen=True, slots=True)
class Matters:
    """Each filter's choices."""

    levels: Choices
    states: Choices
    sources: Choices


def matters(marking: Marking, words: Words) -> Matters:
    """Levels that acts are known for, states of open matters, sources."""
    levels = dict.fromkeys(act.level for act in ACTS.values() if act.level)
    return Matters(
        levels=[(one, level(marking, one, words)) for one in ("urge", *levels)],
        states=[(one.value, state(one, words)) for one in ItemState if one not in _ENDED],
        sources=[(one.value, words.of(pair)) for one, pair in _SOURCES.items()],
    )
