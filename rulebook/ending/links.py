"""Which case takes up which (关联案件), as the facts of either say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from rulebook.case.casefile import FactView

FIRST, NEXT, REVERSAL = "first", "next", "reversal"
_NAMES: Mapping[str, tuple[str, str]] = {  # kind → the field that names a case, and its role
    "application_received": ("first_case", FIRST),
    "filed": ("first_case", FIRST),
    "case_refiled": ("number", NEXT),
    "case_resumed": ("number", NEXT),
    "file_handed_over": ("number", NEXT),
    "reversal_filed": ("number", REVERSAL),
}


class Link(NamedTuple):
    """The fact `seq` names the case `number`."""

    seq: int
    number: str
    role: str  # first: takes it up again; next: is taken up by it; reversal: is reversed in it


def names(fact: FactView) -> Link | None:
    """The case that a fact names; None for a fact that names none."""
    field, role = _NAMES.get(fact.kind, ("", ""))
    number = str(fact.payload.get(field) or "").strip() if field else ""
    return Link(fact.seq, number, role) if number else None


def links(facts: Iterable[FactView]) -> Iterator[Link]:
    """Every case named by facts that stand."""
    return (link for fact in facts if (link := names(fact)))
