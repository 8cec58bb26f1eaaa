"""Gates (闸门): conditions without which a fact is refused, citing the article."""

from __future__ import annotations

from dataclasses import dataclass

from rulebook.condition import Condition
from rulebook.rule import Source


@dataclass(frozen=True, slots=True)
class Need:
    """One thing a gate asks for; exactly one of the ways below is set."""

    zh: str
    en: str
    article: str
    has: tuple[str, ...] = ()  # one of these facts must stand
    elapsed: str = ""  # a `min` rule whose term must have run out
    each: tuple[str, str] | None = None  # every subject with the first fact has the second
    payload: Condition | None = None  # on the arriving fact itself
    when: Condition | None = None  # the need applies only if this holds of the arriving fact


@dataclass(frozen=True, slots=True)
class Gate:
    """A gate before one or more kinds of facts."""

    id: str
    zh: str
    en: str
    on: tuple[str, ...]
    needs: tuple[Need, ...]
    source: Source
    code: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a fact was refused: the gate, the article, and what is missing."""

    gate: str
    article: str
    zh: str
    en: str
