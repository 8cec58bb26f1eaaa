"""Whether the entries of a rulebook fit together: every name known, every choice sensible."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from rulebook.law.definition import Definition
from rulebook.law.exclusion import Cause, ExclusionList
from rulebook.law.factkind import FactKind
from rulebook.loading import gatecheck, laddercheck, reviewentry, rulecheck
from rulebook.loading.reading import Entry
from rulebook.loading.shelf import Shelf

STATES = ("received", "open", "round_ended", "closed")
TYPES = ("text", "texts", "flag", "date", "moment", "yuan", "number", "officer")


def fact(shelf: Shelf, entry: Entry, one: FactKind) -> None:
    """Check one kind of fact."""
    if one.to_state and one.to_state not in STATES:
        entry.fault(f"to_state {one.to_state} is not one of {', '.join(STATES)}")
    shelf.knows(entry, "stage", shelf.names["stages"], one.stage)
    shelf.knows(entry, "subject", shelf.names["subjects"], one.subject)
    for each in one.fields:
        if each.type and each.type not in TYPES:
            entry.fault(f"field {each.name}: type {each.type} is not one of {', '.join(TYPES)}")


def definition(shelf: Shelf, entry: Entry, one: Definition) -> None:
    """Check one definition; it shares its ids with the rules."""
    shelf.knows(entry, "node code", shelf.names["nodes"], one.code)
    shelf.knows(entry, "stage", shelf.names["stages"], one.stage)
    if one.id in shelf.rules:
        entry.fault("a rule bears this id too: give one of them another")
    if one.effective_to and one.effective_to < one.effective_from:
        entry.fault(f"effective_to {one.effective_to} lies before effective_from")


def exclusion(shelf: Shelf, entry: Entry, one: ExclusionList) -> None:
    """Check one exclusion list."""
    shelf.knows(entry, "cause", shelf.causes, *one.causes)


def cause(shelf: Shelf, entry: Entry, one: Cause) -> None:
    """Check one cause of exclusion: who begins a pause names a paper and an approver."""
    shelf.knows(entry, "fact kind", shelf.facts, *one.starts, *one.ends)
    for kind in shelf.kinds(one.starts):
        if not (kind.evidence_required and kind.field("approver")):
            entry.fault(f"{kind.id} begins a pause: it needs evidence_required and field approver")


CHECKS: Mapping[str, Callable[..., None]] = {
    "rule": rulecheck.rule,
    "fact": fact,
    "gate": gatecheck.gate,
    "ladder": laddercheck.ladder,
    "exclusion": exclusion,
    "cause": cause,
    "definition": definition,
    "review": reviewentry.check,
    "checksheet": reviewentry.check_sheet,
}
