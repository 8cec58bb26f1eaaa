"""A case's property and money in the visitor's words (财产与案款)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from dueprocess.board.words import Words
from dueprocess.views.case.measures import HOLDS
from models.money.balances import Balance, EntryLine
from models.reading.measures import Holding, MeasureLine
from rulebook.money.account import Account

_Line = TypeVar("_Line", Balance, EntryLine)


def measures(held: Holding, words: Words) -> list[tuple[MeasureLine, str]]:
    """Each measure with how it stands."""
    return [(line, hold(line, words)) for line in held.lines]


def hold(line: MeasureLine, words: Words) -> str:
    """How a measure stands, in a word."""
    return words.of((HOLDS[line.state].zh, HOLDS[line.state].en))


def named(lines: Iterable[_Line], words: Words) -> list[tuple[_Line, str]]:
    """Each line of the ledger with its account's name."""
    return [(line, account(line.account, words)) for line in lines]


def account(name: str, words: Words) -> str:
    """An account's name."""
    return words.term(Account(name).zh)
