"""A case's property and money in the visitor's words (财产与案款)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from dueprocess.board.words import Words
from dueprocess.views.case.measures import HOLDS
from models.money.balances import Balance, EntryLine
from models.reading.card import CaseCard, CaseNode
from models.reading.measures import Holding, MeasureLine
from models.reading.renewals import LADDER
from models.tables.node import NodeState
from rulebook.law.lawbook import Lawbook
from rulebook.money.account import Account

_Line = TypeVar("_Line", Balance, EntryLine)


def measures(held: Holding, words: Words) -> list[tuple[MeasureLine, str]]:
    """Each measure with how it stands."""
    return [(line, hold(line, words)) for line in held.lines]


def renewals(card: CaseCard, law: Lawbook) -> Mapping[int, CaseNode]:
    """The running clocks of what has to be renewed, by the fact that opened them."""
    watched = {rule.id for rule in law.rules.values() if rule.ladder == LADDER}
    return {
        one.opened_by: one
        for one in card.nodes
        if one.rule_id in watched and one.state == NodeState.RUNNING
    }


def hold(line: MeasureLine, words: Words) -> str:
    """How a measure stands, in a word."""
    return words.of((HOLDS[line.state].zh, HOLDS[line.state].en))


def named(lines: Iterable[_Line], words: Words) -> list[tuple[_Line, str]]:
    """Each line of the ledger with its account's name."""
    return [(line, account(line.account, words)) for line in lines]


def account(name: str, words: Words) -> str:
    """An account's name."""
    return words.term(Account(name).zh)
