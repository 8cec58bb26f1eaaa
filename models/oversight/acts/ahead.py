"""A step of a court above that no ladder proposed yet (先行措施): it stands issued all the same."""

from __future__ import annotations

from sqlmodel import Session

from models.oversight.acts import courtletter, opening
from models.oversight.acts.ledger import ITEM, entries
from models.oversight.firing.planning import in_force
from models.oversight.watch import Watch
from models.tables.node import NodeState
from rulebook.case.casefile import FactView
from rulebook.oversight.acts import act_of, confirmed_by
from rulebook.oversight.supervision import OPEN

STEPS = frozenset({courtletter.REMINDED, courtletter.FILE_CALLED, courtletter.DESIGNATED})


def take(session: Session, case_id: int, fact: FactView, watch: Watch) -> None:
    """Open the step on the letter's term, so that the ladder climbs on from it.

    Nothing where the ladder has proposed it and it was answered, where a step as high is in force,
    or where the letter waits for no report.
    """
    ref = (
        fact.subject_ref if fact.subject_kind == "letter" else courtletter.newest(session, case_id)
    )
    found = courtletter.node_of_letter(session, case_id, ref)
    if found is None or found[0].state != NodeState.RUNNING:
        return
    node, post = found
    rung = next((r for r in watch.ladder(node).rungs if confirmed_by(r) == fact.kind), None)
    beside = entries(session, ITEM.c.node_id == node.id, ITEM.c.state.in_(sorted(OPEN)))
    if rung is not None and rung.level > in_force(beside, watch):
        act = act_of(fact.kind, watch.law)
        said = f"{act.zh if act else rung.zh}（先于阶梯"
        opening.issue(session, node, post, rung, fact, said, watch)
