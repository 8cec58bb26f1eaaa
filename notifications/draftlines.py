"""A draft read again (草稿原文): the lines of its text, each as what it is on a sheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from models.reading.letters import LetterSheet
from notifications.documents.filling import DRAFT_LINE
from notifications.documents.forms import INDENT
from notifications.documents.gaps import GAP
from notifications.documents.kinds import KINDS
from notifications.documents.word import REHEARSAL_LINE

# stamp: that it is a rehearsal's, or a draft; sign: who signs and the day, at the right.
Manner = Literal["stamp", "title", "body", "plain", "sign", "blank"]
_STAMPS = (REHEARSAL_LINE, DRAFT_LINE)


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a line; `gap` where something is not known yet (待填)."""

    text: str
    gap: bool


@dataclass(frozen=True, slots=True)
class DraftLine:
    """One line of a draft in its pieces."""

    manner: Manner
    pieces: tuple[Piece, ...]


def lines(letter: LetterSheet) -> Sequence[DraftLine]:
    """The draft's text line by line, not a sign changed but the blanks that only set it out."""
    said = letter.body.strip("\n").splitlines()
    named = KINDS[letter.kind].zh if letter.kind in KINDS else ""
    ends = next((at for at, one in enumerate(said) if named and one.endswith(named)), -1)
    return [_line(one, at <= ends) for at, one in enumerate(said)]


def _line(said: str, heading: bool) -> DraftLine:
    text = said.strip()
    manner: Manner = "plain"
    if not text:
        manner = "blank"
    elif text in _STAMPS:
        manner = "stamp"
    elif heading:
        manner = "title"
    elif said.startswith(INDENT * 2):
        manner = "sign"
    elif said.startswith(INDENT):
        manner = "body"
    return DraftLine(manner, tuple(_pieces(text)))


def _pieces(text: str) -> Iterator[Piece]:
    """The text cut at its gaps: every second part is one."""
    for at, part in enumerate(GAP.split(text)):
        if part:
            yield Piece(part, gap=bool(at % 2))
