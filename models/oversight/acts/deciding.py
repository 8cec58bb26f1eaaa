"""What a proposal waits for (拟发事项的决定): which fact confirms it, and whose decision it is."""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import Session

from models.oversight.acts import courtletter
from models.oversight.acts.clocks import rung_of
from models.oversight.acts.ledger import ITEM, Entry, entries
from models.oversight.watch import Watch
from rulebook.case.casefile import FactView
from rulebook.law.inwords import receiving
from rulebook.oversight.acts import Act, confirmed_by
from rulebook.oversight.supervision import ItemState


@dataclass(frozen=True, slots=True)
class Decision:
    """One proposal: the kind of the fact that confirms it, and who decides, in words."""

    item_id: int
    confirmed_by: str
    deciders: tuple[str, ...]  # empty: any officer but the handler
    court: str = ""  # the court above that has to decide; "": the case's own


def decision(session: Session, entry: Entry, watch: Watch) -> Decision:
    """What that proposal waits for."""
    rung = rung_of(entry, watch)
    names = tuple(receiving(one, watch.law) for one in rung.by)
    return Decision(entry.id, confirmed_by(rung), names, court_of(session, entry))


def proposals(session: Session, watch: Watch, item_id: int | None = None) -> dict[int, Decision]:
    """What every open proposal waits for, or the one of that number."""
    which = [] if item_id is None else [ITEM.c.id == item_id]
    found = entries(session, ITEM.c.state == ItemState.PROPOSED, *which)
    return {one.id: decision(session, one, watch) for one in found}


def court_of(session: Session, entry: Entry) -> str:
    """The court above that has the matter: it took it up, or the proposal is about its letter."""
    if entry.court or entry.node.rule_id != courtletter.RULE:
        return entry.court
    return courtletter.sender(session, entry.post.case_id, entry.node.subject_ref)


def may_decide(entry: Entry, officer_id: str, watch: Watch) -> bool:
    """Whether the officer holds a role that decides on the rung, or stands in for whoever does."""
    by = rung_of(entry, watch).by
    return not by or watch.roster.holds(officer_id, entry.post.court, by)


def answered(session: Session, case_id: int, fact: FactView, act: Act, watch: Watch) -> list[Entry]:
    """The proposals of a case that a fact named by its letter or its case answers, oldest first."""
    found = entries(
        session,
        ITEM.c.case_id == case_id,
        ITEM.c.state == ItemState.PROPOSED,
    )
    return [one for one in found if _answers(fact, act, one, watch)]


def _answers(fact: FactView, act: Act, entry: Entry, watch: Watch) -> bool:
    if confirmed_by(rung_of(entry, watch)) != act.kind:
        return False
    of_letter = fact.subject_kind == "letter" and entry.node.rule_id == courtletter.RULE
    return not of_letter or entry.node.subject_ref == fact.subject_ref
