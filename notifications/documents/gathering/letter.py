"""What the book knows of a letter between courts (督办函要素): as sent, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlmodel import Session

from models.oversight.acts.courtletter import DESIGNATED, RULE
from models.oversight.watch import Watch
from models.tables.case import Case
from notifications.names import court_name, officer_name
from rulebook.case.casefile import FactView
from rulebook.case.payload import day

_SAID = ("source", "problem", "opinion", "requirement", "contact", "attachments")
_FOLLOWED = ("letter_reminded", "file_called")


def of_letter(
    session: Session, case: Case, facts: Sequence[FactView], ref: str, watch: Watch
) -> dict[str, Any]:
    """To whom it goes and on what law; of one that was sent, what it says and how it was met."""
    below = court_name(session, case.court_code)
    known: dict[str, Any] = {
        "addressed_court": below,
        "recipients": (below,),
        "basis": watch.law.rules[RULE].source.cited_on(watch.as_of.date()),
    }
    mine = [one for one in facts if one.subject_kind == "letter" and one.subject_ref == ref]
    for fact in mine:
        known |= _told(session, fact, facts)
    steps = [watch.law.facts[one.kind].zh for one in mine if one.kind in _FOLLOWED]
    moved = [one for one in facts if mine and one.kind == DESIGNATED and one.seq > mine[0].seq]
    steps += [str(one.payload["way"]) for one in moved]
    return known | {"follow_up": "、".join(dict.fromkeys(steps))}


def content_of(said: Mapping[str, Any]) -> dict[str, Any]:
    """What the fact `letter_sent` says, in the words of its paper."""
    return {name: said.get(name) for name in _SAID} | {"report_on": day(said["due_on"])}


def of_petition(facts: Sequence[FactView], ref: str) -> dict[str, Any]:
    """The day of the petition that a letter answers."""
    days = [
        day(one.occurred_at)
        for one in facts
        if one.kind == "petition_received" and ref and one.subject_ref == ref
    ]
    return {"petition_on": days[0]} if days else {}


def _told(session: Session, fact: FactView, facts: Sequence[FactView]) -> dict[str, Any]:
    said = fact.payload
    match fact.kind:
        case "letter_sent":
            return content_of(said) | of_petition(facts, str(said.get("petition") or ""))
        case "letter_received":
            named = officer_name(session, str(said.get("in_charge") or "") or None)
            return {"named_person": named}
        case "letter_reported":
            return {"reported_on": day(fact.occurred_at), "result": said.get("text")}
        case "letter_report_returned":
            return {"report_on": day(said["due_on"]), "reported_on": None, "result": None}
    return {}
