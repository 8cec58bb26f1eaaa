"""Investigation (财产调查): queries, clues, and what they bring to light."""

from __future__ import annotations

from dueprocess.simulator.act import Track
from dueprocess.simulator.life import Life
from dueprocess.simulator.tracks.control import control


def investigation(life: Life) -> Track:
    """The network query, the traditional one, the clues; each asset found gets its own track."""
    query = life.act("network_query_launched"), life.act("investigation_started")
    if not (yield life.duty("network-query-5wd", *query)):
        return False
    if life.chance("clue"):
        life.spawn(clue(life))
    if life.chance("concealed"):
        yield life.soon(life.act("concealment_learned", conduct="转移"))
        yield life.after(0, life.act("concealment_unfounded"))
    if life.chance("property"):
        life.spawn(control(life))
        if life.chance("second_asset"):
            life.spawn(control(life))
    done = life.act("investigation_completed"), life.act("debtor_sought")
    return (yield life.duty("complete-investigation-1m", *done))


def clue(life: Life) -> Track:
    """A clue comes in and is verified."""
    ref, urgent = life.fresh("X"), life.chance("urgent_clue")
    came = life.act("clue_received", ref, specific=True, urgent=urgent)
    if not (yield life.after(life.span("while"), came)):
        return False
    if urgent:
        yield life.after(0, life.act("clue_check_started", ref))
    rule = "clue-verify-urgent-3d" if urgent else "clue-verify-7d"
    return (yield life.duty(rule, life.act("clue_verified", ref, result="已核实")))


def third_claim(life: Life) -> Track:
    """A debt that a third party owes the debtor: notice, then payment, objection or enforcement."""
    ref = life.fresh("T")
    served = life.act("claim_notice_served", ref, third_party="第三人")
    if not (yield life.after(life.span("while"), served)):
        return False
    what = life.rng.choice(("claim_performed", "claim_objected", "claim_partly_objected", ""))
    if what:
        return (yield life.after(life.span("soon"), life.act(what, ref)))
    return (yield life.after(life.span("months"), life.act("claim_enforced", ref)))
