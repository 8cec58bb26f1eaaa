"""Kinds of facts (事实类别): what may happen in a case, and what must be said about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Field:
    """One entry of a fact's payload.

    `type` is text, texts (a list), flag, date, moment, yuan, number or officer. With `choices`
    nothing else may be said.
    """

    name: str
    zh: str
    type: str
    required: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FactKind:
    """One kind of fact. `opens_file`: it may be a case's first fact."""

    id: str
    zh: str
    en: str
    subject: str = "case"
    fields: tuple[Field, ...] = ()
    evidence_required: bool = False
    opens_file: bool = False
    once: bool = False  # happens at most once in a case
    after_end: bool = False  # may still be recorded when the case is closed
    to_state: str = ""  # received, open, round_ended, closed
    stage: str = ""  # stage letter the case moves to
    supervision: bool = False  # an act of supervision, not of procedure
    by: tuple[str, ...] = ()  # roles that record it; empty: whoever works at the desk
    progress: bool = True  # an act that moves the case on: it ends a stretch of idleness
    chapter: str = ""  # stage letter under which the law lists it
    required: tuple[str, ...] = field(init=False, repr=False, compare=False)
    _by_name: Mapping[str, Field] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        demanded = tuple(one.name for one in self.fields if one.required)
        object.__setattr__(self, "required", demanded)
        object.__setattr__(self, "_by_name", {one.name: one for one in reversed(self.fields)})

    def field(self, name: str) -> Field | None:
        """The field of that name, or ``None``."""
        return self._by_name.get(name)
