"""The process map (流程图): every stage with the steps that somebody can be late with, laid out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rulebook.law.lawbook import Lawbook
from rulebook.law.rule import Rule

MAIN = "ABCDEFGMN"  # the way of a case from filing to its end; the others run beside it
WIDTH, GAP, LINE, HEAD, MARGIN = 268, 26, 19, 34, 24  # of a card, in the map's own units
_TOP, _BETWEEN, _FOOT = 46, 70, 46


@dataclass(frozen=True, slots=True)
class Card:
    """One stage with its steps, and where it stands."""

    letter: str
    title: str
    rules: Sequence[Rule]
    x: int
    y: int

    @property
    def height(self) -> int:
        """Down to the lower edge."""
        return HEAD + LINE * max(len(self.rules), 1) + 10


@dataclass(frozen=True, slots=True)
class ProcessMap:
    """The main way on top, side tracks below it in columns as even as they come."""

    main: Sequence[Card]
    side: Sequence[Card]
    below: int  # where the side tracks begin
    width: int
    height: int


def laid_out(law: Lawbook) -> ProcessMap:
    """Where every card of the map stands."""
    main = _row(law, [letter for letter in MAIN if letter in law.stages])
    below = max(card.y + card.height for card in main) + _BETWEEN
    side = _columns(law, [letter for letter in law.stages if letter not in MAIN], below, len(main))
    width = MARGIN * 2 + len(main) * (WIDTH + GAP) - GAP
    height = max(card.y + card.height for card in (*main, *side)) + _FOOT
    return ProcessMap(main, side, below, width, height)


def steps(law: Lawbook, letter: str) -> list[Rule]:
    """The steps of a stage that the map shows: those that run and are still law, each duty once."""
    found = [
        rule
        for rule in law.rules.values()
        if rule.stage == letter and rule.runs and not rule.restates and not rule.effective_to
    ]
    return sorted(found, key=lambda rule: (rule.code or "999", rule.effective_from))


def _row(law: Lawbook, letters: Sequence[str]) -> list[Card]:
    xs = range(MARGIN, MARGIN + len(letters) * (WIDTH + GAP), WIDTH + GAP)
    y = MARGIN + _TOP
    return [
        Card(letter, law.stages[letter], steps(law, letter), x, y)
        for letter, x in zip(letters, xs, strict=True)
    ]


def _columns(law: Lawbook, letters: Iterable[str], top: int, number: int) -> list[Card]:
    """Each next card goes where the shortest column ends."""
    ends = [top] * number
    cards = []
    for letter in letters:
        if not (rules := steps(law, letter)):
            continue
        at = ends.index(min(ends))
        card = Card(letter, law.stages[letter], rules, MARGIN + at * (WIDTH + GAP), ends[at])
        cards.append(card)
        ends[at] += card.height + GAP
    return cards
