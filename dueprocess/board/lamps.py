"""A clock's state on a page (状态灯): always a word, and a colour beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from dueprocess.board.words import ZH, Words
from dueprocess.views.frame import palette
from dueprocess.views.frame.marking import Clocked, Marking
from rulebook.law import inwords
from rulebook.law.ladder import bare

# The colour of each state where the court has chosen none.
COLOURS = {
    "running": "plain",
    "due_soon": "yellow",
    "due_critical": "orange",
    "overdue": "red",
    "overdue_severe": "red",
    "waiting": "plain",
    "paused": "grey",
    "settled": "green",
    "moot": "grey",
    "late": "purple",
    "late_or_unproven": "purple",
    "provisional": "blue",
}


@dataclass(frozen=True, slots=True)
class Lamp:
    """The state's name, its word and the class of its colour."""

    name: str
    word: str
    colour: str


def lamp(
    marking: Marking, row: Clocked, as_of: datetime, words: Words, timeliness: str = ""
) -> Lamp:
    """The semantic state of a clock, as the court's profile colours it."""
    name = marking.light_name(row, as_of, timeliness)
    colour = marking.law.colours.get(name) or COLOURS.get(name, "plain")
    rule = marking.law.rules.get(row.rule_id)
    if rule and name == "waiting":
        passed = row.due_at is not None and row.due_at <= as_of
        zh = palette.waits(rule, passed).plain
        en = inwords.kind(rule)[1] + (", over" if passed else "")
        return Lamp(name, words.of((zh, en)), colour)
    tone = palette.LIGHTS.get(name)
    return Lamp(name, words.of((tone.zh, tone.en)) if tone else name, colour)


def state(name: str, words: Words) -> str:
    """The state of a case, an item or a message in words."""
    tone = palette.STATES.get(name)
    return words.of((tone.zh, tone.en)) if tone else name


def level(marking: Marking, name: str, words: Words) -> str:
    """A level of supervision in words; one of the court's own ladder by the name it has there."""
    key, _, rounds = name.partition("#")
    tone = palette.LEVELS.get(bare(key))
    said = marking.level(name).plain
    if tone is None or words.language == ZH:
        return said
    return f"{tone.en}×{rounds}" if rounds else tone.en
