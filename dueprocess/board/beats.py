"""The duties that beat (心跳), by their names in the visitor's language."""

from __future__ import annotations

from dueprocess.board.words import Words
from dueprocess.views.frame.heartbeat import DUTIES


def duty(name: str, words: Words) -> str:
    """A duty's name."""
    zh, _, en = DUTIES.get(name, name).partition(" ")
    return words.of((zh, en or zh))
