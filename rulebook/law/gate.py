"""Gates (闸门): conditions without which a fact is refused, citing the article."""

from __future__ import annotations

from dataclasses import dataclass

from rulebook.law.condition import Condition
from rulebook.law.rule import Source


@dataclass(frozen=True, slots=True)
class Need:
    """One thing a gate asks for: exactly one of `has`, `elapsed`, `each` or `payload` is set."""

    zh: str
    en: str
    article: str
    has: tuple[str, ...] = ()  # one of these facts must stand
    elapsed: str = ""  # a `min` rule whose term must have run out
    each: tuple[str, ...] = ()  # every subject with the first fact has one of the others
    payload: Condition | None = None  # on the arriving fact itself
    when: Condition | None = None  # the need applies only if this holds of the arriving fact
    evidence: bool = False  # a fact without a paper does not satisfy `has` and `each`


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
    """Why a fact was refused, or what was remarked on it: gate, article and what is missing.

    `zh` and `en` are one line each; `article` is empty where no law but good sense refuses.
    """

    gate: str
    article: str
    zh: str
    en: str
