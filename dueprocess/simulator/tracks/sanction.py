"""Sanctions (罚款、拘留、拘传): a person brought in, fined or detained, and the review of it."""

from __future__ import annotations

from dueprocess.simulator.act import InDays, Track
from dueprocess.simulator.life import Life


def sanction(life: Life) -> Track:
    """A summons by force; then a fine or a detention, served and perhaps reviewed."""
    person = life.fresh("C")
    brought = life.act("debtor_brought_in", person, person="被执行人", detention_likely=False)
    if not (yield life.after(life.span("while"), brought, life.act("questioning_ended", person))):
        return False
    ref = life.fresh("F")
    if life.chance("reachable"):
        says: dict[str, object] = {"measure": "罚款（个人）", "amount": "5000.00"}
    else:
        says = {"measure": "拘留", "days": 10}
    decided = life.act("sanction_decided", ref, president_approved=True, person="被执行人", **says)
    if not (yield life.soon(decided, life.act("coercion_applied", measure=says["measure"]))):
        return False
    yield life.soon(life.act("sanction_served", ref))
    if says["measure"] == "拘留":
        days = life.span("soon")
        yield life.after(0, life.act("detention_begun", ref, ends_on=InDays(days)))
        yield life.after(days, life.act("detention_ended", ref))
    if life.chance("breach"):
        return True
    yield life.soon(life.act("sanction_review_requested", ref))
    yield life.soon(life.act("sanction_review_received", ref))
    done = life.act("sanction_review_decided", ref, outcome="维持")
    return (yield life.duty("fine-detention-review-5d", done))
